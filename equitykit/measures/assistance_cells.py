"""What each indicator says about one student group, and whether that counts for assistance.

A color is published only for a group with enough students in both years, so a color always
counts. A status level is published from eleven students on; it counts only where the file says
that the group has enough (or, where a file has no such mark, where it has).
"""

from dataclasses import dataclass

import pandas as pd

from equitykit.content.assistance_rules import (
    COLOUR,
    Requirement,
    YearRules,
    load_academic_cuts,
)

REPORTED, HIDDEN, BELOW_FLOOR, NOT_PUBLISHED = "reported", "hidden", "below_floor", "not_published"

MEETS = "meets"
WITH_ANOTHER = "with_another"
BETTER = "better"
FEW = "few"
NO_COLOUR = "no_colour"
OTHER_RULE = "other_rule"

FULL_PARTICIPATION = 95.0
"""Percent of students tested, from which there is no penalty."""


@dataclass(frozen=True)
class Cell:
    """One indicator of one student group, as far as it may be shown.

    Attributes
    ----------
    indicator : str
        ``ela``, ``math``, ``elpi``, ``graduation``, ``chronic``, ``suspension`` or ``cci``.
    area : int
        The priority area that the indicator belongs to.
    status : str
        ``reported``; ``hidden`` where the publisher hides the result (ten students or fewer);
        ``below_floor`` where we do; ``not_published``. Only a reported cell has figures.
    n : int or None
        Students counted.
    status_level, change_level, color : int or None
        1, the worst (a color: Red), to 5; None where there is none.
    counted : bool
        Whether it is part of what met the criterion of its area.
    why : str
        ``meets``; or why it is not counted: ``with_another`` (bad enough only together with
        another indicator that is not), ``better``, ``few`` (too few students to count),
        ``no_colour`` (enough now, but not the year before), ``other_rule`` (not used for this
        group), ``hidden``, ``not_published``.
    """

    indicator: str
    area: int
    status: str
    n: int | None
    status_level: int | None
    change_level: int | None
    colour: int | None
    counted: bool
    why: str


class GroupIndicators:
    """The indicators of one student group of one LEA in one year.

    `rows` are records of the performance table of that group, one for each indicator. Below
    `minimum_n` students nothing is told of a cell.
    """

    def __init__(self, group: str, rows: list[dict], rules: YearRules, *, minimum_n: int):
        self.group = group
        self.rules = rules
        self.minimum_n = minimum_n
        self._rows = {row["indicator"]: row for row in rows}
        of_school = any(row["level"] == "school" for row in rows)
        self._needed = rules.needed(group, of_school=of_school)
        self.met = tuple(c for c in rules.criteria[group] if all(map(self.holds, c.requirements)))

    @property
    def areas(self) -> tuple[int, ...]:
        """The priority areas whose criterion the group meets."""
        return tuple(sorted({criterion.area for criterion in self.met}))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The indicators of which the group has a row, by area."""
        return tuple(self._cell(name) for name in self.rules.indicators if name in self._rows)

    def holds(self, requirement: Requirement) -> bool:
        """Whether the indicator counts and is bad enough."""
        level = self.level(requirement)
        return level is not None and level <= requirement.worst

    def level(self, requirement: Requirement) -> int | None:
        """The color or status level that counts, or None."""
        row = self._rows.get(requirement.indicator)
        if row is None:
            return None
        if requirement.basis == COLOUR:
            return _whole(row["colour"])
        return self._status_level(row) if self._is_large_enough(row) else None

    def blocked(self, requirement: Requirement) -> bool:
        """Whether a bad enough status level is shown that too few students keep from counting."""
        if self.level(requirement) is not None or not self.is_shown(requirement):
            return False
        level = self._status_level(self._rows[requirement.indicator])
        return level is not None and level <= requirement.worst

    def is_shown(self, requirement: Requirement) -> bool:
        """Whether there is a figure of the indicator and it may be shown."""
        row = self._rows.get(requirement.indicator)
        return row is not None and self.state(row) == REPORTED

    def state(self, row: dict) -> str:
        """Whether the row may be shown, and if not, who hides it."""
        if pd.isna(row["n"]):
            return HIDDEN
        if row["n"] < self.minimum_n:
            return BELOW_FLOOR
        levels = (row["status_level"], row["colour"])
        return REPORTED if any(map(_whole, levels)) else NOT_PUBLISHED

    def _is_large_enough(self, row: dict) -> bool:
        if pd.notna(row["n_met"]):
            return bool(row["n_met"])
        return pd.notna(row["n"]) and row["n"] >= self._needed

    def _status_level(self, row: dict) -> int | None:
        level = _whole(row["status_level"])
        if level and self.rules.without_penalty and row["indicator"] in load_academic_cuts():
            return _level_without_penalty(row, level)
        return level

    def _cell(self, indicator: str) -> Cell:
        row = self._rows[indicator]
        state = self.state(row)
        shown = state == REPORTED
        why = self._why(indicator, row, state)
        return Cell(
            indicator=indicator,
            area=self.rules.indicators[indicator],
            status=state,
            n=int(row["n"]) if shown else None,
            status_level=self._status_level(row) if shown else None,
            change_level=_whole(row["change_level"]) if shown else None,
            colour=_whole(row["colour"]) if shown else None,
            counted=why == MEETS,
            why=why,
        )

    def _why(self, indicator: str, row: dict, state: str) -> str:
        uses = [
            (criterion, requirement)
            for criterion in self.rules.criteria[self.group]
            for requirement in criterion.requirements
            if requirement.indicator == indicator
        ]
        if not uses:
            return OTHER_RULE
        if any(criterion in self.met for criterion, _ in uses):
            return MEETS
        if state in (HIDDEN, BELOW_FLOOR):
            return HIDDEN
        if state == NOT_PUBLISHED:
            return NOT_PUBLISHED
        if all(self.level(requirement) is None for _, requirement in uses):
            return NO_COLOUR if self._is_large_enough(row) else FEW
        return WITH_ANOTHER if any(self.holds(each) for _, each in uses) else BETTER


def _level_without_penalty(row: dict, published: int) -> int:
    """The status level of the tested students alone, where a penalty changed the status.

    Which of two sets of cut points holds is read off the published level.
    """
    rate, penalised, plain = row["participation"], row["status"], row["status_without_penalty"]
    if pd.isna(plain) or pd.isna(penalised) or plain == penalised:
        return published
    if pd.notna(rate) and rate >= FULL_PARTICIPATION:
        return published
    sets = load_academic_cuts()[row["indicator"]]
    fitting = [cuts for cuts in sets if _level_by(cuts, penalised) == published]
    return _level_by((fitting or sets)[0], plain)


def _level_by(cuts: tuple[float, ...], distance: float) -> int:
    # the lowest band ends at its own edge: -70.0 is level 2, -70.1 is level 1
    return 5 - sum(distance < cut for cut in cuts)


def _whole(value) -> int | None:
    """A level as a number; None for none, which the publisher writes as 0."""
    return None if pd.isna(value) or int(value) == 0 else int(value)
