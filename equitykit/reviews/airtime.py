"""Who gets to speak, by role and never by person: few voices, or a long silence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from equitykit.records.notes import RoleTally

ENOUGH_TURNS = 10
"""Fewer turns say nothing yet: the first to speak would always be "most of the talk"."""

MOST = 0.5
"""A role with more than half of the turns holds most of the talk …"""

AHEAD = 2
"""… if it also has at least twice as many as the next one: of two roles one always leads."""


@dataclass(frozen=True)
class Airtime:
    """Turns of each role; who holds most of the talk (or nobody); who has long been silent.

    How many people a role has in the room is not known here: the facilitator weighs that.
    """

    turns: dict[str, int]
    most: str = ""
    silent: tuple[str, ...] = ()

    @property
    def is_uneven(self) -> bool:
        """Whether an equity pause for voices is worth considering (T9)."""
        return bool(self.most or self.silent)


def airtime(tallies: Sequence[RoleTally]) -> Airtime:
    """What the tallies of a meeting say, given in the order of its steps."""
    turns = Counter()
    for tally in tallies:
        turns.update(tally.counts)
    ordered = dict(sorted(turns.items(), key=lambda item: (-item[1], item[0])))
    return Airtime(ordered, _most(ordered), _silent(tallies, ordered))


def _most(turns: dict[str, int]) -> str:
    total = sum(turns.values())
    if total < ENOUGH_TURNS or len(turns) < 2:
        return ""
    (first, lead), (_, second) = list(turns.items())[:2]
    return first if lead > MOST * total and lead >= AHEAD * second else ""


def _silent(tallies: Sequence[RoleTally], roles: dict[str, int]) -> tuple[str, ...]:
    """Roles without a turn in the last steps that together hold enough turns."""
    lately = Counter()
    for tally in reversed(tallies):
        lately.update(tally.counts)
        if sum(lately.values()) >= ENOUGH_TURNS:
            return tuple(sorted(role for role in roles if not lately[role]))
    return ()
