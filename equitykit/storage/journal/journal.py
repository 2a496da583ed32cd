"""The journal of a store: what teams wrote, in order, never edited.

Open it in the process that uses it, after a fork: connections do not survive one.
"""

import uuid
from collections.abc import Callable, Collection
from pathlib import Path

from sqlalchemy import bindparam, select

from equitykit.errors import EquitykitError
from equitykit.records.record import Record
from equitykit.records.team import Team
from equitykit.storage.journal import (
    appending,
    erasing,
    exchange,
    projection,
    rooms,
    teams,
    typing_drafts,
    verifying,
)
from equitykit.storage.journal.appending import Writing
from equitykit.storage.journal.databases import Database, connect
from equitykit.storage.journal.entry import (
    Draft,
    Entry,
    RoomState,
    Standing,
    TeamInfo,
    entry_of,
)
from equitykit.storage.journal.exchange import Exported
from equitykit.storage.journal.migrations import prepare
from equitykit.storage.journal.schema import entries, streams
from equitykit.storage.journal.verifying import Problem

_PULSE = select(streams.c.sequence, streams.c.draft_version, streams.c.room_version).where(
    streams.c.stream == bindparam("of")
)
_ENTRIES = (
    select(entries)
    .where(entries.c.stream == bindparam("of"), entries.c.sequence > bindparam("after"))
    .order_by(entries.c.sequence)
)


def open_journal(store: str | Path) -> "Journal":
    """Open the journal at a path or URL; its tables are made if it is new.

    Raises
    ------
    EquitykitError
        What stands in the way: see `databases.connect` and `migrations.prepare`.
    """
    database = connect(store)
    try:
        prepare(database)
    except BaseException:
        database.close()
        raise
    return Journal(database)


class Journal:
    """An open journal. `warnings` are pairs of sentence id and values about where it lies."""

    def __init__(self, database: Database):
        self.database = database
        self.warnings = database.warnings

    def create_team(self, team: Team) -> str:
        """Begin the stream of a new team; returns its id."""
        stream = uuid.uuid4().hex
        with self.database.writing() as connection:
            teams.create(connection, stream, uuid.uuid4().hex, team)
        return stream

    def teams(self) -> list[TeamInfo]:
        """All teams, the one that wrote last first."""
        with self.database.plainly() as connection:
            return teams.read(connection)

    def append(
        self,
        stream: str,
        subject: str,
        record: Record,
        *,
        id: str,
        base: int | None = None,
        reason: str = "",
    ) -> Entry:
        """Add an entry that replaces what stands for its subject up to `base` (None: all).

        What others wrote after `base` stays beside it: a conflict. The same `id` again gives
        back the stored entry and changes nothing.
        """
        writing = Writing(stream, subject, id, base, reason)
        with self.database.writing() as connection:
            return appending.append(connection, writing, record)

    def change(
        self,
        stream: str,
        subject: str,
        attribute: str,
        value,
        *,
        id: str,
        base: int,
        blank: Record,
        reason: str = "",
    ) -> Entry:
        """Add an entry with one attribute of what stands changed (see `merging`).

        Raises
        ------
        EquitykitError
            ``value_not_taken`` for a value that the record refuses
        """
        writing = Writing(stream, subject, id, base, reason)
        with self.database.writing() as connection:
            return appending.change(connection, writing, attribute, value, blank)

    def keep_draft(
        self, stream: str, field: str, text: str, *, id: str, revision: int, base: int
    ) -> bool:
        """Store what is being typed; False for a late revision, or one that is an entry already."""
        with self.database.writing() as connection:
            return typing_drafts.keep(connection, stream, Draft(field, id, revision, base, text))

    def drop_draft(self, stream: str, id: str) -> None:
        """Forget what was typed and never sent."""
        with self.database.writing() as connection:
            typing_drafts.drop(connection, stream, id)

    def drafts(self, stream: str) -> list[Draft]:
        """What is being typed in a team's fields."""
        with self.database.plainly() as connection:
            return typing_drafts.read(connection, stream)

    def entries(self, stream: str, after: int = 0) -> list[Entry]:
        """The entries of a stream with a sequence above `after`, in order."""
        with self.database.plainly() as connection:
            rows = connection.execute(_ENTRIES, {"of": stream, "after": after})
            return [entry_of(row) for row in rows]

    def standing(self, stream: str) -> Standing:
        """What stands now."""
        with self.database.plainly() as connection:
            return projection.read_standing(connection, stream)

    def versions(self, stream: str, subject: str) -> list[Entry]:
        """All entries about one subject, in order."""
        with self.database.plainly() as connection:
            return appending.versions_of(connection, stream, subject)

    def room(self, stream: str) -> RoomState:
        """What is shown, blanked and timed in a team's room."""
        with self.database.plainly() as connection:
            return rooms.read(connection, stream)

    def change_room(self, stream: str, **changes) -> RoomState:
        """Merge JSON values into the state of a room; None takes a key out."""
        with self.database.writing() as connection:
            return rooms.change(connection, stream, changes)

    def update_room(self, stream: str, make: Callable[[dict], dict]) -> RoomState:
        """Merge what `make` makes of the room's values, read and written in one transaction."""
        with self.database.writing() as connection:
            return rooms.update_with(connection, stream, make)

    def scrub(self) -> None:
        """Leave no byte of what is gone in the files of the store (see `erasing.scrub`).

        Raises
        ------
        EquitykitError
            ``erase_unfinished``
        """
        erasing.scrub(self.database)

    def pulse(self, stream: str) -> tuple[int, int, int]:
        """Three numbers that change when entries, drafts or the room change: cheap to poll."""
        with self.database.plainly() as connection:
            row = connection.execute(_PULSE, {"of": stream}).one_or_none()
        if row is None:
            raise EquitykitError("team_unknown", team=stream)
        return row.sequence, row.draft_version, row.room_version

    def verify(self, stream: str | None = None) -> list[Problem]:
        """All that is not as it was written, in one stream or the whole store; none is best."""
        with self.database.snapshot() as connection:
            return verifying.problems(connection, stream)

    def erase(
        self, stream: str, *, subjects: Collection[str] = (), ids: Collection[str] = ()
    ) -> int:
        """Make what was written really gone (see `erasing`); tells how many entries it was.

        `subjects` with all their versions and drafts, `ids` of single entries. Copies of the
        store are not reached.

        Raises
        ------
        EquitykitError
            ``team_unknown``, ``erase_unfinished``
        """
        with self.database.writing() as connection:
            erased = erasing.blank(connection, stream, set(subjects), set(ids))
        erasing.scrub(self.database)
        return erased

    def hand_out(self, stream: str) -> Exported:
        """A team's entries with their chain, to carry to another store (see `exchange`)."""
        with self.database.snapshot() as connection:
            return exchange.hand_out(connection, stream)

    def take_in(self, exported: Exported | dict) -> TeamInfo:
        """Continue a team from what another store handed out, or add it beside ours as a fork.

        Raises
        ------
        EquitykitError
            ``team_file_newer``, ``team_file_unreadable``, ``team_file_broken``
        """
        known = exchange.checked(exported)
        with self.database.writing() as connection:
            return exchange.take_in(connection, known)

    def rebuild(self) -> None:
        """Make the projection again from the entries."""
        with self.database.writing() as connection:
            projection.rebuild(connection)

    def close(self) -> None:
        """Let go of the store."""
        self.database.close()
