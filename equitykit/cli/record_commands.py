"""The record as files: backup, restore, erase, export, and one team's record to carry.

What reads and writes the record is imported where a command needs it: a database library takes
a second, which the other commands should not pay.
"""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from equitykit.cli.language import printable, user_words
from equitykit.content.texts import LANGUAGES, Words
from equitykit.errors import EquitykitError
from equitykit.storage.places import store_place, work_folder
from equitykit.storage.settings import load_settings

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="The record: a file or a database's URL (default: record.sqlite in the work folder).",
    ),
]
Team = Annotated[str, typer.Option("--team", metavar="T", help="The team's name or id.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def backup(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The new file.")],
    store: Store = None,
    as_json: AsJson = False,
):
    """Copy the whole record into one file, also while people are writing.

    Example: equitykit backup --out record-copy.sqlite
    """
    from equitykit.storage.journal import copies

    with _opened(store) as journal:
        copies.backup(journal, out.expanduser())
        teams = len(journal.teams())
    _tell(as_json, {"file": str(out), "teams": teams}, "backed_up", file=str(out))


def restore(
    file: Annotated[Path, typer.Argument(help="A backup that equitykit made.")],
    store: Store = None,
    lose: Annotated[
        bool, typer.Option("--lose", help="Also where the record has entries the backup lacks.")
    ] = False,
    as_json: AsJson = False,
):
    """Put a backup in place of the record; what stood there before is kept beside it.

    Example: equitykit restore record-copy.sqlite
    """
    from equitykit.storage.journal import copies

    place = store_place(store)
    aside = copies.restore(file.expanduser(), place, lose=lose)
    answer = {"store": _shown(place), "before": str(aside) if aside else None}
    told = "restored_beside" if aside else "restored"
    _tell(as_json, answer, told, store=_shown(place), before=str(aside))


def erase(
    team: Team,
    subject: Annotated[
        list[str] | None,
        typer.Option(metavar="S", help="All versions of a subject, such as line/…; repeat."),
    ] = None,
    entry: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="One entry, by its id; repeat for more.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Everything this team wrote.")] = False,
    store: Store = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
):
    """Make what a team wrote really gone; that something was there is still to be seen.

    Example: equitykit erase --team "Attendance team" --entry 5f3c… --store record.sqlite
    """
    from equitykit.workbook.record import find_team

    if not (subject or entry or every) or (every and (subject or entry)):
        raise typer.BadParameter("name --subject, --entry or --all", param_hint="--subject")
    words = user_words()
    with _opened(store) as journal:
        info = find_team(journal, team)
        subjects, ids = set(subject or ()), set(entry or ())
        found = _affected(journal, info.stream, subjects, ids, every=every)
        if not yes:
            asked = words.count("record_files.erase_question", len(found), team=info.team.name)
            typer.confirm(printable(asked), abort=True, err=True)
        about = {each.subject for each in found} if every else subjects
        count = journal.erase(info.stream, subjects=about, ids=ids)
        copies_left = _copies_left(journal)
    answer = {"team": info.stream, "erased": count, "copies": copies_left}
    _tell(as_json, answer, "erased", count=words.number(count))
    if copies_left and not as_json:
        typer.echo(words("record_files.copies_left.text", files=words.list(copies_left)))


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the files go.")],
    team: Annotated[
        str | None, typer.Option(metavar="T", help="One team alone, by its name or id.")
    ] = None,
    store: Store = None,
    language: Annotated[
        str | None, typer.Option(help="en, es or both; default: that of settings.toml, else en.")
    ] = None,
    as_json: AsJson = False,
):
    """Write the whole record as JSON lines, and as pages that need no software to read.

    Example: equitykit export --out record-2026 --language both
    """
    from equitykit.workbook.record import find_team
    from equitykit.workbook.record_files import write_export

    languages = _languages(language)
    with _opened(store) as journal:
        teams = [find_team(journal, team)] if team else journal.teams()
        folder = out.expanduser()
        written = {info: write_export(journal, info, folder, languages=languages) for info in teams}
    if as_json:
        rows = [
            {
                "team": info.stream,
                "name": info.team.name,
                "district": info.team.district,
                "entries": info.entries,
                "files": [str(file) for file in files],
            }
            for info, files in written.items()
        ]
        _print(rows)
        return
    words = user_words()
    for info, files in written.items():
        names = words.list(file.name for file in files)
        entries = words.number(info.entries)
        told = words(
            "record_files.exported.text", team=info.team.name, entries=entries, files=names
        )
        typer.echo(printable(told))
    typer.echo(words.count("record_files.teams", len(written), folder=str(out)))


def pack(
    team: Team,
    out: Annotated[Path, typer.Option("--out", metavar="F.equitykit", help="The file to write.")],
    store: Store = None,
    as_json: AsJson = False,
):
    """Write one team's record into one file, to carry or to hand over.

    Example: equitykit pack --team "Attendance team" --out attendance.equitykit
    """
    from equitykit.workbook.record import find_team
    from equitykit.workbook.record_files import write_team_pack

    with _opened(store) as journal:
        info = find_team(journal, team)
        write_team_pack(journal, info, out.expanduser(), words=_languages(None)[0])
    answer = {"file": str(out), "team": info.stream, "entries": info.entries}
    _tell(as_json, answer, "packed", team=info.team.name, file=str(out))


def open(  # the name of its command
    file: Annotated[Path, typer.Argument(metavar="F.equitykit", help="A team's pack.")],
    store: Store = None,
    as_json: AsJson = False,
):
    """Take a team's pack into the record; nothing that is there is overwritten.

    Example: equitykit open attendance.equitykit
    """
    from equitykit.storage.packs import open_pack

    with _opened(store, may_be_new=True) as journal:
        opened = open_pack(journal, file.expanduser())
    answer = {
        "team": opened.info.stream,
        "name": opened.info.team.name,
        "state": opened.state,
        "added": opened.added,
        "fork_of": opened.info.fork_of,
    }
    _tell(
        as_json,
        answer,
        f"opened_{opened.state}",
        team=opened.info.team.name,
        entries=user_words().number(opened.added),
    )


@contextmanager
def _opened(store: str | None, *, may_be_new: bool = False):
    """The journal of a store; what is to be warned of goes to stderr."""
    from equitykit.storage.journal.journal import open_journal

    place = store_place(store)
    if not may_be_new and "://" not in place and not Path(place).exists():
        raise EquitykitError("store_not_there", place=place)
    journal = open_journal(place)
    try:
        for id, values in journal.warnings:
            typer.echo(user_words()(id, **values), err=True)
        yield journal
    finally:
        journal.close()


def _affected(journal, stream: str, subjects: set, ids: set, *, every: bool) -> list:
    """The entries that erasing would reach; what names none is refused before anything is asked."""
    entries = journal.entries(stream)
    known = {each.subject for each in entries} | {each.id for each in entries}
    for name in sorted((subjects | ids) - known):
        raise EquitykitError("erase_nothing", name=name)
    return [
        each
        for each in entries
        if not each.erased and (every or each.subject in subjects or each.id in ids)
    ]


def _copies_left(journal) -> list[str]:
    from equitykit.storage.journal import copies

    path = journal.database.path
    return [str(copy) for copy in copies.copies_beside(Path(path))] if path else []


def _languages(asked: str | None) -> tuple[Words, ...]:
    settings = load_settings(work_folder())
    asked = asked or settings.language
    chosen = LANGUAGES if asked == "both" else (asked,)
    return tuple(Words(each, settings.terms_in(each)) for each in chosen)


def _shown(place: str) -> str:
    """A store as it may be told: a URL without its password."""
    from sqlalchemy import make_url

    return make_url(place).render_as_string() if "://" in place else place


def _tell(as_json: bool, answer: dict, told: str, **values: str) -> None:
    if as_json:
        _print(answer)
    else:
        typer.echo(printable(user_words()(f"record_files.{told}.text", **values)))


def _print(answer) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
