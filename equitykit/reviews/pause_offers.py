"""Equity pauses as they are offered: quietly, to the facilitator, and never in a row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from equitykit.content.triggers import load_triggers
from equitykit.records.team import MeetingEnded
from equitykit.reviews.entries import Entry, in_order, versions
from equitykit.reviews.pause_log import pause_log
from equitykit.reviews.pause_rules import RULES, Situation

QUIET = timedelta(minutes=20)
"""No automatic pause within this time of another one, held or skipped."""


@dataclass(frozen=True)
class Offer:
    """A pause that a rule suggests.

    Attributes
    ----------
    trigger
        Id of ``content/codes/triggers.csv``.
    stage
        Which stage its question comes from; of a stage that was left, that one.
    focus
        What the question should look at; empty where the focus rotates.
    about
        Subjects of the record that led to it.
    since
        When it became due.
    overdue
        Whether it should not wait any longer.
    """

    trigger: str
    stage: str
    focus: str
    about: tuple[str, ...]
    since: datetime
    overdue: bool = False


def offered(
    records: Iterable[Entry],
    now: datetime,
    meeting: str,
    *,
    released_hidden_groups: Collection[str] = (),
    began: datetime | None = None,
    put_off: Mapping[str, datetime] | None = None,
) -> list[Offer]:
    """The automatic pauses that are due, the most pressing first.

    The facilitator's own triggers are not among them: they are always allowed.

    Parameters
    ----------
    records
        All entries of the team.
    meeting
        Id of the meeting that is running; an ended one has no pauses.
    released_hidden_groups
        Codes of the student groups that the released figures hide.
    began
        When the meeting began; without it, when its first entry was written.
    put_off
        When the facilitator last put an offer off, by trigger.
    """
    entries = tuple(in_order(records))
    pauses = pause_log(entries).pauses
    if _has_ended(entries, meeting) or any(now - each.time < QUIET for each in pauses):
        return []
    situation = Situation(
        entries,
        pauses,
        meeting,
        now,
        began or _first_written(entries, meeting),
        frozenset(released_hidden_groups),
    )
    later = put_off or {}
    due = {
        trigger: rule(situation)
        for trigger, rule in RULES.items()
        if trigger not in later or now - later[trigger] >= QUIET
    }
    return [
        Offer(
            trigger,
            each.stage,
            load_triggers()[trigger].focus,
            each.about,
            each.since,
            each.overdue,
        )
        for trigger, each in due.items()
        if each
    ]


def _has_ended(entries: tuple[Entry, ...], meeting: str) -> bool:
    ends = versions(entries, MeetingEnded).values()
    return any(those[-1].record.meeting == meeting for those in ends)


def _first_written(entries: tuple[Entry, ...], meeting: str) -> datetime | None:
    """The plan of a meeting is written before it, and says nothing about when it began."""
    times = [each.time for each in entries if getattr(each.record, "meeting", None) == meeting]
    return times[0] if times else None
