"""The codes of the state's files: student groups, measures, counties, dimensions."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class StudentGroup:
    """A student group: our code (that of the DataQuest files) and what others call it."""

    code: str
    dimension: str
    dashboard: str


@dataclass(frozen=True)
class Dimension:
    """A way to split the students. In a partition each student is in exactly one group."""

    id: str
    is_partition: bool


@dataclass(frozen=True)
class Measure:
    """What is measured. `unit` is ``percent``, ``days``, ``points`` or ``students``
    (a number of them that is itself the figure); `counts_students` says whether
    numerator and denominator count students (then a rate has an interval); `is_headline`,
    whether a report shows the measure unasked. Measures of one `topic` count the same thing
    by different rules."""

    id: str
    family: str
    improvement_direction: str
    unit: str
    counts_students: bool
    is_headline: bool
    topic: str


def code_rows(name: str) -> list[dict[str, str]]:
    """Rows of ``codes/<name>.csv``."""
    text = files("equitykit.content").joinpath("codes", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


# what the district of this process has added (`know`)
_own_groups: dict[str, StudentGroup] = {}
_own_measures: dict[str, Measure] = {}


def load_student_groups() -> dict[str, StudentGroup]:
    """Student groups by code, in the order in which we list them; a district's own come last."""
    return our_student_groups() | _own_groups


def load_measures() -> dict[str, Measure]:
    """Measures by id, in the order in which we list them; a district's own come last."""
    return our_measures() | _own_measures


@cache
def our_student_groups() -> dict[str, StudentGroup]:
    """The student groups that we ship, by code."""
    return {row["code"]: StudentGroup(**row) for row in code_rows("student_groups")}


@cache
def load_dimensions() -> dict[str, Dimension]:
    """Dimensions by id, in the order in which we list them."""
    return {
        row["id"]: Dimension(row["id"], is_partition=row["is_partition"] == "yes")
        for row in code_rows("dimensions")
    }


@cache
def our_measures() -> dict[str, Measure]:
    """The measures that we ship, by id."""
    return {
        row["id"]: Measure(
            id=row["id"],
            family=row["family"],
            improvement_direction=row["improvement_direction"],
            unit=row["unit"],
            counts_students=row["counts_students"] == "yes",
            is_headline=row["is_headline"] == "yes",
            topic=row["topic"],
        )
        for row in code_rows("measures")
    }


def know(groups: dict[str, StudentGroup], measures: dict[str, Measure]) -> None:
    """Let a district's own groups and measures stand beside ours, in place of those known before.

    A process works for one work folder; what it adds never reaches another's.
    """
    for own, given in ((_own_groups, groups), (_own_measures, measures)):
        own.clear()
        own.update(given)


@cache
def load_counties() -> dict[str, str]:
    """County names by two-digit code."""
    return {row["code"]: row["name"] for row in code_rows("counties")}
