"""Elastic time: how late a meeting is, and what each way out would drop or shorten.

The pause, the agreements and the closing are never the first to go: what an agenda marks as
droppable goes first, then other steps get shorter, then one of them waits for the next meeting.
Only when all this would not be enough is a protected step offered, and then shorter, not dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor

from equitykit.content.agendas import Agenda, Step
from equitykit.reviews.progress import Progress

SLACK = 0.10
"""Share of a meeting that should be in hand (facilitation guide §23)."""

KEEPS = 2 / 3
"""What a step must keep of its minutes: with less it is another step, and dropping is honester."""

INTERPRETED = 1.5
"""An interpreted meeting takes about half as long again (facilitation guide §23)."""


@dataclass(frozen=True)
class Stand:
    """Where a meeting stands in time.

    `late` in minutes, negative when early; `ends` says for the present step and those to come
    after how many minutes of the meeting each will end, if nothing changes.
    """

    late: int
    ends: dict[str, int]


@dataclass(frozen=True)
class Option:
    """A way to win time.

    Attributes
    ----------
    id
        ``drop`` (what the agenda lets go first), ``shorten``, ``postpone`` (a step waits for
        the next meeting), ``shorten_protected``, or ``end_later`` (the room agrees to stay).
    steps
        Minutes that each step would then have, by step id; 0 for a step that goes.
    wins
        Minutes won.
    enough
        Whether the meeting would then end in time.
    """

    id: str
    steps: dict[str, int]
    wins: int
    enough: bool


@dataclass(frozen=True)
class _Open:
    """A step that is running or to come: minutes it `has`, has `used`, and could still give."""

    step: Step
    has: int
    used: float
    is_now: bool

    @property
    def left(self) -> float:
        return max(0.0, self.has - self.used)

    @property
    def gives(self) -> int:
        shortest = max(ceil(KEEPS * self.step.minutes), ceil(self.used))
        return max(0, self.has - shortest)


def stretched(agenda: Agenda) -> Agenda:
    """The agenda of an interpreted meeting: each step about half as long again."""
    minutes = _shares([step.minutes for step in agenda.steps], _round(INTERPRETED * agenda.minutes))
    steps = zip(agenda.steps, minutes, strict=True)
    return replace(agenda, steps=tuple(replace(step, minutes=each) for step, each in steps))


def planned_minutes(agenda: Agenda, interpreted: bool) -> int:
    """How long to plan for."""
    return stretched(agenda).minutes if interpreted else agenda.minutes


def slack_option(agenda: Agenda) -> Option | None:
    """What to drop beforehand to keep a tenth of the meeting in hand; not every agenda can."""
    loose = [step for step in agenda.steps if step.droppable]
    if not loose:
        return None
    wins = sum(step.minutes for step in loose)
    return Option("drop", {step.id: 0 for step in loose}, wins, wins >= SLACK * agenda.minutes)


def stand(
    agenda: Agenda, progress: Progress, elapsed_minutes: float, *, minutes: int | None = None
) -> Stand:
    """How late the meeting is after `elapsed_minutes`; it may take `minutes` (as planned)."""
    ends, end = {}, elapsed_minutes
    for each in _open(agenda, progress, elapsed_minutes):
        end += each.left
        ends[each.step.id] = _round(end)
    return Stand(_round(end) - (minutes or agenda.minutes), ends)


def options_when_late(
    agenda: Agenda, progress: Progress, elapsed_minutes: float, *, minutes: int | None = None
) -> list[Option]:
    """What can be done about being late, the gentlest first; empty when in time.

    The steps of one option are independent of those of another, so a team may take several:
    ask again after each.
    """
    late = stand(agenda, progress, elapsed_minutes, minutes=minutes).late
    if late <= 0:
        return []
    steps = _open(agenda, progress, elapsed_minutes)
    free = [each for each in steps if not each.step.protected]
    to_come = [each for each in free if not each.is_now]
    loose = [each for each in to_come if each.step.droppable]
    options = [*_without("drop", loose, late), *_shorter("shorten", free, late)]
    firm = [each for each in free if each not in loose]
    if _minutes(loose) + sum(each.gives for each in firm) < late:
        options += _without("postpone", [each for each in to_come if each not in loose], late)
    if _minutes(to_come) + sum(each.gives for each in free if each.is_now) < late:
        protected = [each for each in steps if each.step.protected]
        options += _shorter("shorten_protected", protected, late)
    return [*options, Option("end_later", {}, late, True)]


def _open(agenda: Agenda, progress: Progress, elapsed: float) -> list[_Open]:
    """The present step and those after it that are not dropped; before the start, all."""
    ids = [step.id for step in agenda.steps]
    first = ids.index(progress.step) if progress.step in ids else 0
    worked = {step: spent / 60_000 for step, spent in progress.worked.items()}
    since = max(0.0, elapsed - sum(worked.values())) if progress.step else 0.0
    return [
        _Open(
            step,
            has=progress.shortened.get(step.id, step.minutes),
            used=worked.get(step.id, 0.0) + (since if step.id == progress.step else 0.0),
            is_now=step.id == progress.step,
        )
        for step in agenda.steps[first:]
        if step.id not in progress.dropped
    ]


def _without(id: str, steps: Iterable[_Open], late: int) -> list[Option]:
    """An option for each step to go."""
    won = [(each.step.id, _round(each.left)) for each in steps]
    return [Option(id, {step: 0}, wins, wins >= late) for step, wins in won if wins > 0]


def _shorter(id: str, steps: list[_Open], late: int) -> list[Option]:
    """One option: all these steps give what they can, in proportion, and no more than needed."""
    can_give = [each.gives for each in steps]
    wins = min(late, sum(can_give))
    if wins == 0:
        return []
    given = zip(steps, _shares(can_give, wins), strict=True)
    changed = {each.step.id: each.has - minutes for each, minutes in given if minutes}
    return [Option(id, changed, wins, wins >= late)]


def _minutes(steps: Iterable[_Open]) -> int:
    return sum(_round(each.left) for each in steps)


def _shares(weights: list[int], total: int) -> list[int]:
    """Whole shares of `total` in proportion to `weights`, which add up to it exactly."""
    shares, weight, given = [], 0, 0
    for each in weights:
        weight += each
        upto = _round(total * weight / sum(weights))
        shares.append(upto - given)
        given = upto
    return shares


def _round(value: float) -> int:
    """To the nearest whole number, halves up."""
    return floor(value + 0.5)
