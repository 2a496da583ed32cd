"""What stands in a team's calendar: days in breaks, and dates that moved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from equitykit.content.agendas import load_agendas
from equitykit.records.calendar import CalendarItem, SchoolBreak
from equitykit.records.series import PlannedMeeting
from equitykit.records.team import Meeting, NextMeeting
from equitykit.reviews.elastic_time import planned_minutes
from equitykit.reviews.entries import in_order

SATURDAY = 5
# hours of people who are counted, but of whom nobody said which role group they are
ANYBODY = ""


@dataclass(frozen=True)
class Planned:
    """Something with a date: an item of the calendar, or a meeting of the record.

    `source` is ``item``, ``meeting``, ``series`` (a meeting of the series planner) or ``next``
    (a date that was agreed on and has no plan yet). `texts` are what it is called, by language
    (empty key: as somebody wrote it); without any, `agenda` names a meeting.
    """

    subject: str
    source: str
    what: str
    on: date
    until: date
    texts: dict[str, str] = field(default_factory=dict)
    agenda: str = ""
    hours: dict[str, float] = field(default_factory=dict)
    money: float = 0
    done: bool = False

    @property
    def all_hours(self) -> float:
        return sum(self.hours.values())

    def text(self, language: str) -> str:
        """What it is called in `language`, else in another; empty where nobody has said."""
        said = self.texts.get(language) or self.texts.get("")
        return said or next((text for text in self.texts.values() if text), "")


def planned(standing) -> list[Planned]:
    """Everything with a date, the earliest first.

    What stands on the same day in several places is one meeting and counts once: by the item of
    the calendar, which knows its hours, else by the meeting itself, else by the series.
    """
    items = [_of_item(subject, item) for subject, item in standing.of(CalendarItem)]
    days = {each.on for each in items if each.what == "meeting"}
    found = list(items)
    people = _people(standing)
    for each in (
        *(_of_meeting(subject, record) for subject, record in standing.of(Meeting)),
        *(_of_series(*each, people) for each in standing.of(PlannedMeeting) if each[1].on),
        *(_of_next(*each) for each in standing.of(NextMeeting) if each[1].on),
    ):
        if each.on not in days:
            found.append(each)
        days.add(each.on)
    return sorted(found, key=lambda each: (each.on, each.until))


def _people(standing) -> int | None:
    """How many came last: as many are planned for."""
    counted = [meeting.people for _, meeting in standing.of(Meeting) if meeting.people]
    return counted[-1] if counted else None


def _of_item(subject: str, item: CalendarItem) -> Planned:
    return Planned(
        subject, "item", item.what, item.on, last_day(item), texts={"": item.text},
        hours=dict(item.hours), money=item.money or 0, done=item.done,
    )  # fmt: skip


def last_day(item: CalendarItem) -> date:
    """The last day of an item."""
    return max(item.until or item.on, item.on)


def _of_meeting(subject: str, meeting: Meeting) -> Planned:
    return Planned(
        subject, "meeting", "meeting", meeting.on, meeting.on, agenda=meeting.agenda,
        hours=_hours(meeting.agenda, meeting.people, meeting.interpreted),
    )  # fmt: skip


def _of_series(subject: str, meeting: PlannedMeeting, people: int | None) -> Planned:
    return Planned(
        subject, "series", "meeting", meeting.on, meeting.on,
        texts={"en": meeting.en, "es": meeting.es}, agenda=meeting.agenda,
        hours=_hours(meeting.agenda, people, False),
    )  # fmt: skip


def _of_next(subject: str, meeting: NextMeeting) -> Planned:
    return Planned(subject, "next", "meeting", meeting.on, meeting.on)


def _hours(agenda: str, people: int | None, interpreted: bool) -> dict[str, float]:
    """Hours of all who come: people times the length of the agenda."""
    if not people or agenda not in load_agendas():
        return {}
    minutes = planned_minutes(load_agendas()[agenda], interpreted)
    return {ANYBODY: people * minutes / 60}


@dataclass(frozen=True)
class InBreak:
    """That something falls on days without school: how many of its days, of how many."""

    name: str
    days: int
    of: int
    after: date


def in_breaks(
    on: date, until: date, breaks: Iterable[tuple[str, SchoolBreak]]
) -> tuple[InBreak, ...]:
    """The breaks that a day, or a window of days, falls into; `after`: the first day of school."""
    breaks = list(breaks)
    found = []
    for _, each in breaks:
        shared = (min(until, each.until) - max(on, each.on)).days + 1
        if shared > 0:
            of = (until - on).days + 1
            found.append(InBreak(each.text, shared, of, first_school_day(each.until, breaks)))
    return tuple(found)


def first_school_day(after: date, breaks: Iterable[tuple[str, SchoolBreak]]) -> date:
    """The first day after `after` that is neither in a break nor on a weekend."""
    day, breaks = after + timedelta(days=1), list(breaks)
    while day.weekday() >= SATURDAY or any(each.on <= day <= each.until for _, each in breaks):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Move:
    """A date that moved, by how many days (less than 0: it came earlier), and why."""

    subject: str
    text: str
    was: date
    to: date
    reason: str

    @property
    def days(self) -> int:
        return (self.to - self.was).days


def moves(entries: Iterable) -> list[Move]:
    """All moves of items that still stand, in order; a move that was undone never happened.

    The end of a window counts: a window that only grew has slipped, too.
    """
    versions: dict[str, list] = {}
    for entry in in_order(entries):
        if entry.subject.startswith("calendar/"):
            stack = versions.setdefault(entry.subject, [])
            if entry.reason == "#undo" and stack:
                stack.pop()
            else:
                stack.append(entry)
    found = []
    for subject, stack in versions.items():
        items = [each for each in stack if isinstance(each.record, CalendarItem)]
        if items and stack[-1] is items[-1]:
            found += [(after.sequence, _move(subject, before, after))
                      for before, after in zip(items, items[1:], strict=False)]  # fmt: skip
    return [move for _, move in sorted(found, key=lambda each: each[0]) if move.days]


def _move(subject: str, before, after) -> Move:
    moved_end = before.record.on == after.record.on
    was, to = (
        (last_day(before.record), last_day(after.record))
        if moved_end
        else (before.record.on, after.record.on)
    )
    return Move(subject, after.record.text, was, to, after.reason)
