"""What the buttons of the meeting's page do: an action by its name, on a page, at a moment.

Each action writes entries through ``page.team`` or changes the room through ``page.room``.
Values come from a browser and may be anything: what is not known is refused.
"""

import json
import secrets
from uuid import uuid4

from equitykit.content.agendas import load_agendas
from equitykit.content.preparation import load_meeting_roles
from equitykit.content.protocols import load_protocols
from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line, Promise, RoleTally
from equitykit.records.team import Meeting, StageReached
from equitykit.reviews import progress as moves
from equitykit.reviews.entries import current_stage, stages_reached
from equitykit.reviews.talk_order import first_seat, part_seconds
from equitykit.workbook import meeting_pauses
from equitykit.workbook.meeting_desk import TALLIED, is_settled, undoable
from equitykit.workbook.meeting_end import end_meeting
from equitykit.workbook.meeting_fields import number_of, value_of
from equitykit.workbook.meeting_figure import (
    CHOSEN,
    OF_THE_FIGURE,
    choose_figure,
    go_along,
    is_figure_chosen,
    next_figure,
    show_figure,
)
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.meeting_screens import SCREENS
from equitykit.workbook.practices.practice import part_of_practice, writes_of

SEATS = {"4": 4, "6": 6, "8": 8}
DEFAULT_PEOPLE = 12
BEFORE_FIGURES = ("noticing.before", "noticing.question")


# the wall


def blank(page, moment: Moment, values: dict) -> None:
    page.room(blank=True)


def wake(page, moment: Moment, values: dict) -> None:
    page.room(blank=False)


def show(page, moment: Moment, values: dict) -> None:
    """Show something to the room; a measure that is shown for the first time is remembered."""
    thing = str(values.get("thing"))
    if part_of_practice(thing, "screens") is None:
        _one_of(thing, SCREENS)
        if moment.meeting is None:
            raise EquitykitError("meeting_not_open")
    if thing == "figure":
        show_figure(page, moment, id=values["id"])
    elif thing in OF_THE_FIGURE and moment.progress.figure and is_figure_chosen(page, moment):
        thing = go_along(page, moment, thing)
    if thing in BEFORE_FIGURES and is_figure_chosen(page, moment):
        # both name what comes next, also where nobody has chosen anything yet
        page.room(choice=next_figure(page, moment.progress.choice))
    page.room(screen=thing, blank=False, page=None)


def hide(page, moment: Moment, values: dict) -> None:
    page.room(screen="step", blank=True, page=None)


def turn_page(page, moment: Moment, values: dict) -> None:
    page.room(page=number_of(values.get("page"), 1, 999))


def language(page, moment: Moment, values: dict) -> None:
    page.room(language=_one_of(values.get("language"), ("en", "es", "both")))


def theme(page, moment: Moment, values: dict) -> None:
    page.room(theme=_one_of(values.get("theme"), ("light", "dark")))


def size(page, moment: Moment, values: dict) -> None:
    page.room(seats=SEATS[_one_of(values.get("size"), SEATS)])


# the agenda


def plan_meeting(page, moment: Moment, values: dict) -> None:
    """Write down a meeting that is to come; it is opened by itself."""
    agenda = _one_of(values.get("agenda"), load_agendas())
    record = Meeting(agenda=agenda, on=page.today())
    for name in ("on", "starts", "people", "people_beyond_staff", "interpreted"):
        if name in values or name in ("people_beyond_staff", "interpreted"):
            record = page.checked(record, name, value_of(record, name, values.get(name, "")))
    roles = {
        name.removeprefix("role_"): text.strip()
        for name, text in values.items()
        if name.startswith("role_") and text.strip()
    }
    if not roles.keys() <= load_meeting_roles().keys():
        raise EquitykitError("field_unknown")
    record = page.checked(record, "roles", roles)
    # a form that is sent again, after a kernel was lost, is the meeting that is there already
    entry = page.team.write(f"meeting/{uuid4().hex}", record, id=values["id"])
    _open(page, entry.subject, record)


def open_meeting(page, moment: Moment, values: dict) -> None:
    """Open a meeting of the record at its first step."""
    record = moment.standing.record(str(values.get("meeting")))
    if not isinstance(record, Meeting):
        raise EquitykitError("field_unknown")
    _open(page, values["meeting"], record)


def _open(page, subject: str, record: Meeting) -> None:
    progress = page.moment().progress
    if progress.meeting == subject:
        return
    if progress.meeting:
        page.room(**moves.leave(progress))
    if subject in progress.left:
        page.room(**moves.reopen(progress, subject, page.now()), opened=page.moment().sequence)
        return
    first = load_agendas()[record.agenda].steps[0]
    _reach(page, first.stage)
    page.room(**moves.begin(subject, first.id, page.now()), opened=page.moment().sequence)
    page.told_at_end = ()


def leave_meeting(page, moment: Moment, values: dict) -> None:
    """Go back to the list of meetings; everything stays as it is."""
    page.room(**moves.leave(moment.progress))


def go(page, moment: Moment, values: dict) -> None:
    """Go to a step, forward or back; its stage is where the team now stands."""
    step = moment.agenda.step(_one_of(values.get("step"), {s.id for s in moment.agenda.steps}))
    if moment.progress.tally:
        tally = RoleTally(
            meeting=moment.meeting_id, step=moment.step.id, counts=moment.progress.tally
        )
        page.team.write(f"{moment.meeting_id}/tally/{moment.step.id}", tally)
    _reach(page, step.stage, id=values["id"])
    page.room(**moves.go_to(moment.progress, step.id, moment.now))


def _reach(page, stage: str, *, id: str | None = None) -> None:
    """Note at which stage the team now stands, also the first time: only so can it be left."""
    entries = page.moment().entries
    if not stages_reached(entries) or stage != current_stage(entries):
        page.team.write("stage", StageReached(stage=stage), id=id)


def win_time(page, moment: Moment, values: dict) -> None:
    """Take one of the ways to win time: steps that go, or get shorter."""
    if values.get("option") == "end_later":
        minutes = number_of(values.get("steps"), 1, 240)
        page.room(longer=moment.progress.longer + minutes)
        return
    known = {step.id: step.minutes for step in moment.agenda.steps}
    for step, minutes in _steps(values.get("steps"), known).items():
        now = page.moment().progress
        page.room(**(moves.shorten(now, step, minutes) if minutes else moves.drop(now, step)))


def _steps(text, known: dict[str, int]) -> dict[str, int]:
    try:
        steps = json.loads(str(text))
        if all(type(each) is int and 0 <= each <= known[step] for step, each in steps.items()):
            return steps
    except (ValueError, KeyError, AttributeError, RecursionError):
        pass
    raise EquitykitError("field_unknown")


def take_back(page, moment: Moment, values: dict) -> None:
    page.room(**moves.take_back(moment.progress, str(values.get("step"))))


# time and turns


def phase(page, moment: Moment, values: dict) -> None:
    """Go to a part of the step's protocol, with its timer and, for a round, a seat to begin at."""
    protocol = load_protocols()[_one_of(moment.step.protocol, load_protocols())]
    part = _one_of(values.get("phase"), {part.id for part in protocol.parts})
    minutes = moment.progress.shortened.get(moment.step.id, moment.step.minutes)
    page.room(
        phase=part,
        screen="step",
        seat=_seat(moment) if part == "round" else None,
        **moves.start_timer(part_seconds(protocol, minutes)[part], moment.now),
    )


def another_seat(page, moment: Moment, values: dict) -> None:
    page.room(seat=_seat(moment))


def _seat(moment: Moment) -> int:
    return first_seat(moment.meeting.people or DEFAULT_PEOPLE, secrets.randbelow(10_000))


def timer_start(page, moment: Moment, values: dict) -> None:
    minutes = number_of(values.get("minutes"), 1, 600)
    page.room(**moves.start_timer(60 * minutes, moment.now))


def timer_pause(page, moment: Moment, values: dict) -> None:
    page.room(**moves.stop_timer(moment.progress, moment.now))


def timer_go_on(page, moment: Moment, values: dict) -> None:
    page.room(**moves.continue_timer(moment.progress, moment.now))


def timer_more(page, moment: Moment, values: dict) -> None:
    page.room(**moves.add_minutes(moment.progress, 1, moment.now))


def timer_stop(page, moment: Moment, values: dict) -> None:
    page.room(timer=None)


def break_start(page, moment: Moment, values: dict) -> None:
    minutes = number_of(values.get("minutes"), 1, 240)
    page.room(screen="break", blank=False, **moves.start_timer(60 * minutes, moment.now))


def break_end(page, moment: Moment, values: dict) -> None:
    page.room(screen="step", blank=True, timer=None)


def hold(page, moment: Moment, values: dict) -> None:
    """Pause the room: the wall is blank, the timer stands, and nothing is lost."""
    page.room(**moves.hold(moment.progress, moment.now))


def release(page, moment: Moment, values: dict) -> None:
    page.room(**moves.release(moment.progress, moment.now))


def tally(page, moment: Moment, values: dict) -> None:
    page.room(**moves.tap(moment.progress, _one_of(values.get("role"), TALLIED)))


# what is written down


def add_lines(page, moment: Moment, values: dict) -> None:
    """Write down lines, each an entry of its own; empty ones are no lines."""
    for line in values.get("lines", []):
        if line["text"].strip():
            record = Line(meeting=moment.meeting_id, step=moment.step.id, text=line["text"].strip())
            page.team.write(f"line/{line['id']}", record, id=line["id"])


def new_decision(page, moment: Moment, values: dict) -> None:
    page.team.write(
        f"decision/{values['id']}", Decision(meeting=moment.meeting_id), id=values["id"]
    )


def new_promise(page, moment: Moment, values: dict) -> None:
    page.team.write(f"promise/{values['id']}", Promise(meeting=moment.meeting_id), id=values["id"])


def line_again(page, moment: Moment, values: dict) -> None:
    """Take a line out, or begin to correct it; after two minutes both need a reason.

    Raises
    ------
    EquitykitError
        ``reason_missing``
    """
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), Line):
        raise EquitykitError("field_unknown")
    reason = str(values.get("reason", "")).strip()
    if is_settled(moment.standing.entry(subject).time, moment.now) and not reason:
        raise EquitykitError("reason_missing")
    if _one_of(values.get("do"), ("correct", "withdraw")) == "correct":
        page.room(correcting=moment.progress.correcting | {subject: reason})
    else:
        page.team.withdraw(subject, id=values["id"], reason=reason)


def withdraw(page, moment: Moment, values: dict) -> None:
    """Let a decision, a promise or an entry of a practice count no more.

    Raises
    ------
    EquitykitError
        ``decision_settled`` for a decision that was entered in the register
    """
    subject = str(values.get("subject"))
    record = moment.standing.record(subject)
    if not isinstance(record, Decision | Promise) and not (record and writes_of(subject)):
        raise EquitykitError("field_unknown")
    if isinstance(record, Decision) and record.on:
        raise EquitykitError("decision_settled")
    page.team.withdraw(subject, id=values["id"])


def choose(page, moment: Moment, values: dict) -> None:
    """Of several texts that stand, keep one; the others stay among the versions."""
    subject, _, attribute = str(values.get("field")).partition("#")
    heads = moment.standing.get(subject, ())
    kept = next((head for head in heads if head.id == values.get("entry")), None)
    if kept is None or len(heads) < 2 or not hasattr(kept.record, attribute):
        raise EquitykitError("field_unknown")
    page.team.write(subject, kept.record, id=values["id"], base=moment.sequence)


def choose_data(page, moment: Moment, values: dict) -> None:
    asked = {name: values[name] for name in (*CHOSEN, "kind") if values.get(name)}
    choose_figure(page, moment, asked)


def undo(page, moment: Moment, values: dict) -> None:
    page.team.undo(undoable(), after=page.undo_after(moment), id=values["id"])


def _one_of(value, allowed) -> str:
    if value not in allowed:
        raise EquitykitError("field_unknown")
    return value


ACTIONS = {
    "blank": blank, "wake": wake, "show": show, "hide": hide, "page": turn_page,
    "language": language, "theme": theme, "size": size,
    "plan_meeting": plan_meeting, "open_meeting": open_meeting, "leave_meeting": leave_meeting,
    "go": go, "win_time": win_time, "take_back": take_back,
    "phase": phase, "another_seat": another_seat,
    "timer_start": timer_start, "timer_pause": timer_pause, "timer_go_on": timer_go_on,
    "timer_more": timer_more, "timer_stop": timer_stop,
    "break_start": break_start, "break_end": break_end, "hold": hold, "release": release,
    "tally": tally, "add_lines": add_lines, "new_decision": new_decision,
    "new_promise": new_promise, "line_again": line_again, "withdraw": withdraw, "choose": choose,
    "choose_data": choose_data, "undo": undo, "end_meeting": end_meeting,
} | meeting_pauses.ACTIONS  # fmt: skip

# what can be done while no meeting is open
BEFORE_A_MEETING = (
    "plan_meeting", "open_meeting", "blank", "wake", "show", "hide", "page",
    "language", "theme", "size", "withdraw", "choose", "undo",
)  # fmt: skip

# what somebody at the wall, and a page that wakes from sleep, may do
ROOM_ACTIONS = ("blank", "wake", "page")
