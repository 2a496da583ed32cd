"""A team's whole record for a program that is not ours: JSON lines with nothing left out."""

import json
import unicodedata

from equitykit.records.team import Team
from equitykit.storage.journal.entry import sequences

FORMAT = 1


def json_lines(journal, stream: str) -> str:
    """One object in each line, its ``type`` first: the team, all entries, then all drafts.

    An entry has its whole envelope: with ``salt``, ``digest`` and ``hash`` anybody can follow
    the chain. ``record`` is null once it was erased.
    """
    exported = journal.hand_out(stream)
    head = {
        "type": "team",
        "format": FORMAT,
        "stream": stream,
        "origin": exported.origin,
        "fork_of": exported.fork_of,
        "entries": len(exported.entries),
    }
    lines = [head, *map(_entry, exported.entries), *map(_draft, journal.drafts(stream))]
    return "".join(f"{_line(line)}\n" for line in lines)


def _entry(row: dict) -> dict:
    body = row["body"]
    return {
        "type": "entry",
        "sequence": row["sequence"],
        "id": row["id"],
        "subject": row["subject"],
        "kind": row["kind"],
        "record": None if body is None else json.loads(body),
        "reason": row["reason"],
        "time": row["time"],
        "base": row["base"],
        "replaces": list(sequences(row["replaces"])),
        "amends": row["amends"],
        "erased": row["erased"],
        "schema": row["schema"],
        "salt": row["salt"],
        "digest": row["digest"],
        "hash": row["hash"],
    }


def _draft(draft) -> dict:
    return {
        "type": "draft",
        "field": draft.field,
        "id": draft.id,
        "revision": draft.revision,
        "base": draft.base,
        "text": draft.text,
    }


def _line(value: dict) -> str:
    # line separators that only some programs know would end a line too early
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def file_stem(team: Team, stream: str) -> str:
    """A file name that says whose record it is, and is never that of another team."""
    plain = unicodedata.normalize("NFKD", team.name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join([*words, stream[:8]])[-60:].strip("-")
