"""Files too large to hold: read in pieces, of which only the rows that will be used are kept.

A statewide file of test results has some four million rows and a gigabyte, most of them single
grades by student group. Its pieces pass through; what stays fits in the memory of a laptop.
"""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from equitykit.sources.family_layouts import load_family_layouts
from equitykit.sources.published_table import PublishedTable, normal
from equitykit.sources.recognition import Recognition, named_positions, positions, recognise
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.text_file import DELIMITERS, TextFile, has_quotes, open_text

# From this size on (in bytes) a file whose rows can be chosen while reading is read in pieces.
LARGE = 100_000_000

HEAD = 400_000
PIECE = 1 << 24
BLOCK = 1 << 23


@dataclass(frozen=True)
class LargeFile:
    """A large file's first rows, its encoding as a whole, and its SHA-256."""

    path: Path
    head: TextFile
    recognition: Recognition
    encoding: str
    sha256: str


def open_large(path: Path) -> LargeFile | None:
    """What a large file is, where its rows can be chosen while reading; else None."""
    with path.open("rb") as file:
        head = open_text(file.read(HEAD).rpartition(b"\n")[0])
    recognition = recognise(head.first_rows)
    layout = load_family_layouts().get(recognition.kind, {})
    if "tests" not in layout or recognition.missing or head.written_in.startswith("utf-16"):
        return None
    digest, decoder, encoding = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), "utf-8"
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            if encoding == "utf-8":
                encoding = _encoding(decoder, piece)
    return LargeFile(path, head, recognition, encoding, digest.hexdigest())


def _encoding(decoder, piece: bytes) -> str:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def read_large(file: LargeFile) -> PublishedTable:
    """Read the rows that tell of all grades, or of all students in one grade.

    Raises
    ------
    UnreadableFile
        ``quotes_open`` where the rows cannot be told apart
    """
    try:
        return _read(file, None)
    except pa.ArrowInvalid:
        pass
    # A row of another width: once more, setting such rows aside. They are handed over as text,
    # which must be UTF-8; that is slower.
    try:
        return _read(file, [])
    except (pa.ArrowInvalid, UnicodeDecodeError):
        raise UnreadableFile("quotes_open") from None


def _read(file: LargeFile, cut: list[tuple[int, int]] | None) -> PublishedTable:
    """Read the rows used; `cut` takes up the rows of another width (None: they are an error)."""
    layout = load_family_layouts()[file.recognition.kind]
    header = file.head.first_rows[file.recognition.header_row]
    kept, numbers, seen = [], [], 0
    for batch in _batches(file, header, cut):
        mask = _used(batch, header, layout)
        kept.append(pa.table(batch).filter(mask))
        numbers.append(seen + np.flatnonzero(mask.to_numpy(zero_copy_only=False)))
        seen += batch.num_rows
    cells = pa.concat_tables(kept)
    cells = pa.table([column.dictionary_encode() for column in cells.columns], cells.column_names)
    first, cut_rows = file.recognition.header_row + 2, cut or []
    return PublishedTable(
        header=header,
        cells=cells,
        numbers=_in_file(np.concatenate(numbers), [row for row, _ in cut_rows], first),
        layout=f"{DELIMITERS[file.head.delimiter]}, {file.encoding}",
        cut_rows=cut_rows,
        last_row=first + seen + len(cut_rows) - 1,
        grouping=file.head.delimiter == ",",
        encoding=file.encoding if cut is None else "utf-8",
        passed_over=seen - cells.num_rows,
    )


def _batches(file: LargeFile, header: list[str], cut: list[tuple[int, int]] | None):
    def aside(row) -> str:
        cut.append((row.number, row.actual_columns))
        return "skip"

    wanted = named_positions(file.recognition.kind, header)
    return pa.csv.open_csv(
        file.path,
        read_options=pa.csv.ReadOptions(
            skip_rows=file.recognition.header_row + 1,
            column_names=[str(place) for place in range(len(header))],
            block_size=BLOCK,
            encoding="utf8" if cut is None else file.encoding,
            use_threads=cut is None,
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter=file.head.delimiter,
            quote_char='"' if has_quotes(file.head.delimiter) else False,
            ignore_empty_lines=False,
            invalid_row_handler=None if cut is None else aside,
        ),
        convert_options=pa.csv.ConvertOptions(
            include_columns=wanted,
            column_types=dict.fromkeys(wanted, pa.string()),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )


def _used(batch: pa.RecordBatch, header: list[str], layout: dict) -> pa.BooleanArray:
    """Which rows are of all grades, or of all students in a single grade."""
    names = [normal(name) for name in header]
    grade, group = (
        pc.utf8_ltrim(
            pc.utf8_trim_whitespace(batch.column(str(positions(names, layout["places"][role])[0]))),
            characters="0",
        )
        for role in ("grade", "group")
    )
    return pc.or_(pc.equal(grade, "13"), pc.equal(group, "1"))


def _in_file(numbers: np.ndarray, cut: list[int], first: int) -> np.ndarray:
    """The numbers in the file of rows that were counted without those set aside."""
    for row in sorted(cut):
        numbers = numbers + (numbers + first >= row)
    return numbers + first
