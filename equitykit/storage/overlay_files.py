"""Files that a district writes itself: small TOML and CSV, read with care.

TOML and not YAML, which a file of a few lines can blow up to any size.
"""

import csv
import re
import tomllib
from pathlib import Path

from equitykit.errors import EquitykitError

MOST_BYTES = 2_000_000


def read_toml(path: Path, name: str) -> dict:
    """The table of a TOML file; `name` is what a sentence calls it.

    Raises
    ------
    EquitykitError
        ``overlay_too_large``, ``settings_not_text``, ``settings_not_toml``, ``file_unreadable``
    """
    text = _text(path, name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"line (\d+)", str(problem))
        line = at[1] if at else len(text.splitlines())
        raise EquitykitError("settings_not_toml", file=name, line=line) from None
    except RecursionError:
        raise EquitykitError("settings_not_toml", file=name, line=1) from None


def read_csv(path: Path, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV file that has exactly `columns`.

    Raises
    ------
    EquitykitError
        As :func:`read_toml`, and ``overlay_columns`` or ``overlay_cells``.
    """
    try:
        rows = csv.DictReader(_text(path, name).splitlines())
        if tuple(rows.fieldnames or ()) != columns:
            raise EquitykitError("overlay_columns", file=name, columns=", ".join(columns))
        found = []
        for row in rows:
            if None in row or None in row.values():
                raise EquitykitError("overlay_cells", file=name, row=rows.line_num)
            found.append({column: cell.strip() for column, cell in row.items()})
        return found
    except csv.Error:
        raise EquitykitError("overlay_columns", file=name, columns=", ".join(columns)) from None


def _text(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise EquitykitError("overlay_too_large", file=name)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise EquitykitError("settings_not_text", file=name) from None
    except OSError as problem:
        raise EquitykitError("file_unreadable", file=name, detail=problem.strerror) from None
