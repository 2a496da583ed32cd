"""Real published files, each read once in a run of the tests (whichever worker comes first),
and their raw cells.

The raw cells are cut with `csv`, `openpyxl` or `xlrd`, without the readers of the package.
"""

import csv
import hashlib
import os
import pickle
from functools import cache
from pathlib import Path

import openpyxl
import xlrd

from equitykit.sources.reading import Reading, read_file

# names the folder in which this run keeps what was read (tests/conftest.py)
READINGS = "EQUITYKIT_TEST_READINGS"


@cache
def reading_of(path: Path) -> Reading:
    """What the package reads of a file."""
    kept = Path(os.environ[READINGS]) / hashlib.sha256(bytes(path)).hexdigest()
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    reading = read_file(path)
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(reading))
    part.replace(kept)
    return reading


@cache
def raw_rows(path: Path, delimiter: str, encoding: str = "cp1252") -> list[dict[str, str]]:
    """The rows of a text file by the names in its header."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@cache
def raw_sheet(path: Path, sheet: int, header_row: int = 1) -> list[dict]:
    """The rows of a sheet below its header; names of columns without line breaks."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book.worksheets[sheet].iter_rows(values_only=True))
    names = [" ".join(str(cell).split()) for cell in rows[header_row - 1]]
    return [dict(zip(names, row, strict=False)) for row in rows[header_row:]]


@cache
def raw_old_sheet(path: Path) -> list[dict]:
    """The rows of the first sheet of an old workbook."""
    sheet = xlrd.open_workbook(path).sheet_by_index(0)
    header = sheet.row_values(0)
    return [dict(zip(header, sheet.row_values(n), strict=True)) for n in range(1, sheet.nrows)]


def figures_of(reading: Reading, measure: str | None = None) -> dict[tuple, tuple]:
    """For each level, place and group: status, numerator, denominator, rate (None: none)."""
    rows = reading.outcomes
    if measure:
        rows = rows[rows["measure"] == measure]
    plain = rows[["numerator", "denominator", "rate"]].astype(object)
    plain = plain.where(plain.notna(), None)
    keys = zip(rows["level"], rows["cds"], rows["group"], strict=True)
    figures = zip(rows["status"], *(plain[name] for name in plain), strict=True)
    found = dict(zip(keys, figures, strict=True))
    assert len(found) == len(rows)
    return found
