"""The problems of files as a workbook that goes back to whoever made them.

It says where (row, column), which rule, and what to do. It holds no value of a student file,
and no cell that a spreadsheet program would take for a formula.
"""

import io
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from equitykit.content.texts import Words
from equitykit.sources.reports import FileReport, Problem
from equitykit.sources.students import FAMILY

COLUMNS = {"file": 28, "row": 10, "column": 24, "rule": 60, "next_step": 60}
WITHHELD = "…"


def problem_workbook(reports: list[FileReport], words: Words) -> bytes:
    """An ``.xlsx`` with a line for each row and column that has to be put right."""
    book = Workbook()
    sheet = book.active
    sheet.title = words("sources.problem_sheet.title")[:31]
    sheet.append([words(f"sources.problem_sheet.{name}") for name in COLUMNS])
    for cell, (_, width) in zip(sheet[1], COLUMNS.items(), strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for report in reports:
        for problem in report.problems:
            for line in _lines(report, problem, words):
                _append(sheet, line)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(report: FileReport, problem: Problem, words: Words):
    if report.family == FAMILY and problem.value is not None:
        problem = replace(problem, value=WITHHELD)
    told = problem.sentence(words), problem.next_step(words)
    file = f"{report.file} ({problem.sheet})" if problem.sheet else report.file
    for row in problem.all_rows or (problem.row or "",):
        yield file, str(row), problem.column or "", *told


def _append(sheet, line) -> None:
    number = sheet.max_row + 1
    for place, text in enumerate(line, 1):
        cell = sheet.cell(
            number, place, ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
        )
        # what begins like a formula stays text
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
