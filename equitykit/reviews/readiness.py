"""How to read a readiness round: spread, not a score; and the two situations that mean *not yet*
(facilitation guide §6)."""

from datetime import date, timedelta

from equitykit.records.readiness import ConditionCarried
from equitykit.records.rounds import Round
from equitykit.reviews.pulse import is_low as pulse_is_low

CONDITIONS = tuple(f"RO{number}" for number in range(1, 21))
SIGNS = tuple(f"SL{number}" for number in range(1, 7))
ANSWERS = ("not_yet", "starting", "usually", "how_we_work", "dont_know")
LOW, HIGH, UNKNOWN = ("not_yet", "starting"), ("usually", "how_we_work"), "dont_know"
MOST_CARRIED = 2
YEAR = timedelta(days=365)


def _side(counts: dict[str, int], side: tuple[str, ...]) -> int:
    return sum(counts.get(answer, 0) for answer in side)


def is_low(done: Round | None, statement: str) -> bool:
    """Whether half or more of those who know say *not yet* or *starting*."""
    counts = done.counts.get(statement, {}) if done else {}
    low, high = _side(counts, LOW), _side(counts, HIGH)
    return low + high > 0 and low >= high


def unknown_to_many(done: Round) -> list[str]:
    """Statements that a third or more of those who answered do not know about."""
    return [
        id
        for id in done.order
        if (counts := done.counts.get(id)) and 3 * counts.get(UNKNOWN, 0) >= sum(counts.values())
    ]


def split(done: Round) -> list[str]:
    """Statements on which the room disagrees: a third or more of those who know on each side."""
    found = []
    for id in done.order:
        counts = done.counts.get(id, {})
        low, high = _side(counts, LOW), _side(counts, HIGH)
        if low + high and 3 * min(low, high) >= low + high:
            found.append(id)
    return found


def not_yet(done: Round | None, pulse: Round | None) -> list[str]:
    """What stands in the way of beginning with data: ``punished``, ``no_means``; ``ask_pulse``
    where only the pulse is missing to know. Never a gate: it says where to begin."""
    found = []
    if is_low(done, "RO3"):
        if pulse is None:
            found.append("ask_pulse")
        elif pulse_is_low(pulse):
            found.append("punished")
    if is_low(done, "RO2") and is_low(done, "RO15"):
        found.append("no_means")
    return found


def worked_on(standing) -> list[tuple[str, ConditionCarried]]:
    """The conditions that are carried on and not over."""
    return [each for each in standing.of(ConditionCarried) if not each[1].came]


def signs_due(done: Round | None, today: date) -> bool:
    """Whether the signs were asked a year ago or longer."""
    return done is not None and today - done.on >= YEAR
