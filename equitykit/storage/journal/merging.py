"""What a change of one attribute becomes: the next version, a merge, or a visible conflict.

Nothing is decided silently between two people. A change that touches an attribute nobody else
has touched since is merged; one that meets another change of the same attribute stands beside
it until the team chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from equitykit.errors import EquitykitError
from equitykit.records.record import FromLater, Record
from equitykit.storage.journal.entry import Entry


@dataclass(frozen=True)
class Start:
    """The record that a change starts from, and the sequences that the result replaces."""

    record: Record
    replaces: tuple[int, ...]


def start_of(
    heads: Sequence[Entry], at_base: Record | None, base: int, attribute: str, value, blank: Record
) -> Start:
    """Where a change begins that somebody made who had seen everything up to `base`.

    `at_base` is the record that stood at `base`. `value` is as the record would hold it. Where
    the writer saw several heads that differ in more than `attribute`, the change goes to the
    last one alone: choosing between the others is not what was asked.
    """
    seen = [head for head in heads if head.sequence <= base]
    if seen:
        record = usable(seen[-1].record, blank)
        if all(_same_but(attribute, head.record, record, blank) for head in seen):
            return Start(record, tuple(head.sequence for head in seen))
        return Start(record, (seen[-1].sequence,))
    before = usable(at_base, blank)
    for head in reversed(heads):
        now = usable(head.record, blank)
        if getattr(now, attribute) in (getattr(before, attribute), value):
            return Start(now, (head.sequence,))
    return Start(before, ())


def usable(record: Record | None, blank: Record) -> Record:
    """The record to start from: `blank` where there is none, or one that does not count.

    Raises
    ------
    EquitykitError
        ``record_from_later``: starting from blank would lose what a later version wrote
    """
    if isinstance(record, FromLater):
        raise EquitykitError("record_from_later", kind=record.named)
    return record if isinstance(record, type(blank)) else blank


def _same_but(attribute: str, one: Record | None, other: Record, blank: Record) -> bool:
    one = usable(one, blank)
    left, right = one.model_dump(), other.model_dump()
    return left | {attribute: None} == right | {attribute: None}
