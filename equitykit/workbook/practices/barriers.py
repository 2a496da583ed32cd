"""S12: what might keep people away from this event; looked at one by one, fixed or still open."""

import re

from equitykit.content.barriers import barrier_ids, load_barriers
from equitykit.errors import EquitykitError
from equitykit.records.barriers import STATES, BarrierCheck, EventPlan
from equitykit.records.team import Meeting
from equitykit.reviews.barriers import Checked, not_looked_at, scan_of, solved, still_open
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.barriers_shown import (
    event_day,
    event_name,
    events_of,
    name_of,
    open_screen,
    paper,
    told,
    welcome,
    welcome_lines,
)
from equitykit.workbook.practices.parts import day_of
from equitykit.workbook.practices.practice import ID, Practice, Writes

EVENT = rf"(?:meeting|event)/{ID}"


def desk(page, moment) -> PracticeDesk:
    words, on = page.words, day_of(moment)
    events = events_of(moment.standing, moment.meeting_id, on)
    parts = [_event(moment, events, words)]
    if events:
        parts += _scan(page, moment, events[0], on)
    for subject in events[1:]:
        record = moment.standing.record(subject)
        scan = scan_of(moment.standing, subject)
        items = tuple(_item(moment, each, record, on, words) for each in scan)
        parts.append(Part(event_name(record, words), items=items, folded=True))
    return PracticeDesk(
        id="barriers",
        title=words("barriers.section.title"),
        instruction=words("barriers.section.about"),
        parts=tuple(parts),
    )


def _event(moment, events: list[str], words) -> Part:
    plans = [each for each in events if isinstance(moment.standing.record(each), EventPlan)]
    return Part(
        words("barriers.event.title"),
        hint=event_name(moment.standing.record(events[0]), words) if events else "",
        items=tuple(
            Item(
                subject,
                event_name(moment.standing.record(subject), words),
                fields=tuple(_event_fields(moment, subject, words)),
                in_a_row=True,
            )
            for subject in plans
        ),
        empty="" if events else words("barriers.event.none"),
        buttons=(Button("barriers.event", words("barriers.event.add")),),
    )


def _event_fields(moment, subject: str, words):
    for name, kind in (
        ("en", "line"), ("es", "line"), ("day", "date"), ("starts", "time"), ("place", "line")
    ):  # fmt: skip
        label = "field" if name in ("en", "es") else "event"
        yield field_of(moment, subject, name, words(f"barriers.{label}.{name}"), kind=kind)


def _scan(page, moment, event: str, on):
    words, in_meeting = page.words, page.book.name == "00_today"
    record, scan = moment.standing.record(event), scan_of(moment.standing, event)
    by_id = {each.barrier: each for each in scan if each.barrier}
    yield Part(
        words("barriers.sheet.title"),
        warnings=tuple(_warnings(moment, event, record, on, words)),
        lines=tuple(welcome_lines(solved(moment.standing, event), words)),
        empty=words("barriers.sheet.none"),
    )
    for part, ids in load_barriers().items():
        items = tuple(_item(moment, by_id[id], record, on, words) for id in ids)
        # at the arrival there is no time to read the whole list: it is opened part by part
        seen = all(by_id[id].state for id in ids)
        yield Part(words(f"barriers.part.{part}"), items=items, folded=in_meeting or seen)
    own = [each for each in scan if not each.barrier]
    yield Part(
        words("barriers.own.title"),
        items=tuple(_own(moment, each, n, record, on, words) for n, each in enumerate(own, 1)),
        empty=words("barriers.own.none"),
        buttons=(Button("barriers.own", words("barriers.own.add"), {"event": event}),),
    )


def _warnings(moment, event: str, record, on, words):
    unseen, scan = not_looked_at(moment.standing, event), scan_of(moment.standing, event)

    def named(those):
        return words.list([name_of(each, words) for each in those])

    if unseen:
        yield words("barriers.check.not_looked", count=len(unseen), of=len(barrier_ids()))
    late = [each for each in scan if each.is_late(on)]
    if late:
        yield words("barriers.check.overdue", barriers=named(late))
    nobody = [each for each in scan if each.has_nobody]
    if nobody:
        yield words("barriers.check.open_alone", barriers=named(nobody))
    still = still_open(moment.standing, event)
    if still:
        yield words("barriers.check.say_before", barriers=named(still))
    interpreting = next((each for each in scan if each.barrier == "interpreting"), None)
    solved_it = interpreting and interpreting.state in ("there", "fixed")
    if solved_it and isinstance(record, Meeting) and not record.interpreted:
        yield words("barriers.check.interpreted")


def _item(moment, each: Checked, record, on, words) -> Item:
    return Item(
        subject=each.subject,
        title=name_of(each, words),
        fields=tuple(_fields(moment, each.subject, words)),
        stands=(words(f"barriers.ask.{each.barrier}"),) if each.barrier else (),
        warnings=tuple(_about(each, record, on, words)),
        in_a_row=True,
    )


def _about(each: Checked, record, on, words):
    name = name_of(each, words)
    if each.is_late(on):
        yield words("barriers.check.overdue", barriers=name)
    elif each.comes_after(event_day(record)):
        yield words("barriers.check.after")
    if each.says_no_fix:
        yield words("barriers.check.no_fix")


def _fields(moment, subject: str, words):
    states = tuple(Option(state, words(f"barriers.state.{state}")) for state in STATES)
    yield field_of(
        moment, subject, "state", words("barriers.field.state"), kind="choice", options=states
    )
    yield field_of(moment, subject, "fix", words("barriers.field.fix"), kind="line")
    yield field_of(moment, subject, "owner", words("barriers.field.owner"), kind="line")
    yield field_of(moment, subject, "by", words("barriers.field.by"), kind="date")


def _own(moment, each: Checked, number: int, record, on, words) -> Item:
    title = name_of(each, words) or words("barriers.own.one_of", number=number)
    named = tuple(
        field_of(moment, each.subject, name, words(f"barriers.field.{name}"), kind="line")
        for name in ("en", "es")
    )
    return Item(
        subject=each.subject,
        title=title,
        fields=(*named, *_fields(moment, each.subject, words)),
        warnings=tuple(_about(each, record, on, words)),
        buttons=(
            Button(
                "withdraw", words("barriers.own.withdraw"), {"subject": each.subject},
                kind="plain small", told_to=title,
            ),
        ),
        in_a_row=True,
    )  # fmt: skip


# what buttons do


def event(page, moment, values: dict) -> None:
    """Begin the scan of an event that is no meeting of the team."""
    page.team.write(f"event/{values['id']}", EventPlan(), id=values["id"])


def own(page, moment, values: dict) -> None:
    """Begin a barrier that is on no list."""
    event = str(values.get("event"))
    if not isinstance(moment.standing.record(event), Meeting | EventPlan):
        raise EquitykitError("field_unknown")
    page.team.write(
        f"{event}/barrier/{values['id']}", BarrierCheck(event=event, state="open"), id=values["id"]
    )


def _listed(found: re.Match, meeting: str) -> BarrierCheck:
    if found[2] not in barrier_ids():
        raise EquitykitError("field_unknown")
    return BarrierCheck(event=found[1], barrier=found[2])


CHECKED = ("state", "fix", "owner", "by")

PRACTICE = Practice(
    id="barriers",
    desk=desk,
    told=told,
    paper=paper,
    screens={"welcome": welcome, "still_open": open_screen},
    actions={"event": event, "own": own},
    writes=(
        Writes(rf"({EVENT})/barrier/([a-z_]{{3,20}})", BarrierCheck, CHECKED, _listed),
        Writes(rf"{EVENT}/barrier/{ID}", BarrierCheck, ("en", "es", *CHECKED)),
        Writes(rf"event/{ID}", EventPlan, ("en", "es", "day", "starts", "place")),
    ),
)
