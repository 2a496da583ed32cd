"""Files that the package writes for people: whole or not at all, and safe in a spreadsheet."""

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from equitykit.errors import EquitykitError

NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def write_beside(path: Path, content: str | bytes) -> None:
    """Write a file beside its place and rename it, so that it is never there by half.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        os.replace(unfinished, path)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise EquitykitError(
            "folder_not_writable", folder=str(path.parent), detail=problem.strerror
        ) from None


def table_text(columns: Iterable[str], rows: Iterable[dict]) -> str:
    """A CSV table whose cells no spreadsheet takes for formulas."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(columns))
    table.writeheader()
    for row in rows:
        table.writerow({name: safe_cell(value) for name, value in row.items()})
    return text.getvalue()


def safe_cell(value: object) -> str:
    """A value as a cell: what a spreadsheet would run as a formula gets a ``'`` before it."""
    text = "" if value is None else str(value)
    first = unicodedata.normalize("NFKC", text).strip()[:1]
    risky = first in ("=", "+", "-", "@", "|", "%") or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky and not NUMBER.fullmatch(text) else text
