"""Whether a team plans more hours and money than there are: the sum, and by how much."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from equitykit.records.calendar import PLANNED, ROLES, CalendarMeans
from equitykit.records.commitments import Commitment, CommitmentAsked, CommitmentCheck
from equitykit.reviews.calendar import Planned

ALL = "all"
MONEY = "money"
# tasks of the labor ledger stand beside the kinds of planned things
TASKS = "tasks"

_AMOUNT = re.compile(
    r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(?:hours?|h|horas?|dollars?|d[oó]lares|usd)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Load:
    """What is planned for a role group, for `all` of them, or of `money`, and what there is.

    `parts` are the addends by kind of thing; `available` is ``None`` where nobody has said.
    """

    of: str
    parts: tuple[tuple[str, float], ...]
    available: float | None

    @property
    def planned(self) -> float:
        return sum(part for _, part in self.parts)

    @property
    def over(self) -> float:
        """How much more is planned than there is; 0 where it fits, or nobody has said."""
        return 0 if self.available is None else max(0, self.planned - self.available)


@dataclass(frozen=True)
class Available:
    """Hours by role group (``all`` where only the sum is known) and money; what it rests on."""

    hours: dict[str, float]
    money: float | None
    rests_on: tuple[str, ...] = ()


def available(standing) -> Available:
    """What was entered in the calendar, else what commitments give in plain numbers.

    An amount such as "6 hours a month" is no plain number: somebody has to say what it comes to.
    """
    means = standing.record("calendar/means")
    if isinstance(means, CalendarMeans) and (means.hours or means.money is not None):
        return Available(dict(means.hours), means.money, (means.rests_on,) * bool(means.rests_on))
    hours, money, rests_on = 0.0, 0.0, []
    for subject, commitment in standing.of(Commitment):
        amount = plain_amount(commitment.amount)
        kinds = {"hours", "money"} & set(commitment.provides)
        if amount is None or len(kinds) != 1 or not is_still_given(standing, subject):
            continue
        hours += amount if kinds == {"hours"} else 0
        money += amount if kinds == {"money"} else 0
        rests_on.append(subject)
    return Available({ALL: hours} if hours else {}, money or None, tuple(rests_on))


def plain_amount(text: str) -> float | None:
    """The number of an amount that is nothing but a number and its unit, else ``None``."""
    found = _AMOUNT.fullmatch(text.strip())
    return float(f"{found[1].replace(',', '')}.{found[2] or 0}") if found else None


def is_still_given(standing, subject: str) -> bool:
    """Whether a commitment stands, and neither a check-back nor a new sponsor has ended it."""
    if not isinstance(standing.record(subject), Commitment):
        return False
    checks = [each for name, each in standing.of(CommitmentCheck) if name.startswith(f"{subject}/")]
    asked = [each for name, each in standing.of(CommitmentAsked) if name.startswith(f"{subject}/")]
    if checks and checks[-1].result in ("broken", "released"):
        return False
    return not (asked and asked[-1].answer == "ends")


def counted(items: Iterable[Planned], means) -> list[Planned]:
    """The items of the time that the hours are for."""
    if not isinstance(means, CalendarMeans):
        return list(items)
    return [
        each
        for each in items
        if (means.begins is None or each.on >= means.begins)
        and (means.ends is None or each.on <= means.ends)
    ]


def loads(items: list[Planned], tasks: dict[str, float], there: Available) -> list[Load]:
    """One line for each role group that plans or has hours, one for all, one for money.

    `tasks` are the hours of the labor ledger by role group.
    """
    found = []
    for role in ROLES:
        parts = _parts([(each.what, each.hours.get(role, 0)) for each in items], tasks.get(role, 0))
        if parts or role in there.hours:
            found.append(Load(role, parts, there.hours.get(role)))
    everything = _parts([(each.what, each.all_hours) for each in items], sum(tasks.values()))
    total = sum(there.hours.values()) if there.hours else None
    if everything or total is not None:
        found.append(Load(ALL, everything, total))
    money = _parts([(each.what, each.money) for each in items], 0)
    if money or there.money is not None:
        found.append(Load(MONEY, money, there.money))
    return found


def _parts(amounts: list[tuple[str, float]], tasks: float) -> tuple[tuple[str, float], ...]:
    sums = {what: sum(amount for each, amount in amounts if each == what) for what in PLANNED} | {
        TASKS: tasks
    }
    return tuple((what, amount) for what, amount in sums.items() if amount)
