"""Sum a table whose rows are cells: a school, a grade and a race, and how many students.

The cells are counted as the rows of students are, each as many times as it has students. A sum
with a cell in it that is hidden or cannot be read is not known; it is never a smaller number.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from equitykit.measures.outcomes import KEY, NOT_PUBLISHED, STATUSES, SUPPRESSED, outcomes_table
from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.mapping_roles import own_measures
from equitykit.sources.published_rows import number_of
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.reading import Reading, nothing_read
from equitykit.sources.reports import FileReport, Problem, ProblemLog, UnreadableFile
from equitykit.sources.student_counts import count_students, with_data_use
from equitykit.sources.student_log import StudentLog
from equitykit.sources.student_places import read_period, read_school
from equitykit.sources.student_traits import StudentColumns, read_traits
from equitykit.sources.students import StudentReading
from equitykit.sources.total_figures import marked, read_counts, read_total
from equitykit.sources.total_words import TRAITS, is_total

# More students than this are in no district; the columns are then not what the mapping says.
MOST_STUDENTS = 20_000_000


@dataclass
class _Cells:
    """For each row how many students, and for each measure how many of them, where known."""

    students: np.ndarray
    numerator: dict[str, np.ndarray]
    known: dict[str, np.ndarray]
    marked: dict[str, np.ndarray]
    counted: dict[str, np.ndarray]


def count_cells(
    report: FileReport, table: PublishedTable, mapping: ColumnMapping, database
) -> Reading:
    """Sum cells into outcomes by place and group; `report` says what is known of the file."""
    log = StudentLog(table.numbers, few=1)
    figures_log = ProblemLog(table.numbers)
    columns = StudentColumns(table, mapping, log)
    try:
        period = read_period(columns)
        school, district = read_school(columns)
        traits = read_traits(columns)
        cells = _cells(columns, figures_log)
        taken = _taken(columns)
        if mapping.settings.get("same_cell") != "add":
            _refuse_cells_twice(columns, taken)
    except UnreadableFile as refusal:
        problems = (*report.problems, *log.problems, refusal.problem)
        return Reading(replace(report, problems=problems), nothing_read())
    traits.pop("grade", None)
    refused = log.refused | figures_log.refused
    report = replace(
        report,
        rows_refused=int(refused.sum()) + len(table.cut_rows),
        rows_repeated=int((~taken).sum()),
        problems=(*report.problems, *log.problems, *figures_log.problems),
    )
    if log.refused.any() or columns.asked:
        told = (*report.problems, Problem("cells_not_summed"))
        return Reading(replace(report, problems=told), nothing_read())
    base = pa.table({"period": period, "school": school} | traits)
    reading = StudentReading(report, base, mapping, tuple(cells.known), tuple(traits), district)
    return _counted(reading, cells, taken, database)


def _taken(columns: StudentColumns) -> np.ndarray:
    """The rows of schools, where a row of all schools says their sum again."""
    again = np.zeros(columns.rows, dtype=bool)
    for _, column in columns.of_role("school"):
        again |= column.where(is_total)
    return ~again


def _refuse_cells_twice(columns: StudentColumns, taken: np.ndarray) -> None:
    """Two rows of one cell would be summed, though a column that is not read may tell them
    apart (a year, a measure): then nothing of the file can be used. That they are parts of one
    cell, to be added, is for the mapping to say."""
    flags = [m.column for m in columns.mapping.with_role(*own_measures()) if m.labels]
    names = [m.column for m in columns.mapping.with_role("period", "school", *TRAITS)] + flags
    key = number_of(*(columns.named(name).codes for name in names))
    rows = np.flatnonzero(taken)
    _, first, which = np.unique(key[rows], return_index=True, return_inverse=True)
    again = np.flatnonzero(first[which] != np.arange(len(rows)))
    if len(again):
        numbers = columns.table.numbers[rows]
        raise UnreadableFile(
            "cell_twice",
            family="extract",
            first=int(numbers[first[which[again[0]]]]),
            again=int(numbers[again[0]]),
            rows=len(again),
        )


def _cells(columns: StudentColumns, log: ProblemLog) -> _Cells:
    table, rows = columns.table, columns.rows
    (_, denominator), *_ = columns.of_role("denominator")
    whole = read_counts(denominator, table, log)
    there = whole.present & ~marked(denominator)
    cells = _Cells(np.where(there, whole.thousandths // 1000, 0), {}, {}, {}, {})
    for measure, mapped, column in _measures(columns):
        cells.counted[measure] = np.ones(rows, dtype=bool)
        if mapped.labels:
            flag = columns.codes(mapped, column, ("no", "yes"))
            cells.numerator[measure] = np.where(flag == 1, cells.students, 0)
            cells.known[measure], cells.marked[measure] = there, marked(denominator)
            cells.counted[measure] = flag >= 0
        else:
            if not _counts(column):
                raise UnreadableFile("flag_or_count", family="extract", column=mapped.column)
            figures = read_total(column, denominator, table, log)
            cells.numerator[measure] = figures.numerator
            cells.known[measure], cells.marked[measure] = figures.known, figures.hidden
    for measure, known in cells.known.items():
        cells.known[measure] = known & ~log.refused
    cells.students = np.where(log.refused, 0, np.maximum(cells.students, 0))
    if cells.students.sum() > MOST_STUDENTS:
        raise UnreadableFile("counts_too_large", family="extract", column=denominator.name)
    return cells


def _counts(column: Column) -> bool:
    """Whether a column counts students; one of only 0 and 1 seems to say no and yes."""
    return bool({*column.words} - {"", "0", "1"})


def _measures(columns: StudentColumns) -> list[tuple[str, MappedColumn, Column]]:
    found = [
        (columns.mapping.settings["measure"], mapped, column)
        for mapped, column in columns.of_role("numerator")
    ]
    return found + [(m.role, m, column) for m, column in columns.of_role(*own_measures())]


def _counted(reading: StudentReading, cells: _Cells, taken: np.ndarray, database) -> Reading:
    ready = replace(reading.report, ok=True)
    students = replace(reading, report=ready, table=_students(reading.table, cells, taken))
    counted = count_students(students, database)
    if not counted.report.ok:
        return counted
    unknown = taken & np.logical_or.reduce([~known for known in cells.known.values()])
    rows = counted.table.to_pandas()
    if unknown.any():
        gaps = reading.table
        for measure, known in cells.known.items():
            gaps = gaps.append_column(measure, pa.array(cells.marked[measure], mask=known))
        gaps = replace(reading, report=ready, table=gaps.filter(unknown))
        rows = _with_gaps(rows, count_students(gaps, database).table.to_pandas())
    report = replace(
        counted.report,
        ok=not rows.empty,
        periods=tuple(sorted(rows["period"].unique())),
        counts=dict.fromkeys(STATUSES, 0) | rows["status"].value_counts().to_dict(),
    )
    report = with_data_use(report, reading)
    return Reading(report, pa.Table.from_pandas(outcomes_table(rows), preserve_index=False))


def _students(cells_table: pa.Table, cells: _Cells, taken: np.ndarray) -> pa.Table:
    """A row for each student of each cell, of whom the first have the outcome."""
    how_many = np.where(taken, cells.students, 0)
    of_cell = np.repeat(np.arange(len(how_many)), how_many)
    place = np.arange(len(of_cell)) - np.repeat(np.cumsum(how_many) - how_many, how_many)
    table = cells_table.take(pa.array(of_cell))
    for measure, numerator in cells.numerator.items():
        missing = ~(cells.known[measure] & cells.counted[measure])
        has_it = pa.array(place < numerator[of_cell], mask=missing[of_cell])
        table = table.append_column(measure, has_it)
    return table


def _with_gaps(rows: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """The sums, those with a hidden or unread cell in them without any figure."""
    names = list(KEY)
    # a cell that is marked is hidden at its source; one that is blank or refused, not published
    gaps = gaps.assign(status=np.where(gaps["numerator"] > 0, SUPPRESSED, NOT_PUBLISHED))
    gaps = gaps.assign(numerator=None, denominator=None, rate=None)
    key = pd.MultiIndex.from_frame(rows[names])
    inside = key.isin(pd.MultiIndex.from_frame(gaps[names]))
    return outcomes_table(pd.concat([rows[~inside], gaps], ignore_index=True))
