"""Excel workbooks (.xlsx): looked at before they are unpacked, read row by row."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from itertools import islice

import numpy as np
import openpyxl
import pyarrow as pa

from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import HEADER_WITHIN, Recognition, recognise
from equitykit.sources.reports import UnreadableFile

# A small file can unpack to one that fills the memory: these are the limits.
UNPACKED = 20_000_000
ENTRIES = 100
RATIO = 100
ROWS = 300_000


def kind_of_archive(data: bytes) -> str:
    """Say what a zip holds: ``workbook``, ``document``, or ``archive``.

    Raises
    ------
    UnreadableFile
        ``workbook_too_large`` where it unpacks to more than the limits, ``archive_damaged``
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableFile("archive_damaged") from None
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "document"
    if "xl/workbook.xml" not in names:
        return "archive"
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED or unpacked > RATIO * len(data) or len(entries) > ENTRIES:
        raise UnreadableFile("workbook_too_large", size=round(unpacked / 1e6))
    return "workbook"


def read_workbook(data: bytes) -> tuple[Recognition, PublishedTable | None]:
    """Find the sheet whose header we know best and read it where it is one we read.

    Raises
    ------
    UnreadableFile
        ``archive_damaged``, ``workbook_too_long``
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = [(recognise(_first_rows(sheet)), sheet) for sheet in book.worksheets]
        recognition, sheet = max(found, key=lambda pair: pair[0].rank)
        table = _table(sheet, recognition) if recognition.kind else None
    except UnreadableFile:
        raise
    except Exception:  # a damaged workbook fails in any of a dozen ways in its XML
        raise UnreadableFile("archive_damaged") from None
    return recognition, table


def _first_rows(sheet) -> list[list[str]]:
    rows = sheet.iter_rows(values_only=True, max_row=HEADER_WITHIN + 2)
    return [[_text(cell) for cell in row] for row in rows]


def _table(sheet, recognition: Recognition) -> PublishedTable:
    rows = list(islice(sheet.iter_rows(values_only=True), recognition.header_row, ROWS + 1))
    if len(rows) > ROWS:
        raise UnreadableFile("workbook_too_long", rows=ROWS)
    header, *body = rows
    # A sheet may end in thousands of rows that only hold a format.
    while body and not any(cell is not None for cell in body[-1]):
        body.pop()
    columns = [
        pa.array([_cell(row, place) for row in body], pa.string()).dictionary_encode()
        for place in range(len(header))
    ]
    first = recognition.header_row + 2
    return PublishedTable(
        header=[_text(cell) for cell in header],
        cells=pa.table(columns, names=[str(place) for place in range(len(header))]),
        numbers=np.arange(first, first + len(body)),
        layout="xlsx",
        cut_rows=[],
        last_row=first + len(body) - 1,
        grouping=False,
    )


def _cell(row: tuple, place: int) -> str:
    return _text(row[place]) if place < len(row) else ""


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
