"""What comes after an anonymous round was released: late answers, and taking it back."""

import secrets

from equitykit.errors import EquitykitError
from equitykit.records.rounds import Round
from equitykit.reviews.round_release import added, may_add
from equitykit.reviews.rounds import Instrument, Running, check_people, slip_of, with_slip
from equitykit.workbook.practices import round_state
from equitykit.workbook.practices.round_collect import let_through, people_of, subject_of
from equitykit.workbook.practices.round_state import Collected, change, collected


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

    if values.get("round", fresh.id) != fresh.id:
        raise EquitykitError("round_not_open")

    def count(now: Collected) -> Collected:
        waiting = now.late if now.late and now.late.id == fresh.id else fresh
        if values["id"] in waiting.tally.seen:
            return now
        if waiting.phase != "collecting":
            raise EquitykitError("round_is_read")
        check_people(people_of(moment), done.answers + waiting.tally.total + 1)
        tally = with_slip(waiting.tally, instrument, answers, values["id"], secrets.randbelow)
        return Collected(now.open, waiting.but(tally=tally))

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
        if now.late is None or subject_of(now.late) != subject:
            raise EquitykitError("round_late_few")
        if not may_add(done, now.late.tally, round_state.ever_released(moment)):
            raise EquitykitError("round_late_few")
        return Collected(now.open, now.late.but(phase="reading"))

    change(page, instrument, reading)


def add(page, moment, instrument: Instrument, values: dict) -> None:
    """Add the late answers to what was released, five or more at once."""
    if any(entry.id == values["id"] for entry in moment.entries):
        # sent again after it was done
        return
    subject, done = _of_today(page, moment, instrument)
    before = collected(page, instrument).late
    if before is None or subject_of(before) != subject:
        raise EquitykitError("round_late_few")
    if any(before.tally.texts.values()) and before.phase != "reading":
        raise EquitykitError("round_unread")
    ever = round_state.ever_released(moment)
    record, left = added(done, before, let_through(before, values), ever)

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


LATER = {
    "late": late, "late_read": late_read, "add": add, "back": answer_back,
    "withdraw": withdraw, "clean": clean,
}  # fmt: skip
