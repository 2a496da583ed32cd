"""What a facilitator must not miss in a safety pulse: an uneasy side that is large, or grows."""

from dataclasses import dataclass

from equitykit.records.pulse import FIRST
from equitykit.records.rounds import Round

SCALE = ("a1", "a2", "a3", "a4", "a5")
UNKNOWN = "dont_know"
# "I held back something": here it is the high answers that are uneasy
REVERSED = ("p3",)


@dataclass(frozen=True)
class Uneasy:
    """How many of those who chose a number answered on the uneasy side of an item."""

    low: int
    known: int

    @property
    def share(self) -> float:
        return self.low / self.known if self.known else 0.0


@dataclass(frozen=True)
class Alert:
    """An item to look at: ``low`` by itself, or it ``fell`` since `before`."""

    item: str
    why: str
    now: Uneasy
    before: Uneasy | None = None


def uneasy(done: Round, item: str) -> Uneasy | None:
    """The uneasy side of an item; ``None`` where its counts were not released."""
    counts = done.counts.get(item)
    if counts is None:
        return None
    side = SCALE[3:] if item in REVERSED else SCALE[:2]
    known = sum(counts.get(answer, 0) for answer in SCALE)
    return Uneasy(sum(counts.get(answer, 0) for answer in side), known)


def alerts(rounds: list[Round]) -> list[Alert]:
    """What the latest of `rounds` (in order, none of too few) should make a facilitator do.

    One in three on the uneasy side is worth a stop; a fifth more than the time before is a
    drop, and not the noise of one person.
    """
    if not rounds:
        return []
    found = []
    for item in rounds[-1].order:
        now = uneasy(rounds[-1], item)
        if now is None or not now.known:
            continue
        told = [each for each in (uneasy(done, item) for done in rounds[:-1]) if each]
        before = told[-1] if told and told[-1].known else None
        # in whole people, so that no rounding decides
        grew = before and (
            5 * (now.low * before.known - before.low * now.known) >= now.known * before.known
        )
        if grew:
            found.append(Alert(item, "fell", now, before))
        elif 3 * now.low >= now.known:
            found.append(Alert(item, "low", now))
    return found


def is_low(done: Round | None) -> bool:
    """Whether half or more of those who know could not question things without paying for it."""
    found = uneasy(done, FIRST) if done else None
    return bool(found and found.known and 2 * found.low >= found.known)
