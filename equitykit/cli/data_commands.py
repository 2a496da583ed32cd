"""``equitykit check`` and ``equitykit prepare``: files reported on, and prepared."""

import json
from pathlib import Path
from typing import Annotated

import typer

from equitykit.cli.file_reports import print_conclusion, print_report, print_unread
from equitykit.cli.language import printable, user_words
from equitykit.cli.own_files import file_reader, propose_to, write_problems
from equitykit.cli.waiting import with_bar
from equitykit.sources.place_names import with_names
from equitykit.sources.reading import Reading
from equitykit.sources.reports import FileReport
from equitykit.storage.places import work_folder
from equitykit.storage.prepared import list_files, list_places
from equitykit.storage.prepared import prepare as prepare_readings
from equitykit.storage.prepared_removal import remove as remove_files

Files = Annotated[
    list[Path], typer.Argument(metavar="FILES", help="Published files, or extracts of your own.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="What the columns of your own files mean."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report for a program.")]


def check(
    files: Files,
    mapping: MappingFile = None,
    propose: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a mapping of your own file's columns to fill in."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.xlsx", help="Write what has to be put right as a workbook."),
    ] = None,
    as_json: AsJson = False,
):
    """Say what files are and what can be read of them, and keep nothing of them.

    Example: equitykit check students.csv --mapping mapping.csv --report problems.xlsx
    """
    if propose:
        propose_to(propose, files)
        return
    reports = [reading.report for reading in _read(files, mapping)]
    _tell(reports, as_json=as_json)
    if report:
        write_problems(report, reports)
    _end(reports, conclude=not as_json, say_next=True)


def prepare(
    files: Files,
    into: Annotated[
        Path | None, typer.Option(help="The folder of prepared data (default: ~/equitykit/data).")
    ] = None,
    prefer: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Where two files disagree, this one counts."),
    ] = None,
    mapping: MappingFile = None,
    remove: Annotated[
        bool,
        typer.Option("--remove", help="Take the files, or files of these names, out again."),
    ] = False,
    as_json: AsJson = False,
):
    """Read files into the folder of prepared data; the same files change nothing.

    Of an extract with a row for each student only counts are kept. With --remove the rows of
    the files go out of the folder again; what was shown of own counts is remembered.

    Example: equitykit prepare chronicabsenteeism24.txt chronicabsenteeism25.txt --into data
    """
    folder = (into or work_folder() / "data").expanduser()
    if remove:
        _remove(files, folder, as_json=as_json)
        return
    readings = _read(files, mapping)
    reports = [reading.report for reading in readings]
    if not as_json:
        _tell(reports, as_json=False)
    if any(report.ok for report in reports):
        preferred = tuple(path.name for path in prefer or ())
        # a list of names has told them to the other files, and has no figures to keep
        figures = [reading for reading in readings if reading.names is None]
        changed = prepare_readings(figures, folder, prefer=preferred)
        if not as_json:
            _tell_folder(folder, changed)
    if as_json:
        _tell(reports, as_json=True)
    _end(reports, conclude=not as_json)


def _remove(files: list[Path], folder: Path, *, as_json: bool) -> None:
    """Take files out of the folder, and say what went and what has to be prepared again."""
    words, done = user_words(), remove_files(files, folder)
    if as_json:
        told = {"removed": [file["file"] for file in done.gone], "prepare_again": [*done.again]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    told = [
        words("sources.removed.text", folder=folder, file=file["file"],
              years=words.list(file["periods"]))
        for file in done.gone
    ]  # fmt: skip
    if done.missing:
        there = words.list(list_files(folder)["file"]) or words("sources.removed_empty.text")
        asked = ", ".join(done.missing)
        told.append(words("sources.removed_none.text", asked=asked, folder=folder, known=there))
    if done.again:
        told.append(words("sources.removed_again.text", files=" ".join(done.again)))
    if done.counted:
        told.append(words("sources.removed_counted.text"))
    for line in told:
        typer.echo(printable(line))


def _read(files: list[Path], mapping: Path | None) -> list[Reading]:
    reader, doing = file_reader(mapping), user_words()("sources.report_reading.text")
    readings = [reader(path.expanduser()) for path in with_bar(dict.fromkeys(files), doing)]
    return with_names(readings)


def _tell(reports: list[FileReport], *, as_json: bool) -> None:
    words = user_words()
    if as_json:
        shown = [report.as_dict(words) for report in reports]
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for report in reports:
        if report.ok:
            print_report(report, words)


def _end(reports: list[FileReport], *, conclude: bool, say_next: bool = False) -> None:
    unread = [report for report in reports if not report.ok]
    for report in unread:
        print_unread(report, user_words())
    if conclude:
        print_conclusion(reports, user_words(), say_next=say_next)
    if unread:
        raise typer.Exit(1)


def _tell_folder(folder: Path, changed: bool) -> None:
    words = user_words()
    districts = words.count("sources.report_districts", len(list_places(folder)))
    told = "sources.report_prepared.text" if changed else "sources.report_unchanged.text"
    typer.echo(words(told, folder=folder, districts=districts))
