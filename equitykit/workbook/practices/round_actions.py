"""What the buttons and forms of an anonymous round do."""

import secrets
from collections.abc import Callable, Mapping
from functools import partial

from equitykit.content.texts import LANGUAGES
from equitykit.errors import EquitykitError
from equitykit.records.rounds import FEWEST, WAYS, Round
from equitykit.reviews.round_release import added, may_add, released
from equitykit.reviews.rounds import (
    Instrument,
    Running,
    check_people,
    role_of,
    slip_of,
    with_grid,
    with_slip,
)
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices import round_state
from equitykit.workbook.practices.round_state import Collected, change, collected


def round_actions(instrument: Instrument, *, words_of) -> dict[str, Callable]:
    """The actions of a round, to merge into those of its practice: ``<instrument>_<name>``."""
    named = {
        f"{instrument.id}_{name}": partial(_with_instrument, act, instrument)
        for name, act in ACTIONS.items()
    }
    begin = partial(_open, instrument, words_of)
    return named | {f"{instrument.id}_open": begin}


def _with_instrument(act, instrument: Instrument, page, moment, values: dict) -> None:
    act(page, moment, instrument, values)


def _open(instrument: Instrument, words_of, page, moment, values: dict) -> None:
    """Begin to collect; the questions are kept as they are asked now."""
    way, at = values.get("way"), values.get("moment", "")
    if way not in WAYS or (way == "grid" and not instrument.scales):
        raise EquitykitError("field_unknown")
    if at not in (instrument.moments or ("",)):
        raise EquitykitError("round_moment_missing" if not at else "field_unknown")
    running = Running(
        id=values["id"], meeting=moment.meeting_id, moment=at, on=page.today(), way=way,
        sheet=round_state.fresh_sheet(), **_as_asked(instrument, page, words_of),
    )  # fmt: skip

    def begin(now: Collected) -> Collected:
        if now.open or _subject(running) in moment.standing:
            return now
        return Collected(open=running.but(passed=way == "laptop"), late=None)

    change(page, instrument, begin)


def _as_asked(instrument: Instrument, page, words_of) -> dict:
    languages = [page.all_words[each] for each in LANGUAGES]
    asked = tuple(question.id for question in instrument.questions)
    scale = tuple(dict.fromkeys(a for question in instrument.scales for a in question.answers))
    wording = {id: dict(words_of(id, languages)) for id in (*asked, *scale)}
    return {"order": asked, "scale": scale, "wording": wording}


def _subject(running: Running) -> str:
    return f"round/{running.id}"


def _change_open(page, instrument: Instrument, make: Callable[[Running], Running]) -> Running:
    """Change the round that is being collected.

    Raises
    ------
    EquitykitError
        ``round_not_open``
    """

    def apply(now: Collected) -> Collected:
        if now.open is None:
            raise EquitykitError("round_not_open")
        return Collected(open=make(now.open), late=now.late)

    return change(page, instrument, apply).open


def slip(page, moment, instrument: Instrument, values: dict) -> None:
    """Count one slip; the same form sent again counts once."""
    answers, people = slip_of(instrument, values), _people(moment)

    def count(running: Running) -> Running:
        if values["id"] in running.tally.seen:
            return running
        if running.phase != "collecting":
            raise EquitykitError("round_is_read")
        if running.way == "grid":
            raise EquitykitError("field_unknown")
        check_people(people, running.tally.total + 1)
        tally = with_slip(running.tally, instrument, answers, values["id"], secrets.randbelow)
        return running.but(tally=tally, sheet=round_state.fresh_sheet())

    _change_open(page, instrument, count)


def _people(moment) -> int | None:
    return moment.meeting.people if moment.meeting else None


def grid(page, moment, instrument: Instrument, values: dict) -> None:
    """Keep the counts of all slips of one role."""
    rows = {
        question.id: {
            answer: number_of(values.get(f"{question.id}.{answer}") or "0", 0, 500)
            for answer in (*question.answers, "")
        }
        for question in instrument.scales
    }
    role, people = role_of(instrument, values), _people(moment)

    def count(running: Running) -> Running:
        if running.way != "grid" or running.phase != "collecting":
            raise EquitykitError("field_unknown")
        tally = with_grid(running.tally, instrument, rows, role, values["id"])
        check_people(people, tally.total)
        return running.but(tally=tally, sheet=round_state.fresh_sheet())

    _change_open(page, instrument, count)


def pass_on(page, moment, instrument: Instrument, values: dict) -> None:
    """Show the form alone, for a laptop that goes round."""

    def alone(running: Running) -> Running:
        if running.phase != "collecting" or running.way == "grid":
            raise EquitykitError("field_unknown")
        return running.but(passed=True, way="laptop", sheet=round_state.fresh_sheet())

    _change_open(page, instrument, alone)


def end_pass(page, moment, instrument: Instrument, values: dict) -> None:
    """Back from the form to the desk."""
    _change_open(page, instrument, lambda running: running.but(passed=False))


def blank_form(page, moment, instrument: Instrument, values: dict) -> None:
    """An empty form for the next person."""
    sheet = round_state.fresh_sheet()
    _change_open(page, instrument, lambda running: running.but(sheet=sheet))


def discard(page, moment, instrument: Instrument, values: dict) -> None:
    """Throw away what was collected and not revealed."""
    change(page, instrument, lambda now: Collected(late=now.late))
    round_state.forget_traces(page)


def read(page, moment, instrument: Instrument, values: dict) -> None:
    """Take no more slips, so that the facilitator can read what was written."""

    def reading(running: Running) -> Running:
        return running.but(phase="reading", passed=False)

    running = _change_open(page, instrument, reading)
    if running.tally.total < FEWEST:
        # texts of so few are not read by anybody
        reveal(page, moment, instrument, values)


def reveal(page, moment, instrument: Instrument, values: dict) -> None:
    """Release the round, together; what was counted is forgotten.

    Raises
    ------
    EquitykitError
        ``round_unread`` where texts wait to be read, and those of `released`
    """
    phase = ""

    def freeze(running: Running) -> Running:
        nonlocal phase
        phase = running.phase
        if any(running.tally.texts.values()) and phase == "collecting":
            raise EquitykitError("round_unread")
        return running.but(phase="closing", passed=False)

    if collected(page, instrument).open is None:
        # sent again after it was done
        return
    running = _change_open(page, instrument, freeze)
    try:
        record = released(running, instrument, _texts(running, values), _ever(page, running))
    except EquitykitError:
        back = "reading" if phase == "reading" else "collecting"
        _change_open(page, instrument, lambda now: now.but(phase=back))
        raise
    if not page.team.journal.versions(page.team.stream, _subject(running)):
        page.team.write(_subject(running), record, id=running.id)
    change(page, instrument, lambda now: Collected(late=now.late))
    round_state.forget_traces(page)


def _ever(page, running: Running) -> list[Round]:
    """What was released before, without this very round where its closing was cut short."""
    return [
        entry.record
        for entry in page.moment().entries
        if isinstance(entry.record, Round) and entry.subject != _subject(running)
    ]


def _texts(running: Running, values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The texts that a form lets through, as they were reworded; what is emptied is left out."""
    let = {
        question: tuple(
            text
            for number in range(len(texts))
            if (text := str(values.get(f"{question}.{number}", "")).strip())
        )
        for question, texts in running.tally.texts.items()
    }
    return {question: texts for question, texts in let.items() if texts}


def late(page, moment, instrument: Instrument, values: dict) -> None:
    """Keep an answer that came after the reveal, until enough have come."""
    answers = slip_of(instrument, values)
    subject, done = _of_today(page, moment, instrument)
    wording = {"order": done.order, "scale": done.scale, "wording": done.wording}
    fresh = Running(
        id=subject.rpartition("/")[2],
        meeting=done.meeting,
        moment=done.moment,
        on=done.on,
        **wording,
    )

    def count(now: Collected) -> Collected:
        waiting = now.late if now.late and now.late.id == fresh.id else fresh
        if values["id"] in waiting.tally.seen:
            return now
        if waiting.phase != "collecting":
            raise EquitykitError("round_is_read")
        check_people(_people(moment), done.answers + waiting.tally.total + 1)
        tally = with_slip(waiting.tally, instrument, answers, values["id"], secrets.randbelow)
        return Collected(now.open, waiting.but(tally=tally, sheet=round_state.fresh_sheet()))

    change(page, instrument, count)


def _of_today(page, moment, instrument: Instrument) -> tuple[str, Round]:
    found = round_state.round_here(moment, instrument.id, page.today())
    if found is None:
        raise EquitykitError("round_not_open")
    return found


def late_read(page, moment, instrument: Instrument, values: dict) -> None:
    """Read what came late, once enough have come."""
    subject, done = _of_today(page, moment, instrument)

    def reading(now: Collected) -> Collected:
        if now.late is None or _subject(now.late) != subject:
            raise EquitykitError("round_late_few")
        if not may_add(done, now.late.tally, round_state.ever_released(moment)):
            raise EquitykitError("round_late_few")
        return Collected(now.open, now.late.but(phase="reading"))

    change(page, instrument, reading)


def add(page, moment, instrument: Instrument, values: dict) -> None:
    """Add the late answers to what was released, five or more at once."""
    subject, done = _of_today(page, moment, instrument)
    before = collected(page, instrument).late
    if before is None or _subject(before) != subject:
        raise EquitykitError("round_late_few")
    if any(before.tally.texts.values()) and before.phase != "reading":
        raise EquitykitError("round_unread")
    ever = round_state.ever_released(moment)
    record, left = added(done, before, _texts(before, values), ever)

    def keep_the_rest(now: Collected) -> Collected:
        if now.late != before:
            # one more came in between: press again
            raise EquitykitError("round_changed")
        return Collected(now.open, before.but(phase="collecting", tally=left))

    change(page, instrument, keep_the_rest)
    page.team.write(subject, record, id=values["id"])
    round_state.forget_traces(page)


def answer_back(page, moment, instrument: Instrument, values: dict) -> None:
    """Say why one answer cannot be taken back: nothing tells which it is."""
    raise EquitykitError("round_answer_stays")


def withdraw(page, moment, instrument: Instrument, values: dict) -> None:
    """Let a whole round count no more; it stays asked.

    Raises
    ------
    EquitykitError
        ``reason_missing``
    """
    subject, reason = str(values.get("subject")), str(values.get("reason", "")).strip()
    done = moment.standing.record(subject)
    if not isinstance(done, Round) or done.instrument != instrument.id:
        raise EquitykitError("field_unknown")
    if not reason:
        raise EquitykitError("round_reason_missing")
    page.team.withdraw(subject, id=values["id"], reason=reason)


def clean(page, moment, instrument: Instrument, values: dict) -> None:
    """Try once more to leave nothing of a tally in the files."""
    round_state.forget_traces(page)


ACTIONS = {
    "slip": slip, "grid": grid, "pass": pass_on, "keep": end_pass, "blank": blank_form,
    "discard": discard, "read": read, "reveal": reveal, "late": late, "late_read": late_read,
    "add": add, "back": answer_back, "withdraw": withdraw, "clean": clean,
}  # fmt: skip
