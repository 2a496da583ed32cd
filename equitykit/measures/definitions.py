"""Measures of one topic by different definitions: ours, the Dashboard's, DataQuest's.

They count different students by different rules. Here they are only set side by side, each out
of its own released table; nothing is worked out of two of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows, load_dimensions, load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import NO_STUDENTS, NOT_PUBLISHED, VISIBLE

KINDS = (
    "own", "dataquest", "caaspp", "dashboard", "census", "cumulative", "upc", "language", "sarc",
)  # fmt: skip
"""Who defines, in the order of the columns."""

FAMILIES = {
    "extract": "own",
    "caaspp": "caaspp",
    "census_enrollment": "census",
    "cumulative_enrollment": "cumulative",
    "upc": "upc",
    "english_learners_by_grade": "language",
    "sarc": "sarc",
}
UNITS = ("percent", "points", "students")
DIMENSIONS = ("all", "race_ethnicity", "program", "gender")
DISTRICT_LEVEL = ("own", "dataquest", "caaspp", "dashboard")
"""Those that a district would miss; a school's report card has no row of a district."""


@dataclass(frozen=True)
class Definition:
    """One measure of a topic: `kind` is one of `KINDS`, `rows` its figures of one school year."""

    kind: str
    measure: str
    rows: ReleasedTable


@dataclass(frozen=True)
class SideBySide:
    """A topic with two or more definitions in one school year, and those that are not there."""

    topic: str
    period: str
    definitions: tuple[Definition, ...]
    missing: tuple[str, ...]

    @property
    def without_total(self) -> bool:
        """Whether all students must stand without a number: where in any column a group of a
        partition is hidden, the total beside the other groups would give it away."""
        partitions = [name for name, each in load_dimensions().items() if each.is_partition]
        whole = (*VISIBLE, NO_STUDENTS, NOT_PUBLISHED)
        return any(
            not definition.rows.where(dimension=partitions).rows["visibility"].isin(whole).all()
            for definition in self.definitions
        )

    @property
    def pairs(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Each two kinds for whose difference reasons are known: first, second, reasons."""
        there = {definition.kind for definition in self.definitions}
        known = reasons_of(self.topic)
        return [(*pair, reasons) for pair, reasons in known.items() if {*pair} <= there]


@cache
def reasons_of(topic: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Why two definitions of a topic differ, by the two kinds: ids in ``reconcile.reasons``."""
    return {
        (row["first"], row["second"]): tuple(row["reasons"].split())
        for row in code_rows("reconcile")
        if row["topic"] == topic
    }


def kind_of(measure: str) -> str:
    """Who defines a measure."""
    family = load_measures()[measure].family
    return "dashboard" if family.startswith("dashboard_") else FAMILIES.get(family, "dataquest")


def side_by_side(tables: Iterable[ReleasedTable], *, year: str = "latest") -> list[SideBySide]:
    """The topics with two or more definitions in one school year, each its latest (or `year`).

    `tables` are released tables of one place; each measure stands in one of them.
    """
    by_topic: dict[str, list[Definition]] = {}
    for table in tables:
        its = table.where(dimension=list(DIMENSIONS))
        for measure in [name for name in load_measures() if name in set(its.rows["measure"])]:
            if load_measures()[measure].unit in UNITS:
                definition = Definition(kind_of(measure), measure, its.where(measure=measure))
                by_topic.setdefault(load_measures()[measure].topic, []).append(definition)
    topics = dict.fromkeys(measure.topic for measure in load_measures().values())
    found = [_of_topic(topic, by_topic.get(topic, []), year) for topic in topics]
    return [each for each in found if each is not None]


def _of_topic(topic: str, definitions: list[Definition], year: str) -> SideBySide | None:
    by_period: dict[str, dict[str, Definition]] = {}
    for each in definitions:
        for period in set(each.rows.rows["period"]):
            of_year = Definition(each.kind, each.measure, each.rows.where(period=period))
            by_period.setdefault(period, {}).setdefault(each.kind, of_year)
    wanted = [
        period
        for period, kinds in by_period.items()
        if len(kinds) > 1 and year in ("latest", period)
    ]
    if not wanted:
        return None
    there = by_period[max(wanted)]
    known = {kind_of(name) for name, each in load_measures().items() if each.topic == topic}
    return SideBySide(
        topic=topic,
        period=max(wanted),
        definitions=tuple(there[kind] for kind in KINDS if kind in there),
        missing=tuple(kind for kind in DISTRICT_LEVEL if kind in known and kind not in there),
    )
