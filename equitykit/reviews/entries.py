"""What the rules need of the journal: entries in order, and what stands of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from equitykit.records.record import Record, Withdrawn
from equitykit.records.team import STAGES, StageReached


class Entry(Protocol):
    """A record under its subject; an erased one has no record left."""

    subject: str
    record: Record | None
    time: datetime
    sequence: int


Standing = Mapping[str, Sequence[Entry]]
"""The entries that stand now, by subject: one, or several that contradict each other."""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.sequence)


def versions(entries: Iterable[Entry], kind: type[Record]) -> dict[str, list[Entry]]:
    """Entries of one kind by subject, oldest first; without withdrawn and erased subjects."""
    entries = list(entries)
    subjects = {entry.subject for entry in entries if isinstance(entry.record, kind)}
    by_subject: dict[str, list[Entry]] = {}
    for entry in in_order(each for each in entries if each.subject in subjects):
        by_subject.setdefault(entry.subject, []).append(entry)
    return {
        subject: [entry for entry in those if isinstance(entry.record, kind)]
        for subject, those in by_subject.items()
        if isinstance(those[-1].record, kind)
    }


def standing_entries(standing: Standing) -> list[Entry]:
    """All that stands and can be read, in the order of the subjects; of a conflict, both."""
    return [
        entry
        for heads in standing.values()
        for entry in heads
        if entry.record is not None and not isinstance(entry.record, Withdrawn)
    ]


def records_of(standing: Standing, kind: type[Record]) -> list[tuple[str, Record]]:
    """Subjects whose last record is of `kind`, in the order of the subjects."""
    return [
        (subject, heads[-1].record)
        for subject, heads in standing.items()
        if heads and isinstance(heads[-1].record, kind)
    ]


def standing_of(entries: Iterable[Entry]) -> Standing:
    """What stands where nobody contradicts: the last entry of each subject."""
    heads: dict[str, tuple[Entry, ...]] = {}
    for entry in in_order(entries):
        heads[entry.subject] = (entry,)
    return heads


def current_stage(entries: Iterable[Entry]) -> str:
    """Where in the arc the team stands; at the start, unless it has said otherwise."""
    reached = stages_reached(entries)
    return reached[-1].record.stage if reached else STAGES[0]


def stages_reached(entries: Iterable[Entry]) -> list[Entry]:
    """Each step of the team through the arc, back and forth."""
    return in_order(entry for entry in entries if isinstance(entry.record, StageReached))
