"""Turn a workbook into rows of text, in a process of its own with limits on time and memory.

Run as a script: the workbook comes in by standard input, and out goes, for each sheet, one
Arrow stream with a column of text for each column of the sheet. Nothing of the package is
imported here, so that a hostile file meets as little as possible. Exit codes are those below.
"""

import io
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

import pyarrow as pa

DAMAGED, TOO_LONG, NO_MEMORY = 3, 4, 5

ROWS = 300_000
COLUMNS = 1_000
# Within the 20 MB that a workbook may unpack to, a published one has a third of this at most.
CELLS = 2_000_000
# Spreadsheets leave formats far below their last row: so many empty rows are the end.
EMPTY_ROWS = 5_000
MEMORY = 2_000_000_000
SECONDS = 40

Row = tuple[str, ...]


class TooLong(Exception):
    """A sheet has more rows or cells than any published one."""


def cell_text(cell: object) -> str:
    """A cell as a text file would show it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def sheets_of(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
    """The title of each sheet, and its rows."""
    if data.startswith(b"PK"):
        yield from _new_sheets(data)
    else:
        yield from _old_sheets(data)


def _new_sheets(data: bytes):
    import openpyxl

    formulas = _has_formulas(data)
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    if not formulas:
        for sheet in values.worksheets:
            yield sheet.title, (tuple(map(cell_text, row)) for row in _cells(sheet))
        return
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    for sheet, written in zip(values.worksheets, book.worksheets, strict=True):
        pairs = zip(_cells(sheet), _cells(written), strict=True)
        yield sheet.title, (tuple(map(_calculated, *pair)) for pair in pairs)


def _cells(sheet):
    return sheet.iter_rows(values_only=True, max_col=min(sheet.max_column or COLUMNS, COLUMNS))


def _has_formulas(data: bytes) -> bool:
    """Whether any sheet has a formula; one of too many rows or cells is not even begun."""
    found = False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                xml = archive.read(name)
                if xml.count(b"<row") > ROWS or xml.count(b"<c") > CELLS:
                    raise TooLong
                found |= b"<f>" in xml or b"<f " in xml
    return found


def _calculated(value: object, written: object) -> str:
    """The value of a cell; of a formula that no program has calculated, the formula."""
    return cell_text(written if value is None else value)


def _old_sheets(data: bytes):
    import xlrd

    book = xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO())
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        rows = (
            tuple(_old_text(cell, book, xlrd) for cell in sheet.row(n)) for n in range(sheet.nrows)
        )
        yield sheet.name, rows
        book.unload_sheet(number)


def _old_text(cell, book, xlrd) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return cell_text(xlrd.xldate_as_datetime(cell.value, book.datemode))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#")
    return cell_text(cell.value)


def table_of(rows: Iterator[Row]) -> pa.Table:
    """The rows of a sheet as columns of text, without the empty rows at its end."""
    kept: list[Row] = []
    empty = 0
    for row in islice(rows, ROWS + 1):
        empty = 0 if any(row) else empty + 1
        kept.append(row)
        if empty > EMPTY_ROWS:
            break
    if len(kept) > ROWS:
        raise TooLong
    kept = kept[: len(kept) - empty]
    width = max(map(len, kept), default=0)
    columns = [
        pa.array([row[n] if n < len(row) else "" for row in kept], pa.string()).dictionary_encode()
        for n in range(width)
    ]
    return pa.table(columns, names=[str(n) for n in range(width)])


def limit_myself() -> None:
    """Let the system end this process before it fills the memory or runs for minutes."""
    try:
        import resource
    except ImportError:  # Windows has none; whoever started this process ends it in time
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> int:
    """Write the sheets of the workbook on standard input as Arrow streams; the exit code says why
    there are none."""
    limit_myself()
    out = sys.stdout.buffer
    try:
        for title, rows in sheets_of(sys.stdin.buffer.read()):
            table = table_of(rows).replace_schema_metadata({"title": title})
            with pa.ipc.new_stream(out, table.schema) as stream:
                stream.write_table(table)
    except TooLong:
        return TOO_LONG
    except (MemoryError, pa.ArrowMemoryError):
        return NO_MEMORY
    except Exception:  # a damaged workbook fails in any of a dozen ways
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main())
