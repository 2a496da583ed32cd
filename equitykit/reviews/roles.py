"""Roles of the meetings that rotate: whose turn it is, and what one seat carries alone.

Counts of meetings, by seat or job, never by name. A role is learned beside its holder before it
is carried; with two who can do it, it does not leave with somebody (facilitation guide §22).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from equitykit.content.preparation import load_meeting_roles
from equitykit.records.seats import SecondHolders, TeamSeats
from equitykit.records.team import Meeting
from equitykit.reviews.entries import Standing, records_of
from equitykit.reviews.turnover import HOLDERS, holders

IN_A_ROW = 2
FEWEST_TO_COMPARE = 6
# carries both languages for a whole meeting, as a profession: nobody's turn comes to it
OF_A_PROFESSION = ("interpreter",)
# who leads cannot watch for whom the leading leaves out
APART = (("facilitator", "equity_watcher"),)


@dataclass(frozen=True)
class Warn:
    """What the team should look at: `about` is ``several``, ``in_a_row``, ``most``, ``unfilled``,
    ``interprets``, ``apart`` or ``one_can``; what it is said of, and counts for the sentence."""

    about: str
    seat: str = ""
    roles: tuple[str, ...] = ()
    count: int = 0
    of: int = 0


def in_time(standing: Standing) -> list[tuple[str, Meeting]]:
    """Meetings by day, those of one day in the order in which they were planned."""
    return sorted(records_of(standing, Meeting), key=lambda each: each[1].on)


def seats_of(standing: Standing) -> list[str]:
    """Seats and jobs among whom roles are shared: those that were listed, and all holders."""
    listed = [seat for _, each in records_of(standing, TeamSeats) for seat in each.seats]
    held = [seat for those in holders(standing).values() for seat in those]
    return list(dict.fromkeys([*listed, *held]))


def times(standing: Standing, *, without: str = "") -> Counter[tuple[str, str]]:
    """How often each seat has carried each role, by (role, seat); `without` leaves one out."""
    return Counter(
        (role, seat.strip())
        for subject, meeting in records_of(standing, Meeting)
        if subject != without
        for role, seat in meeting.roles.items()
        if seat.strip()
    )


def turn(standing: Standing, meeting: str, role: str, free: Iterable[str]) -> str:
    """Whose turn it is: of `free`, who has carried this role least, then roles at all least.

    Of those who are equal, it is longest ago for the first one; then the order of the list.
    Empty where nobody is free.
    """
    carried = times(standing, without=meeting)
    earlier = [each for subject, each in in_time(standing) if subject != meeting]

    def rank(seat: str) -> tuple[int, int, int]:
        at_all = sum(count for (_, who), count in carried.items() if who == seat)
        last = max(
            (n for n, each in enumerate(earlier) if each.roles.get(role) == seat), default=-1
        )
        return carried[role, seat], at_all, last

    return min(free, key=rank, default="")


def suggested(standing: Standing, meeting: str) -> dict[str, str]:
    """A seat for each role of `meeting` that has none; nobody gets a second role."""
    record = dict(records_of(standing, Meeting))[meeting]
    held = {role: seat.strip() for role, seat in record.roles.items() if seat.strip()}
    free = [seat for seat in seats_of(standing) if seat not in held.values()]
    essential, found = load_meeting_roles(), {}
    for role in sorted(essential, key=lambda each: not essential[each]):
        if role in held or role in OF_A_PROFESSION:
            continue
        seat = turn(standing, meeting, role, free)
        if seat:
            found[role] = seat
            free.remove(seat)
    return _swapped(found, times(standing, without=meeting))


def _swapped(found: dict[str, str], carried: Counter[tuple[str, str]]) -> dict[str, str]:
    """The same seats, two of them changed about wherever both roles get fresher hands so.

    Who comes last in the list of roles is else left with whatever nobody took.
    """
    found = dict(found)
    for one, two in combinations(found, 2):
        as_it_is = carried[one, found[one]] + carried[two, found[two]]
        if carried[one, found[two]] + carried[two, found[one]] < as_it_is:
            found[one], found[two] = found[two], found[one]
    return found


def streak(standing: Standing, meeting: str, role: str) -> int:
    """In how many meetings in a row, up to `meeting`, the same seat has carried a role."""
    meetings = in_time(standing)
    place = [subject for subject, _ in meetings].index(meeting)
    held = [each.roles.get(role, "").strip() for _, each in meetings[: place + 1]]
    seat, count = held[-1], 0
    while seat and count < len(held) and held[-1 - count] == seat:
        count += 1
    return count


def can_do(standing: Standing) -> dict[str, tuple[str, ...]]:
    """Who has carried each role, or learned it beside its holder."""
    found = {role: dict.fromkeys(those) for role, those in holders(standing).items()}
    for _, each in records_of(standing, SecondHolders):
        for role, seat in each.roles.items():
            if seat.strip():
                found.setdefault(role, {})[seat.strip()] = None
    return {role: tuple(those) for role, those in found.items()}


def warnings_of(standing: Standing, meeting: str) -> list[Warn]:
    """What the team should look at in the roles of `meeting`."""
    record = dict(records_of(standing, Meeting))[meeting]
    held = {role: seat.strip() for role, seat in record.roles.items() if seat.strip()}
    found = [*_one_seat(held), *_unfilled(held)]
    for role in held:
        count = streak(standing, meeting, role)
        if count >= IN_A_ROW and role not in OF_A_PROFESSION:
            found.append(Warn("in_a_row", held[role], (role,), count))
    return [*found, *_over_all(standing)]


def _one_seat(held: dict[str, str]):
    for seat in dict.fromkeys(held.values()):
        roles = tuple(role for role, who in held.items() if who == seat)
        if len(roles) > 1:
            yield Warn("several", seat, roles, len(roles))
            if set(roles) & set(OF_A_PROFESSION):
                yield Warn("interprets", seat, roles)
            for pair in APART:
                if set(pair) <= set(roles):
                    yield Warn("apart", seat, pair)


def _unfilled(held: dict[str, str]):
    essential = [role for role, needed in load_meeting_roles().items() if needed]
    empty = tuple(role for role in essential if role not in held)
    if empty:
        yield Warn("unfilled", roles=empty, count=len(essential) - len(empty), of=len(essential))


def _over_all(standing: Standing):
    carried = times(standing)
    total = sum(carried.values())
    by_seat: Counter[str] = Counter()
    for (_, seat), count in carried.items():
        by_seat[seat] += count
    for seat, count in by_seat.most_common(1):
        if total >= FEWEST_TO_COMPARE and 2 * count > total:
            yield Warn("most", seat, count=count, of=total)
    alone = tuple(role for role, those in can_do(standing).items() if len(those) < HOLDERS)
    if alone and len(records_of(standing, Meeting)) > 1:
        yield Warn("one_can", roles=alone)
