"""Excel workbooks (.xlsx, .xls): looked at before they are unpacked, read in another process."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from equitykit.sources.family_layouts import load_family_layouts
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import HEADER_WITHIN, Recognition, recognise
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.sheets import Sheet, open_sheets

# A small file can unpack to one that fills the memory: these are the limits.
UNPACKED = 20_000_000
ENTRIES = 100
RATIO = 100

# The first bytes of an old workbook (.xls), and of old documents.
OLD = b"\xd0\xcf\x11\xe0"

# Where spreadsheet programs have cut sheets off: a sheet that ends there may have been longer.
LAST_ROWS = (16_384, 65_536, 1_048_576)


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

    Where the sheets of a kind belong together, the others stand in the table's `more`.

    Raises
    ------
    UnreadableFile
        ``archive_damaged``, ``old_workbook``, ``workbook_too_long``, ``workbook_too_slow``
    """
    found = [(recognise(first_rows(sheet)), sheet) for sheet in open_sheets(data)]
    if not found:
        raise UnreadableFile("archive_damaged")
    recognition, sheet = max(found, key=lambda pair: pair[0].rank)
    if not recognition.kind or recognition.missing:
        return recognition, None
    form = "xls" if data.startswith(OLD) else "xlsx"
    table = replace(read_sheet(sheet, recognition), layout=form)
    if load_family_layouts().get(recognition.kind, {}).get("sheets") == "all":
        alike = [
            replace(read_sheet(other, told), sheet=other.title)
            for told, other in found
            if told.kind == recognition.kind and other is not sheet and not told.missing
        ]
        table = replace(table, sheet=sheet.title, more=tuple(alike))
    return recognition, table


def first_rows(sheet: Sheet) -> list[list[str]]:
    """The first rows of a sheet, among which its header is."""
    return [list(row) for row in sheet.iter_rows(max_row=HEADER_WITHIN + 2)]


def read_sheet(sheet: Sheet, recognition: Recognition) -> PublishedTable:
    """The rows of a sheet below its header, as columns of text."""
    first = recognition.header_row + 2
    body = sheet.cells.slice(recognition.header_row + 1)
    columns = [pc.cast(column, pa.string()).dictionary_encode() for column in body.columns]
    return PublishedTable(
        header=sheet.row(recognition.header_row),
        cells=pa.table(columns, names=[str(place) for place in range(len(columns))]),
        numbers=np.arange(first, first + body.num_rows),
        layout="xlsx",
        cut_rows=[],
        last_row=first + body.num_rows - 1,
        grouping=False,
    )
