"""``equitykit disaggregate``: student rows to groups, gaps and flags, in the released view.

There is no option for what is not released: an analyst who needs it has
:func:`equitykit.measures.disaggregate.disaggregate` in Python.
"""

import json
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console

from equitykit.cli.disaggregate_tables import (
    FORMATS,
    as_records,
    inequality_rows,
    with_sentences,
    write_table,
)
from equitykit.cli.file_reports import print_unread
from equitykit.cli.language import printable, user_words
from equitykit.errors import EquitykitError
from equitykit.measures.disaggregate import ReleasedDisaggregation
from equitykit.measures.federal_groups import state_rates
from equitykit.measures.lattice import MOST_CROSSINGS, traits_of
from equitykit.measures.outcomes import KEY, outcomes_table
from equitykit.measures.visibility import VISIBLE
from equitykit.sources.asked_columns import asked_outcomes, asked_traits
from equitykit.sources.column_mapping import ColumnMapping, read_mapping
from equitykit.sources.mapping_proposal import propose_mapping
from equitykit.sources.reports import FileReport, UnreadableFile
from equitykit.sources.student_counts import with_data_use
from equitykit.sources.student_disaggregation import disaggregate_students, hidden_pairs
from equitykit.sources.students import StudentReading, read_students
from equitykit.storage.clock import today
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import work_folder
from equitykit.storage.prepared import list_files, read_published, read_releases, read_state
from equitykit.storage.prepared_releases import keep_releases, knows
from equitykit.storage.settings import load_settings
from equitykit.views.data_use import data_use_line


def disaggregate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file with a row a student.")],
    outcome: Annotated[
        list[str],
        typer.Option(metavar="C", help="An outcome, by our name or its column; may be repeated."),
    ],
    by: Annotated[
        list[str],
        typer.Option(metavar="C", help="A trait, by our name or its column; may be repeated."),
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
    inequality: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the groups' levels with summary measures of inequality."
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(help="Prepared data with the State's rates (default: ~/equitykit/data)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it for a program.")] = False,
):
    """Count students by group and say how far each is from a yardstick, small groups protected.

    The federal risk ratio (34 CFR 300.647) needs at least 10 students with the outcome and 30
    in all, in the group and among the others; where the district's others are fewer, those of
    the State are taken, if its file of the year was prepared.

    Example: equitykit disaggregate students.csv --mapping mapping.csv
    --outcome own_chronic_absenteeism --by race_ethnicity --by SE --cross 2 --out gaps.csv
    """
    out, file = out.expanduser(), file.expanduser()
    _check_files(file, out, inequality)
    settings = load_settings(work_folder())
    yardsticks = yardstick or [settings.yardstick]
    _check_target(yardsticks, target)
    folders = _folders(data)
    reading = read_students(file, _mapping(file, mapping))
    if not reading.report.ok:
        print_unread(reading.report, user_words())
        raise typer.Exit(1)
    outcomes, by = asked_outcomes(reading, outcome), asked_traits(reading, by)
    _check_asked(reading, outcomes, by, cross)
    kept = [read_releases(at, reading.district) for at in folders]
    home = next((at for at in reversed(folders) if knows(at, reading.district)), None)
    with connect() as database, _waiting():
        found = disaggregate_students(
            reading,
            database,
            outcomes=outcomes,
            by=by,
            crossings=cross,
            yardsticks=yardsticks,
            target=target,
            minimum_n=settings.minimum_n,
            stability_line=settings.stability_line,
            kept=[each for of_folder in kept for each in of_folder],
            published=_published(folders, reading.district),
            keep=home and partial(
                keep_releases, home, reading.district, beside=kept[folders.index(home)]
            ),
        )  # fmt: skip
    _check_compared(found)
    found = found.with_state(state_rates(read_state(folders[-1])))
    rows = with_sentences(found.rows, words=user_words())
    data_use = _data_use(reading)
    write_table(rows, out)
    if inequality:
        summary = inequality_rows(found, data_use=data_use, words=user_words())
        write_table(summary, inequality.expanduser())
    if as_json:
        told = _as_dict(found, rows, data_use) | {"kept": home is not None}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell(found, rows, reading.report, out, traits_of(reading.table, by), cross)
        typer.echo(printable(data_use))
        if not home:
            typer.echo(printable(user_words()("disaggregate.not_kept.text")))
        if inequality:
            typer.echo(printable(user_words()("inequality.written.text", file=inequality)))


def _check_asked(reading: StudentReading, outcomes: list[str], by: list[str], cross: int) -> None:
    """Refuse what no table could answer, before anything is counted."""
    other = [each for each in reading.report.problems if each.rule == "school_of_another_district"]
    if other:
        rows, district = sum(each.rows or 1 for each in other), reading.district
        raise EquitykitError("disaggregate_districts", rows=rows, district=district)
    if not 1 <= cross <= MOST_CROSSINGS:
        raise EquitykitError("disaggregate_crossings", value=cross, most=MOST_CROSSINGS)
    if len(traits_of(reading.table, by)) < cross:
        raise EquitykitError("disaggregate_few_traits", cross=cross)
    for name in (*outcomes, *traits_of(reading.table, by)):
        if reading.table[name].null_count == len(reading.table):
            raise EquitykitError("disaggregate_no_answers", outcome=name)


def _check_files(file: Path, out: Path, inequality: Path | None) -> None:
    for table in filter(None, (out, inequality)):
        table = table.expanduser()
        if table.suffix not in FORMATS:
            raise EquitykitError("disaggregate_out", file=table.name)
        if table.exists() and file.exists() and table.samefile(file):
            raise EquitykitError("disaggregate_over", file=table.name)
    if inequality and inequality.expanduser().absolute() == out.absolute():
        raise EquitykitError("disaggregate_one_file", file=out.name)


def _folders(data: Path | None) -> list[Path]:
    """The folder of prepared data and, where another one is named, that after it: what either
    shows of the district is out, whichever has the State's rates."""
    usual = work_folder() / "data"
    if data is None:
        return [usual]
    list_files(data.expanduser())  # says that it is no prepared folder
    return list(dict.fromkeys((usual, data.expanduser())))


def _published(folders: list[Path], district: str) -> pd.DataFrame:
    rows = pd.concat([read_published(each, district) for each in folders])
    return outcomes_table(rows.drop_duplicates(list(KEY)))


def _check_target(yardsticks: list[str], target: float | None) -> None:
    """A target and the yardstick of that name go together."""
    if "target" in yardsticks and target is None:
        raise EquitykitError("disaggregate_no_target")
    if "target" not in yardsticks and target is not None:
        raise EquitykitError("disaggregate_target_unused", target=target)


def _check_compared(found: ReleasedDisaggregation) -> None:
    """Refuse a yardstick that this file cannot have: then no row at all is compared."""
    for yardstick, table in found.tables.items():
        rows = table.rows[table.rows["dimension"] != "all"]
        notes = {*rows["gap_note"].fillna("").unique()} - {"hidden", "no_counts"}
        if notes == {"no_past"}:
            raise EquitykitError("disaggregate_no_past")
        if yardstick.startswith("group:") and notes == {"no_yardstick"}:
            known = ", ".join(rows["group"].unique())
            raise EquitykitError("disaggregate_no_group", value=yardstick, known=known)


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


def _data_use(reading: StudentReading) -> str:
    note = with_data_use(reading.report, reading).data_use
    return data_use_line(note, files=[reading.report.file], today=today(), words=user_words())


def _as_dict(found: ReleasedDisaggregation, rows: pd.DataFrame, data_use: str) -> dict:
    """The shape of the command's JSON: rows, how many comparisons, the measures of inequality
    of each split beside its levels, what has to be said of the whole, and the certificate."""
    records = as_records(rows)
    certificate = next(iter(found.tables.values())).certificate
    return {
        "rows": [{**row, "flags": (row["flags"] or "").split()} for row in records],
        "looked_at": found.looked_at,
        "inequality": as_records(inequality_rows(found, data_use=data_use, words=user_words())),
        "notes": [*_notes(certificate, user_words()), data_use],
        "released": certificate and certificate.as_dict(),
    }


def _tell(found: ReleasedDisaggregation, rows, report: FileReport, out: Path, by, cross) -> None:
    words = user_words()
    released = next(iter(found.tables.values()))
    one = released.rows
    hidden = int((~one["visibility"].isin([*VISIBLE, "no_students"])).sum())
    told = [
        words("disaggregate.written.text", file=out, rows=words.number(len(rows))),
        _looked_at(found, words),
        words("disaggregate.hidden.text", hidden=words.number(hidden)),
        words("disaggregate.refused.text", file=report.file,
              read=words.number(report.rows_read), refused=words.number(report.rows_refused)),
        *(words("disaggregate.pair_hidden.text", traits=pair)
          for pair in hidden_pairs(one, by, cross)),
        *_notes(released.certificate, words),
    ]  # fmt: skip
    for line in told:
        typer.echo(printable(line))


def _notes(certificate, words) -> list[str]:
    """What has to be said of the whole table: that publishers tell some of what it hides, and
    what the audit noted."""
    notes = [words(f"charts.{note}.text") for note in certificate.notes]
    # without rows that publishers tell of, it is the rows of fewer traits that narrow a crossing
    if certificate.told_by_others and certificate.facts:
        notes.insert(0, words("disaggregate.told_by_others.text"))
    return notes


def _looked_at(found: ReleasedDisaggregation, words) -> str:
    """How many comparisons there were; of none, why."""
    if found.looked_at:
        return words("disaggregate.looked_at.text", comparisons=words.number(found.looked_at))
    rows = found.rows
    notes = rows.loc[rows["dimension"] != "all", "gap_note"].dropna().unique()
    reasons = [
        words(f"charts.yardstick_missing.{note}")
        for note in notes
        if note not in ("hidden", "is_yardstick")
    ]
    return words("disaggregate.none.text", reasons=" ".join(reasons))
