"""The results table of a batch: one row for each page, as JSON and as CSV."""

import csv
import io
import json
import os
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from equitykit.errors import EquitykitError
from equitykit.reports.tasks import Task

DONE, UNCHANGED, FAILED = "done", "unchanged", "failed"
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


@dataclass(frozen=True)
class Result:
    """How one task ended.

    `state` is ``done``, ``unchanged`` or ``failed``; `seconds` the time it took; `attempts` how
    often it was tried until it worked; `warnings` sentences; `error` a sentence or None;
    `file` the page, relative to the folder of exports, or None.
    """

    cds: str
    district: str
    workbook: str
    language: str
    audience: str
    year: str
    state: str
    seconds: float
    attempts: int
    warnings: list[str]
    error: str | None
    file: str | None

    @property
    def key(self) -> tuple[str, ...]:
        return (self.year, self.cds, self.workbook, self.language, self.audience)


COLUMNS = tuple(field.name for field in fields(Result))


def result(task: Task, state: str, *, seconds=0.0, attempts=1, warnings=(), error=None) -> Result:
    """Make the row of a task."""
    return Result(
        cds=task.cds,
        district=task.district,
        workbook=task.workbook,
        language=task.language,
        audience=task.audience,
        year=task.shown_year,
        state=state,
        seconds=round(seconds, 2),
        attempts=attempts,
        warnings=list(warnings),
        error=error,
        file=None if state == FAILED else f"{task.stem}.html",
    )


def read_results(out: Path) -> list[Result]:
    """Read the table that an earlier run left in `out`; none where there is none to be read."""
    try:
        rows = json.loads((out / "results.json").read_text(encoding="utf-8"))
        return [Result(**{name: row[name] for name in COLUMNS}) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # whether a page is up to date is read from the page itself


def write_results(results: list[Result], out: Path) -> None:
    """Write ``results.json`` and ``results.csv``.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    rows = [asdict(each) for each in results]
    write_beside(out / "results.json", json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    for row in rows:
        row["warnings"] = " ".join(row["warnings"])
        table.writerow({name: _as_text(value) for name, value in row.items()})
    write_beside(out / "results.csv", text.getvalue())


def write_beside(path: Path, text: str) -> None:
    """Write a file beside its place and rename it, so that it is never there by half."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        os.replace(unfinished, path)
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(path.parent), detail=problem.strerror
        ) from None


def _as_text(value) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    first = unicodedata.normalize("NFKC", text).strip()[:1]
    risky = first in ("=", "+", "-", "@", "|", "%") or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky and not NUMBER.fullmatch(text) else text
