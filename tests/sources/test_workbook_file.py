"""A workbook with the same rows is read as its text twin, wherever its header stands."""

import openpyxl
import pytest
from published_files import chronic, write

from equitykit.sources.reading import read_file

ROWS = """
    level | county | school  | group | counted | absent | rate
    D     | 27     |         | TA    | 1250    | 250    | 20.0
    D     | 27     |         | RI    | *       | *      | *
    S     | 27     | 6026785 | TA    | 412     | 31     | 7.5
"""


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def as_numbers(lines):
    """Cells as a spreadsheet keeps them: numbers where they look like numbers."""
    return [[float(c) if c.replace(".", "").isdigit() else c for c in line] for line in lines]


def read(path):
    return read_file(path).outcomes.drop(columns="source").to_dict("list")


@pytest.mark.parametrize("titles", [0, 1, 2, 4, 5])
def test_the_header_is_found_by_its_words(tmp_path, titles):
    above = [["Chronic Absenteeism"], ["California Department"], [], ["Reminder"], ["*"]][:titles]
    path = workbook(
        tmp_path / "file.xlsx",
        {"Notes": [["Field", "Description"]], "Data": above + chronic(ROWS)},
    )
    twin = write(tmp_path / "file.txt", chronic(ROWS))
    assert str(read(path)) == str(read(twin))
    assert read_file(path).report.layout == "dataquest, xlsx"


def test_numbers_and_line_breaks_in_headers_are_read_as_published(tmp_path):
    header, *rows = as_numbers(chronic(ROWS))
    broken = [str(name).replace(" ", " \n") for name in header]
    path = workbook(tmp_path / "file.xlsx", {"Data": [broken, *rows]})
    twin = write(tmp_path / "file.txt", chronic(ROWS))
    assert str(read(path)) == str(read(twin))


def test_problems_name_the_row_of_the_sheet(tmp_path):
    lines = [["Title"], [], *chronic("group | counted \n TA | 100 \n RH | nan")]
    report = read_file(workbook(tmp_path / "file.xlsx", {"Data": lines})).report
    assert [(p.rule, p.row) for p in report.problems] == [("number_unreadable", 5)]


def test_rows_that_only_hold_a_format_are_no_rows(tmp_path):
    lines = [*chronic(ROWS), *([None] * 14 for _ in range(50))]
    report = read_file(workbook(tmp_path / "file.xlsx", {"Data": lines})).report
    assert (report.rows_read, report.problems) == (3, ())
