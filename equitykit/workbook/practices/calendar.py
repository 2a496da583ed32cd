"""S14: dates with their hours and money, breaks respected, moves with their reason, one file."""

from datetime import date, timedelta

from equitykit.content.agendas import load_agendas
from equitykit.content.texts import Words
from equitykit.errors import EquitykitError
from equitykit.records.calendar import (
    MOST_HOURS,
    MOST_MONEY,
    PLANNED,
    ROLES,
    CalendarItem,
    CalendarMeans,
    SchoolBreak,
)
from equitykit.records.commitments import Commitment
from equitykit.records.team import Meeting
from equitykit.reviews.calendar import last_day, planned
from equitykit.reviews.elastic_time import planned_minutes
from equitykit.storage.calendar_file import CalendarEvent, calendar_of
from equitykit.storage.written_files import write_beside
from equitykit.views.practices import PracticeDesk
from equitykit.workbook.practices import calendar_desk, calendar_shown
from equitykit.workbook.practices.calendar_said import breaks_of, title_of
from equitykit.workbook.practices.parts import (
    date_of,
    day_of,
    decimal_of,
    exports_of,
    filled,
    hours_of,
    record_for,
)
from equitykit.workbook.practices.practice import ID, Practice, Writes

MEANS = "calendar/means"
LONGEST_BREAK = 120
FARTHEST = timedelta(days=3 * 366)
DEFAULT_MINUTES = 60


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="calendar",
        title=words("calendar.section.title"),
        instruction=words("calendar.section.about"),
        parts=calendar_desk.parts(page, moment),
    )


# what buttons and forms do


def add(page, moment, values: dict) -> None:
    """Plan something; without an estimate of hours it gets into no plan.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``hours_missing``, and what is wrong with a date or a number
    """
    text = str(values.get("text", "")).strip()
    if not text:
        raise EquitykitError("text_missing")
    if values.get("what") not in PLANNED:
        raise EquitykitError("field_unknown")
    on, until = _days(page, moment, values)
    hours = _hours(values)
    if not any(hours.values()):
        raise EquitykitError("hours_missing")
    record = filled(
        CalendarItem, text=text, what=values["what"], on=on, until=until,
        starts=values.get("starts") or None, minutes=values.get("minutes") or None,
        hours=hours, money=_money(values),
    )  # fmt: skip
    page.team.write(f"calendar/{values['id']}", record, id=values["id"])


def _days(page, moment, values: dict) -> tuple[date, date | None]:
    """First and last day of a plan: not past, not turned round, not in another decade."""
    words, today = page.words, day_of(moment)
    on = date_of(values.get("on", ""))
    until = date_of(values["until"]) if values.get("until") else None
    if on < today:
        raise EquitykitError("date_past", date=words.date(on))
    _in_order(words, on, until)
    for each in (on, until or on):
        if each > today + FARTHEST:
            raise EquitykitError("date_far", date=words.date(each))
    return on, until


def _in_order(words: Words, first: date, last: date | None) -> None:
    if last and last < first:
        raise EquitykitError("dates_turned", first=words.date(first), last=words.date(last))


def _hours(values: dict) -> dict[str, float]:
    hours = {role: hours_of(values.get(f"hours_{role}"), MOST_HOURS) for role in ROLES}
    return {role: each for role, each in hours.items() if each}


def _money(values: dict) -> float | None:
    text = str(values.get("money", "")).strip().removeprefix("$")
    if not text:
        return None
    money = decimal_of(text)
    if money is None or money > MOST_MONEY:
        raise EquitykitError("money_unreadable", value=text[:40])
    return money


def effort(page, moment, values: dict) -> None:
    """Estimate the hours and the money of something anew."""
    item, hours = record_for(moment, values.get("subject"), CalendarItem), _hours(values)
    if not any(hours.values()):
        raise EquitykitError("hours_missing")
    record = item.model_copy(update={"hours": hours, "money": _money(values)})
    page.team.write(values["subject"], record, id=values["id"])


def move(page, moment, values: dict) -> None:
    """Move a date, with the reason; a window keeps its length where no last day is given.

    Raises
    ------
    EquitykitError
        ``move_reason_missing``, ``date_same``, and what is wrong with a date
    """
    item = record_for(moment, values.get("subject"), CalendarItem)
    if moment.standing.entry(values["subject"]).id == values["id"]:
        # sent again, and done already
        return
    reason = str(values.get("reason", "")).strip()
    on, until = _days(page, moment, values)
    if until is None and item.until:
        until = on + (last_day(item) - item.on)
    if (on, until or on) == (item.on, last_day(item)):
        raise EquitykitError("date_same", date=page.words.date(on))
    if not reason:
        raise EquitykitError("move_reason_missing")
    record = item.model_copy(update={"on": on, "until": until})
    page.team.write(values["subject"], record, id=values["id"], reason=reason)


def done(page, moment, values: dict) -> None:
    """Mark something done; pressing it again takes that back."""
    item = record_for(moment, values.get("subject"), CalendarItem)
    record = item.model_copy(update={"done": not item.done})
    page.team.write(values["subject"], record, id=values["id"])


def add_break(page, moment, values: dict) -> None:
    """Enter a break of the school year, once.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``break_there``, ``break_too_long``, and what is wrong with a date
    """
    words, subject = page.words, f"school_break/{values['id']}"
    text = str(values.get("text", "")).strip()
    if not text:
        raise EquitykitError("text_missing")
    on, until = date_of(values.get("on", "")), date_of(values.get("until") or values.get("on", ""))
    _in_order(words, on, until)
    if until > day_of(moment) + FARTHEST:
        raise EquitykitError("date_far", date=words.date(until))
    named = {"first": words.date(on), "last": words.date(until)}
    if (until - on).days > LONGEST_BREAK:
        raise EquitykitError("break_too_long", most=LONGEST_BREAK, **named)
    if any(
        (each.on, each.until) == (on, until) and other != subject
        for other, each in moment.standing.of(SchoolBreak)
    ):
        raise EquitykitError("break_there", **named)
    page.team.write(subject, filled(SchoolBreak, text=text, on=on, until=until), id=values["id"])


def means(page, moment, values: dict) -> None:
    """Keep which hours and how much money there are, and what gives them."""
    rests_on = str(values.get("rests_on", ""))
    if rests_on:
        record_for(moment, rests_on, Commitment)
    begins, ends = (
        date_of(values[name]) if values.get(name) else None for name in ("begins", "ends")
    )
    if begins:
        _in_order(page.words, begins, ends)
    record = filled(
        CalendarMeans, hours=_hours(values), money=_money(values), rests_on=rests_on,
        begins=begins, ends=ends,
    )  # fmt: skip
    page.team.write(MEANS, record, id=values["id"])


def write_file(page, moment, values: dict) -> None:
    """Write the calendar for people's own programs: what is planned, and the breaks."""
    path = exports_of(page) / calendar_desk.FILE
    write_beside(path, calendar_of(_events(page, moment)))


def _events(page, moment):
    words, team, standing = page.words, page.team.team.name, moment.standing
    for each in planned(standing):
        record = standing.record(each.subject)
        yield CalendarEvent(
            uid=each.subject.replace("/", "-"),
            title=f"{team}: {title_of(each, words)}",
            on=each.on,
            starts=record.starts,
            minutes=getattr(record, "minutes", None) or _minutes(record),
            place=getattr(record, "place", ""),
            until=each.until,
        )
    for subject, each in breaks_of(standing):
        yield CalendarEvent(subject.replace("/", "-"), each.text, each.on, until=each.until)


def _minutes(record) -> int:
    agenda = load_agendas().get(record.agenda) if isinstance(record, Meeting) else None
    return planned_minutes(agenda, record.interpreted) if agenda else DEFAULT_MINUTES


PRACTICE = Practice(
    id="calendar",
    desk=desk,
    told=calendar_shown.told,
    paper=calendar_shown.paper,
    screens={"dates": calendar_shown.dates, "load": calendar_shown.load},
    actions={
        "add": add, "effort": effort, "move": move, "done": done, "add_break": add_break,
        "means": means, "write_file": write_file,
    },
    writes=(
        Writes(rf"calendar/{ID}", CalendarItem, ("text",)),
        Writes(rf"school_break/{ID}", SchoolBreak, ()),
    ),
    undoes=(CalendarMeans,),
)  # fmt: skip
