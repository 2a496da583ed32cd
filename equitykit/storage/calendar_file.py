"""Dates for people's own calendars: one event as an ``.ics`` file."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event


def calendar_file(
    *, uid: str, title: str, on: date, starts: time | None, minutes: int, place: str = ""
) -> bytes:
    """The event as iCalendar (RFC 5545).

    Without a time it takes the whole day. The time is that of the wall clock of whoever opens
    the file: the team and its room are in one place. `uid` stays the same when the event is
    written again, so that a calendar moves it and does not show it twice.
    """
    event = Event()
    event.add("uid", f"{uid}@equitykit")
    event.add("summary", title)
    if place:
        event.add("location", place)
    if starts is None:
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
    else:
        begins = datetime.combine(on, starts)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=minutes))
    event.add("dtstamp", datetime.now(UTC))
    calendar = Calendar()
    calendar.add("prodid", "-//equitykit//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
