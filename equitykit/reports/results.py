"""The results table of a batch: one row for each page, as JSON and as CSV."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from equitykit.reports.tasks import Task
from equitykit.storage.written_files import table_text, write_beside

DONE, UNCHANGED, FAILED = "done", "unchanged", "failed"


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
    for row in rows:
        row["warnings"] = " ".join(row["warnings"])
    write_beside(out / "results.csv", table_text(COLUMNS, rows))
