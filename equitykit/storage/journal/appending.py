"""How an entry gets into its stream: in one transaction with the projection and the draft."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from equitykit.errors import EquitykitError
from equitykit.records.record import FromLater, Record
from equitykit.storage.journal.chain import canonical, digest_of, hash_of, new_salt
from equitykit.storage.journal.entry import Entry, entry_of, sequences
from equitykit.storage.journal.merging import start_of
from equitykit.storage.journal.projection import heads_of, put
from equitykit.storage.journal.schema import RECORD_SCHEMA, drafts, entries, streams

_LOCK = (
    select(streams.c.stream, streams.c.sequence, streams.c.head, streams.c.draft_version)
    .where(streams.c.stream == bindparam("of"))
    .with_for_update()
)
_BY_ID = select(entries).where(
    entries.c.stream == bindparam("of"), entries.c.id == bindparam("named")
)
_VERSIONS = (
    select(entries)
    .where(entries.c.stream == bindparam("of"), entries.c.subject == bindparam("about"))
    .order_by(entries.c.sequence)
)
_DROP_DRAFT = delete(drafts).where(
    drafts.c.stream == bindparam("of"), drafts.c.id == bindparam("named")
)
_INSERT = insert(entries)
_LAST_IS = (
    update(streams)
    .where(streams.c.stream == bindparam("of"))
    .values(sequence=bindparam("last"), head=bindparam("hash"), draft_version=bindparam("drafted"))
)


@dataclass(frozen=True)
class Writing:
    """What somebody wants to write: about what, under which id, having seen what, and why."""

    stream: str
    subject: str
    id: str
    base: int | None
    reason: str = ""


def lock(connection: Connection, stream: str):
    """Hold the row of a stream until the transaction ends.

    Raises
    ------
    EquitykitError
        ``team_unknown``
    """
    row = connection.execute(_LOCK, {"of": stream}).one_or_none()
    if row is None:
        raise EquitykitError("team_unknown", team=stream)
    return row


def with_id(connection: Connection, stream: str, id: str) -> Entry | None:
    """The entry that a client stored under this id."""
    row = connection.execute(_BY_ID, {"of": stream, "named": id}).one_or_none()
    return entry_of(row) if row else None


def versions_of(connection: Connection, stream: str, subject: str) -> list[Entry]:
    """All entries of a subject, by sequence."""
    rows = connection.execute(_VERSIONS, {"of": stream, "about": subject})
    return [entry_of(row) for row in rows]


def append(connection: Connection, writing: Writing, record: Record) -> Entry:
    """A new entry in place of all that the writer had seen; a stored id changes nothing."""
    stream = lock(connection, writing.stream)
    stored = with_id(connection, writing.stream, writing.id)
    if stored:
        return stored
    base = _base(writing, stream)
    heads = heads_of(connection, writing.stream, writing.subject)
    replaces = [head for head in heads if head.sequence <= base]
    return _write(connection, stream, writing, base, record, heads, replaces)


def change(connection: Connection, writing: Writing, attribute: str, value, blank: Record) -> Entry:
    """One attribute of what stands, changed; merged or in conflict as `merging` says."""
    stream = lock(connection, writing.stream)
    stored = with_id(connection, writing.stream, writing.id)
    if stored:
        return stored
    base = _base(writing, stream)
    value = getattr(_with_value(blank, attribute, value), attribute)
    rows = heads_of(connection, writing.stream, writing.subject)
    heads = [entry_of(row) for row in rows]
    at_base = None
    if not any(head.sequence <= base for head in heads) and heads:
        at_base = _record_at(versions_of(connection, writing.stream, writing.subject), base)
    start = start_of(heads, at_base, base, attribute, value, blank)
    record = _with_value(start.record, attribute, value)
    replaces = [row for row in rows if row.sequence in start.replaces]
    return _write(connection, stream, writing, base, record, rows, replaces)


def _base(writing: Writing, stream) -> int:
    """The last sequence that the writer can have seen."""
    if writing.base is None:
        return stream.sequence
    return max(0, min(writing.base, stream.sequence))


def _record_at(versions: list[Entry], base: int) -> Record | None:
    """The last record that stood at `base`."""
    gone = {each for entry in versions if entry.sequence <= base for each in entry.replaces}
    stood = [each for each in versions if each.sequence <= base and each.sequence not in gone]
    return stood[-1].record if stood else None


def _with_value(record: Record, attribute: str, value) -> Record:
    try:
        return record.with_value(attribute, value)
    except ValidationError:
        shown = str(value)
        raise EquitykitError(
            "value_not_taken",
            attribute=attribute,
            value=shown if len(shown) <= 60 else shown[:60] + "…",
        ) from None


def _write(connection, stream, writing: Writing, base, record, heads, replaces) -> Entry:
    kind, body = _stored(record)
    salt, reason = new_salt(), storable(writing.reason)
    row = {
        "stream": stream.stream,
        "sequence": stream.sequence + 1,
        "id": writing.id,
        "subject": writing.subject,
        "kind": kind,
        "schema": RECORD_SCHEMA,
        "base": base,
        "replaces": ",".join(str(each.sequence) for each in replaces),
        "amends": replaces[-1].id if replaces else None,
        "time": datetime.now(UTC).isoformat(),
        "body": body,
        "reason": reason,
        "salt": salt,
        "digest": digest_of(salt, body, reason),
        "erased": None,
    }
    row["hash"] = hash_of(stream.head, row)
    connection.execute(_INSERT, row)
    put(connection, row, heads[0].first if heads else row["sequence"])
    dropped = drop_draft(connection, stream.stream, writing.id)
    drafted = stream.draft_version + dropped
    last = {"last": row["sequence"], "hash": row["hash"], "drafted": drafted}
    connection.execute(_LAST_IS, last | {"of": stream.stream})
    return Entry(
        **{name: row[name] for name in ("stream", "sequence", "id", "subject", "kind", "base")},
        record=record,
        replaces=sequences(row["replaces"]),
        amends=row["amends"],
        reason=reason,
        time=datetime.fromisoformat(row["time"]),
        erased=False,
        schema=RECORD_SCHEMA,
    )


def _stored(record: Record) -> tuple[str, str]:
    """Kind and body as they are stored; what a later version wrote goes back as it came."""
    if isinstance(record, FromLater):
        return record.named, canonical(record.body)
    return record.kind, canonical(record.model_dump(mode="json"))


def drop_draft(connection: Connection, stream: str, id: str) -> int:
    """Delete a draft; tells how many there were."""
    return connection.execute(_DROP_DRAFT, {"of": stream, "named": id}).rowcount


def storable(text: str) -> str:
    """Text that every database takes: no NUL, and no half of a character."""
    text = text.replace("\x00", "\N{SYMBOL FOR NULL}")
    return text.encode("utf-8", "replace").decode("utf-8")
