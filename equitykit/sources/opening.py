"""Open a file: what it is by its first bytes, and its table where we read its family."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from equitykit.sources.large_files import LARGE, open_large, read_large
from equitykit.sources.mixed_text import in_one_encoding
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import Recognition, recognise
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.text_file import open_text, parse_text
from equitykit.sources.workbook_file import OLD, kind_of_archive, read_workbook

LARGEST = 400_000_000

# A file of nothing but line ends is as good as empty; a longer one is looked at as text.
BLANK = 10_000

# The first bytes of files that are no text, and the sentence for each.
SIGNATURES = {
    b"%PDF": "document",
    b"{\\rtf": "document",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"PAR1": "binary",
    b"SQLite": "binary",
}


def open_file(path: Path) -> tuple[Recognition, PublishedTable, str]:
    """Return what the header tells, the table, and the file's SHA-256.

    Raises
    ------
    UnreadableFile
        where it is missing, empty, no table, unknown, or of a family that we do not read
    """
    large = open_large(path) if _is_large(path) else None
    if large:
        return large.recognition, read_large(large).without_blank_rows(), large.sha256
    data = file_bytes(path)
    if data.startswith(b"PK"):
        recognition, table = _open_archive(data)
    elif data.startswith(OLD):
        recognition, table = read_workbook(data)
    else:
        recognition, table = _open_text(data)
    _stop_where_not_read(recognition, path.name)
    table = table.without_blank_rows()
    if table.more:
        table = replace(table, more=tuple(sheet.without_blank_rows() for sheet in table.more))
    return recognition, table, hashlib.sha256(data).hexdigest()


def _is_large(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > LARGE
    except OSError:
        return False


def file_bytes(path: Path) -> bytes:
    """The bytes of a file; :class:`UnreadableFile` where it is missing, empty or too large."""
    try:
        if path.is_dir():
            raise UnreadableFile("folder")
        if path.exists() and not path.is_file():
            raise UnreadableFile("file_unreadable", detail="")
        if path.stat().st_size > LARGEST:
            raise UnreadableFile("file_too_large", size=path.stat().st_size // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("file_missing") from None
    except OSError as problem:
        raise UnreadableFile("file_unreadable", detail=problem.strerror) from None
    if len(data) < BLANK and not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("file_empty")
    return data


def _open_archive(data: bytes):
    kind = kind_of_archive(data)
    if kind != "workbook":
        raise UnreadableFile(kind)
    return read_workbook(data)


def _open_text(data: bytes):
    for signature, rule in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(rule)
    head = data[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableFile("web_page")
    if head.startswith((b"{", b"[{", b"[\n")):
        raise UnreadableFile("binary")
    data, mixed_row = in_one_encoding(data)
    file = open_text(data)
    if control_characters(file.text[:2000]):
        raise UnreadableFile("binary")
    recognition = recognise(file.first_rows)
    if not recognition.kind or recognition.missing:
        return recognition, None
    try:
        return recognition, replace(parse_text(file, recognition), mixed_row=mixed_row)
    except pa.ArrowInvalid:
        raise UnreadableFile("quotes_open") from None


def control_characters(text: bytes) -> bool:
    """Whether these bytes are no text."""
    return sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a" for byte in text) > 2


def _stop_where_not_read(recognition: Recognition, file: str) -> None:
    if not recognition.name:
        raise UnreadableFile("family_unknown", file=file)
    if recognition.name == "caaspp_codes":
        raise UnreadableFile("codes_known", family=recognition.family, kind=recognition.name)
    if not recognition.kind:
        raise UnreadableFile("not_read", family=recognition.family, kind=recognition.name)
    if recognition.missing:
        raise UnreadableFile(
            "column_missing",
            family=recognition.family,
            kind=recognition.name,
            columns=", ".join(recognition.missing),
        )
