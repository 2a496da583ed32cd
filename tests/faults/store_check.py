"""What must be true of a store after any fault, given what people were told is saved."""

import sqlite3
from collections import Counter, defaultdict
from pathlib import Path

from equitykit.errors import EquitykitError
from equitykit.records.notes import Line
from equitykit.storage.journal.entry import Entry
from equitykit.storage.journal.journal import Journal, open_journal


def troubles_of(store: str, said: list[dict]) -> list[str]:
    """Open a store as the product does, and say all that is lost or wrong; empty when all is well.

    Everything said is stored; sequences have no gap and no id or text is there twice; the chain
    verifies; what stands is what the entries say; the file is whole.
    """
    try:
        journal = open_journal(store)
    except EquitykitError as problem:
        return [f"does not open: {problem}"]
    try:
        found = [f"chain: {problem}" for problem in journal.verify()]
        streams = [info.stream for info in journal.teams()]
        found += _teams(streams, said)
        for stream in streams:
            mine = [each for each in said if each["stream"] == stream]
            entries = journal.entries(stream)
            found += _entries(journal, stream, entries, mine)
            found += _drafts(journal, stream, {entry.id for entry in entries}, mine)
            found += _room(journal, stream, mine)
            found += _projection(journal, stream, entries)
        stood = [_sequences(journal, stream) for stream in streams]
        journal.rebuild()
        if [_sequences(journal, stream) for stream in streams] != stood:
            found.append("a rebuilt projection is another one")
    except EquitykitError as problem:
        found = [f"cannot be read: {problem}"]
    finally:
        journal.close()
    return found + (_file(Path(store)) if "://" not in store else [])


def lost(troubles: list[str]) -> list[str]:
    """Those troubles that are acknowledged words which are not there."""
    return [trouble for trouble in troubles if trouble.startswith("lost ")]


def _teams(streams: list[str], said: list[dict]) -> list[str]:
    return [
        f"lost {each['what']} of an unknown team {each['stream']}"
        for each in said
        if "what" in each and each["stream"] not in streams
    ]


def _entries(journal: Journal, stream: str, entries: list[Entry], said: list[dict]) -> list[str]:
    by_id = {entry.id: entry for entry in entries}
    erasing = {each["id"] for each in said if each.get("asked") == "erase"}
    found = []
    if [entry.sequence for entry in entries] != list(range(1, len(entries) + 1)):
        found.append("sequences have gaps")
    if journal.pulse(stream)[0] != len(entries):
        found.append("the counter is not the last sequence")
    # each line is written once; a decision's text is carried from version to version
    lines = Counter(entry.record.text for entry in entries if isinstance(entry.record, Line))
    found += [f"twice: {text[:40]}" for text, times in lines.items() if times > 1]
    for each in said:
        if each.get("what") != "entry":
            continue
        entry = by_id.get(each["id"])
        if entry is None:
            found.append(f"lost entry {each['sequence']} {each['id']}")
        elif entry.sequence != each["sequence"]:
            found.append(f"entry {each['id']} was {each['sequence']}, is {entry.sequence}")
        elif entry.record is None:
            if entry.id not in erasing:
                found.append(f"lost body of entry {each['sequence']}")
        elif entry.record.model_dump(mode="json") != each["body"]:
            found.append(f"lost text of entry {each['sequence']}")
    return found


def _drafts(journal: Journal, stream: str, ids: set[str], said: list[dict]) -> list[str]:
    drafts = {draft.id: draft for draft in journal.drafts(stream)}
    dropping = {each["id"] for each in said if each.get("asked") == "drop"}
    found = [f"draft {id} is an entry, too" for id in drafts.keys() & ids]
    for each in said:
        draft = drafts.get(each.get("id"))
        if each.get("what") == "dropped" and draft:
            found.append(f"dropped draft {draft.id} is back")
        elif each.get("what") != "draft" or each["id"] in ids | dropping:
            continue
        elif draft is None or draft.revision < each["revision"]:
            found.append(f"lost draft {each['id']}, revision {each['revision']}")
        elif draft.revision == each["revision"] and draft.text != each["text"]:
            found.append(f"lost text of draft {each['id']}")
    return found


def _room(journal: Journal, stream: str, said: list[dict]) -> list[str]:
    state = journal.room(stream)
    found = []
    if journal.pulse(stream)[2] != state.version:
        found.append("the room's version is not what is polled")
    for each in said:
        if each.get("what") != "room":
            continue
        if state.version < each["version"] or state.values.get(each["key"], 0) < each["value"]:
            found.append(f"lost room change {each['version']}: {state}")
    return found


def _projection(journal: Journal, stream: str, entries: list[Entry]) -> list[str]:
    """What stands, against this test's own reading of the entries."""
    told = defaultdict(list)
    for entry in entries:
        kept = [each for each in told[entry.subject] if each not in entry.replaces]
        told[entry.subject] = [*kept, entry.sequence]
    wrong = _sequences(journal, stream) != told
    return ["what stands is not what the entries say"] if wrong else []


def traces(store: Path, said: list[dict]) -> list[str]:
    """Words that people were told are gone, found in the bytes of a store's files."""
    marks = {mark for each in said if each.get("what") == "erased" for mark in each["marks"]}
    return [
        f"{mark} is still in {file.name}"
        for file in store.parent.glob(f"{store.name}*")
        for mark in marks
        if mark.encode() in file.read_bytes()
    ]


def _sequences(journal: Journal, stream: str) -> dict[str, list[int]]:
    standing = journal.standing(stream)
    return {subject: [entry.sequence for entry in standing[subject]] for subject in standing}


def _file(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as problem:
        return [f"corrupt: {problem}"]
    finally:
        connection.close()
    return ([] if whole == "ok" else [f"corrupt: {whole}"]) + [
        f"no parent: {row}" for row in broken
    ]
