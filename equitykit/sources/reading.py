"""Read a published file: recognize it, take its rows, check them, and report."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from equitykit.content.codelists import load_measures
from equitykit.measures.outcomes import LEVELS, STATUSES, outcomes_table
from equitykit.sources.above_all import refuse_above_all
from equitykit.sources.answers import ANSWERS, read_answers
from equitykit.sources.dashboard_files import (
    Besides,
    as_published,
    indicator_figures,
    without_na,
)
from equitykit.sources.families import read_family
from equitykit.sources.family_layouts import load_family_layouts
from equitykit.sources.figures import Figures, read_figures
from equitykit.sources.opening import open_file
from equitykit.sources.outcome_columns import outcome_columns
from equitykit.sources.published_rows import (
    PublishedRows,
    column_for,
    drop_repeats,
    figure_columns,
    numbers_at,
    read_rows,
)
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.recognition import Recognition, load_layouts
from equitykit.sources.reports import (
    LISTED_ROWS,
    FileReport,
    Problem,
    ProblemLog,
    UnreadableFile,
)
from equitykit.sources.workbook_file import LAST_ROWS

NO_ROWS = Problem("file_no_rows")


@dataclass(frozen=True)
class Reading:
    """What was read of a file: the report, and the outcomes as an Arrow table.

    A Dashboard file also gives the table of `performance`, other files of the state those of
    `local` indicators or of `assistance` (see :mod:`equitykit.measures.performance`). A list
    of places gives their `names` (see :mod:`equitykit.sources.place_names`).
    """

    report: FileReport
    table: pa.Table
    performance: pa.Table | None = None
    local: pa.Table | None = None
    assistance: pa.Table | None = None
    names: pa.Table | None = None

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """The outcomes table (see :mod:`equitykit.measures.outcomes`)."""
        return outcomes_table(self.table.to_pandas())


def read_file(path: str | Path) -> Reading:
    """Read a published file into outcomes; whatever is wrong with it stands in the report.

    The kind of file is told from its header, not from its name. A file that cannot be read
    gives a report that is not `ok` and a table without rows; nothing is raised.
    """
    path = Path(path)
    report = FileReport(file=path.name or str(path), ok=False)
    try:
        recognition, table, digest = open_file(path)
        report = replace(
            report,
            family=recognition.family,
            sha256=digest,
            layout=f"{recognition.kind}, {table.layout}",
            rows_read=table.cells.num_rows + len(table.cut_rows),
        )
        return _read(report, recognition, table)
    except UnreadableFile as refusal:
        report = replace(
            report, problems=(refusal.problem,), family=refusal.family or report.family
        )
    return Reading(report, nothing_read())


def _read(report: FileReport, recognition: Recognition, table: PublishedTable) -> Reading:
    if recognition.kind in load_family_layouts():
        return _read_family(report, recognition, table)
    if recognition.kind in ANSWERS:
        return _read_answers(report, recognition, table)
    log = ProblemLog(table.numbers)
    family, measures = _measures(recognition, table, log)
    rows = read_rows(recognition.kind, table, log)
    columns = _columns(recognition, measures, table, log)
    every = [column for found in columns.values() for column in found.values()]
    rows = drop_repeats(rows, every, log)
    figures_log = ProblemLog(table.numbers[rows.taken])
    figures = _figures(recognition, columns, rows, table, figures_log)
    besides = None
    if recognition.kind == "dashboard":
        figures = {name: found and as_published(found, family) for name, found in figures.items()}
        besides = Besides(table, load_layouts()["dashboard"], rows, figures_log)
    keep, source = ~figures_log.refused, f"{report.file} sha256:{report.sha256[:12]}"
    outcomes = _outcomes(rows, figures, keep, source)
    report = replace(
        report,
        family=family,
        rows_refused=len(table.cut_rows) + int(log.refused.sum() + figures_log.refused.sum()),
        rows_repeated=rows.repeated,
        problems=(*cut_rows(table), *log.problems, *figures_log.problems),
    )
    reading = _reading(report, outcomes, lambda: _places_by_level(rows))
    if besides is None or not reading.report.ok:
        return reading
    period = column_for(table, load_layouts()["dashboard"]["places"]["period"], log)
    performance = besides.table(
        rows, period, family=family, figures=figures[family], keep=keep, source=source
    )
    return replace(reading, performance=performance)


def _columns(
    recognition: Recognition, measures: dict, table: PublishedTable, log: ProblemLog
) -> dict[str, dict[str, Column]]:
    """The columns of each measure that the file has figures of, by their role."""
    columns = {name: figure_columns(table, roles, log) for name, roles in measures.items()}
    columns = {name: found for name, found in columns.items() if {"rate", "numerator"} & set(found)}
    if recognition.kind != "dashboard":
        return columns
    return {
        name: {role: without_na(column) for role, column in found.items()}
        for name, found in columns.items()
    }


def _figures(
    recognition: Recognition, columns: dict, rows: PublishedRows, table: PublishedTable, log
) -> dict[str, Figures | None]:
    """The figures of each measure in the rows taken; `log` is of these rows."""
    measures = load_measures()
    figures = {
        name: read_figures(
            numbers_at(found, rows.taken, grouping=table.grouping),
            unit=measures[name].unit,
            blank_is_hidden=recognition.kind == "dataquest",
            log=log,
        )
        for name, found in columns.items()
    }
    for name, found in figures.items():
        if found is not None:
            at = {
                role: replace(column, codes=column.codes[rows.taken])
                for role, column in columns[name].items()
            }
            refuse_above_all(rows, found, at, unit=measures[name].unit, log=log)
    return figures


def _read_answers(report: FileReport, recognition: Recognition, table: PublishedTable) -> Reading:
    log = ProblemLog(table.numbers)
    source = f"{report.file} sha256:{report.sha256[:12]}"
    found = read_answers(recognition.kind, table, log, file=report.file, source=source)
    report = replace(
        report,
        ok=found.table.num_rows > 0,
        periods=found.periods,
        places=found.places,
        counts=dict.fromkeys(STATUSES, 0),
        answers=found.answers,
        rows_refused=len(table.cut_rows) + int(log.refused.sum()),
        rows_repeated=found.repeated,
        problems=(*cut_rows(table), *log.problems),
    )
    if not report.ok:
        return Reading(replace(report, problems=report.problems or (NO_ROWS,)), nothing_read())
    return Reading(report, nothing_read(), **{found.name: found.table})


def _read_family(report: FileReport, recognition: Recognition, table: PublishedTable) -> Reading:
    source = f"{report.file} sha256:{report.sha256[:12]}"
    found = read_family(recognition, table, file=report.file, source=source)
    report = replace(
        report,
        rows_read=table.passed_over
        + sum(t.cells.num_rows + len(t.cut_rows) for t in (table, *table.more)),
        rows_refused=found.refused,
        rows_repeated=found.repeated,
        rows_in_part=found.in_part,
        problems=(*cut_rows(table), *found.problems),
    )
    if found.names is not None and found.names.num_rows:
        periods = tuple(sorted(found.names["period"].unique().to_pylist()))
        counts = dict.fromkeys(STATUSES, 0)
        report = replace(report, ok=True, periods=periods, places=found.places(), counts=counts)
        return Reading(report, nothing_read(), names=found.names)
    return _reading(report, found.outcomes, found.places)


def _outcomes(
    rows: PublishedRows, figures: dict[str, Figures | None], keep: np.ndarray, source: str
) -> pa.Table | None:
    """The outcomes of all measures: of each row taken either all, or none for a problem in one."""
    tables = [
        outcome_columns(rows, measure=name, figures=found, keep=keep, source=source)
        for name, found in figures.items()
        if found is not None
    ]
    return pa.concat_tables(tables).unify_dictionaries() if tables else None


def _measures(recognition: Recognition, table: PublishedTable, log: ProblemLog):
    """The family, and for each of its measures the spellings of its columns."""
    layout = load_layouts()[recognition.kind]
    if recognition.kind == "dataquest":
        return recognition.family, layout["families"][recognition.family]
    family, figures = indicator_figures(recognition, table, layout, log)
    return family, {family: figures}


def cut_rows(table: PublishedTable) -> list[Problem]:
    """Rows with another number of cells than the header; the last one tells of a cut file."""
    width = len(table.header)
    problems = []
    if table.mixed_row:
        problems.append(Problem("encodings_mixed", row=table.mixed_row, rows=1, refused=False))
    if table.layout.startswith("xls") and table.last_row in LAST_ROWS:
        problems.append(Problem("sheet_full", row=table.last_row, rows=1, refused=False))
    cut = list(table.cut_rows)
    if cut and cut[-1][0] == table.last_row and cut[-1][1] < width:
        row, cells = cut.pop()
        problems.append(
            Problem("file_cut_short", row=row, rows=1, values={"cells": cells, "width": width})
        )
    for cells, rows in Counter(cells for _, cells in cut).items():
        its = tuple(row for row, count in cut if count == cells)
        values = {"cells": cells, "width": width}
        problems.append(
            Problem("row_width", row=its[0], rows=rows, values=values, all_rows=its[:LISTED_ROWS])
        )
    return problems


def _reading(report: FileReport, outcomes: pa.Table | None, places) -> Reading:
    if outcomes is None or outcomes.num_rows == 0:
        return Reading(replace(report, problems=report.problems or (NO_ROWS,)), nothing_read())
    report = replace(
        report,
        ok=True,
        periods=tuple(sorted(outcomes["period"].unique().to_pylist())),
        counts=dict.fromkeys(STATUSES, 0) | _counted(outcomes["status"]),
        places=places(),
    )
    return Reading(report, outcomes)


def nothing_read() -> pa.Table:
    """An outcomes table without rows."""
    return pa.Table.from_pandas(outcomes_table([]), preserve_index=False)


def _counted(column: pa.ChunkedArray) -> dict[str, int]:
    return {str(pair["values"]): pair["counts"] for pair in column.value_counts().to_pylist()}


def _places_by_level(rows: PublishedRows) -> dict[str, int]:
    level, cds = rows.places.level[rows.taken], rows.places.cds[rows.taken]
    return {name: len(np.unique(cds[level == n])) for n, name in enumerate(LEVELS)}
