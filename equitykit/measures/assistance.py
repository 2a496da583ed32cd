"""Differentiated assistance: which student groups made an LEA eligible, and why.

An LEA is eligible when one student group meets the criterion of two or more of the state's
priority areas (method 1), when local indicators were not met for two or more years in two areas
(method 2), or by one of each in different areas (method 3). The rules of each year are data in
``content/codes/assistance_rules.csv``, with their sources.

Read off the tables of :mod:`equitykit.measures.performance`; nothing is colored anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from equitykit.content.assistance_rules import (
    Criterion,
    YearRules,
    assistance_code,
    load_assistance_rules,
)
from equitykit.measures.assistance_cells import Cell, GroupIndicators
from equitykit.measures.assistance_local import CLIMATE, LocalIndicators, read_local_indicators
from equitykit.measures.performance import LETTERS

LETTER_OF = {areas: letter for letter, areas in LETTERS.items()}

ONE_STEP, FEW_STUDENTS = "one_step", "few_students"


@dataclass(frozen=True)
class Near:
    """A priority area that a group almost met.

    `kind` is ``one_step`` (one color or level better than the criterion) or ``few_students``
    (a status level low enough, and too few students for it to count); `indicators` those that
    kept it from being met.
    """

    area: int
    kind: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class GroupAnswer:
    """What the rules say of one student group.

    Attributes
    ----------
    group : str
        Our code.
    areas : tuple of int
        The priority areas met, of 4, 5, 6 and 8.
    cells : tuple of Cell
    near : tuple of Near
        Filled where with them the group would meet two areas, and without them it does not.
    """

    group: str
    areas: tuple[int, ...]
    cells: tuple[Cell, ...]
    near: tuple[Near, ...]

    @property
    def code(self) -> str:
        """The group's code in the published file."""
        return assistance_code(self.group)

    @property
    def letter(self) -> str | None:
        """The letter by which the state publishes the areas; None for fewer than two."""
        return LETTER_OF.get(self.areas)

    @property
    def makes_eligible(self) -> bool:
        """Whether the group meets two or more areas."""
        return len(self.areas) >= 2


@dataclass(frozen=True)
class LeaAnswer:
    """What the rules say of one district, county office or charter school in one year.

    Attributes
    ----------
    cds, district, year : str
        `district` is the name of a charter school where it is one.
    charter : bool
        A charter school must meet the criteria in two consecutive Dashboard years.
    groups : tuple of GroupAnswer
        Every group that the rules name, in the order of the published file; one without
        students here has no cells.
    local : LocalIndicators
    missing : tuple of str
        Indicators that the rules of the year ask for and of which there is no file.
    before : LeaAnswer or None
        Of a charter school, the year before; None where nothing is known of it.
    """

    cds: str
    district: str
    year: str
    charter: bool
    groups: tuple[GroupAnswer, ...]
    local: LocalIndicators
    missing: tuple[str, ...]
    before: "LeaAnswer | None" = None

    @property
    def rules(self) -> YearRules:
        """The rules of the year."""
        return load_assistance_rules()[self.year]

    @property
    def made_by(self) -> tuple[GroupAnswer, ...]:
        """The groups that meet two or more areas."""
        return tuple(group for group in self.groups if group.makes_eligible)

    @property
    def close(self) -> tuple[GroupAnswer, ...]:
        """The groups that came close to two areas."""
        return tuple(group for group in self.groups if group.near)

    @property
    def by_groups(self) -> bool | None:
        """Whether any group meets two areas this year; None where a file is missing."""
        return True if self.made_by else None if self.missing else False

    @property
    def eligible(self) -> bool | None:
        """Whether student groups make the LEA eligible (method 1); None where it cannot be
        known: a file is missing, or a charter school's year before."""
        if not self.charter or self.by_groups is False:
            return self.by_groups
        earlier = self.before.by_groups if self.before else None
        return False if earlier is False else None if None in (self.by_groups, earlier) else True

    @property
    def methods(self) -> dict[int, bool | None]:
        """For each of the four methods, whether it is met; None where it cannot be known."""
        two_local = self.local.two_areas_not_met
        mixed = self._one_of_each() if not (self.eligible or two_local) else False
        certifies = self.rules.certifies and not self.charter
        return {1: self.eligible, 2: two_local, 3: mixed, 4: None if certifies else False}

    def _one_of_each(self) -> bool | None:
        by_local = self.local.not_met_two_years
        if any({area} != {*by_local} for group in self.groups for area in group.areas if by_local):
            return None if self.charter else True
        return None if self.missing or self.local.unknown else False


def judge(
    performance: pd.DataFrame,
    local: pd.DataFrame,
    cds: str,
    year: str,
    *,
    files: set[tuple[str, str]] | None = None,
    minimum_n: int = 11,
    minimums: Mapping[str, int] | None = None,
) -> LeaAnswer:
    """Judge one LEA by the rules of one Dashboard year.

    `performance` and `local` are the tables of :mod:`equitykit.measures.performance`. `files` are
    the indicators and years of which there is a file; by default those of which `performance`
    has rows. Where a group has fewer than `minimum_n` students, or than `minimums` say by group
    code, its figures are left out of the answer; what the state made of them stays.

    Raises
    ------
    KeyError
        Where no rules are known for `year`, or there is no row of the LEA in it.
    """
    rules = load_assistance_rules()[year]
    if files is None:
        files = set(zip(performance["indicator"], performance["year"], strict=True))
    its = performance[performance["cds"] == cds]
    of_year = its[its["year"] == year]
    if of_year.empty:
        raise KeyError(f"no row of {cds} in {year}")
    charter = bool(of_year["charter"].fillna(False).iloc[0]) and of_year["level"].eq("school").any()
    its_local = read_local_indicators(local, cds, rules)
    floor = {code: max(minimum_n, (minimums or {}).get(code, 0)) for code in rules.groups}
    earlier = str(int(year) - 1)
    before = None
    if charter and earlier in load_assistance_rules() and its["year"].eq(earlier).any():
        shown = {"minimum_n": minimum_n, "minimums": minimums}
        before = judge(its, local, cds, earlier, files=files, **shown)
    return LeaAnswer(
        cds=cds,
        district=str(of_year["school" if charter else "district"].iloc[0]),
        year=year,
        charter=charter,
        groups=tuple(_groups(of_year, rules, its_local, floor)),
        local=its_local,
        missing=tuple(name for name in rules.indicators if (name, year) not in files),
        before=before,
    )


def judged_years(performance: pd.DataFrame) -> list[str]:
    """The years of the table for which rules are known, the latest first."""
    there = set(performance["year"])
    return [year for year in reversed(load_assistance_rules()) if year in there]


def dashboard_files(families: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The indicators and years of the files whose family and school year are given:
    ``("dashboard_ela", "2023-24")`` is ``("ela", "2024")``."""
    return {
        (family.removeprefix("dashboard_"), period[:2] + period[-2:])
        for family, period in families
        if family.startswith("dashboard_")
    }


def _groups(rows: pd.DataFrame, rules: YearRules, local: LocalIndicators, floor: dict[str, int]):
    by_group: dict[str, list[dict]] = {code: [] for code in rules.groups}
    for row in rows.to_dict("records"):
        by_group.get(row["group"], []).append(row)
    for code, its in by_group.items():
        indicators = GroupIndicators(code, its, rules, minimum_n=floor[code])
        by_local = {CLIMATE} & {*local.not_met_two_years} if its else set()
        areas = {*indicators.areas, *by_local}
        near = _near(indicators, areas)
        yield GroupAnswer(code, tuple(sorted(areas)), indicators.cells, near)


def _near(indicators: GroupIndicators, met: set[int]) -> tuple[Near, ...]:
    if len(met) >= 2:
        return ()
    criteria = indicators.rules.criteria[indicators.group]
    found: dict[int, Near] = {}
    for criterion in criteria:
        near = None if criterion.area in met else _nearness(indicators, criterion)
        # what only the number of students decides is said before what a color decides
        if near and (criterion.area not in found or near.kind == FEW_STUDENTS):
            found[criterion.area] = near
    few = [near for near in found.values() if near.kind == FEW_STUDENTS]
    if len(met) == 1:
        return tuple(found.values())
    return tuple(few) if len(few) >= 2 else ()


def _nearness(indicators: GroupIndicators, criterion: Criterion) -> Near | None:
    open_ones = [each for each in criterion.requirements if not indicators.holds(each)]
    if not all(indicators.is_shown(each) for each in open_ones):
        return None
    names = tuple(each.indicator for each in open_ones)
    if all(indicators.blocked(each) for each in open_ones):
        return Near(criterion.area, FEW_STUDENTS, names)
    levels = [indicators.level(each) for each in open_ones]
    one = len(open_ones) == 1 and levels[0] == open_ones[0].worst + 1
    return Near(criterion.area, ONE_STEP, names) if one else None
