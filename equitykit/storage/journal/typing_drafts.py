"""Text that is being typed: one row for each field and writer, gone when it becomes an entry."""

from sqlalchemy import Connection, bindparam, insert, select, update

from equitykit.storage.journal.appending import drop_draft, lock, storable
from equitykit.storage.journal.entry import Draft
from equitykit.storage.journal.schema import drafts, entries, streams

_MINE = (drafts.c.stream == bindparam("of")) & (drafts.c.id == bindparam("named"))
_STORED = select(drafts.c.revision, drafts.c.text).where(_MINE)
_IS_ENTRY = select(entries.c.sequence).where(
    entries.c.stream == bindparam("of"), entries.c.id == bindparam("named")
)
_COLUMNS = (drafts.c.field, drafts.c.id, drafts.c.revision, drafts.c.base, drafts.c.text)


def keep(connection: Connection, stream: str, draft: Draft) -> bool:
    """Store a draft unless it is older than what is stored; tells whether it is stored now."""
    row = lock(connection, stream)
    key = {"of": stream, "named": draft.id}
    stored = connection.execute(_STORED, key).one_or_none()
    text = storable(draft.text)
    if stored and (stored.revision, stored.text) == (draft.revision, text):
        return True
    if stored and stored.revision > draft.revision:
        return False
    if not stored and connection.execute(_IS_ENTRY, key).one_or_none():
        return False
    values = {
        "field": draft.field,
        "revision": draft.revision,
        "base": draft.base,
        "text": text,
    }
    if stored:
        connection.execute(update(drafts).where(_MINE).values(**values), key)
    else:
        connection.execute(insert(drafts), values | {"stream": stream, "id": draft.id})
    _count(connection, row)
    return True


def drop(connection: Connection, stream: str, id: str) -> None:
    """Delete a draft that nobody wants any more."""
    row = lock(connection, stream)
    if drop_draft(connection, stream, id):
        _count(connection, row)


def read(connection: Connection, stream: str) -> list[Draft]:
    """All drafts of a stream, those of one field together."""
    query = select(*_COLUMNS).where(drafts.c.stream == stream)
    rows = connection.execute(query.order_by(drafts.c.field, drafts.c.id))
    return [Draft(*row) for row in rows]


def _count(connection: Connection, row) -> None:
    connection.execute(
        update(streams)
        .where(streams.c.stream == row.stream)
        .values(draft_version=row.draft_version + 1)
    )
