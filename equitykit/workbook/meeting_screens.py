"""What the room sees at a moment, put together from the record and from where the meeting is."""

from collections.abc import Mapping

from equitykit.content.protocols import load_protocols
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting, NextMeeting, SupportCard
from equitykit.reviews.elastic_time import stand
from equitykit.reviews.newcomer import newcomer_path
from equitykit.storage.clock import local
from equitykit.views.said import said
from equitykit.views.timers import Timer
from equitykit.views.today_room import (
    AgendaLine,
    AgendaScreen,
    BlankScreen,
    BreakScreen,
    BreathScreen,
    CardScreen,
    FigureScreen,
    LinesScreen,
    PauseScreen,
    ProtocolScreen,
    RoomScreen,
    Shown,
    StepScreen,
    TestCard,
)
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.practices.practice import part_of_practice

PAUSE_PARTS = ("silent", "round", "consequence")


def screen_of(moment: Moment, languages, *, figures, invented: bool = False) -> RoomScreen:
    """The whole screen; `figures` draws the meeting's data choice for each of `languages`.

    `invented` says on every screen that district and figures were made up.
    """
    progress = moment.progress
    show = BlankScreen()
    practice = part_of_practice(progress.screen, "screens")
    if practice and not progress.blank:
        show = practice(moment, languages)
    elif moment.meeting and not progress.blank:
        show = _shown(moment, languages, figures)
    return RoomScreen(
        show=show,
        meeting=_foot(moment, languages, invented),
        place=_place(moment),
        theme=progress.theme,
        size=str(progress.seats),
    )


def timer_of(moment: Moment) -> Timer | None:
    """The quiet timer, as pages show it."""
    timer = moment.progress.timer
    return Timer(ends=timer.ends, left=timer.left) if timer else None


def _shown(moment: Moment, languages, figures) -> Shown:
    make = SCREENS.get(moment.progress.screen, _step)
    return make(moment, languages) if make is not _figure else make(moment, languages, figures)


def _step(moment: Moment, languages) -> Shown:
    step, progress = moment.step, moment.progress
    parts = load_protocols()[step.protocol].parts if step.protocol else ()
    ids = [part.id for part in parts]
    if progress.phase in ids:
        return ProtocolScreen(
            title=said(f"steps.{step.id}.name", languages),
            instruction=said(f"protocols.{progress.phase}.room", languages),
            phases=tuple(said(f"protocols.{id}.name", languages) for id in ids),
            now=ids.index(progress.phase),
            start=_seat(moment, languages),
            timer=timer_of(moment),
        )
    return StepScreen(
        title=said(f"steps.{step.id}.name", languages),
        instruction=said(f"steps.{step.id}.room", languages),
        timer=timer_of(moment),
    )


def _seat(moment: Moment, languages) -> Mapping[str, str] | str:
    seat = moment.progress.seat
    return said("protocols.any.start", languages, seat=seat) if seat else ""


def _lines(moment: Moment, languages) -> Shown:
    step = moment.step.id
    lines = [line.text for _, line in moment.lines(step)]
    typing = moment.draft(f"line/new/{step}#text")
    if typing and typing.text.strip():
        lines.append(typing.text)
    return LinesScreen(
        title=said(f"steps.{step}.name", languages),
        lines=tuple(lines),
        page=moment.progress.page or None,
    )


def _figure(moment: Moment, languages, figures) -> Shown:
    return FigureScreen(figures(languages), page=moment.progress.page or None)


def _pause(moment: Moment, languages) -> Shown:
    pause = moment.standing.record(moment.progress.pause)
    if not isinstance(pause, Pause) or not pause.prompt:
        return _step(moment, languages)
    phase = moment.progress.pause_phase
    return PauseScreen(
        prompt=pause.asked or said(f"prompts.{pause.prompt}.text", languages),
        phase=phase if phase in PAUSE_PARTS else "silent",
        timer=timer_of(moment),
        seen=pause.seen,
        change=pause.change,
        changes=label_of(moment, pause.changes, languages[0]) if pause.changes else "",
        unchanged=pause.unchanged_because,
        page=moment.progress.page or None,
    )


def label_of(moment: Moment, subject: str, words) -> str:
    """How a reader calls an entry: its own text, shortened."""
    record = moment.standing.record(subject)
    text = getattr(record, "text", "")
    if isinstance(record, NextMeeting):
        text = words("today.next.label")
    return text if len(text) <= 80 else text[:79] + "…"


def _agenda(moment: Moment, languages) -> Shown:
    rows = agenda_stands(moment, languages[0])
    return AgendaScreen(
        title=_meeting_name(moment, languages),
        rows=tuple(
            AgendaLine(said(f"steps.{step.id}.name", languages), starts, where)
            for step, _, starts, where in rows
        ),
    )


def agenda_stands(moment: Moment, words) -> list[tuple]:
    """Step, minutes it has, when it begins on the clock, and where it stands, for each step."""
    progress = moment.progress
    ends = stand(moment.agenda, progress, moment.elapsed).ends
    ids = [step.id for step in moment.agenda.steps]
    here = ids.index(moment.step.id)
    rows, begins = [], progress.started
    for place, step in enumerate(moment.agenda.steps):
        minutes = progress.shortened.get(step.id, step.minutes)
        if step.id in progress.dropped:
            where = "dropped"
        else:
            where = "done" if place < here else "now" if place == here else "next"
        rows.append((step, minutes, words.clock(local(begins).time()) if begins else "", where))
        if where == "done":
            begins += progress.worked.get(step.id, 0)
        elif where in ("now", "next"):
            begins = progress.started + ends[step.id] * 60_000
    return rows


def _path(moment: Moment, languages) -> Shown:
    lines = [said(f"newcomer.{item.id}.name", languages) for item in newcomer_path(moment.standing)]
    return CardScreen(said("newcomer.path.title", languages), tuple(lines))


def _support(moment: Moment, languages) -> Shown:
    card = moment.standing.record("support")
    own = tuple(card.text.splitlines()) if isinstance(card, SupportCard) else ()
    first = said("care.support.room", languages)
    lines = (first, said("care.support.people", languages), *own) if own else (first,)
    return CardScreen(said("care.support.title", languages), lines)


def _goodbye(moment: Moment, languages) -> Shown:
    upcoming = moment.standing.record(f"{moment.meeting_id}/next")
    lines = [said("today.room.thanks", languages)]
    if isinstance(upcoming, NextMeeting) and upcoming.on:
        lines.append(
            {
                words.language: f"{words('today.room.next')}: {when(upcoming, words)}"
                for words in languages
            }
        )
    return CardScreen(_meeting_name(moment, languages), tuple(lines))


def when(meeting: NextMeeting | Meeting, words) -> str:
    """Date, time and place as a reader writes them."""
    parts = [words.date(meeting.on)] if meeting.on else []
    if meeting.starts:
        parts.append(words.time(meeting.starts))
    place = getattr(meeting, "place", "")
    return " · ".join([*parts, place] if place else parts)


def _breath(moment: Moment, languages) -> Shown:
    return BreathScreen(timer_of(moment))


def _break(moment: Moment, languages) -> Shown:
    timer = moment.progress.timer
    back = languages[0].clock(local(timer.ends).time()) if timer and timer.ends else ""
    return BreakScreen(timer_of(moment), back)


def _test(moment: Moment, languages) -> Shown:
    return TestCard()


def _meeting_name(moment: Moment, languages):
    return said(f"agendas.{moment.meeting.agenda}.name", languages) if moment.meeting else ""


def _foot(moment: Moment, languages, invented: bool):
    name = _meeting_name(moment, languages)
    if not invented or not name:
        return name
    return {
        words.language: f"{name[words.language]} · {words('meeting.invented.text')}"
        for words in languages
    }


def _place(moment: Moment) -> str:
    if not moment.meeting:
        return ""
    steps = [step.id for step in moment.agenda.steps if step.id not in moment.progress.dropped]
    here = steps.index(moment.step.id) + 1 if moment.step.id in steps else 0
    return f"{here} / {len(steps)}" if here else ""


SCREENS = {
    "step": _step,
    "lines": _lines,
    "figure": _figure,
    "pause": _pause,
    "agenda": _agenda,
    "path": _path,
    "support": _support,
    "goodbye": _goodbye,
    "breath": _breath,
    "break": _break,
    "test": _test,
}
