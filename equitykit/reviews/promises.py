"""How a promise stands on a day: as somebody said, and late by rule once its day has passed."""

from dataclasses import dataclass
from datetime import date

STATES = ("late", "open", "broken", "kept", "released")
CLOSED = ("kept", "broken", "released")


@dataclass(frozen=True)
class PromiseStand:
    """A promise of any kind: of a meeting, of the sponsor, a task between meetings, an invitation.

    Attributes
    ----------
    source
        ``meeting``, ``sponsor``, ``task`` or ``invitation``.
    en, es
        What was promised in each language; where it was written in one only, the same twice.
    to
        To whom, in roles.
    closed_on
        When it was said to be kept, broken or released.
    why
        What came of it, as somebody has said.
    owner
        Who keeps it, as a role, where that is said.
    """

    subject: str
    source: str
    en: str
    es: str
    to: str
    by: date | None
    state: str
    closed_on: date | None = None
    why: str = ""
    owner: str = ""

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def days_after(self) -> int:
        """For one that was kept: how many days after its date; 0 on time or without a date."""
        if self.state != "kept" or self.by is None or self.closed_on is None:
            return 0
        return max(0, (self.closed_on - self.by).days)


def state_on(told: str, by: date | None, day: date) -> str:
    """The state on `day` of a promise that was told to be in state `told`.

    Nobody has to say that a promise is late: the day after its date it is, until somebody says
    kept, broken or released.
    """
    if told in CLOSED:
        return told
    return "late" if told == "late" or (by is not None and by < day) else "open"


def counts_of(promises: list[PromiseStand]) -> dict[str, int]:
    """How many stand how, in the order of `STATES`."""
    return {state: sum(each.state == state for each in promises) for state in STATES}


def to_say(promises: list[PromiseStand], since: date | None) -> list[PromiseStand]:
    """What is said at an opening: late first, then open, then what was closed since `since`.

    Without a day `since`, everything that was closed is said too.
    """
    said = [
        each
        for each in promises
        if not each.is_closed or since is None or each.closed_on is None or each.closed_on >= since
    ]
    return sorted(said, key=lambda each: (STATES.index(each.state), each.by or date.max))
