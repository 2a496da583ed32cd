"""Wide files: one row for each place, one column for each student group and figure.

Files of School Accountability Report Cards, the pupil count, meals, SAT, participation in
ELPAC, reclassification. Which column is which stands in ``family_layouts.yml``.
"""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from equitykit.sources.blocks import Block
from equitykit.sources.family_rows import cells_of, of_group, rows_of_places
from equitykit.sources.figures import HIDES_UP_TO
from equitykit.sources.numbers import NUMBER, read_number
from equitykit.sources.places import DISTRICT
from equitykit.sources.published_rows import PublishedRows, drop_repeats
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.reports import ProblemLog


def wide_blocks(
    layout: dict, table: PublishedTable, log: ProblemLog, *, file: str
) -> tuple[list[Block], int]:
    """The blocks of a wide file, and how many rows say again what others say."""
    rows, _ = rows_of_places(table, layout, log, file=file)
    rows = _places_once(rows, layout)
    cells = cells_of(table, layout, log)
    rows = drop_repeats(rows, [column for *_, roles in cells for column in roles.values()], log)
    if layout.get("sizes") == "unknown":
        log.note("sizes_unknown", rows.taken)
    blocks = [
        Block(
            measure=measure,
            rows=of_group(rows, group),
            columns=_told(columns, group, layout),
            hidden=tuple(layout.get("hidden", ())),
            unpublished=(*layout.get("unpublished", ()), *_UNTOLD),
            assessment=layout.get("assessment", False),
            within=layout.get("within", 50),
            decimals=layout.get("decimals", 1),
        )
        for measure, group, columns in cells
    ]
    return blocks, rows.repeated


def _places_once(rows: PublishedRows, layout: dict) -> PublishedRows:
    """Where a workbook has a sheet of districts and one of schools, schools come from theirs."""
    level = rows.places.level
    if layout.get("sheets") != "all" or not (level == DISTRICT).any():
        return rows
    again = rows.taken & (level > DISTRICT)
    return replace(rows, taken=rows.taken & ~again, repeated=rows.repeated + int(again.sum()))


# What stands in place of a rate that cannot be told from that of a very small group.
UNTOLD = "(?)"
_UNTOLD = (UNTOLD,)


def _told(columns: dict[str, Column], group: str, layout: dict) -> dict[str, Column]:
    """The columns; rates without numbers of students only where they tell of enough students.

    A rate of 50.00 may be one student of two, and 0.00 a group that the school does not have.
    Only a rate that no group of ten or fewer can have, such as 3.57, is safe to take.
    """
    if layout.get("sizes") != "unknown" or group == "TA":
        return columns
    column = columns["rate"]
    words = [word if _of_enough(word) else UNTOLD for word in column.words]
    return {"rate": replace(column, words=words)}


def _of_enough(word: str) -> bool:
    """Whether a word is a rate, and more than ten students are needed for it.

    A word that is no number is kept, so that it is said to be none.
    """
    kind, thousandths = read_number(word)
    return kind != NUMBER or least_students(thousandths) > HIDES_UP_TO


def least_students(thousandths: int) -> int:
    """The least number of students of whom a share can round to this rate; 0 tells nothing.

    The rate is in thousandths of a percent, rounded or cut to hundredths.

    >>> least_students(3570), least_students(50000), least_students(0)
    (28, 2, 1)
    """
    low, high = Fraction(thousandths - 10, 100_000), Fraction(thousandths + 10, 100_000)
    for students in range(1, HIDES_UP_TO + 1):
        if max(ceil(low * students), 0) <= floor(high * students):
            return students
    return next(n for n in range(HIDES_UP_TO + 1, 10_001) if ceil(low * n) <= floor(high * n))
