"""The minutes of a meeting: lines, decisions, promises, pauses, the next date. No names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.records.record import Record
from equitykit.reviews.pause_log import PauseLog
from equitykit.views.continuity import PackItem
from equitykit.views.html import joined, render
from equitykit.views.pause_log import pause_log
from equitykit.views.record_values import record_rows

PARTS = ("decisions", "promises", "closed_promises", "open_promises")


@dataclass(frozen=True)
class StepMinutes:
    """What the room wrote in a step, and what became of the step (such as "left out")."""

    title: str
    lines: tuple[str, ...] = ()
    stand: str = ""


@dataclass(frozen=True)
class Minutes:
    """A meeting that was held.

    `decisions` and `promises` are subjects with their records; `closed_promises` are those of
    earlier meetings that this one closed, `open_promises` those still open from there. `next`
    says date, time and place of the next one.
    """

    meeting: str
    team: str
    when: str
    steps: Sequence[StepMinutes]
    decisions: Sequence[tuple[str, Record]] = ()
    promises: Sequence[tuple[str, Record]] = ()
    closed_promises: Sequence[tuple[str, Record]] = ()
    open_promises: Sequence[tuple[str, Record]] = ()
    pauses: PauseLog = PauseLog(())
    next: str = ""


def minutes(
    held: Minutes,
    *,
    labels: Mapping[str, str],
    changed_by: Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
    words: Words,
) -> Markup:
    """The minutes as a document to read, print or send."""
    changed_by = changed_by or {}

    def items(records):
        return [
            PackItem(tuple(record_rows(record, words)), changed_by.get(subject, ""))
            for subject, record in records
        ]

    log = (
        pause_log(held.pauses, labels=labels, zone=zone, words=words) if held.pauses.pauses else ""
    )
    parts = [(id, items(getattr(held, id))) for id in PARTS]
    head = render("minutes", held=held, parts=parts, words=words)
    return joined(head, log) if log else head
