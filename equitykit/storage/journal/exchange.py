"""A team's entries as they leave one store and come into another, with their chain.

Coming in never overwrites: a stream that both stores have is continued where one is the
beginning of the other; where both went on, the other's is taken in beside it, as a fork. What
was erased here stays erased, whoever brings it back.
"""

import json
import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, delete, insert, select, update
from typing_extensions import TypedDict

from equitykit.errors import EquitykitError
from equitykit.storage.journal import teams
from equitykit.storage.journal.chain import broken_links
from equitykit.storage.journal.databases import hold_the_store
from equitykit.storage.journal.entry import TeamInfo, sequences
from equitykit.storage.journal.projection import rebuild
from equitykit.storage.journal.schema import drafts, entries, streams

FORMAT = 1


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("no database takes a NUL")
    return text


def _body(text: str) -> str:
    try:
        if not isinstance(json.loads(text), dict):
            raise ValueError("a body is an object")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return _storable(text)


def _time(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a time has a zone")
    return text


Count = Annotated[int, Field(ge=0, lt=2**53)]
Name = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_storable)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Body = Annotated[str, Field(max_length=5_000_000), AfterValidator(_body)]
Reason = Annotated[str, Field(max_length=500_000), AfterValidator(_storable)]
Time = Annotated[str, Field(max_length=40), AfterValidator(_time)]


class ExportedEntry(TypedDict):
    """An entry as it is stored, text for text: any other spelling would break the chain."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")

    sequence: Annotated[Count, Field(ge=1)]
    id: Name
    subject: Name
    kind: Name
    schema: Count
    base: Count
    replaces: Annotated[str, Field(pattern=r"^([1-9]\d{0,15}(,[1-9]\d{0,15})*)?$")]
    amends: Name | None
    time: Time
    body: Body | None
    reason: Reason | None
    salt: Name | None
    digest: Hash
    hash: Hash
    erased: Time | None


class Exported(BaseModel):
    """All entries of a team's stream; drafts and the state of the room stay behind."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    format: Literal[1] = FORMAT
    stream: Name
    origin: Name
    fork_of: Name | None = None
    entries: Annotated[list[ExportedEntry], Field(min_length=1)]


def hand_out(connection: Connection, stream: str) -> Exported:
    """A team's stream as it is stored.

    Raises
    ------
    EquitykitError
        ``team_unknown``
    """
    row = connection.execute(select(streams).where(streams.c.stream == stream)).one_or_none()
    if row is None:
        raise EquitykitError("team_unknown", team=stream)
    columns = [entries.c[name] for name in ExportedEntry.__annotations__]
    query = select(*columns).where(entries.c.stream == stream).order_by(entries.c.sequence)
    found = [dict(each) for each in connection.execute(query).mappings()]
    return Exported.model_construct(
        format=FORMAT, stream=stream, origin=row.origin, fork_of=row.fork_of, entries=found
    )


def checked(exported: Exported | dict) -> Exported:
    """What came from outside, once its form and its chain are in order.

    Raises
    ------
    EquitykitError
        ``team_file_newer``, ``team_file_unreadable``, ``team_file_broken``
    """
    given = exported.model_dump() if isinstance(exported, Exported) else exported
    form = given.get("format") if isinstance(given, dict) else None
    if isinstance(form, int) and form > FORMAT:
        raise EquitykitError("team_file_newer")
    try:
        known = Exported.model_validate(given)
    except (ValidationError, RecursionError):
        raise EquitykitError("team_file_unreadable") from None
    for _, sequence in broken_links(known.entries, known.origin):
        raise EquitykitError("team_file_broken", number=sequence)
    for entry in known.entries:
        if any(each >= entry["sequence"] for each in sequences(entry["replaces"])):
            raise EquitykitError("team_file_broken", number=entry["sequence"])
    return known


def take_in(connection: Connection, exported: Exported) -> TeamInfo:
    """Continue the stream that this is the continuation of, or add it beside what is there."""
    hold_the_store(connection)
    same_origin = select(streams).where(streams.c.origin == exported.origin)
    relatives = connection.execute(same_origin.with_for_update()).all()
    relatives.sort(key=lambda row: (row.stream != exported.stream, -row.sequence))
    mine = next(
        (row for row in relatives if _one_begins_the_other(connection, row, exported)), None
    )
    stream = mine.stream if mine else _begin(connection, exported)
    tail = exported.entries[mine.sequence if mine else 0 :]
    if tail:
        _add(connection, stream, tail, [row.stream for row in relatives])
    info = next((each for each in teams.read(connection) if each.stream == stream), None)
    if info is None:
        raise EquitykitError("team_file_unreadable")
    return info


def _one_begins_the_other(connection: Connection, row, exported: Exported) -> bool:
    """Whether the two chains are the same as far as both go: the hash there covers all before."""
    shared = min(row.sequence, len(exported.entries))
    here = select(entries.c.hash).where(
        entries.c.stream == row.stream, entries.c.sequence == shared
    )
    return connection.execute(here).scalar() == exported.entries[shared - 1]["hash"]


def _begin(connection: Connection, exported: Exported) -> str:
    taken = select(streams.c.stream).where(streams.c.stream == exported.stream)
    stream, fork_of = exported.stream, exported.fork_of
    if connection.execute(taken).scalar() is not None:
        stream, fork_of = uuid.uuid4().hex, exported.stream
    teams.begin(connection, stream, origin=exported.origin, fork_of=fork_of)
    return stream


def _add(connection: Connection, stream: str, tail: list, relatives: list[str]) -> None:
    erased_here = select(entries.c.digest, entries.c.erased).where(
        entries.c.stream.in_(relatives), entries.c.erased.is_not(None)
    )
    erased = {row.digest: row.erased for row in connection.execute(erased_here)}
    gone = {"body": None, "reason": None, "salt": None}
    rows = [
        entry
        | {"stream": stream}
        | (gone | {"erased": erased[entry["digest"]]} if entry["digest"] in erased else {})
        for entry in tail
    ]
    connection.execute(insert(entries), rows)
    ids = {entry["id"] for entry in tail}
    typed = select(drafts.c.id).where(drafts.c.stream == stream)
    for id in ids & set(connection.execute(typed).scalars()):
        connection.execute(delete(drafts).where(drafts.c.stream == stream, drafts.c.id == id))
    last = {"sequence": tail[-1]["sequence"], "head": tail[-1]["hash"]}
    connection.execute(update(streams).where(streams.c.stream == stream).values(**last))
    rebuild(connection, stream)
