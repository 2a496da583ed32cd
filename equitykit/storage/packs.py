"""One team's record as one file, ``.equitykit``: to carry from machine to machine by hand.

It is a zip of three files: ``manifest.json``, ``entries.jsonl`` (the entries with their chain)
and ``record.html``, which a person reads without our software. Opening one never overwrites:
see :mod:`equitykit.storage.journal.exchange`. A pack comes from outside, so its directory is
looked at before anything in it is unpacked.
"""

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from equitykit.errors import EquitykitError
from equitykit.storage.journal.entry import TeamInfo
from equitykit.storage.written_files import write_beside

ENDING = ".equitykit"
FORMAT = 1
MANIFEST, ENTRIES, PAGE = "manifest.json", "entries.jsonl", "record.html"
MOST_BYTES = 20_000_000
MOST_UNPACKED = {MANIFEST: 100_000, ENTRIES: 60_000_000, PAGE: 60_000_000}
MOST_RATIO = 100


@dataclass(frozen=True)
class Opened:
    """What opening a pack came to.

    `state` is ``new`` (the team was not here), ``continued`` (it had fewer entries here),
    ``unchanged`` (all of it is here already) or ``fork`` (both went on: they stand side by side).
    """

    state: str
    info: TeamInfo
    added: int


def pack(journal, stream: str, *, page: str) -> bytes:
    """The pack of a team; `page` is its record as an HTML document.

    Raises
    ------
    EquitykitError
        ``team_unknown``, ``pack_too_large``
    """
    exported = journal.hand_out(stream).model_dump()
    entries = exported.pop("entries")
    manifest = exported | {
        "format": FORMAT,
        "count": len(entries),
        "head": entries[-1]["hash"],
    }
    lines = "".join(f"{_line(entry)}\n" for entry in entries)
    parts = {MANIFEST: _line(manifest) + "\n", ENTRIES: lines, PAGE: page}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            _add(file, name, text.encode("utf-8"))
    if len(made.getvalue()) > MOST_BYTES:
        raise EquitykitError("pack_too_large")
    return made.getvalue()


def _line(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False)


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    if len(content) > MOST_UNPACKED[name]:
        raise EquitykitError("pack_too_large")
    # no time of its own: the same record gives the same bytes, whenever it is packed
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    # what repeats itself more than an honest file may would be refused when it is opened
    repeats = len(content) > MOST_RATIO * len(zlib.compress(content))
    file.writestr(entry, content, zipfile.ZIP_STORED if repeats else zipfile.ZIP_DEFLATED)


def write_pack(journal, stream: str, target: Path, *, page: str) -> None:
    """Write the pack of a team to `target`; an earlier pack of the same team gives way.

    Raises
    ------
    EquitykitError
        ``pack_in_the_way`` where `target` is anything else, ``folder_not_writable``, and those
        of :func:`pack`
    """
    content = pack(journal, stream, page=page)
    if target.exists() and not _is_of(target, journal.hand_out(stream).origin):
        raise EquitykitError("pack_in_the_way", file=str(target))
    write_beside(target, content)


def _is_of(target: Path, origin: str) -> bool:
    try:
        return read_pack(target)["origin"] == origin
    except EquitykitError:
        return False


def open_pack(journal, source: Path | bytes) -> Opened:
    """Take the team of a pack into a store.

    Raises
    ------
    EquitykitError
        Those of :func:`read_pack`, and ``team_file_…`` for a chain that does not hold
    """
    before = {info.stream: info.entries for info in journal.teams()}
    info = journal.take_in(read_pack(source))
    if info.stream in before:
        added = info.entries - before[info.stream]
        return Opened("continued" if added else "unchanged", info, added)
    return Opened("fork" if info.fork_of else "new", info, info.entries)


def read_pack(source: Path | bytes) -> dict:
    """What a pack holds, in the form that a journal takes in; its chain is not checked yet.

    Raises
    ------
    EquitykitError
        ``pack_missing``, ``pack_too_large_to_open``, ``pack_unreadable``, ``pack_suspicious``,
        ``team_file_newer``, ``pack_incomplete``
    """
    try:
        with zipfile.ZipFile(io.BytesIO(_bytes(source))) as file:
            _check_directory(file)
            manifest = json.loads(file.read(MANIFEST))
            if isinstance(manifest, dict) and manifest.get("format", 0) > FORMAT:
                raise EquitykitError("team_file_newer")
            entries = [json.loads(line) for line in file.read(ENTRIES).splitlines()]
            end = {"count": len(entries), "head": entries[-1]["hash"]}
            if {name: manifest.pop(name) for name in end} != end:
                raise EquitykitError("pack_incomplete")
            return manifest | {"entries": entries}
    except EquitykitError:
        raise
    # a zip can be wrong in more ways than zipfile has words for
    except Exception:
        raise EquitykitError("pack_unreadable") from None


def _bytes(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        size, content = len(source), source
    elif not source.is_file():
        raise EquitykitError("pack_missing", file=str(source))
    else:
        size = source.stat().st_size
        content = b"" if size > MOST_BYTES else source.read_bytes()
    if size > MOST_BYTES:
        raise EquitykitError("pack_too_large_to_open")
    return content


def _check_directory(file: zipfile.ZipFile) -> None:
    """Refuse by what the directory says: names, sizes, ratio; `zipfile` reads no more than that."""
    there = file.infolist()
    if sorted(entry.filename for entry in there) != sorted(MOST_UNPACKED):
        raise EquitykitError("pack_unreadable")
    for entry in there:
        too_much = entry.file_size > MOST_UNPACKED[entry.filename]
        if too_much or entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise EquitykitError("pack_suspicious")
