"""Open a file: what it is by its first bytes, and its table where we read its family."""

import hashlib
from pathlib import Path

import pyarrow as pa

from equitykit.sources.published_table import PublishedTable
from equitykit.sources.recognition import Recognition, recognise
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.text_file import open_text, parse_text
from equitykit.sources.workbook_file import kind_of_archive, read_workbook

LARGEST = 400_000_000

# A file of nothing but line ends is as good as empty; a longer one is looked at as text.
BLANK = 10_000

# The first bytes of files that are no text, and the sentence for each.
_SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "old_workbook",
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
    data = _bytes(path)
    if data.startswith(b"PK"):
        recognition, table = _open_archive(data)
    else:
        recognition, table = _open_text(data)
    _stop_where_not_read(recognition)
    return recognition, table.without_blank_rows(), hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes:
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
    for signature, rule in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(rule)
    head = data[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableFile("web_page")
    if head.startswith((b"{", b"[{", b"[\n")):
        raise UnreadableFile("binary")
    file = open_text(data)
    if _control_characters(file.text[:2000]):
        raise UnreadableFile("binary")
    recognition = recognise(file.first_rows)
    if not recognition.kind or recognition.missing:
        return recognition, None
    try:
        return recognition, parse_text(file, recognition)
    except pa.ArrowInvalid:
        raise UnreadableFile("quotes_open") from None


def _control_characters(text: bytes) -> bool:
    return sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a" for byte in text) > 2


def _stop_where_not_read(recognition: Recognition) -> None:
    if not recognition.name:
        raise UnreadableFile("family_unknown")
    if not recognition.kind:
        raise UnreadableFile("not_read", family=recognition.family, kind=recognition.name)
    if recognition.missing:
        raise UnreadableFile(
            "column_missing",
            family=recognition.family,
            kind=recognition.name,
            columns=", ".join(recognition.missing),
        )
