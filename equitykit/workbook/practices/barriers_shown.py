"""A barrier scan as guests and the room see it, as a report tells it, and on paper."""

from equitykit.content.barriers import barrier_ids, load_barriers
from equitykit.records.barriers import EventPlan
from equitykit.records.team import Meeting, MeetingEnded
from equitykit.reviews.barriers import Checked, not_looked_at, scan_of, solved, still_open
from equitykit.views.practices import Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import day_of, in_each

SHOWN_EVENTS = 3


def events_of(standing, meeting: str, on) -> list[str]:
    """Subjects of what can be scanned: the open meeting, events to come, the next meeting."""
    plans = [
        subject
        for subject, plan in reversed(standing.of(EventPlan))
        if plan.day is None or plan.day >= on
    ]
    if meeting:
        return [meeting, *plans][:SHOWN_EVENTS]
    coming = [
        (record.on, subject)
        for subject, record in standing.of(Meeting)
        if record.on >= on and not isinstance(standing.record(f"{subject}/end"), MeetingEnded)
    ]
    return [*plans, *(subject for _, subject in sorted(coming)[:1])][:SHOWN_EVENTS]


def event_day(event):
    """The day of a meeting or an event, where it has one."""
    return event.on if isinstance(event, Meeting) else getattr(event, "day", None)


def name_of(each: Checked, words) -> str:
    """What a barrier is called."""
    if each.barrier:
        return words(f"barriers.item.{each.barrier}")
    return getattr(each.check, words.language) or each.check.en or each.check.es


def event_name(record, words) -> str:
    """What a meeting or an event is called, with its day."""
    if isinstance(record, Meeting):
        return words("barriers.event.meeting", date=words.date(record.on))
    name = getattr(record, words.language) or record.text or words("barriers.event.untitled")
    dated = f"{name}, {words.date(record.day)}" if record.day else name
    return words("barriers.event.own", name=dated)


def welcome_lines(those: list[Checked], words) -> list[str]:
    return [words(f"barriers.welcome.{each.barrier}") for each in those if each.barrier]


def _current(moment) -> str:
    events = events_of(moment.standing, moment.meeting_id, day_of(moment))
    return events[0] if events else ""


def welcome(moment, languages) -> TableScreen | CardScreen:
    """What guests find: only what somebody has looked at."""
    those = {each.barrier for each in solved(moment.standing, _current(moment))}
    title = said("barriers.sheet.find", languages)
    rows = tuple(
        (said(f"barriers.part.{part}", languages), said(f"barriers.welcome.{id}", languages))
        for part, ids in load_barriers().items()
        for id in ids
        if id in those
    )
    if not rows:
        return CardScreen(title, (said("barriers.sheet.none", languages),))
    head = (said("barriers.head.where", languages), title)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def open_screen(moment, languages) -> TableScreen | CardScreen:
    """What is still in the way, with its fix and its day."""
    those = still_open(moment.standing, _current(moment))
    title = said("barriers.sheet.open", languages)
    if not those:
        return CardScreen(title, (said("barriers.sheet.none_open", languages),))
    return TableScreen(
        title,
        tuple(said(f"barriers.head.{each}", languages) for each in ("barrier", "fix", "by")),
        tuple(
            (
                in_each(languages, lambda words, each=each: name_of(each, words)),
                each.check.fix or "–",
                in_each(languages, lambda words, each=each: _day(each, words)),
            )
            for each in those
        ),
        page=moment.progress.page or 1,
    )


def _day(each: Checked, words) -> str:
    return words.date(each.check.by) if each.check and each.check.by else "–"


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    parts = []
    for kind in (Meeting, EventPlan):
        for subject, record in standing.of(kind):
            looked = [each for each in scan_of(standing, subject) if each.state]
            if looked:
                parts += _told_event(standing, subject, record, looked, words)
    return tuple(parts)


def _told_event(standing, subject: str, record, looked: list[Checked], words):
    heads = ("barrier", "state", "fix", "owner", "by")
    yield Part(
        event_name(record, words),
        table=Table(
            words("barriers.sheet.title"),
            tuple(words(f"barriers.head.{each}") for each in heads),
            tuple(
                (
                    name_of(each, words),
                    words(f"barriers.state.{each.state}"),
                    each.check.fix or "–",
                    each.check.owner or "–",
                    _day(each, words),
                )
                for each in looked
            ),
        ),
    )
    yield Part(
        words("barriers.sheet.find"),
        lines=tuple(welcome_lines(solved(standing, subject), words)),
        hint=words("barriers.sheet.ask_us"),
        empty=words("barriers.sheet.none"),
    )
    unseen = not_looked_at(standing, subject)
    still = [name_of(each, words) for each in still_open(standing, subject)]
    warnings = (
        [words("barriers.check.not_looked", count=len(unseen), of=len(barrier_ids()))]
        if unseen else []
    )  # fmt: skip
    yield Part(
        words("barriers.sheet.open"),
        lines=tuple(still),
        warnings=tuple(warnings),
        empty=words("barriers.sheet.none_open"),
    )


def paper(book, words) -> tuple[Part, ...]:
    heads = ("barrier", "look", "state", "fix", "owner", "by")
    return tuple(
        Part(
            words(f"barriers.part.{part}"),
            table=Table(
                words(f"barriers.part.{part}"),
                tuple(words(f"barriers.head.{each}") for each in heads),
                tuple(
                    (words(f"barriers.item.{id}"), words(f"barriers.ask.{id}"), "", "", "", "")
                    for id in ids
                ),
            ),
        )
        for part, ids in load_barriers().items()
    )
