"""Three horizons beside each other: whether their dates hold, and what may be expected by when."""

from dataclasses import dataclass
from datetime import date

from equitykit.errors import EquitykitError
from equitykit.records.horizons import HORIZONS, Horizon

# near first: this term's tests, then the aim, then the long goal
IN_ORDER = ("tests", "aim", "long")
# what each horizon means, in days from today (features.md S34: aim of 1 to 3 years, this term)
NEAR = 200
AIM = (365 - 60, 3 * 366)


@dataclass(frozen=True)
class HorizonStand:
    """A horizon that was written down, and how far away it is on the day of looking."""

    which: str
    record: Horizon
    days: int

    @property
    def is_past(self) -> bool:
        """Whether its date has gone by."""
        return self.days < 0

    @property
    def months(self) -> int:
        """Whole months until then, at least 1 before it is there."""
        return max(1, round(self.days / 30.44))


def horizons_of(standing, today: date) -> list[HorizonStand]:
    """The horizons that stand, nearest kind first."""
    return [
        HorizonStand(which, record, (record.by - today).days)
        for which in IN_ORDER
        if isinstance(record := standing.record(f"horizon/{which}"), Horizon)
    ]


def missing(stands: list[HorizonStand]) -> list[str]:
    """The horizons that nobody has written down: one date alone is none of the three."""
    there = {each.which for each in stands}
    return [which for which in HORIZONS if which not in there]


def checked_horizon(record: Horizon, standing, today: date) -> Horizon:
    """The horizon, if its date can stand beside the others.

    Raises
    ------
    EquitykitError
        ``horizon_text_missing``; ``horizon_past`` and ``horizon_order`` with dates as `values`
    """
    if not record.text.strip():
        raise EquitykitError("horizon_text_missing")
    if record.by < today:
        raise EquitykitError("horizon_past", date=record.by.isoformat())
    dates = {each.which: each.record.by for each in horizons_of(standing, today)}
    dates[record.which] = record.by
    ordered = [which for which in IN_ORDER if which in dates]
    for near, far in zip(ordered, ordered[1:], strict=False):
        # only the pair that this horizon is part of: an old mistake does not forbid its repair
        if record.which in (near, far) and dates[near] >= dates[far]:
            first, second = dates[near].isoformat(), dates[far].isoformat()
            raise EquitykitError("horizon_order", first=first, second=second)
    return record


def unlike_its_kind(each: HorizonStand) -> bool:
    """Whether a date is far from what the horizon is for: the aim 1 to 3 years, tests a term."""
    if each.is_past:
        return False
    if each.which == "tests":
        return each.days > NEAR
    if each.which == "aim":
        return not AIM[0] <= each.days <= AIM[1]
    return each.days <= AIM[1]
