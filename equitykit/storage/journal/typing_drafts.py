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
_INSERT = insert(drafts)
_REPLACE = (
    update(drafts)
    .where(_MINE)
    .values({name: bindparam(f"new_{name}") for name in ("field", "revision", "base", "text")})
)
_COUNT = (
    update(streams)
    .where(streams.c.stream == bindparam("of"))
    .values(draft_version=streams.c.draft_version + 1)
)
_COLUMNS = (drafts.c.field, drafts.c.id, drafts.c.revision, drafts.c.base, drafts.c.text)


def keep(connection: Connection, stream: str, draft: Draft) -> bool:
    """Store a draft unless it is older than what is stored; tells whether it is stored now."""
    lock(connection, stream)
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
        changed = {f"new_{name}": value for name, value in values.items()}
        connection.execute(_REPLACE, key | changed)
    else:
        connection.execute(_INSERT, values | {"stream": stream, "id": draft.id})
    connection.execute(_COUNT, {"of": stream})
    return True


def drop(connection: Connection, stream: str, id: str) -> None:
    """Delete a draft that nobody wants any more."""
    lock(connection, stream)
    if drop_draft(connection, stream, id):
        connection.execute(_COUNT, {"of": stream})


def read(connection: Connection, stream: str) -> list[Draft]:
    """All drafts of a stream, those of one field together."""
    query = select(*_COLUMNS).where(drafts.c.stream == stream)
    rows = connection.execute(query.order_by(drafts.c.field, drafts.c.id))
    return [Draft(*row) for row in rows]
