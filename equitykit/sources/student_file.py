"""Open a file with a row for each student (or own figures) as columns of text.

Of the columns only those asked for are read: a name or an address that is not asked for never
becomes a value in memory that anything could print or keep.
"""

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equitykit.sources.mixed_text import in_one_encoding
from equitykit.sources.numbers import NUMBER, read_number
from equitykit.sources.opening import SIGNATURES, control_characters, file_bytes
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import HEADER_WITHIN, Recognition
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.sheet_reader import cell_text
from equitykit.sources.sheets import open_sheets
from equitykit.sources.student_columns import guess_header
from equitykit.sources.text_file import TextFile, open_text, parse_text
from equitykit.sources.workbook_file import OLD, first_rows, kind_of_archive, read_sheet

PARQUET = b"PAR1"
UNPACKED_PARQUET = 2_000_000_000

Wanted = Callable[[list[str]], list[int]]


@dataclass(frozen=True)
class StudentFile:
    """The columns that were asked for, under their positions, and the file's SHA-256.

    `mixed_row` is the first row whose bytes are written otherwise than those before it.
    """

    table: PublishedTable
    sha256: str
    mixed_row: int | None = None

    def position(self, name: str) -> int | None:
        """Where the column of this name stands, or None."""
        return self.table.header.index(name) if name in self.table.header else None


def open_students(path: Path, wanted: Wanted) -> StudentFile:
    """Open a file and read the columns at the positions that `wanted` gives for its header.

    Columns of one name are told apart as ``Race``, ``Race (2)``.

    Raises
    ------
    UnreadableFile
        where it is missing, empty, no table, too large, or has a single column
    """
    data = file_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(PARQUET):
        return StudentFile(_parquet(data, wanted), digest)
    if data.startswith(b"PK"):
        if (kind := kind_of_archive(data)) != "workbook":
            raise UnreadableFile(kind)
        return StudentFile(_workbook(data, wanted), digest)
    if data.startswith(OLD):
        return StudentFile(_workbook(data, wanted), digest)
    for signature, rule in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(rule)
    data, mixed = in_one_encoding(data)
    return StudentFile(_text(data, wanted), digest, mixed)


def _text(data: bytes, wanted: Wanted) -> PublishedTable:
    file = open_text(data)
    if control_characters(file.text[:2000]):
        raise UnreadableFile("binary")
    row = header_row(file.first_rows)
    file = _with_names(file, row)
    header = file.first_rows[row]
    if len([name for name in header if name]) < 2:
        raise UnreadableFile("one_column")
    positions = [str(place) for place in wanted(header)]
    if not positions:  # the parser would take an empty list for all columns
        return PublishedTable(header, pa.table([]), np.arange(0), "", [], 0, False)
    try:
        return parse_text(file, Recognition("students", header_row=row), wanted=positions)
    except pa.ArrowInvalid:
        raise UnreadableFile("quotes_open") from None


def _with_names(file: TextFile, row: int) -> TextFile:
    rows = [*file.first_rows]
    rows[row] = told_apart(rows[row])
    return replace(file, first_rows=rows)


def told_apart(header: list[str]) -> list[str]:
    """Names of a header, each only once."""
    seen: dict[str, int] = {}
    names = []
    for name in header:
        name = " ".join(name.split())
        seen[name] = seen.get(name, 0) + 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return names


def header_row(rows: list[list[str]]) -> int:
    """Which of the first rows is the header: the one with most names that we know; title
    lines above it have fewer cells, and rows of students have numbers."""

    def known(row: list[str]) -> tuple[int, int]:
        cells = [cell for cell in row if cell]
        if any(read_number(cell)[0] == NUMBER for cell in cells):
            return 0, 0
        named = sum(_is_name(cell) for cell in cells)
        return named, len(cells)

    best = max(range(min(len(rows), HEADER_WITHIN)), key=lambda n: known(rows[n]), default=0)
    if not rows:
        raise UnreadableFile("file_empty")
    # without one known name the first row is the header, as everywhere
    return best if known(rows[best])[0] else 0


def _is_name(cell: str) -> bool:
    if len(cell) < 2:  # an answer, such as Y or N
        return False
    guess = guess_header(cell)
    return bool(guess.role or guess.status or guess_header(cell, totals=True).role)


def _workbook(data: bytes, wanted: Wanted) -> PublishedTable:
    sheets = [(first_rows(sheet), sheet) for sheet in open_sheets(data)]
    sheets = [(rows, sheet) for rows, sheet in sheets if rows]
    if not sheets:
        raise UnreadableFile("file_empty")
    rows, sheet = max(sheets, key=lambda pair: sum(map(_is_name, pair[0][header_row(pair[0])])))
    table = read_sheet(sheet, Recognition("students", header_row=header_row(rows)))
    header = told_apart(table.header)
    if len([name for name in header if name]) < 2:
        raise UnreadableFile("one_column")
    positions = [str(place) for place in wanted(header)]
    return replace(table, header=header, cells=table.cells.select(positions))


def _parquet(data: bytes, wanted: Wanted) -> PublishedTable:
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        groups = [file.metadata.row_group(n) for n in range(file.num_row_groups)]
        if sum(group.total_byte_size for group in groups) > UNPACKED_PARQUET:
            raise UnreadableFile("file_too_large", size=UNPACKED_PARQUET // 1_000_000)
        header = told_apart(file.schema_arrow.names)
        positions = wanted(header)
        read = file.read(columns=[file.schema_arrow.names[place] for place in positions])
        columns = [_as_words(column) for column in read.columns]
    except pa.ArrowException:
        raise UnreadableFile("archive_damaged") from None
    rows = read.num_rows
    return PublishedTable(
        header=header,
        cells=pa.table(columns, names=[str(place) for place in positions]),
        numbers=np.arange(2, rows + 2),
        layout="parquet",
        cut_rows=[],
        last_row=rows + 1,
        grouping=False,
    )


def _as_words(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Values as a text file would show them: each different one is written once."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = column.combine_chunks().dictionary_encode()
    words = [cell_text(value) for value in encoded.dictionary.to_pylist()]
    indices = pc.fill_null(encoded.indices, len(words))
    return pa.DictionaryArray.from_arrays(indices, pa.array([*words, ""], pa.string()))


def sniffed_header(path: Path) -> list[str]:
    """The header of a file whatever it is, without reading any column; empty where it has none."""
    try:
        return open_students(path, lambda header: []).table.header
    except (UnreadableFile, pa.ArrowInvalid, csv.Error):
        return []
