"""Has anything changed that a page is made of? One digest over all of it."""

import hashlib
import json
from functools import cache
from pathlib import Path

import equitykit
from equitykit.reports.tasks import NONE, Task
from equitykit.storage.overlay import FOLDER as OVERLAY
from equitykit.storage.prepared import read_slice
from equitykit.storage.settings import FILE_NAME as SETTINGS_FILE

PACKAGE = Path(equitykit.__file__).parent
# No page is made by these: what sources read is in the district's figures.
NOT_IN_PAGES = {"__pycache__", "shipped", "sources", "serve", "cli"}


def digest_of_inputs(task: Task) -> str:
    """Digest the notebook, this package, the parameters, the settings, the district's figures
    and the record of its teams.

    Raises
    ------
    EquitykitError
        What reading the district's figures, or its record, raises.
    """
    digest = hashlib.sha256(digest_of_package().encode())
    for part in (
        task.notebook.path.read_bytes(),
        json.dumps(task.parameters, sort_keys=True).encode(),
        _settings(task.data),
        _digest_of_figures(task.data, _version(task.data), task.cds).encode(),
        _record(task.store, task.cds),
    ):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file, or empty text where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def digest_of_package() -> str:
    """Code, words, code lists, templates, fonts: any of them may change a page."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE)
        if path.is_file() and not NOT_IN_PAGES & set(name.parts):
            digest.update(name.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _digest_of_figures(data: Path, version: str, cds: str) -> str:
    """Kept for the other workbooks of the district, while the folder stays at `version`."""
    return hashlib.sha256(read_slice(data, cds).to_csv(index=False).encode()).hexdigest()


def _record(store: str, cds: str) -> bytes:
    """What the record holds on the teams of the district, erased entries included."""
    if store == NONE:
        return b""
    # a batch without a record needs no database
    from equitykit.storage.journal.journal import open_journal

    journal = open_journal(store)
    try:
        entries = [
            (entry.id, entry.erased)
            for info in journal.teams()
            if info.team.district == cds
            for entry in journal.entries(info.stream)
        ]
    finally:
        journal.close()
    return json.dumps(entries).encode()


def _version(data: Path) -> str:
    return digest_of_file(data / "manifest.json")


def _settings(data: Path) -> bytes:
    """The settings and the overlay."""
    own = sorted((data.parent / OVERLAY).glob("*"))
    files = [path for path in (data.parent / SETTINGS_FILE, *own) if path.is_file()]
    return b"".join(path.name.encode() + path.read_bytes() for path in files)
