"""What a set of indicators lacks (facilitation guide §19)."""

from dataclasses import dataclass

from equitykit.records.indicators import Indicator
from equitykit.reviews.inventory import SLOW, WEEKS

# not more than about eight are really looked at
MOST = 8


@dataclass(frozen=True)
class IndicatorSet:
    """The indicators of a team: all of them, and those adopted."""

    all: tuple[tuple[str, Indicator], ...]

    @property
    def adopted(self) -> tuple[Indicator, ...]:
        """Those that the team watches."""
        return tuple(each for _, each in self.all if each.verdict == "adopted")

    @property
    def minutes_a_term(self) -> int:
        """What collecting the adopted ones costs in a term of eighteen weeks, in minutes.

        What comes once a year is counted once.
        """
        return sum(each.minutes * _times(each.cadence) for each in self.adopted)


def _times(cadence: str) -> int:
    return {"daily": 90, "weekly": 18, "monthly": 4}.get(cadence, 1)


def indicator_set(standing) -> IndicatorSet:
    """All indicators of the record, in order of first appearance."""
    return IndicatorSet(tuple(standing.of(Indicator)))


def lacks(found: IndicatorSet, weeks: int) -> list[str]:
    """What the adopted set lacks, by id: ``experience``, ``balancing``, ``community``,
    ``by_group``, ``annual`` (all come once a year), ``window`` (none within so many weeks),
    ``many``; nothing where none is adopted yet."""
    adopted = found.adopted
    if not adopted:
        return []
    types = {each.type for each in adopted}
    slow = all(each.cadence in SLOW for each in adopted)
    in_time = any(WEEKS.get(each.cadence, 10_000) <= weeks for each in adopted)
    checks = {
        "experience": "experience" not in types,
        "balancing": "balancing" not in types,
        "community": not any(each.community_made for each in adopted),
        "by_group": not any(each.by_group for each in adopted),
        "annual": slow,
        "window": not slow and not in_time,
        "many": len(adopted) > MOST,
    }
    return [id for id, is_lacking in checks.items() if is_lacking]
