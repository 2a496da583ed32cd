"""The teams of a store, each the stream of its own entries."""

import json
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection, insert, select

from equitykit.records.team import Team
from equitykit.storage.journal.appending import Writing, append
from equitykit.storage.journal.chain import first_hash
from equitykit.storage.journal.entry import TeamInfo
from equitykit.storage.journal.schema import entries, rooms, standing, streams

SUBJECT = "team"


def create(connection: Connection, stream: str, id: str, team: Team) -> None:
    """Begin a stream with the entry that names its team."""
    begin(connection, stream, origin=stream)
    append(connection, Writing(stream, SUBJECT, id, None), team)


def begin(connection: Connection, stream: str, *, origin: str, fork_of: str | None = None) -> None:
    """Make room for a stream that has no entry yet."""
    row = {
        "stream": stream,
        "sequence": 0,
        "head": first_hash(origin),
        "draft_version": 0,
        "room_version": 0,
        "origin": origin,
        "fork_of": fork_of,
    }
    connection.execute(insert(streams), row)
    connection.execute(insert(rooms), {"stream": stream, "state": "{}"})


def read(connection: Connection) -> list[TeamInfo]:
    """All teams, the one with the latest entry first; a team whose name was erased is left out."""
    last, named = entries.alias("last"), entries.alias("named")
    query = (
        select(streams, last.c.time, named.c.body)
        .join(
            last,
            (last.c.stream == streams.c.stream) & (last.c.sequence == streams.c.sequence),
            isouter=True,
        )
        .join(
            standing,
            (standing.c.stream == streams.c.stream) & (standing.c.subject == SUBJECT),
            isouter=True,
        )
        .join(
            named,
            (named.c.stream == standing.c.stream) & (named.c.sequence == standing.c.sequence),
            isouter=True,
        )
        .order_by(standing.c.sequence)
    )
    found = {row.stream: row for row in connection.execute(query)}  # the last head counts
    infos = [info for info in map(_info, found.values()) if info]
    return sorted(infos, key=lambda info: (info.last, info.stream), reverse=True)


def _info(row) -> TeamInfo | None:
    body = json.loads(row.body or "{}")
    try:
        team = Team(name=body.get("name"), district=body.get("district"))
    except ValidationError:
        return None
    last = datetime.fromisoformat(row.time)
    return TeamInfo(row.stream, team, last, row.sequence, row.fork_of)
