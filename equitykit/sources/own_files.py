"""Files of the district's own, read by their column mapping into outcomes."""

from dataclasses import replace
from pathlib import Path

from equitykit.sources.column_mapping import ColumnMapping
from equitykit.sources.kind_of_own import TOTALS
from equitykit.sources.reading import Reading, nothing_read
from equitykit.sources.reports import FileReport, Problem
from equitykit.sources.student_counts import count_students, with_data_use
from equitykit.sources.student_file import sniffed_header
from equitykit.sources.students import FAMILY, read_students
from equitykit.sources.tidy_totals import read_totals


def is_of_mapping(path: Path, mapping: ColumnMapping) -> bool:
    """Whether a mapping is about this file: half of its columns stand in the header."""
    header = {*sniffed_header(path)}
    return bool(header) and 2 * len(header & {*mapping.columns}) >= len(mapping.columns)


def read_own(path: Path, mapping: ColumnMapping, database) -> Reading:
    """Read a file of one's own into outcomes: students are counted, counts are taken over.

    `database` is an open DuckDB connection, in which students are counted.
    """
    if mapping.is_of_totals:
        return read_totals(path, mapping, database)
    students = read_students(path, mapping)
    counted = count_students(students, database)
    return replace(counted, report=with_data_use(counted.report, students))


def mapping_needed(file: str, kind: str) -> Reading:
    """The answer to a file that can be read as soon as somebody says what its columns are;
    `kind` is that of :func:`equitykit.sources.kind_of_own.kind_of_own`."""
    rule = "counts_need_mapping" if kind == TOTALS else "mapping_needed"
    problem = Problem(rule, values={"file": file})
    return Reading(FileReport(file, ok=False, family=FAMILY, problems=(problem,)), nothing_read())
