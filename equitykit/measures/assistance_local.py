"""Local indicators: what an LEA says of itself, and where it said *not met* two years running."""

from dataclasses import dataclass

import pandas as pd

from equitykit.content.assistance_rules import YearRules
from equitykit.measures.performance import NOT_MET, NOT_MET_TWO_YEARS

CLIMATE = 6
"""The priority area that has a state and a local indicator: where the local one was not met for
two years, every student group of the LEA counts as meeting the criterion of the area. Source: the
sheet *LCFF Priority Definitions* of the state's files ("Red on Suspension Rate Indicator, or Not
Met for Two or More Years on Local Indicator"). The local indicators of the other areas (1, 2, 3,
7; of county offices 9, 10) are the LEA's as a whole and count in methods 2 and 3 alone: the
sheet has no letter for them."""

SAYS_TWO_YEARS = "2019"
"""From this year on the files themselves tell two years of *not met* from one."""

COUNTY_OFFICE = "10"
"""How the district part of a county office's code begins."""


@dataclass(frozen=True)
class LocalIndicators:
    """The local indicators of one LEA, by the numbers of their priority areas.

    Attributes
    ----------
    asked : tuple of int
        Those that the rules of the year ask for.
    not_met_two_years : tuple of int
        Not met for two or more years: said so, or not met in this year and in the one before.
    not_met_once : tuple of int
        Not met this year, and not known to have been so the year before.
    unknown : tuple of int
        Areas of which nothing is known, or not enough.
    """

    asked: tuple[int, ...]
    not_met_two_years: tuple[int, ...]
    not_met_once: tuple[int, ...]
    unknown: tuple[int, ...]

    @property
    def two_areas_not_met(self) -> bool | None:
        """Whether method 2 is met; None where it depends on what is not known."""
        known = len(self.not_met_two_years)
        return True if known >= 2 else None if known + len(self.unknown) >= 2 else False


def read_local_indicators(local: pd.DataFrame, cds: str, rules: YearRules) -> LocalIndicators:
    """What is known of the local indicators of an LEA in the year of `rules`.

    `local` has `cds`, `priority` (text), `year` and `performance`.
    """
    asked = rules.local_areas
    if cds[2:4] == COUNTY_OFFICE and cds.endswith("0" * 7):
        asked = (*asked, *rules.county_office_areas)
    now = _by_area(local, cds, rules.year)
    before = _by_area(local, cds, str(int(rules.year) - 1))
    not_met = (NOT_MET, NOT_MET_TWO_YEARS)
    twice = tuple(
        area
        for area in asked
        if now.get(area) == NOT_MET_TWO_YEARS
        or (now.get(area) == NOT_MET and before.get(area) in not_met)
    )
    once = tuple(area for area in asked if now.get(area) == NOT_MET and area not in twice)
    unknown = tuple(
        area
        for area in asked
        if area not in now or (area in once and area not in before and rules.year < SAYS_TWO_YEARS)
    )
    return LocalIndicators(asked, twice, once, unknown)


def _by_area(local: pd.DataFrame, cds: str, year: str) -> dict[int, str]:
    # the first Dashboard is called 2017f
    rows = local[(local["cds"] == cds) & (local["year"].str[:4] == year)]
    return {int(row.priority): row.performance for row in rows.itertuples()}
