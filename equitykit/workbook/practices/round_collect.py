"""Collecting an anonymous round and releasing it: what buttons and forms do."""

import secrets
from collections.abc import Callable, Mapping

from equitykit.content.texts import LANGUAGES
from equitykit.errors import EquitykitError
from equitykit.records.rounds import FEWEST, WAYS, Round
from equitykit.reviews.round_release import released
from equitykit.reviews.rounds import (
    Instrument,
    Running,
    check_people,
    role_of,
    slip_of,
    with_grid,
    with_slip,
    with_texts,
)
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices import round_state
from equitykit.workbook.practices.round_state import Collected, change, collected


def begin(instrument: Instrument, words_of, page, moment, values: dict) -> None:
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

    def opened(now: Collected) -> Collected:
        if now.open or subject_of(running) in moment.standing:
            return now
        return Collected(open=running.but(passed=way == "laptop"), late=None)

    change(page, instrument, opened)
    # nobody answers under a screen that says something, and no result comes up by itself
    page.room(blank=True)


def _as_asked(instrument: Instrument, page, words_of) -> dict:
    languages = [page.all_words[each] for each in LANGUAGES]
    asked = tuple(question.id for question in instrument.questions)
    scale = tuple(dict.fromkeys(a for question in instrument.scales for a in question.answers))
    wording = {id: dict(words_of(id, languages)) for id in (*asked, *scale)}
    return {"order": asked, "scale": scale, "wording": wording}


def subject_of(running: Running) -> str:
    return f"round/{running.id}"


def _change_open(
    page, instrument: Instrument, values: dict, make: Callable[[Running], Running]
) -> Running:
    """Change the round that is being collected.

    What a page sends names its round: a form that comes again when that round is over belongs
    to no other one.

    Raises
    ------
    EquitykitError
        ``round_not_open``
    """

    def apply(now: Collected) -> Collected:
        if now.open is None or values.get("round", now.open.id) != now.open.id:
            raise EquitykitError("round_not_open")
        return Collected(open=make(now.open), late=now.late)

    return change(page, instrument, apply).open


def slip(page, moment, instrument: Instrument, values: dict) -> None:
    """Count one slip; the same form sent again counts once."""
    answers, people = slip_of(instrument, values), people_of(moment)

    def count(running: Running) -> Running:
        if values["id"] in running.tally.seen:
            return running
        if running.phase != "collecting":
            raise EquitykitError("round_is_read")
        if running.way == "grid":
            raise EquitykitError("field_unknown")
        check_people(people, running.tally.total + 1)
        tally = with_slip(running.tally, instrument, answers, values["id"], secrets.randbelow)
        return running.but(tally=tally, sheet=_next_sheet(running))

    _change_open(page, instrument, values, count)


def _next_sheet(running: Running) -> str:
    """An empty form on a laptop that goes round; elsewhere somebody may be typing in it."""
    return round_state.fresh_sheet() if running.passed else running.sheet


def people_of(moment) -> int | None:
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
    role, people = role_of(instrument, values), people_of(moment)

    def count(running: Running) -> Running:
        if running.way != "grid" or running.phase != "collecting":
            raise EquitykitError("field_unknown")
        tally = with_grid(running.tally, instrument, rows, role, values["id"])
        check_people(people, tally.total)
        return running.but(tally=tally)

    _change_open(page, instrument, values, count)


def texts(page, moment, instrument: Instrument, values: dict) -> None:
    """Add what was written on a slip whose other answers are in the table of counts."""
    written = Instrument(instrument.id, instrument.written)
    answers = slip_of(written, values).answers

    def add(running: Running) -> Running:
        if values["id"] in running.tally.seen:
            return running
        if running.way != "grid" or running.phase != "collecting":
            raise EquitykitError("round_is_read")
        longest = max(len(each) for each in running.tally.texts.values() or [()])
        if longest >= max(running.tally.total, 1):
            raise EquitykitError("round_texts_before_counts", count=running.tally.total)
        tally = with_texts(running.tally, instrument, answers, values["id"], secrets.randbelow)
        return running.but(tally=tally)

    _change_open(page, instrument, values, add)


def pass_on(page, moment, instrument: Instrument, values: dict) -> None:
    """Show the form alone, for a laptop that goes round."""

    def alone(running: Running) -> Running:
        if running.phase != "collecting" or running.way == "grid":
            raise EquitykitError("field_unknown")
        return running.but(passed=True, way="laptop", sheet=round_state.fresh_sheet())

    _change_open(page, instrument, values, alone)
    page.room(blank=True)


def end_pass(page, moment, instrument: Instrument, values: dict) -> None:
    """Back from the form to the desk."""
    _change_open(page, instrument, values, lambda running: running.but(passed=False))


def blank_form(page, moment, instrument: Instrument, values: dict) -> None:
    """An empty form for the next person."""
    sheet = round_state.fresh_sheet()
    _change_open(page, instrument, values, lambda running: running.but(sheet=sheet))


def discard(page, moment, instrument: Instrument, values: dict) -> None:
    """Throw away what was collected and not revealed."""

    def thrown(now: Collected) -> Collected:
        mine = now.open and values.get("round", now.open.id) == now.open.id
        return Collected(late=now.late) if mine else now

    change(page, instrument, thrown)
    round_state.forget_traces(page)


def read(page, moment, instrument: Instrument, values: dict) -> None:
    """Take no more slips, so that the facilitator can read what was written."""

    def reading(running: Running) -> Running:
        if running.tally.total < FEWEST:
            # texts of so few are not read by anybody, also where closing is refused
            return running
        return running.but(phase="reading", passed=False)

    running = _change_open(page, instrument, values, reading)
    if running.tally.total < FEWEST:
        reveal(page, moment, instrument, values)


def reveal(page, moment, instrument: Instrument, values: dict) -> None:
    """Release the round, together; what was counted is forgotten.

    Raises
    ------
    EquitykitError
        ``round_unread`` where texts wait to be read, and those of `released`
    """
    phase, passed = "", False

    def freeze(running: Running) -> Running:
        nonlocal phase, passed
        phase, passed = running.phase, running.passed
        texts = running.tally.total >= FEWEST and any(running.tally.texts.values())
        if texts and phase == "collecting":
            raise EquitykitError("round_unread")
        return running.but(phase="closing", passed=False)

    now = collected(page, instrument).open
    if now is None or values.get("round", now.id) != now.id:
        # sent again after it was done
        return
    running = _change_open(page, instrument, values, freeze)
    try:
        record = released(running, instrument, let_through(running, values), _ever(page, running))
    except EquitykitError:
        back = "reading" if phase == "reading" else "collecting"
        _change_open(page, instrument, values, lambda now: now.but(phase=back, passed=passed))
        raise
    # the facilitator looks first
    page.room(blank=True)
    if not page.team.journal.versions(page.team.stream, subject_of(running)):
        page.team.write(subject_of(running), record, id=running.id)
    # answers that still wait for company belong to a round before this one
    change(page, instrument, lambda now: Collected())
    round_state.forget_traces(page)


def _ever(page, running: Running) -> list[Round]:
    """What was released before, without this very round where its closing was cut short."""
    return [
        entry.record
        for entry in page.moment().entries
        if isinstance(entry.record, Round) and entry.subject != subject_of(running)
    ]


def let_through(running: Running, values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
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


ACTIONS = {
    "slip": slip, "grid": grid, "texts": texts, "pass": pass_on, "keep": end_pass,
    "blank": blank_form, "discard": discard, "read": read, "reveal": reveal,
}  # fmt: skip
