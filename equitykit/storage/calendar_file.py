"""Dates for people's own calendars: events as an ``.ics`` file (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class CalendarEvent:
    """Something with a date.

    Attributes
    ----------
    uid
        Stays the same when the event is written again, so that a calendar moves it and does
        not show it twice.
    starts, minutes
        The time of day and how long; without a time it takes whole days.
    until
        The last day, where it takes several.
    """

    uid: str
    title: str
    on: date
    starts: time | None = None
    minutes: int = 0
    place: str = ""
    until: date | None = None


def calendar_file(
    *, uid: str, title: str, on: date, starts: time | None, minutes: int, place: str = ""
) -> bytes:
    """One event as a file; see :func:`calendar_of`."""
    return calendar_of([CalendarEvent(uid, title, on, starts, minutes, place)])


def calendar_of(events: Iterable[CalendarEvent]) -> bytes:
    """The events as one file.

    A time is that of the wall clock of whoever opens the file: the team and its room are in
    one place.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//equitykit//EN")
    calendar.add("version", "2.0")
    for each in events:
        calendar.add_component(_event(each))
    return calendar.to_ical()


def _event(each: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", f"{each.uid}@equitykit")
    event.add("summary", each.title)
    if each.place:
        event.add("location", each.place)
    last = max(each.until or each.on, each.on)
    if each.starts is None or last > each.on:
        event.add("dtstart", each.on)
        # the end of a whole day is the morning after it (RFC 5545, 3.6.1)
        event.add("dtend", last + timedelta(days=1))
    else:
        begins = datetime.combine(each.on, each.starts)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=each.minutes))
    event.add("dtstamp", datetime.now(UTC))
    return event
