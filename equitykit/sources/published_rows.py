"""From a published file's columns to the rows that are taken, and from these to outcomes."""

from dataclasses import dataclass, replace

import numpy as np

from equitykit.content.codelists import load_student_groups
from equitykit.sources.numbers import numbers_of
from equitykit.sources.places import (
    PARTS,
    Places,
    read_codes,
    read_groups,
    read_levels,
    read_parts,
    read_periods,
    school_year,
    year_of_spring,
)
from equitykit.sources.published_table import (
    Column,
    PublishedTable,
    constant_column,
    encoded,
    joined,
    normal,
)
from equitykit.sources.recognition import load_layouts, positions
from equitykit.sources.repetition import ALL_SCHOOLS, WITHOUT_CHARTER, take_whole_places
from equitykit.sources.reports import ProblemLog


@dataclass(frozen=True)
class PublishedRows:
    """The rows taken from a file: when, where, who, the schools covered, and the names."""

    places: Places
    coverage: np.ndarray
    district: Column
    school: Column
    taken: np.ndarray
    repeated: int


def column_for(table: PublishedTable, spellings: list[str], log: ProblemLog) -> Column | None:
    """The column spelled in one of these ways; several are joined where they agree."""
    names = [normal(name) for name in table.header]
    found = [table.column(place) for place in positions(names, spellings)]
    if not found:
        return None
    column = found[0]
    for other in found[1:]:
        column, differ = joined(column, other)
        log.refuse("columns_disagree", differ, other, first=column.name)
    return column


def read_rows(kind: str, table: PublishedTable, log: ProblemLog) -> PublishedRows:
    """Read the places of a file of a kind (``dataquest``, ``dashboard``) and take each once."""
    spellings = load_layouts()[kind]["places"]
    columns = {}
    for role, names in spellings.items():
        column = column_for(table, names, log)
        # A Dashboard file without groups is one of English learner progress.
        word = "EL" if (kind, role) == ("dashboard", "group") else ""
        columns[role] = column or constant_column(names[0], word, table.cells.num_rows)
    places = _places(kind, columns, log)
    once = number_of(places.period, places.level, places.cds)
    if kind == "dataquest":
        taken, coverage = take_whole_places(
            level=places.level, place=once, level_words=columns["level"],
            charter=columns["charter"], dass=columns["dass"], log=log,
        )  # fmt: skip
    else:
        # A district's Dashboard row leaves charter schools out; the state's does not.
        district = columns["level"].where(lambda word: word.upper() == "D")
        taken, coverage = ~log.refused, np.where(district, WITHOUT_CHARTER, ALL_SCHOOLS)
    repeated = int((~taken & ~log.refused).sum())
    return PublishedRows(
        places, coverage, columns["district"], columns["school"], taken & ~log.refused, repeated
    )


def _places(kind: str, columns: dict[str, Column], log: ProblemLog) -> Places:
    known = load_student_groups().values()
    if kind == "dataquest":
        meaning, theirs = school_year, {group.code: group.code for group in known}
    else:
        meaning = year_of_spring
        theirs = {group.dashboard: group.code for group in known if group.dashboard}
    periods, period = read_periods(columns["period"], log, meaning)
    level = read_levels(columns["level"], log)
    if kind == "dataquest":
        cds = read_parts({role: columns[role] for role in PARTS}, level, log)
    else:
        cds = read_codes(columns["cds"], level, log)
    groups, group = read_groups(columns["group"], log, theirs)
    return Places(periods, period, level, cds, groups, group)


def number_of(*parts: np.ndarray) -> np.ndarray:
    """One number that differs where any of the parts differs."""
    number = np.zeros(len(parts[0]), dtype="int64")
    for part in parts:
        part = part.astype("int64") + 1
        number = number * (part.max(initial=0) + 1) + part
    return number


def drop_repeats(rows: PublishedRows, figures: list[Column], log: ProblemLog) -> PublishedRows:
    """Take identical rows once; refuse rows of one place, year and group that differ.

    Rows that were refused since, for what stands in their figures, are no longer taken.
    """
    places = rows.places
    rows = replace(rows, taken=rows.taken & ~log.refused)
    key = number_of(places.period, places.level, places.cds, places.group)
    taken = np.flatnonzero(rows.taken)
    if len(encoded(key[taken])[0]) == len(taken):
        return rows
    _, first, inverse = np.unique(key[taken], return_index=True, return_inverse=True)
    original = taken[first][inverse]
    same = np.logical_and.reduce([c.codes[taken] == c.codes[original] for c in figures])
    differing = np.bincount(inverse, weights=~same)[inverse] > 0
    refused, repeats = np.zeros((2, len(key)), dtype=bool)
    refused[taken[differing]] = True
    repeats[taken[~differing & (taken != original)]] = True
    log.tell_alike("key_not_unique", taken, inverse, refused[taken])
    log.refused |= refused
    return replace(
        rows,
        taken=rows.taken & ~repeats & ~refused,
        repeated=rows.repeated + int(repeats.sum()),
    )


def figure_columns(table: PublishedTable, roles: dict[str, list[str]], log: ProblemLog):
    """The columns of one measure by role, as far as the file has them."""
    found = {role: column_for(table, names, log) for role, names in roles.items()}
    return {role: column for role, column in found.items() if column is not None}


def numbers_at(columns: dict[str, Column], rows: np.ndarray, *, grouping: bool):
    """The numbers of some columns at the rows taken."""
    return {
        role: numbers_of(Column(c.name, c.words, c.codes[rows]), grouping=grouping)
        for role, c in columns.items()
    }
