"""What is shown, blanked and timed now: a row outside the chain, and its version.

Running tallies of anonymous rounds are counted here too, under the key `TALLIES`, since no
entry may tell in which order answers came. Copies of a store leave that key out.
"""

import json
from collections.abc import Callable

from sqlalchemy import Connection, select, update

from equitykit.errors import EquitykitError
from equitykit.storage.journal.appending import lock
from equitykit.storage.journal.entry import RoomState
from equitykit.storage.journal.schema import rooms, streams

TALLIES = "rounds"

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
    return update_with(connection, stream, lambda values: changes)


def update_with(connection: Connection, stream: str, make: Callable[[dict], dict]) -> RoomState:
    """Merge what `make` makes of the values; nothing is written where it makes none.

    The row of the stream is held from the reading on, so that two writers count one after the
    other. What `make` raises leaves everything as it was.
    """
    lock(connection, stream)
    before = read(connection, stream)
    changes = make(before.values)
    if not changes:
        return before
    values = {key: value for key, value in (before.values | changes).items() if value is not None}
    state = json.dumps(values, sort_keys=True)
    connection.execute(update(rooms).where(rooms.c.stream == stream).values(state=state))
    connection.execute(
        update(streams).where(streams.c.stream == stream).values(room_version=before.version + 1)
    )
    return RoomState(before.version + 1, json.loads(state))
