"""``equitykit disaggregate``: student rows to groups, gaps and flags, in the released view.

There is no option for what is not released: an analyst who needs it has
:func:`equitykit.measures.disaggregate.disaggregate` in Python.
"""

import io
import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
import typer
from rich.console import Console

from equitykit.cli.file_reports import print_unread
from equitykit.cli.language import printable, user_words
from equitykit.errors import EquitykitError
from equitykit.measures.disaggregate import ReleasedDisaggregation
from equitykit.measures.visibility import VISIBLE
from equitykit.sources.column_mapping import ColumnMapping, read_mapping
from equitykit.sources.mapping_proposal import propose_mapping
from equitykit.sources.reports import FileReport, UnreadableFile
from equitykit.sources.student_disaggregation import disaggregate_students
from equitykit.sources.students import read_students
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import work_folder
from equitykit.storage.prepared import read_releases
from equitykit.storage.settings import load_settings
from equitykit.storage.written_files import safe_cell, write_beside

FORMATS = (".csv", ".parquet")


def disaggregate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file with a row a student.")],
    outcome: Annotated[
        list[str], typer.Option(metavar="C", help="An outcome of the mapping; may be repeated.")
    ],
    by: Annotated[
        list[str], typer.Option(metavar="C", help="A trait to split by; may be repeated.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The table: .csv or .parquet.")],
    cross: Annotated[int, typer.Option(metavar="N", help="Traits crossed at most: 1, 2, 3.")] = 1,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What the columns of the file mean.")
    ] = None,
    yardstick: Annotated[
        list[str] | None,
        typer.Option(metavar="Y", help="What groups are compared with (default: the settings')."),
    ] = None,
    target: Annotated[
        float | None, typer.Option(help="The rate of the yardstick 'target', in percent.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it for a program.")] = False,
):
    """Count students by group and say how far each is from a yardstick, small groups protected.

    Example: equitykit disaggregate students.csv --mapping mapping.csv
    --outcome own_chronic_absenteeism --by race_ethnicity --by SE --cross 2 --out gaps.csv
    """
    out, file = out.expanduser(), file.expanduser()
    if out.suffix not in FORMATS:
        raise EquitykitError("disaggregate_out", file=out.name)
    if out.exists() and file.exists() and out.samefile(file):
        raise EquitykitError("disaggregate_over", file=out.name)
    settings = load_settings(work_folder())
    reading = read_students(file, _mapping(file, mapping))
    if not reading.report.ok:
        print_unread(reading.report, user_words())
        raise typer.Exit(1)
    with connect() as database, _waiting():
        found = disaggregate_students(
            reading,
            database,
            outcomes=list(dict.fromkeys(outcome)),
            by=by,
            crossings=cross,
            yardsticks=yardstick or [settings.yardstick],
            target=target,
            minimum_n=settings.minimum_n,
            stability_line=settings.stability_line,
            kept=read_releases(work_folder() / "data", reading.district),
        )
    rows = found.rows
    _write(rows, out)
    if as_json:
        typer.echo(json.dumps(_as_dict(found, rows), ensure_ascii=False, indent=1))
    else:
        _tell(found, rows, reading.report, out)


def _waiting():
    """What is going on, where a person looks on: the audit of a large file takes its time."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return nullcontext()
    return console.status(user_words()("disaggregate.working.text"))


def _mapping(file: Path, mapping: Path | None) -> ColumnMapping:
    """The mapping given, or a guess of which nothing is left to be answered."""
    if mapping:
        found = read_mapping(mapping.expanduser())
    else:
        try:
            found = propose_mapping(file)
        except UnreadableFile as refusal:
            print_unread(FileReport(file.name, ok=False, problems=(refusal.problem,)), user_words())
            raise typer.Exit(1) from None
        if found.unanswered:
            columns = ", ".join(found.unanswered)
            raise EquitykitError("disaggregate_mapping", file=file.name, columns=columns)
    if found.is_of_totals:
        raise EquitykitError("disaggregate_totals", file=file.name)
    return found


def _write(rows: pd.DataFrame, out: Path) -> None:
    if out.suffix == ".parquet":
        content = io.BytesIO()
        rows.to_parquet(content, index=False)
        write_beside(out, content.getvalue())
        return
    text = rows.select_dtypes("string").columns
    safe = rows.assign(**{name: rows[name].map(safe_cell, na_action="ignore") for name in text})
    write_beside(out, safe.to_csv(index=False))


def _as_dict(found: ReleasedDisaggregation, rows: pd.DataFrame) -> dict:
    """The shape of the command's JSON: rows, how many comparisons, and the certificate."""
    finite = rows.replace([np.inf, -np.inf], pd.NA).astype(object)
    records = finite.where(finite.notna(), None).to_dict("records")
    certificate = next(iter(found.tables.values())).certificate
    return {
        "rows": [{**row, "flags": (row["flags"] or "").split()} for row in records],
        "looked_at": found.looked_at,
        "released": certificate and certificate.as_dict(),
    }


def _tell(found: ReleasedDisaggregation, rows, report: FileReport, out: Path) -> None:
    words = user_words()
    one = next(iter(found.tables.values())).rows
    hidden = int((~one["visibility"].isin([*VISIBLE, "no_students"])).sum())
    told = [
        words("disaggregate.written.text", file=out, rows=words.number(len(rows))),
        words("disaggregate.looked_at.text", comparisons=words.number(found.looked_at)),
        words("disaggregate.hidden.text", hidden=words.number(hidden)),
        words("disaggregate.refused.text", file=report.file,
              read=words.number(report.rows_read), refused=words.number(report.rows_refused)),
    ]  # fmt: skip
    for line in told:
        typer.echo(printable(line))
