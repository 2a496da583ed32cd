"""Where the rounds of a team stand: what is being collected, and what was released.

What is being collected lies in the room's state, outside the chain, as counts only; it is in no
entry, no copy and no export. What was released is a record.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from equitykit.errors import EquitykitError
from equitykit.records.rounds import Round
from equitykit.reviews.rounds import Instrument, Running
from equitykit.storage.journal.rooms import TALLIES

TRACES = "round_traces"


@dataclass(frozen=True)
class Collected:
    """What of an instrument is being collected: a round, and answers that came after one."""

    open: Running | None = None
    late: Running | None = None


def collected(page, instrument: Instrument) -> Collected:
    """What is being collected now, read anew."""
    return _read(page.team.journal.room(page.team.stream).values, instrument.id)


def _read(values: dict, id: str) -> Collected:
    held = values.get(TALLIES, {}).get(id, {})
    try:
        return Collected(**{name: Running(**each) for name, each in held.items()})
    except (ValidationError, TypeError):
        # of a version of equitykit that counts otherwise
        return Collected()


def runs(page, instrument: Instrument) -> bool:
    """Whether a round of `instrument` is being collected or read now."""
    return collected(page, instrument).open is not None


def change(page, instrument: Instrument, make: Callable[[Collected], Collected]) -> Collected:
    """Put what `make` makes in place of what is collected, with nobody counting meanwhile."""
    made = Collected()

    def changes(values: dict) -> dict:
        nonlocal made
        before = _read(values, instrument.id)
        made = make(before)
        if made == before:
            return {}
        parts = {
            name: part.model_dump(mode="json")
            for name, part in (("open", made.open), ("late", made.late))
            if part
        }
        others = {id: each for id, each in values.get(TALLIES, {}).items() if id != instrument.id}
        return {TALLIES: (others | ({instrument.id: parts} if parts else {})) or None}

    page.team.journal.update_room(page.team.stream, changes)
    return made


def forget_late(page) -> None:
    """Forget answers that came after a reveal and still wait, once the meeting is over."""
    found = False

    def changes(values: dict) -> dict:
        nonlocal found
        held = values.get(TALLIES, {})
        found = any("late" in parts for parts in held.values())
        kept = {id: {"open": parts["open"]} for id, parts in held.items() if "open" in parts}
        return {TALLIES: kept or None} if found else {}

    page.team.journal.update_room(page.team.stream, changes)
    if found:
        forget_traces(page)


def forget_traces(page) -> None:
    """Leave nothing of a tally that is over in the files of the store.

    Where another page is reading just then, that is remembered, and the desk offers it again.
    """
    journal, stream = page.team.journal, page.team.stream
    try:
        journal.scrub()
    except EquitykitError as problem:
        if problem.id != "erase_unfinished":
            raise
        journal.change_room(stream, **{TRACES: True})
    else:
        if TRACES in journal.room(stream).values:
            journal.change_room(stream, **{TRACES: None})


def has_traces(page) -> bool:
    """Whether traces of a tally that is over may still be in the files."""
    return TRACES in page.team.journal.room(page.team.stream).values


def fresh_sheet() -> str:
    """A name for a form that was not there before, so that the next one is empty."""
    return secrets.token_hex(4)


def released_rounds(standing, instrument_id: str) -> list[tuple[str, Round]]:
    """Subjects and rounds of an instrument that count, in the order of their release."""
    return [(subject, each) for subject, each in standing.of(Round)
            if each.instrument == instrument_id]  # fmt: skip


def ever_released(moment) -> list[Round]:
    """Every version of every round, those that were withdrawn too."""
    return [entry.record for entry in moment.entries if isinstance(entry.record, Round)]


def latest_round(standing, instrument_id: str) -> Round | None:
    """The latest round of an instrument that was released with enough answers."""
    found = [each for _, each in released_rounds(standing, instrument_id) if not each.few]
    return found[-1] if found else None


def round_here(moment, instrument_id: str, today) -> tuple[str, Round] | None:
    """The round to which somebody may answer late: of this meeting, or else of this day."""
    found = [
        (subject, each)
        for subject, each in released_rounds(moment.standing, instrument_id)
        if not each.few
        and (each.meeting == moment.meeting_id if moment.meeting_id else each.on == today)
    ]
    return found[-1] if found else None
