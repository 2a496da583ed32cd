"""Whether the record is whole: its chain, its last entries, its projection, its file."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from equitykit.storage.journal.chain import broken_links, first_hash
from equitykit.storage.journal.projection import replay
from equitykit.storage.journal.schema import entries, standing, streams


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was written; ``journal.<id>.text`` says it in words.

    `stream` and `sequence` are None where the problem is not that of one team or entry.
    """

    id: str
    stream: str | None = None
    sequence: int | None = None


def problems(connection: Connection, stream: str | None = None) -> list[Problem]:
    """All that is wrong with a stream, or with the whole store."""
    found = []
    if stream is None and connection.dialect.name == "sqlite":
        answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        found += [] if answer == "ok" else [Problem("file_damaged")]
    query = select(streams).order_by(streams.c.stream)
    if stream is not None:
        query = query.where(streams.c.stream == stream)
    for row in connection.execute(query).all():
        found += _chain_problems(connection, row)
        found += _standing_problems(connection, row.stream)
    return found


def _chain_problems(connection: Connection, stream) -> list[Problem]:
    query = select(entries).where(entries.c.stream == stream.stream).order_by(entries.c.sequence)
    last = {"sequence": 0, "hash": first_hash(stream.origin)}

    def rows():
        nonlocal last
        for row in connection.execute(query).mappings().yield_per(1000):
            last = row
            yield row

    found = [
        Problem(id, stream.stream, sequence) for id, sequence in broken_links(rows(), stream.origin)
    ]
    if (last["sequence"], last["hash"]) != (stream.sequence, stream.head):
        found.append(Problem("end_missing", stream.stream, last["sequence"] + 1))
    return found


def _standing_problems(connection: Connection, stream: str) -> list[Problem]:
    columns = (standing.c.subject, standing.c.sequence, standing.c.first)
    stored = connection.execute(select(*columns).where(standing.c.stream == stream))
    worked_out = {
        (row["subject"], row["sequence"], row["first"]) for row in replay(connection, stream)
    }
    wrong = worked_out ^ {tuple(row) for row in stored}
    return [Problem("standing_differs", stream, min(row[1] for row in wrong))] if wrong else []
