"""What the journal gives back: entries, what stands, drafts, teams, the state of a room."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from equitykit.records.reading import read_record
from equitykit.records.record import FromLater, Record, Withdrawn
from equitykit.records.team import Team


@dataclass(frozen=True)
class Entry:
    """A record in its envelope.

    `base` is the last sequence that the writer had seen; `replaces` are the sequences that no
    longer stand since this entry, and `amends` is the id of the last of them. `record` is None
    once it was erased. `time` is UTC.
    """

    stream: str
    sequence: int
    id: str
    subject: str
    kind: str
    record: Record | None
    base: int
    replaces: tuple[int, ...]
    amends: str | None
    reason: str
    time: datetime
    erased: bool
    schema: int

    @property
    def merged_from(self) -> int | None:
        """The base of a writer whose change was merged into an entry it had not seen."""
        return self.base if any(each > self.base for each in self.replaces) else None


@dataclass(frozen=True)
class Draft:
    """Text that is being typed in a field (``<subject>#<attribute>``) and is no entry yet."""

    field: str
    id: str
    revision: int
    base: int
    text: str


@dataclass(frozen=True)
class TeamInfo:
    """A team of the store; `last` is the time of its last entry, `fork_of` the stream it left."""

    stream: str
    team: Team
    last: datetime | None
    entries: int
    fork_of: str | None = None


@dataclass(frozen=True)
class RoomState:
    """What is shown, blanked and timed now, and how often that has changed."""

    version: int
    values: dict


class Standing(Mapping[str, tuple[Entry, ...]]):
    """What stands in a stream: the entries of each subject, two and more where they conflict.

    Subjects are in order of first appearance, the entries of each in order of sequence.
    """

    def __init__(self, heads: dict[str, tuple[Entry, ...]]):
        self._heads = heads

    def __getitem__(self, subject: str) -> tuple[Entry, ...]:
        return self._heads[subject]

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def entry(self, subject: str) -> Entry | None:
        """The last entry that stands for a subject."""
        heads = self._heads.get(subject)
        return heads[-1] if heads else None

    def record(self, subject: str) -> Record | None:
        """The last record that stands; None where there is none, or it is withdrawn or erased."""
        entry = self.entry(subject)
        if entry is None or isinstance(entry.record, Withdrawn):
            return None
        return entry.record

    def of(self, kind: type[Record]) -> list[tuple[str, Record]]:
        """Subjects whose last record is of `kind`, in order of first appearance."""
        found = ((subject, self.record(subject)) for subject in self._heads)
        return [(subject, record) for subject, record in found if isinstance(record, kind)]

    def conflicts(self) -> list[str]:
        """Subjects for which more than one entry stands."""
        return [subject for subject, heads in self._heads.items() if len(heads) > 1]


def entry_of(row) -> Entry:
    """The entry that a row of the database holds."""
    return Entry(
        stream=row.stream,
        sequence=row.sequence,
        id=row.id,
        subject=row.subject,
        kind=row.kind,
        record=None if row.body is None else record_of(row.kind, row.body),
        base=row.base,
        replaces=sequences(row.replaces),
        amends=row.amends,
        reason=row.reason or "",
        time=datetime.fromisoformat(row.time),
        erased=row.erased is not None,
        schema=row.schema,
    )


def record_of(kind: str, text: str) -> Record:
    """The record in a stored body; one that this version cannot read comes as `FromLater`."""
    body = json.loads(text)
    try:
        return read_record(kind, body)
    except ValidationError:
        return FromLater(named=kind, body=body)


def sequences(text: str) -> tuple[int, ...]:
    """The list of sequences that `replaces` holds as text."""
    return tuple(map(int, text.split(","))) if text else ()
