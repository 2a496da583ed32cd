"""Which entries stand: kept beside the entries in the same transaction, and made again from them.

An entry names the entries of its subject that it replaces; all others keep standing. So what
stands follows from the entries alone.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select

from equitykit.storage.journal.entry import Entry, Standing, entry_of, sequences
from equitykit.storage.journal.schema import entries, standing, streams

_JOINED = entries.join(
    standing,
    (entries.c.stream == standing.c.stream) & (entries.c.sequence == standing.c.sequence),
)
_STANDING = (
    select(entries)
    .select_from(_JOINED)
    .where(standing.c.stream == bindparam("of"))
    .order_by(standing.c.first, standing.c.sequence)
)
_HEADS = (
    select(entries, standing.c.first)
    .select_from(_JOINED)
    .where(standing.c.stream == bindparam("of"), standing.c.subject == bindparam("about"))
    .order_by(standing.c.sequence)
)
_NO_LONGER = delete(standing).where(
    standing.c.stream == bindparam("of"),
    standing.c.subject == bindparam("about"),
    standing.c.sequence.in_(bindparam("gone", expanding=True)),
)
_STANDS = insert(standing)


def read_standing(connection: Connection, stream: str) -> Standing:
    """What stands in a stream, in one query."""
    heads: dict[str, tuple[Entry, ...]] = {}
    for row in connection.execute(_STANDING, {"of": stream}):
        heads[row.subject] = (*heads.get(row.subject, ()), entry_of(row))
    return Standing(heads)


def heads_of(connection: Connection, stream: str, subject: str) -> list:
    """Rows of the entries that stand for one subject, with `first`, by sequence."""
    return connection.execute(_HEADS, {"of": stream, "about": subject}).all()


def put(connection: Connection, row: dict, first: int) -> None:
    """Let an entry stand in place of those that it replaces."""
    replaced = sequences(row["replaces"])
    if replaced:
        gone = {"of": row["stream"], "about": row["subject"], "gone": replaced}
        connection.execute(_NO_LONGER, gone)
    values = {name: row[name] for name in ("stream", "subject", "sequence")}
    connection.execute(_STANDS, values | {"first": first})


def heads_from(rows: Iterable) -> dict[tuple[str, str], list[int]]:
    """Sequences that stand by (stream, subject); its first is when the subject first appeared.

    `rows` are (stream, sequence, subject, replaces), the sequences of each stream in order.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for stream, sequence, subject, replaces in rows:
        heads = found.get((stream, subject))
        if heads is None:
            found[stream, subject] = [sequence, sequence]
        else:
            if replaces:
                gone = sequences(replaces)
                heads[1:] = [each for each in heads[1:] if each not in gone]
            heads.append(sequence)
    return found


def replay(connection: Connection, stream: str | None = None) -> list[dict]:
    """The rows that the projection must hold, worked out from the entries alone."""
    columns = (entries.c.stream, entries.c.sequence, entries.c.subject, entries.c.replaces)
    query = select(*columns).order_by(entries.c.stream, entries.c.sequence)
    if stream is not None:
        query = query.where(entries.c.stream == stream)
    return [
        {"stream": stream, "subject": subject, "sequence": sequence, "first": first}
        for (stream, subject), (first, *heads) in heads_from(connection.execute(query)).items()
        for sequence in heads
    ]


def rebuild(connection: Connection, stream: str | None = None) -> None:
    """Make the projection again, of one stream or of all, with writers held off meanwhile."""
    locked = select(streams.c.stream).order_by(streams.c.stream).with_for_update()
    old = delete(standing)
    if stream is not None:
        locked = locked.where(streams.c.stream == stream)
        old = old.where(standing.c.stream == stream)
    connection.execute(locked).all()
    rows = replay(connection, stream)
    connection.execute(old)
    if rows:
        connection.execute(insert(standing), rows)
