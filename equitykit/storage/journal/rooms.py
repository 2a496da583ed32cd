"""What is shown, blanked and timed now: a row outside the chain, and its version."""

import json

from sqlalchemy import Connection, select, update

from equitykit.errors import EquitykitError
from equitykit.storage.journal.appending import lock
from equitykit.storage.journal.entry import RoomState
from equitykit.storage.journal.schema import rooms, streams

_STATE = select(streams.c.room_version, rooms.c.state).join(
    rooms, rooms.c.stream == streams.c.stream
)


def read(connection: Connection, stream: str) -> RoomState:
    """The state of a room.

    Raises
    ------
    EquitykitError
        ``team_unknown``
    """
    row = connection.execute(_STATE.where(streams.c.stream == stream)).one_or_none()
    if row is None:
        raise EquitykitError("team_unknown", team=stream)
    return RoomState(row.room_version, json.loads(row.state))


def change(connection: Connection, stream: str, changes: dict) -> RoomState:
    """Merge `changes` into the state; a key that is None is taken out."""
    lock(connection, stream)
    before = read(connection, stream)
    values = {key: value for key, value in (before.values | changes).items() if value is not None}
    state = json.dumps(values, sort_keys=True)
    connection.execute(update(rooms).where(rooms.c.stream == stream).values(state=state))
    connection.execute(
        update(streams).where(streams.c.stream == stream).values(room_version=before.version + 1)
    )
    return RoomState(before.version + 1, json.loads(state))
