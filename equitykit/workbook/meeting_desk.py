"""What the facilitator's page holds at a moment, put together for its view."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from equitykit.content.codelists import load_student_groups
from equitykit.content.primers import primer_of
from equitykit.content.protocols import load_protocols
from equitykit.records.notes import Decision, Line, Note, Promise
from equitykit.records.record import Withdrawn
from equitykit.reviews.elastic_time import options_when_late, stand
from equitykit.reviews.pause_log import changed_by
from equitykit.reviews.rights import unfinished
from equitykit.reviews.talk_order import part_seconds
from equitykit.views.fields import Option
from equitykit.views.practices import Screen, practice_desk
from equitykit.views.record_values import kind_label, known_text
from equitykit.views.today_facilitator import (
    AgendaRow,
    FacilitatorState,
    LateOption,
    RoleCount,
    RoomStand,
)
from equitykit.views.today_room import page_count
from equitykit.views.today_steps import (
    ClosingView,
    DecisionView,
    LineView,
    PhaseView,
    PromiseView,
    ProtocolView,
    Reveal,
    StepView,
)
from equitykit.workbook.carried_words import opening_cards, opening_screens, own_groups
from equitykit.workbook.meeting_fields import NEXT_TIME, field_of
from equitykit.workbook.meeting_figure import is_unasked
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.meeting_pauses import panel
from equitykit.workbook.meeting_screens import agenda_stands, screen_of, timer_of
from equitykit.workbook.practices.practice import practice_of, undoable_kinds
from equitykit.workbook.record import latest_undoable

# a slip of the hand may be corrected without giving a reason
FREE_CORRECTION = timedelta(minutes=2)
TALLIED = ("student", "family", "teacher", "staff", "leader", "partner")
STATES = ("open", "kept", "late", "broken", "released")
BEFORE_THE_FIGURE = ("before", "question", "predictions")
OWN_UNDOABLE = tuple(kind.kind for kind in (Line, Note, Decision, Promise, Withdrawn))


def desk_of(page, moment: Moment) -> FacilitatorState:
    """Everything that the facilitator's page shows."""
    words, languages = page.words, page.languages(moment)
    rows = agenda_stands(moment, words)
    steps = [step.id for step, _, _, where in rows if where != "dropped"]
    return FacilitatorState(
        team=page.team.team.name,
        meeting=words(f"agendas.{moment.meeting.agenda}.name"),
        number=steps.index(moment.step.id) + 1 if moment.step.id in steps else 0,
        of=len(steps),
        step=step_view(page, moment),
        late=stand(moment.agenda, moment.progress, moment.elapsed, minutes=moment.minutes).late,
        agenda=tuple(
            AgendaRow(
                step.id, words(f"steps.{step.id}.name"), minutes, starts, where, step.protected
            )
            for step, minutes, starts, where in rows
        ),
        late_options=tuple(_late(moment, words)),
        room=room_stand(page, moment, languages),
        pause=panel(moment, words, languages, hidden=page.hidden, choosing=page.choosing),
        tally=tuple(
            RoleCount(role, words(f"meeting.role.{role}"), moment.progress.tally.get(role, 0))
            for role in TALLIED
        ),
        break_timer=timer_of(moment) if moment.progress.screen == "break" else None,
        support=field_of(
            moment, "support", "text", words("care.support.title"), hint=words("care.support.hint")
        ),
        undo=undo_of(page, moment),
    )


def undoable() -> tuple[str, ...]:
    """Kinds of entries that *Undo* takes back."""
    return (*OWN_UNDOABLE, *undoable_kinds())


def _late(moment: Moment, words):
    """Ways to win time; what is sent back is the minutes of each step, 0 for one that goes."""
    options = options_when_late(
        moment.agenda, moment.progress, moment.elapsed, minutes=moment.minutes
    )
    for option in options:
        yield LateOption(
            id=option.id,
            titles=tuple(words(f"steps.{step}.name") for step in option.steps),
            minutes=option.wins,
            value=json.dumps(option.steps) if option.steps else str(option.wins),
            enough=option.enough,
        )


def room_stand(page, moment: Moment, languages) -> RoomStand:
    """What the room's screen does now."""
    progress = moment.progress
    screen = screen_of(moment, languages, figures=page.figures)
    number, of = page_count(screen, languages)
    thing = "" if progress.blank else progress.screen
    return RoomStand(
        shows=screen_name(thing, page.words) if thing else "",
        thing=thing,
        language=progress.language or page.book.parameters.language,
        theme=progress.theme,
        size=str(progress.seats),
        page=number,
        pages=of,
        address=page.address("room"),
        one_screen=page.address("one"),
    )


def undo_of(page, moment: Moment) -> str:
    """What *Undo* would take back, in words; empty if nothing."""
    since = [each for each in moment.entries if each.sequence > page.undo_after(moment)]
    entry = latest_undoable(since, undoable())
    if entry is None:
        return ""
    if entry.kind in OWN_UNDOABLE:
        return page.words(f"meeting.undone.{entry.kind}")
    return page.words("practice.undone.text", what=kind_label(entry.kind, page.words))


def step_view(page, moment: Moment, *, with_desks: bool = True) -> StepView:
    """The step where the meeting stands; without its desks, for the strip of the one screen."""
    words, step, progress = page.words, moment.step, moment.progress
    is_data, is_closing = step.section == "data", step.section == "closing"
    note = f"{moment.meeting_id}/note/{step.id}"
    return StepView(
        step=step.id,
        title=words(f"steps.{step.id}.name"),
        minutes=progress.shortened.get(step.id, step.minutes),
        hint=words(f"steps.{step.id}.hint"),
        instruction=words(f"steps.{step.id}.room"),
        carried=opening_cards(moment.standing, words) if is_opening(moment) else (),
        timer=timer_of(moment) if progress.screen not in ("pause", "breath", "break") else None,
        timer_minutes=progress.shortened.get(step.id, step.minutes),
        reveals=tuple(_reveals(moment, words, is_data, is_data and is_unasked(page, moment))),
        protocol=_protocol(moment, words),
        note=field_of(moment, note, "text", words("meeting.note.label"), rows=3),
        lines=tuple(_lines(page, moment)) if step.section != "pause" else None,
        data=page.data.selects(progress.choice, words) if is_data else (),
        figure=page.data.figure(progress.choice, words) if is_data and with_desks else None,
        # where the register is, a decision is written there and nowhere else
        decisions=None if "rights" in step.practices else tuple(_decisions(page, moment)),
        closing=_closing(page, moment) if is_closing else None,
        practices=tuple(
            practice_html(page, moment, each, level=3) for each in step.practices if with_desks
        ),
    )


def is_opening(moment: Moment) -> bool:
    """Whether the meeting stands at its first step."""
    return moment.step.id == moment.agenda.steps[0].id


def _reveals(moment: Moment, words, is_data: bool, unasked: bool):
    seen = "" if moment.progress.blank else moment.progress.screen
    of_practices = [
        f"{practice}.{name}"
        for practice in moment.step.practices
        for name in practice_of(practice).screens
    ]
    if is_data:
        before = [each for each in of_practices if is_before_the_figure(each)]
        # the question is offered first; whoever presses on shows the figure all the same
        before += ["noticing.question"] if unasked and seen != "figure" else []
        of_practices = [*before, "figure", *of_practices]
    opening = opening_screens(moment.standing) if is_opening(moment) else ()
    for thing in dict.fromkeys(["step", *of_practices, *opening, "lines"]):
        presses_on = thing == "figure" and unasked and seen != "figure"
        name = words("noticing.gate.press_on") if presses_on else screen_name(thing, words)
        yield Reveal(thing, name, shown=seen == thing)


def is_before_the_figure(thing: str) -> bool:
    """Whether what a practice shows comes before the figure that it is about."""
    practice, _, name = thing.partition(".")
    return practice == "reading" or (practice == "noticing" and name in BEFORE_THE_FIGURE)


def screen_name(thing: str, words) -> str:
    """What the desk calls something that the room can see."""
    id, _, own = thing.partition(".")
    return words(f"{id}.shown.{own}") if own else words(f"meeting.shown.{thing}")


def practice_html(page, moment: Moment, id: str, *, level: int) -> Markup:
    """The desk of a practice, with what of it the room sees now."""
    words, practice = page.words, practice_of(id)
    seen = "" if moment.progress.blank else moment.progress.screen
    screens = tuple(
        Screen(f"{id}.{name}", screen_name(f"{id}.{name}", words), seen == f"{id}.{name}")
        for name in practice.screens
    )
    desk = replace(
        practice.desk(page, moment),
        primer=primer_of(id, words),
        screens=screens if level == 0 else (),
    )
    return practice_desk(desk, words, level=level)


def _protocol(moment: Moment, words) -> ProtocolView | None:
    step = moment.step
    if not step.protocol or step.section == "pause":
        return None
    protocol = load_protocols()[step.protocol]
    minutes = moment.progress.shortened.get(step.id, step.minutes)
    seconds = part_seconds(protocol, minutes)
    seat = moment.progress.seat
    return ProtocolView(
        phases=tuple(
            PhaseView(
                part.id,
                words(f"protocols.{part.id}.name"),
                max(1, round(seconds[part.id] / 60)),
                moment.progress.phase == part.id,
            )
            for part in protocol.parts
        ),
        hint=words("protocols.any.passing"),
        start=words("protocols.any.start", seat=seat) if seat else "",
    )


def _lines(page, moment: Moment):
    for subject, _ in moment.lines(moment.step.id):
        entry = moment.standing.entry(subject)
        yield LineView(
            subject,
            field_of(moment, subject, "text", page.words("meeting.line.label"), kind="line"),
            needs_reason=subject not in moment.progress.correcting
            and is_settled(entry.time, moment.now),
            changed_by=changed_by_line(moment, subject, page.words),
        )


def is_settled(written: datetime, now: int) -> bool:
    """Whether a change of what was written then needs a reason."""
    return datetime.fromtimestamp(now / 1000, UTC) - written > FREE_CORRECTION


def changed_by_line(moment: Moment, subject: str, words) -> str:
    """That an equity pause changed this, and when."""
    pauses = changed_by(moment.standing, subject)
    if not pauses:
        return ""
    first = next(each for each in moment.entries if each.subject == pauses[-1][0])
    return words("meeting.changed_by.text", date=words.moment(first.time.astimezone()))


def _decisions(page, moment: Moment):
    words = page.words
    for subject, decision in moment.of_meeting(Decision):
        if decision.on:
            # it is in the register, and changed there by nobody
            continue
        groups = group_options(page, decision, words)
        yield DecisionView(
            subject,
            (
                field_of(moment, subject, "text", words("meeting.decision.text"), rows=2),
                field_of(moment, subject, "reason", words("meeting.decision.reason"), rows=2),
                field_of(
                    moment, subject, "groups", words("meeting.decision.groups"),
                    kind="checks", options=groups, hint=words("meeting.decision.groups_hint"),
                ),
                field_of(
                    moment, subject, "absent", words("meeting.decision.absent"), kind="line",
                    hint=words("meeting.decision.absent_hint"),
                ),
            ),
            changed_by_line(moment, subject, words),
        )  # fmt: skip


def group_options(page, decision: Decision, words) -> tuple[Option, ...]:
    known = [code for code in page.groups() if code in load_student_groups()]
    codes = dict.fromkeys([*known, *own_groups(page.moment().standing), *decision.groups])
    hidden = page.hidden()
    names = {code: known_text(f"groups.{code}.name", words) or code for code in codes}
    return tuple(
        Option(code, words("meeting.decision.hidden", group=name) if code in hidden else name)
        for code, name in names.items()
    )


def _closing(page, moment: Moment) -> ClosingView:
    words = page.words
    upcoming = f"{moment.meeting_id}/next"
    ended = moment.standing.record(f"{moment.meeting_id}/end") is not None
    return ClosingView(
        promises=tuple(_promises(page, moment)),
        next=(
            field_of(moment, upcoming, "on", words("meeting.next.date"), kind="date"),
            field_of(moment, upcoming, "starts", words("meeting.next.starts"), kind="time"),
            field_of(moment, upcoming, "place", words("meeting.next.place"), kind="line"),
        ),
        next_time=field_of(
            moment, f"{moment.meeting_id}/note/{NEXT_TIME}", "text",
            words("meeting.note.next_time"), rows=2,
        ),
        will_do=tuple(page.told_at_end or (*not_entered(moment, words), *(
            words(f"meeting.end.{each}") for each in (
                "backup", "pack", "minutes", "promises", "calendar")))),
        has_ended=ended,
    )  # fmt: skip


def not_entered(moment: Moment, words) -> tuple[str, ...]:
    """How many decisions of the meeting are not in the register yet; nothing where none is."""
    begun = [each for each in unfinished(moment.standing) if each[1].meeting == moment.meeting_id]
    return (words.count("meeting.not_entered", len(begun)),) if begun else ()


def _promises(page, moment: Moment):
    words = page.words
    for subject, promise in moment.standing.of(Promise):
        if promise.meeting != moment.meeting_id and promise.state not in ("open", "late"):
            continue
        states = tuple(Option(each, words(f"meeting.promise.{each}")) for each in STATES)
        came_of = field_of(moment, subject, "why", words("trust.promises.why"), kind="line")
        yield PromiseView(
            subject,
            (
                field_of(moment, subject, "text", words("meeting.promise.text"), kind="line"),
                field_of(moment, subject, "to", words("meeting.promise.to"), kind="line"),
                field_of(moment, subject, "by", words("meeting.promise.by"), kind="date"),
                field_of(
                    moment, subject, "state", words("meeting.promise.state"),
                    kind="choice", options=states,
                ),
                *((came_of,) if promise.state != "open" or promise.why else ()),
            ),
            changed_by_line(moment, subject, words),
        )  # fmt: skip
