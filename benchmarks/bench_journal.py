"""How fast a record is written, replayed and polled: ``python benchmarks/bench_journal.py``.

Commits of the journal and of plain ``sqlite3`` (one insert of the same size, the same pragmas,
the same disk) take turns in one run, so that a busy machine slows both. Goals: commit p50
2 ms or less and p99 20 ms or less, replay of 100,000 entries 2 s or less and equal to the
projection, a poll well under 1 ms.
"""

import argparse
import json
import sqlite3
import tempfile
import time
import uuid
from pathlib import Path

from sqlalchemy import func, insert, select, update

from equitykit.records.notes import Line
from equitykit.records.team import Team
from equitykit.storage.journal.chain import canonical, digest_of, hash_of
from equitykit.storage.journal.databases import PRAGMAS
from equitykit.storage.journal.journal import Journal, open_journal
from equitykit.storage.journal.schema import entries, standing, streams

COMMITS = 2_000
ENTRIES = 100_000
SUBJECTS = 20_000
TEAM = Team(name="Bench", district="99000010000000")
TEXT = "Families of 14 students said that the bus comes after the first bell. " * 2


def plain(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE entries (sequence INTEGER PRIMARY KEY, id TEXT, body TEXT)")
    return connection


def milliseconds(work, *given) -> float:
    start = time.perf_counter()
    work(*given)
    return (time.perf_counter() - start) * 1000


def commits(journal: Journal, folder: Path, count: int) -> dict:
    """Commits of the journal and of plain sqlite3, in turns."""
    team, raw = journal.create_team(TEAM), plain(folder)

    def insert_plainly(number: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        row = (number, str(uuid.uuid4()), TEXT * 3)
        raw.execute("INSERT INTO entries VALUES (?, ?, ?)", row)
        raw.execute("COMMIT")

    def append(number: int) -> None:
        record = Line(meeting="m1", step="notice", text=TEXT)
        journal.append(team, f"line/{number % 500}", record, id=str(uuid.uuid4()))

    def draft(number: int) -> None:
        journal.keep_draft(team, "line/1#text", TEXT, id="d", revision=number, base=1)

    times = {"plain": [], "entry": [], "draft": []}
    for number in range(1, count + 1):
        times["plain"].append(milliseconds(insert_plainly, number))
        times["entry"].append(milliseconds(append, number))
        times["draft"].append(milliseconds(draft, number))
    polls = sorted(milliseconds(journal.pulse, team) for _ in range(count))
    raw.close()
    kept = projection(journal)
    journal.rebuild()
    found = {"replay_equals_what_was_kept": projection(journal) == kept}
    for name, taken in times.items():
        taken.sort()
        found[f"{name}_p50_ms"] = round(taken[count // 2], 3)
        found[f"{name}_p99_ms"] = round(taken[count * 99 // 100], 3)
    found["entry_to_plain_p50"] = round(found["entry_p50_ms"] / found["plain_p50_ms"], 2)
    return found | {"poll_p99_ms": round(polls[count * 99 // 100], 3)}


def fill(journal: Journal, count: int) -> str:
    """A team with `count` entries, each chained to the last, without a commit for each."""
    team = journal.create_team(TEAM)
    with journal.database.writing() as connection:
        stream = connection.execute(select(streams).where(streams.c.stream == team)).one()
        previous, rows, last = stream.head, [], {}
        for sequence in range(2, count + 1):
            number = sequence % SUBJECTS
            body = canonical({"meeting": "m1", "step": "notice", "text": TEXT})
            row = {
                "stream": team, "sequence": sequence, "id": f"e{sequence}",
                "subject": f"line/{number}", "kind": "line", "schema": 1, "base": sequence - 1,
                "replaces": str(last.get(number, "")),
                "amends": f"e{last[number]}" if number in last else None,
                "time": "2026-01-01T00:00:00+00:00", "body": body, "reason": "",
                "salt": "salt", "digest": digest_of("salt", body, ""), "erased": None,
            }  # fmt: skip
            row["hash"] = previous = hash_of(previous, row)
            last[number] = sequence
            rows.append(row)
        connection.execute(insert(entries), rows)
        connection.execute(update(streams).where(streams.c.stream == team).values(
            sequence=count, head=previous
        ))  # fmt: skip
    return team


def projection(journal: Journal) -> set:
    with journal.database.plainly() as connection:
        return {tuple(row) for row in connection.execute(select(standing))}


def replay(journal: Journal, count: int) -> dict:
    """Replaying all entries into an empty projection, then in place of a full one."""
    team = fill(journal, count)
    taken = [milliseconds(journal.rebuild) / 1000 for _ in range(2)]
    problems = []
    verifying = milliseconds(lambda: problems.extend(journal.verify())) / 1000
    with journal.database.plainly() as connection:
        stand = connection.execute(select(func.count()).select_from(standing)).scalar()
    return {
        "entries": count,
        "standing": stand,
        "replay_s": round(max(taken), 2),
        "verify_s": round(verifying, 2),
        "problems": len(problems),
        "read_standing_s": round(milliseconds(journal.standing, team) / 1000, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--commits", type=int, default=COMMITS)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--dir", type=Path, help="a folder on the disk to measure")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.dir) as folder:
        first = open_journal(Path(folder) / "record.sqlite")
        found = commits(first, Path(folder), given.commits)
        first.close()
        second = open_journal(Path(folder) / "long.sqlite")
        found |= replay(second, given.entries)
        second.close()
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
