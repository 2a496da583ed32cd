"""What a file of the district's own is: a row for each student, or counts of groups."""

import re
from pathlib import Path

from equitykit.sources.mapping_roles import FLAGS, LABELS, NUMBERS, own_measures
from equitykit.sources.numbers import NUMBER, read_number
from equitykit.sources.published_table import Column
from equitykit.sources.student_columns import IDENTIFIER, STUDENT_ID, guess_header
from equitykit.sources.student_file import open_students, sniffed_header
from equitykit.sources.total_figures import MARKERS

# A guess by the header holds where this share of the cells agrees with it.
AGREES = 0.8

STUDENTS, TOTALS = "students", "totals"


def kind_of_own(path: Path) -> str | None:
    """What a file that nobody publishes seems to be: a row for each student
    (:data:`STUDENTS`), counts of groups (:data:`TOTALS`), or neither (None)."""
    header = sniffed_header(path)
    roles = {guess_header(name).role for name in header}
    traits, outcomes = {*LABELS, *FLAGS}, {*own_measures(), *NUMBERS}
    if names_groups(header) or (roles & traits and _has_counts(path, header, roles)):
        return TOTALS
    return STUDENTS if roles & traits and roles & {*outcomes, STUDENT_ID} else None


def names_groups(header: list[str]) -> bool:
    """Whether a header is of a file with a column of groups and one of counts or rates."""
    roles = {guess_header(name, totals=True).role for name in header}
    return "group" in roles and bool(roles & {"numerator", "rate"})


def _has_counts(path: Path, header: list[str], roles: set[str | None]) -> bool:
    """Whether a column counts students: no row is then a single one."""
    if roles & {STUDENT_ID, IDENTIFIER}:
        return False
    places = [n for n, name in enumerate(header) if _counts_all(name)]
    if not places:
        return False
    table = open_students(path, lambda header: places).table
    columns = [table.column(place) for place in places]
    return any(are_counts(column) and largest(column) > 1 for column in columns)


def _counts_all(name: str) -> bool:
    return guess_header(name, totals=True).role == "denominator"


def are_counts(column: Column) -> bool:
    """Whether a column holds numbers, or marks of hidden ones, that are no years."""
    words = [word for word in column.words if word]
    counts = {word for word in words if read_number(word, grouping=True)[0] == NUMBER}
    years = {word for word in words if re.fullmatch(r"(19|20)\d\d", word)}
    fine = counts | {word for word in words if MARKERS.fullmatch(word)}
    return bool(counts) and counts != years and share_of(column, fine) >= AGREES


def largest(column: Column) -> int:
    """The largest whole number in a column of counts; 0 where there is none."""
    numbers = [read_number(word, grouping=True) for word in column.words]
    return max((value // 1000 for kind, value in numbers if kind == NUMBER), default=0)


def share_of(column: Column, known) -> float:
    """Which share of the cells that are not empty is known."""
    filled = ~column.blank
    return column.where(lambda word: word in known)[filled].mean() if filled.any() else 0.0
