"""Files whose counts are split further than we read them, by grade and gender: added up first."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from equitykit.sources.family_rows import rows_of_places
from equitykit.sources.numbers import HIDDEN, MARKER, UNREADABLE, numbers_of
from equitykit.sources.published_rows import column_for, number_of
from equitykit.sources.published_table import Column, PublishedTable, constant_column, encoded
from equitykit.sources.repetition import take_whole_places
from equitykit.sources.reports import ProblemLog

# Rows that already are a sum over grades or genders.
SUMS = ("ALL", "TOTAL", "TA")


def added_up(
    layout: dict, table: PublishedTable, log: ProblemLog, *, file: str
) -> tuple[PublishedTable, int]:
    """A table with one row for each place, and how many rows repeat what others say.

    A count of which one part is hidden is hidden, and one of which a part cannot be read is
    left empty: less than all would pass for all.
    """
    rows, places = rows_of_places(table, layout, log, file=file)
    every = constant_column("", "All", len(log.refused))
    place = number_of(rows.places.period, rows.places.level, rows.places.cds)
    whole, _ = take_whole_places(
        level=rows.places.level, place=place, level_words=places["level"],
        charter=places.get("charter", every), dass=every, log=log,
    )  # fmt: skip
    parts = np.ones(len(log.refused), dtype=bool)
    for role in layout["added"]:
        parts &= places[role].where(lambda word: word.upper() not in SUMS)
    taken = np.flatnonzero(whole & parts & ~log.refused)
    _, place_of_row = encoded(place[taken])
    _, first = np.unique(place_of_row, return_index=True)
    columns = {
        str(table.header.index(column.name)): _sums(column, taken, place_of_row, table, log)
        for column in _counts(layout, table, log)
    }
    cells = table.cells.take(pa.array(taken[first]))
    for position, sums in columns.items():
        at = cells.column_names.index(position)
        cells = cells.set_column(at, position, pa.array(sums, pa.string()).dictionary_encode())
    repeated = int((~whole & ~log.refused).sum())
    return replace(table, cells=cells, numbers=table.numbers[taken[first]], cut_rows=[]), repeated


def _counts(layout: dict, table: PublishedTable, log: ProblemLog) -> list[Column]:
    """The columns that are added up, each once."""
    found = [
        column_for(table, roles["denominator"], log)
        for groups in layout["cells"].values()
        for roles in groups.values()
    ]
    return list({column.name: column for column in found if column is not None}.values())


def _sums(column: Column, taken, place_of_row, table: PublishedTable, log: ProblemLog):
    """The sum of a column for each place, as text."""
    numbers = numbers_of(column, grouping=table.grouping)
    mask = np.zeros(len(log.refused), dtype=bool)
    mask[taken] = True
    wrong = mask & ((numbers.kinds == UNREADABLE) | (numbers.thousandths < 0))
    log.note("part_unreadable", wrong, column)
    size = int(place_of_row.max(initial=-1)) + 1
    sums = np.bincount(place_of_row, numbers.thousandths[taken] / 1000, size).astype("int64")
    hidden = np.bincount(place_of_row, numbers.kinds[taken] == HIDDEN, size) > 0
    unclear = np.bincount(place_of_row, wrong[taken], size) > 0
    return np.select([unclear, hidden], ["", MARKER], sums.astype(str)).tolist()
