"""Research files of state tests (CAASPP, ELPAC): all eras, told by the words of their headers.

A row is a place, a test, a grade and a student group. All grades together stand as grade 13:
that row is taken for each group, and never a sum of grades. Single grades are taken for all
students, as groups of the dimension `grade`.
"""

from dataclasses import replace

import numpy as np

from equitykit.content.codelists import load_student_groups
from equitykit.sources.blocks import Block
from equitykit.sources.family_rows import rows_of_places
from equitykit.sources.published_rows import PublishedRows, drop_repeats, figure_columns
from equitykit.sources.published_table import Column, PublishedTable, constant_column
from equitykit.sources.reports import Problem, ProblemLog

ALL_GRADES = "13"
ALL_STUDENTS = "1"

_UNKNOWN, _NOT_SHOWN = -1, -2


def plain(word: str) -> str:
    """A number without leading zeros, as the lists of codes write them: ``001`` is ``1``.

    >>> plain("001"), plain("KN"), plain("0")
    ('1', 'KN', '0')
    """
    return (word.lstrip("0") or "0") if word.isdigit() else word.upper()


def research_blocks(
    layout: dict, table: PublishedTable, log: ProblemLog, *, file: str
) -> tuple[list[Block], int]:
    """The blocks of a file of test results, one for each test, and 0 rows that repeat others."""
    rows, places = rows_of_places(table, layout, log, file=file)
    rows = _in_groups(rows, layout, places, log, table.passed_over)
    test = places.get("test") or constant_column("test", "", len(log.refused))
    _tell_years(rows, layout, log)
    blocks, known = [], np.zeros(len(log.refused), dtype=bool)
    for code, (measure, result) in layout["tests"].items():
        here = test.where(lambda word, code=code: plain(word) == str(code))
        known |= here
        columns = figure_columns(table, layout["figures"][result], log)
        if "rate" not in columns:
            log.refuse("test_not_read", here & rows.taken, test)
            continue
        if not (here & rows.taken).any():
            continue
        of_test = replace(rows, taken=rows.taken & here & ~log.refused)
        of_test = drop_repeats(of_test, list(columns.values()), log)
        blocks.append(Block(measure, of_test, columns, assessment=True, decimals=2))
    log.refuse("test_not_read", ~known & rows.taken, test)
    blocks = [_without_refused(block, log) for block in blocks]
    return blocks, sum(block.rows.repeated for block in blocks)


def _without_refused(block: Block, log: ProblemLog) -> Block:
    return replace(block, rows=replace(block.rows, taken=block.rows.taken & ~log.refused))


def _in_groups(
    rows: PublishedRows, layout: dict, places, log: ProblemLog, passed_over: int
) -> PublishedRows:
    """The rows with our codes for group or grade; those of neither are no longer taken."""
    ours = list(load_student_groups())
    group = _codes(places["group"], layout["groups"], layout["not_shown"], ours)
    grade = _codes(places["grade"], layout["grades"], (), ours)
    log.refuse("group_unknown", group == _UNKNOWN, places["group"])
    every_grade = places["grade"].where(lambda word: plain(word) == ALL_GRADES)
    everyone = places["group"].where(lambda word: plain(word) == ALL_STUDENTS)
    shown = (every_grade & (group >= 0)) | (~every_grade & everyone & (grade >= 0))
    log.note("tests_left_out", ~shown & ~log.refused)
    if passed_over:
        log.problems.append(Problem("tests_left_out", rows=passed_over, refused=False))
    code = np.where(every_grade, group, grade)
    return replace(
        rows,
        places=replace(rows.places, groups=ours, group=np.maximum(code, 0)),
        taken=rows.taken & shown & ~log.refused,
    )


def _codes(column: Column, theirs: dict, not_shown, ours: list[str]) -> np.ndarray:
    """For each row the position of our code, or a negative number."""
    positions = {str(word): ours.index(code) for word, code in theirs.items()}
    positions |= {str(word): _NOT_SHOWN for word in not_shown}
    return column.map(lambda word: positions.get(plain(word), _UNKNOWN), "int64")


def _tell_years(rows: PublishedRows, layout: dict, log: ProblemLog) -> None:
    """Say what has to be known of the results of single years."""
    for year, rule in layout.get("notes", {}).items():
        if year in rows.places.periods:
            log.note(rule, rows.taken & (rows.places.period == rows.places.periods.index(year)))
