"""Workbooks that would hang a spreadsheet program, fill the memory, or hold formulas.

Each is read by a process of its own with limits; each ends in a sentence, in seconds.
"""

import io
import random
import struct
import time
import zipfile

import openpyxl
import pytest
from published_files import chronic

from equitykit.content.texts import load_words
from equitykit.sources import sheets
from equitykit.sources.reading import read_file

WORKBOOK = """<?xml version="1.0"?><workbook
 xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<?xml version="1.0"?><Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.xml"/></Relationships>"""
TYPES = """<?xml version="1.0"?><Types
 xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
ROOT = RELATIONS.replace("worksheets/sheet1.xml", "xl/workbook.xml").replace(
    "relationships/worksheet", "relationships/officeDocument"
)


def crafted(path, sheet, compression=zipfile.ZIP_DEFLATED):
    """A workbook whose one sheet is the given XML."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        # as a picture would, this keeps the ratio of the whole below what is refused at once
        archive.writestr("xl/media/image1.png", random.Random(0).randbytes(150_000))
    return path


def sheet_of(rows, before=""):
    return (
        '<?xml version="1.0"?><worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{rows}</sheetData></worksheet>"
    )


def noise(number):
    """Text that does not compress a hundredfold."""
    return f"{number * 2654435761 % 2**32:08x}"


def many_rows():
    rows = (f'<row><c t="inlineStr"><is><t>{noise(n)}</t></is></c></row>' for n in range(302_000))
    return sheet_of("".join(rows))


def one_long_row():
    cells = (f'<c t="inlineStr"><is><t>{noise(n)}</t></is></c>' for n in range(60_000))
    return sheet_of(f"<row>{''.join(cells)}</row>")


def many_empty_cells():
    """200 kB that unpack to 20 MB of cells: the library alone works on them for a minute."""
    return sheet_of(f"<row>{'<c/>' * 100}</row>" * 48_000)


def far_cell():
    return sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def wide_dimension():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 5000))
    return sheet_of(rows, '<dimension ref="A1:XFD1048576"/>')


def laughing():
    """Entities that stand for entities: unpacked in memory, a billion of them."""
    entities = ['<!ENTITY a0 "lol">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    text = '<row><c t="inlineStr"><is><t>&a9;</t></is></c></row>'
    head = f"<!DOCTYPE worksheet [{''.join(entities)}]>"
    return sheet_of(text).replace("<worksheet", f"{head}<worksheet", 1)


HOSTILE = {
    "a row too many": (many_rows, {"workbook_too_long"}),
    "one long row": (one_long_row, {"family_unknown"}),
    "many empty cells": (many_empty_cells, {"workbook_too_long"}),
    "a cell at the far end": (far_cell, {"workbook_too_long", "family_unknown"}),
    "a wide dimension": (wide_dimension, {"family_unknown"}),
    "entities of entities": (laughing, {"archive_damaged"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_ends_in_a_sentence_within_seconds(tmp_path, name):
    sheet, rules = HOSTILE[name]
    path = crafted(tmp_path / "file.xlsx", sheet())
    begun = time.monotonic()
    report = read_file(path).report
    assert time.monotonic() - begun < 45
    assert report.problems[0].rule in rules
    assert not report.ok


def test_a_size_that_the_archive_lies_about_does_not_unpack(tmp_path):
    path = crafted(tmp_path / "file.xlsx", sheet_of("<row/>") + " " * 30_000_000)
    data = bytearray(path.read_bytes())
    # in the directory, the sheet is said to have 1,000 bytes unpacked
    entry = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", data, entry + 24, 1000)
    path.write_bytes(data)
    assert read_file(path).report.problems[0].rule == "archive_damaged"


def test_a_reader_that_only_waits_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "WAITED", 0.01)
    book = openpyxl.Workbook()
    book.save(tmp_path / "file.xlsx")
    report = read_file(tmp_path / "file.xlsx").report
    assert [p.rule for p in report.problems] == ["workbook_too_slow"]
    told = report.problems[0].sentence(load_words("es"))
    assert "segundos" in told


def test_a_reader_that_takes_too_much_memory_or_time_is_ended(tmp_path, monkeypatch):
    script = tmp_path / "greedy.py"
    script.write_text(
        "import sys; sys.path.insert(0, '/'); import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n"
        "while True: pass\n"
    )
    monkeypatch.setattr(sheets.sheet_reader, "__file__", str(script))
    book = openpyxl.Workbook()
    book.save(tmp_path / "file.xlsx")
    report = read_file(tmp_path / "file.xlsx").report
    assert [p.rule for p in report.problems] == ["workbook_too_slow"]


def test_formulas_that_nobody_has_calculated_are_named_and_the_rest_is_read(tmp_path):
    book = openpyxl.Workbook()
    for line in chronic("""
        group | counted | absent    | rate
        TA    | 100     | 20        | 20.0
        RH    | 50      | =10*1     | 20.0
        RW    | 50      | 10        | 20.0
    """):
        book.active.append(line)
    book.save(tmp_path / "file.xlsx")
    reading = read_file(tmp_path / "file.xlsx")
    assert [(p.rule, p.row, p.value) for p in reading.report.problems] == [
        ("number_unreadable", 3, "=10*1")
    ]
    assert reading.outcomes["group"].tolist() == ["TA", "RW"]


def test_values_that_a_spreadsheet_program_has_calculated_are_read(tmp_path):
    rows = chronic("group | counted | absent | rate \n TA | 100 | 20 | 20.0")
    cells = [
        "".join(
            f'<c r="{chr(65 + n)}{row}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for n, cell in enumerate(line)
        )
        for row, line in enumerate(rows, 1)
    ]
    last = f'<c r="{chr(65 + 12)}2" t="inlineStr"><is><t>20</t></is></c>'
    assert last in cells[1]
    cells[1] = cells[1].replace(last, f'<c r="{chr(65 + 12)}2"><f>10*2</f><v>20</v></c>')
    lines = (f'<row r="{n}">{line}</row>' for n, line in enumerate(cells, 1))
    path = crafted(tmp_path / "file.xlsx", sheet_of("".join(lines)))
    outcomes = read_file(path).outcomes
    assert outcomes["numerator"].tolist() == [20]


def test_errors_of_a_spreadsheet_are_no_figures(tmp_path):
    book = openpyxl.Workbook()
    for line in chronic("counted | absent | rate \n 100 | 20 | #DIV/0!"):
        book.active.append(line)
    book.save(tmp_path / "file.xlsx")
    problems = read_file(tmp_path / "file.xlsx").report.problems
    assert [(p.rule, p.value) for p in problems] == [("number_unreadable", "#DIV/0!")]


def test_an_old_document_is_no_workbook(tmp_path):
    path = tmp_path / "file.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + io.BytesIO(bytes(4096)).read())
    assert read_file(path).report.problems[0].rule == "old_workbook"
