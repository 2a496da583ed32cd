"""The sheets of a workbook, read by a process of its own (``sheet_reader.py``).

A workbook of 176 kB can keep a spreadsheet library busy for a minute, or fill the memory. The
process that reads it has limits, and nothing of it reaches this one but text in columns.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from equitykit.sources import sheet_reader
from equitykit.sources.reports import UnreadableFile

# The reader ends itself after some seconds of work; this also ends one that only waits.
WAITED = sheet_reader.SECONDS + 20


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, and its cells as columns of text, title lines and header included."""

    title: str
    cells: pa.Table

    def iter_rows(self, *, values_only: bool = True, max_row: int | None = None) -> Iterator[tuple]:
        """The rows as tuples of text."""
        cells = self.cells if max_row is None else self.cells.slice(0, max_row)
        return zip(*(column.to_pylist() for column in cells.columns), strict=True)

    def row(self, number: int) -> list[str]:
        """One row, counted from 0."""
        return list(next(islice(self.iter_rows(max_row=number + 1), number, None)))


def open_sheets(data: bytes) -> list[Sheet]:
    """Read the sheets of a workbook (``.xlsx`` or ``.xls``).

    Raises
    ------
    UnreadableFile
        ``archive_damaged`` or ``old_workbook``, ``workbook_too_long``, ``workbook_too_slow``
    """
    command = [sys.executable, "-I", str(Path(sheet_reader.__file__))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=WAITED)
    except subprocess.TimeoutExpired:
        raise UnreadableFile("workbook_too_slow", seconds=WAITED) from None
    if done.returncode == sheet_reader.TOO_LONG:
        raise UnreadableFile("workbook_too_long", rows=sheet_reader.ROWS)
    if done.returncode == sheet_reader.DAMAGED:
        raise UnreadableFile("archive_damaged" if data.startswith(b"PK") else "old_workbook")
    if done.returncode:
        # out of memory, or ended by the system for the time it took
        raise UnreadableFile("workbook_too_slow", seconds=sheet_reader.SECONDS)
    return list(_sheets(done.stdout))


def _sheets(streams: bytes) -> Iterator[Sheet]:
    source = pa.BufferReader(streams)
    while source.tell() < len(streams):
        with pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        yield Sheet(table.schema.metadata[b"title"].decode("utf-8"), table)
