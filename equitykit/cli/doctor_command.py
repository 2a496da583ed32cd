"""``equitykit doctor``: is this machine ready for the room, and if not, what to do."""

import json
import shutil
import socket
import sys
import webbrowser
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from equitykit.cli.language import user_words
from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.storage.places import store_place, work_folder
from equitykit.storage.settings import load_settings
from equitykit.storage.work_folder import open_work_folder

SIGNS = {"fine": "✓", "warning": "!", "problem": "✗", "unknown": "?"}
FREE_SPACE_MB = 500
PORT = 8866


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its state (fine, warning, problem, unknown), a sentence id, values."""

    state: str
    id: str
    values: dict = field(default_factory=dict)


def doctor(
    folder: Annotated[str | None, typer.Option("--dir", help="The work folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
):
    """Check this machine and the record: Python, folder, record, disk, port, browser, screens.

    Example: equitykit doctor
    """
    place = Path(folder).expanduser() if folder else work_folder()
    findings = [
        _python(),
        _slow_import(),
        *_folder(place),
        *_record(place),
        _disk(place),
        _port(),
        _browser(),
        _pdf_browser(),
        Finding("unknown", "screens"),
    ]
    words = user_words()
    if as_json:
        told = [
            asdict(each) | {"sentence": words(f"doctor.{each.id}.text", **each.values)}
            for each in findings
        ]
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        console = Console(soft_wrap=True, highlight=False)
        for each in findings:
            sentence = words(f"doctor.{each.id}.text", **each.values)
            console.print(f"{SIGNS[each.state]} {sentence}", markup=False)
    if any(each.state == "problem" for each in findings):
        raise typer.Exit(1)


def _record(place: Path) -> list[Finding]:
    """Whether each entry of the record is as it was written."""
    store = store_place(None, place)
    if "://" not in store and not Path(store).is_file():
        return []
    # only where there is a record is the database library worth its time
    from equitykit.storage.journal.journal import open_journal

    try:
        journal = open_journal(store)
    except EquitykitError as error:
        sentence = explain(error, user_words().language)
        return [Finding("problem", "record_problem", {"sentence": sentence})]
    try:
        problems, teams = journal.verify(), journal.teams()
    finally:
        journal.close()
    if not problems:
        entries = sum(info.entries for info in teams)
        return [Finding("fine", "record", {"teams": len(teams), "entries": entries})]
    return [
        Finding(
            "problem",
            "record_problem",
            {
                "sentence": user_words()(
                    f"journal.{each.id}.text", stream=each.stream, sequence=each.sequence
                )
            },
        )
        for each in problems
    ]


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    ready = sys.version_info >= (3, 11)
    return Finding("fine" if ready else "problem", "python", {"version": found})


def _slow_import() -> Finding:
    """From jsonschema 4.25 on, every kernel pays two seconds for one unused import."""
    found = version("jsonschema")
    slow = tuple(int(part) for part in found.split(".")[:2]) >= (4, 25)
    return (
        Finding("warning", "slow_import", {"version": found})
        if slow
        else Finding("fine", "no_slow_import")
    )


def _folder(place: Path) -> list[Finding]:
    try:
        work = open_work_folder(place)
        load_settings(place)
    except EquitykitError as error:
        return [
            Finding(
                "problem",
                "folder_problem",
                {"sentence": user_words()(f"errors.{error.id}.text", **error.values)},
            )
        ]
    warnings = [Finding("warning", id.split(".")[1], values) for id, values in work.warnings]
    return warnings or [Finding("fine", "folder", {"folder": str(place)})]


def _disk(place: Path) -> Finding:
    there = next(folder for folder in (place, *place.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free // 2**20
    return Finding("fine" if free > FREE_SPACE_MB else "problem", "disk", {"free": f"{free:,}"})


def _port() -> Finding:
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", PORT)) == 0
    return Finding(
        "warning" if taken else "fine", "port_taken" if taken else "port", {"port": PORT}
    )


def _browser() -> Finding:
    try:
        return Finding("fine", "browser", {"name": webbrowser.get().name})
    except webbrowser.Error:
        return Finding("warning", "no_browser")


def _pdf_browser() -> Finding:
    found = [name for name in ("chromium", "google-chrome", "chrome") if shutil.which(name)]
    return Finding("fine", "pdf") if found else Finding("warning", "no_pdf")
