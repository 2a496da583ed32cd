"""Text files as publishers and spreadsheets write them: encodings, delimiters, cut rows."""

import csv
import io
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.csv

from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import HEADER_WITHIN, Recognition, named_positions

DELIMITERS = {"\t": "tab", ",": "comma", "^": "caret", ";": "semicolon"}

# Enough for the header of the widest file and a dozen rows.
PREVIEW = 200_000

LONGEST_LINE = 100_000

UTF8_MARK = b"\xef\xbb\xbf"
NOT_IN_CP1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")

# How much is parsed at a time: a longer line than this cannot be read.
BLOCK = 1 << 22


@dataclass(frozen=True)
class TextFile:
    """A text file's bytes without marks and NULs, their encoding, and its first rows in cells."""

    text: bytes
    encoding: str
    written_in: str
    delimiter: str
    first_rows: list[list[str]]


def open_text(data: bytes) -> TextFile:
    """Find out how a file is written and cut its first lines into cells."""
    text, encoding, written_in = decoded(data)
    lines = text[:PREVIEW].decode(encoding, errors="ignore").splitlines()[: HEADER_WITHIN + 3]
    lines = [line[:LONGEST_LINE] for line in lines]
    delimiter = _delimiter(lines)
    quoting = csv.QUOTE_MINIMAL if has_quotes(delimiter) else csv.QUOTE_NONE
    rows = list(csv.reader(lines, delimiter=delimiter, quoting=quoting, skipinitialspace=True))
    return TextFile(text, encoding, written_in, delimiter, [_unquoted(row) for row in rows])


def decoded(data: bytes) -> tuple[bytes, str, str]:
    """Return the bytes without mark and NULs, their encoding, and the one they came in.

    Only UTF-16 is written anew (in UTF-8). Other bytes stay, and are decoded word by word
    when the columns are read: a statewide file has few different words.
    """
    encoding = _utf16(data)
    if encoding:
        text = data[: len(data) // 2 * 2].decode(encoding, errors="replace").lstrip("\ufeff")
        return text.replace("\0", "").encode("utf-8"), "utf-8", encoding
    data = data.replace(b"\0", b"") if b"\0" in data else data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that ends within a letter is cut short, not written in something else.
        if error.reason != "unexpected end of data" or error.end != len(data):
            encoding = _eight_bits(data)
            return data, encoding, encoding
        data = data[: error.start]
    return data.removeprefix(UTF8_MARK), "utf-8", "utf-8"


def _utf16(data: bytes) -> str | None:
    head = data[:200]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16-le" if head[:2] == b"\xff\xfe" else "utf-16-be"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) // 4 else None


def _eight_bits(data: bytes) -> str:
    """``cp1252``, or that of old Macs, whose dash (0xD0) is a letter that stands alone here."""
    no_letters = any(byte in data for byte in NOT_IN_CP1252)
    return "mac_roman" if no_letters or b" \xd0 " in data else "cp1252"


def _delimiter(lines: list[str]) -> str:
    most = {mark: max((line.count(mark) for line in lines), default=0) for mark in DELIMITERS}
    return max(most, key=most.get)


def has_quotes(delimiter: str) -> bool:
    """Whether cells of such a file may stand in quotes."""
    return delimiter in ",;"


def _unquoted(row: list[str]) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in row]


def parse_text(
    file: TextFile, recognition: Recognition, *, wanted: list[str] | None = None
) -> PublishedTable:
    """Cut the file into columns below its header; rows of another width are set aside.

    `wanted` are the positions of the columns that are read: without it, those of the layout.

    Raises
    ------
    pyarrow.ArrowInvalid
        where the quotes of the file do not close
    """
    header = _fitted(file.first_rows, recognition.header_row)
    if wanted is None:
        wanted = named_positions(recognition.kind, header)
    cut: list[tuple[int, int]] = []
    try:
        cells = _cells(file, recognition, header, wanted, {"use_threads": True}, {})
    except pa.ArrowInvalid:
        # A row of another width: read once more, in one go, for only then have rows numbers.
        # The rows set aside are handed over as text, which must be UTF-8.
        text = file.text.decode(file.encoding, errors="replace").encode("utf-8")
        file = replace(file, text=text, encoding="utf-8")

        def aside(row) -> str:
            cut.append((row.number, row.actual_columns))
            return "skip"

        parsing = {"invalid_row_handler": aside}
        cells = _cells(file, recognition, header, wanted, {"use_threads": False}, parsing)
    first = recognition.header_row + 2
    total = cells.num_rows + len(cut)
    return PublishedTable(
        header=header,
        cells=cells,
        numbers=np.delete(np.arange(first, first + total), [row - first for row, _ in cut]),
        layout=f"{DELIMITERS[file.delimiter]}, {file.written_in}",
        cut_rows=cut,
        last_row=first + total - 1,
        grouping=file.delimiter == ",",
        encoding=file.encoding,
    )


def _cells(file: TextFile, recognition: Recognition, header, wanted, reading, parsing):
    """The columns that are wanted; a row of another width is an error, or set aside."""
    return pa.csv.read_csv(
        io.BytesIO(file.text),
        read_options=pa.csv.ReadOptions(
            skip_rows=recognition.header_row + 1,
            column_names=[str(place) for place in range(len(header))],
            block_size=BLOCK,
            **reading,
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter=file.delimiter,
            quote_char='"' if has_quotes(file.delimiter) else False,
            ignore_empty_lines=False,
            **parsing,
        ),
        convert_options=pa.csv.ConvertOptions(
            include_columns=wanted,
            column_types=dict.fromkeys(wanted, pa.dictionary(pa.int32(), pa.string())),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )


def _fitted(rows: list[list[str]], header_row: int) -> list[str]:
    """The header, with the unnamed columns at its end that the rows below it have."""
    header = rows[header_row]
    width = len(rows[header_row + 1]) if len(rows) > header_row + 1 else len(header)
    if width < len(header) and any(header[width:]):
        width = len(header)
    if width > len(header) and any(rows[header_row + 1][len(header) :]):
        width = len(header)
    return [*header, *[""] * (width - len(header))][:width]
