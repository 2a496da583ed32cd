"""Read a file with a row for each student, by its column mapping, into traits and outcomes.

What comes out has no identifier in it: school, year, grade, groups of our lists, and for each
outcome whether a student has it. Nothing of it is written to any disk.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from equitykit.sources.column_mapping import NOT_USED, ColumnMapping, MappedColumn
from equitykit.sources.mapping_roles import NOT_PERMITTED
from equitykit.sources.person_cells import holds_persons
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.reading import cut_rows
from equitykit.sources.reports import FileReport, Problem, UnreadableFile
from equitykit.sources.student_columns import (
    IDENTIFIER,
    STUDENT_ID,
    forbidden_status,
    is_identifier,
)
from equitykit.sources.student_file import StudentFile, open_students
from equitykit.sources.student_labels import label_key
from equitykit.sources.student_log import MOST_LABELS, StudentLog
from equitykit.sources.student_outcomes import read_outcomes
from equitykit.sources.student_places import read_period, read_school
from equitykit.sources.student_traits import StudentColumns, read_traits

FAMILY = "extract"


@dataclass(frozen=True)
class StudentReading:
    """What was read of a student file.

    `table` has a row for each student who is counted: `period`, `school` (14 digits or empty),
    `grade`, a column for each trait (codes of an exclusive one, true or false of the others,
    null where nothing is known) and for each outcome (null: not counted). `outcomes` and
    `traits` name them. `district` is the 14-digit code, empty where nothing says it.
    """

    report: FileReport
    table: pa.Table
    mapping: ColumnMapping
    outcomes: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    district: str = ""


def read_students(path: str | Path, mapping: ColumnMapping) -> StudentReading:
    """Read a student file; whatever is wrong with it stands in the report, nothing is raised.

    Only columns that the mapping uses are read. A column that says who a student is, or a
    status that may not be used, is refused by its name whatever the mapping says, unless (a
    status only) the mapping names the source of a permission.
    """
    path = Path(path)
    report = FileReport(file=path.name, ok=False, family=FAMILY)
    refusals: list[Problem] = []
    try:
        if mapping.unanswered:
            raise UnreadableFile("mapping_open", columns=", ".join(mapping.unanswered))
        usable, refusals = permitted(mapping)
        file = open_students(path, lambda header: _positions(header, usable, mapping))
        refusals += _not_read(file, mapping)
        usable, personal = without_persons(usable, file.table)
        return _read(report, file, usable, [*refusals, *personal])
    except UnreadableFile as refusal:
        problems = (refusal.problem, *refusals)
        return StudentReading(replace(report, problems=problems), pa.table({}), mapping)


def permitted(mapping: ColumnMapping) -> tuple[ColumnMapping, list[Problem]]:
    """The mapping without the columns that may not be read, and a refusal for each of these."""
    columns, refusals = {}, []
    for name, column in mapping.columns.items():
        status = forbidden_status(name)
        if column.role == STUDENT_ID and not is_identifier(name):
            columns[name] = column
        elif is_identifier(name) or column.role in (IDENTIFIER, STUDENT_ID):
            refusals.append(Problem("column_identifier", column=name))
        elif status and not column.permission:
            refusals.append(Problem("column_forbidden", column=name, values={"status": status}))
        elif column.role == NOT_USED:
            continue
        elif column.privacy == NOT_PERMITTED and not column.permission:
            refusals.append(Problem("column_not_permitted", column=name))
        else:
            columns[name] = column
    return replace(mapping, columns=columns), refusals


def without_persons(
    mapping: ColumnMapping, table: PublishedTable
) -> tuple[ColumnMapping, list[Problem]]:
    """The mapping without columns that by what stands in them are no traits, and a refusal of
    each: names, addresses or numbers of persons, or more different texts than groups there are."""
    columns, refusals = dict(mapping.columns), []
    for name, mapped in mapping.columns.items():
        if name not in table.header or mapped.role == STUDENT_ID:
            continue
        column = table.column(table.header.index(name))
        if holds_persons(mapped.role, column):
            refusals.append(Problem("column_personal", column=name))
            del columns[name]
        elif mapped.role == "trait" and len(_groups(mapped, column)) > MOST_LABELS:
            values = {"most": MOST_LABELS}
            refusals.append(Problem("trait_of_many", column=name, values=values))
            del columns[name]
    return replace(mapping, columns=columns), refusals


def _groups(mapped: MappedColumn, column: Column) -> set[str]:
    """The groups of an own trait: its labels, or what the mapping makes of them."""
    said = {label_key(label): meaning for label, meaning in mapped.labels.items()}
    return {said.get(label_key(word)) or word for word in column.words if word}


def _positions(header: list[str], usable: ColumnMapping, mapping: ColumnMapping) -> list[int]:
    missing = [name for name in usable.columns if name not in header]
    if missing:
        raise UnreadableFile("mapping_not_of_file", columns=", ".join(missing), file=mapping.file)
    return [place for place, name in enumerate(header) if name in usable.columns]


def _not_read(file: StudentFile, mapping: ColumnMapping) -> list[Problem]:
    """Columns of the file that the mapping does not name: refused by name, or told of."""
    unnamed = [name for name in file.table.header if name and name not in mapping.columns]
    problems = [Problem("column_identifier", column=n) for n in unnamed if is_identifier(n)]
    statuses = {n: forbidden_status(n) for n in unnamed if not is_identifier(n)}
    problems += [
        Problem("column_forbidden", column=name, values={"status": status})
        for name, status in statuses.items()
        if status
    ]
    left = [name for name, status in statuses.items() if not status]
    if left:
        problems.append(
            Problem("column_unmapped", refused=False, values={"columns": ", ".join(left)})
        )
    return problems


def _read(report, file: StudentFile, mapping: ColumnMapping, refusals) -> StudentReading:
    table = file.table.without_blank_rows()
    log = StudentLog(table.numbers)
    columns = StudentColumns(table, mapping, log)
    _refuse_what_is_no_student(columns)
    _refuse_twice(columns)
    if file.mixed_row:
        log.tell("encodings_mixed", row=file.mixed_row)
    period = read_period(columns)
    school, district = read_school(columns)
    outcomes, traits = read_outcomes(columns), read_traits(columns)
    grade = traits.pop("grade", None)
    if grade is None:
        grade = pa.nulls(columns.rows, pa.string())
    students = pa.table(
        {"period": period, "school": school, "grade": grade} | traits | outcomes
    ).filter(~log.refused)
    digest = hashlib.sha256((file.sha256 + mapping.counting).encode()).hexdigest()
    problems = (*refusals, *cut_rows(table), *log.problems)
    report = replace(
        report,
        ok=_is_answered(students, outcomes) and not columns.asked,
        sha256=digest,
        layout=f"{FAMILY}, {table.layout}",
        periods=tuple(sorted(p for p in pc.unique(students["period"]).to_pylist() if p)),
        rows_read=columns.rows + len(table.cut_rows),
        rows_refused=int(log.refused.sum()) + len(table.cut_rows),
        problems=(*problems, *_of_the_whole(columns, students, outcomes, traits)),
    )
    return StudentReading(report, students, mapping, tuple(outcomes), tuple(traits), district)


def _is_answered(students: pa.Table, names) -> bool:
    """Whether any row says something of one of these columns."""
    return any(students[name].null_count < len(students) for name in names)


def _of_the_whole(columns: StudentColumns, students, outcomes, traits) -> list[Problem]:
    """What is wrong with the file and with none of its rows."""
    if not columns.rows:
        return [Problem("extract_no_rows")]
    if not outcomes:
        return [Problem("no_outcome")]
    if not len(students) or columns.asked:
        return []
    silent = [name for name in (*outcomes, *traits) if not _is_answered(students, [name])]
    refused = not _is_answered(students, outcomes)
    return [
        Problem("never_answered", column=name, refused=refused and name in outcomes)
        for name in silent
    ]


def _refuse_what_is_no_student(columns: StudentColumns) -> None:
    """Refuse rows that repeat the header, and rows with a formula in a cell that is read."""
    again = np.full(columns.rows, bool(columns.names))
    for name in columns.names:
        again &= columns.named(name).where(lambda word, own=name: word.casefold() == own.casefold())
    columns.log.refuse("header_again", again)
    for name in columns.names:
        formula = columns.named(name).where(_is_formula)
        columns.log.refuse("formula_in_cell", formula, name)


def _is_formula(word: str) -> bool:
    return word[:1] in ("=", "@") or (word[:1] in ("+", "-") and word[1:2].isalpha())


def _refuse_twice(columns: StudentColumns) -> None:
    """Refuse a student's second row. Her number is compared in memory and never kept."""
    log, header = columns.log, columns.table.header
    for mapped in columns.mapping.with_role(STUDENT_ID):
        numbers, blank = _codes(columns.table.cells.column(str(header.index(mapped.column))))
        students = np.flatnonzero(~log.refused & ~blank)
        _, first, which = np.unique(numbers[students], return_index=True, return_inverse=True)
        again = np.zeros(columns.rows, dtype=bool)
        again[students] = first[which] != np.arange(len(students))
        log.refuse("student_twice", again, mapped.column)


def _codes(column: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """A code for each different text of a column, and where there is none: a column in which
    every text is another one is not worth taking out of Arrow."""
    cells = column.unify_dictionaries().combine_chunks()
    texts = pc.ascii_trim(cells.dictionary, characters=' "\t').dictionary_encode()
    codes = texts.indices.to_numpy()[cells.indices.to_numpy(zero_copy_only=False)]
    empty = pc.index(texts.dictionary, "").as_py()
    return codes, codes == empty
