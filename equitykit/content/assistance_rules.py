"""The rules of differentiated assistance, year by year, as the state published them.

``codes/assistance_rules.csv`` has one line for each way in which a student group meets the
criterion of a priority area; ``assistance_years.csv`` what else holds in a year;
``assistance_cuts.csv`` the status levels of the academic indicators, which the rule of 2022
works anew.

Sources: the sheets *Value* and *LCFF Priority Definitions* of the state's assistance files of
2018, 2022, 2023 and 2024, and for 2025 the criteria that the department has announced.
"""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows, load_student_groups

COLOUR, STATUS = "colour", "status"


@dataclass(frozen=True)
class Requirement:
    """An indicator whose `basis` (``colour`` or ``status`` level) is `worst` or worse.

    Levels and colors run from 1, the worst (Red), to 5; 0 is none.
    """

    indicator: str
    basis: str
    worst: int


@dataclass(frozen=True)
class Criterion:
    """One way to meet the criterion of a priority area: all requirements together."""

    area: int
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class YearRules:
    """The rules of one Dashboard year.

    Attributes
    ----------
    year : str
    groups : tuple of str
        Our codes of the student groups that count, in the order of the published file.
    criteria : dict
        By group code, each :class:`Criterion`.
    local_areas, county_office_areas : tuple of int
        Priority areas with a local indicator: of every LEA, and of county offices besides.
    smaller_groups : tuple of str
        Groups that count from 15 students at the level of an LEA; the others from 30.
    without_penalty : bool
        Whether the publisher left the penalty for low test participation out.
    certifies : bool
        Whether not certifying the year's data makes a district eligible by itself.
    """

    year: str
    groups: tuple[str, ...]
    criteria: dict[str, tuple[Criterion, ...]]
    local_areas: tuple[int, ...]
    county_office_areas: tuple[int, ...]
    smaller_groups: tuple[str, ...]
    without_penalty: bool
    certifies: bool

    def needed(self, group: str, *, of_school: bool = False) -> int:
        """The number of students from which `group` counts, for a whole LEA or for a school."""
        return 15 if group in self.smaller_groups and not of_school else 30

    @property
    def indicators(self) -> dict[str, int]:
        """The indicators that any rule of the year names, each with its priority area."""
        named = {
            requirement.indicator: criterion.area
            for criteria in self.criteria.values()
            for criterion in criteria
            for requirement in criterion.requirements
        }
        return dict(sorted(named.items(), key=lambda item: (item[1], item[0])))


@cache
def load_assistance_rules() -> dict[str, YearRules]:
    """The rules by Dashboard year (``"2024"``), the earliest first."""
    lines = code_rows("assistance_rules")
    return {row["year"]: _of_year(row, lines) for row in code_rows("assistance_years")}


@cache
def load_academic_cuts() -> dict[str, tuple[tuple[float, ...], ...]]:
    """By indicator, the least distance from standard of levels 5 to 2: of districts with
    grades below 9 first, then of those that are judged as high schools."""
    found: dict[str, list] = {}
    for row in sorted(code_rows("assistance_cuts"), key=lambda row: row["high_school"]):
        cuts = tuple(float(row[f"level_{level}"]) for level in (5, 4, 3, 2))
        found.setdefault(row["indicator"], []).append(cuts)
    return {indicator: tuple(cuts) for indicator, cuts in found.items()}


def assistance_code(group: str) -> str:
    """The code of a student group in the published assistance files."""
    dashboard = load_student_groups()[group].dashboard
    return "TOM" if dashboard == "MR" else dashboard


def _of_year(row: dict[str, str], lines: list[dict[str, str]]) -> YearRules:
    groups = tuple(row["groups"].split())
    criteria = {group: _criteria(row["year"], group, lines) for group in groups}
    return YearRules(
        year=row["year"],
        groups=groups,
        criteria=criteria,
        local_areas=_numbers(row["local_areas"]),
        county_office_areas=_numbers(row["county_office_areas"]),
        smaller_groups=tuple(row["smaller_groups"].split()),
        without_penalty=row["without_penalty"] == "yes",
        certifies=row["certifies"] == "yes",
    )


def _criteria(year: str, group: str, lines: list[dict[str, str]]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(int(line["area"]), tuple(map(_requirement, line["requires"].split())))
        for line in lines
        if year in line["years"].split()
        and line["groups"] in ("all", group)
        and group not in line["without"].split()
    )


def _requirement(text: str) -> Requirement:
    indicator, _, rule = text.partition("=")
    basis, _, worst = rule.partition(":")
    return Requirement(indicator, basis, int(worst))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())
