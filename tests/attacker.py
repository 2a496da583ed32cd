"""Somebody who collects every table of an anonymous round that is ever seen, and subtracts.

It knows nothing of our rules: only that answers to the same question at about the same time
may come from the same people. It has read a page, an export and a photo of the wall, and kept
each of them.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

FEW = range(1, 5)


@dataclass(frozen=True)
class Seen:
    """A table of one question: how many gave each answer, in which seats (empty: in any)."""

    question: str
    counts: tuple[tuple[str, int], ...]
    seats: frozenset[str] = frozenset()

    @property
    def people(self) -> int:
        return sum(n for _, n in self.counts)

    def may_hold(self, other: "Seen") -> bool:
        """Whether everybody in `other` may be in this one too."""
        if self.question != other.question or self.people <= other.people:
            return False
        return not self.seats or not other.seats or other.seats <= self.seats


def seen(question: str, counts: dict[str, int], seats=()) -> Seen:
    told = sorted((answer, n) for answer, n in counts.items() if n)
    return Seen(question, tuple(told), frozenset(seats))


def tables_of(record: dict) -> set[Seen]:
    """What the body of a record tells: all together, each role, and roles put together."""
    tables = {seen(question, counts) for question, counts in record["counts"].items()}
    for question, roles in record["roles"].items():
        for size in range(1, len(roles) + 1):
            for some in combinations(roles, size):
                put_together = sum((Counter(roles[each]) for each in some), Counter())
                tables.add(seen(question, put_together, some))
    return {table for table in tables if table.people}


def breaches(tables: set[Seen]) -> list[str]:
    """Every way in which these tables tell of fewer than five people."""
    found = [f"few: {table}" for table in tables if table.people in FEW]
    for one in tables:
        for other in tables:
            if one.may_hold(other):
                left = Counter(dict(one.counts))
                left.subtract(dict(other.counts))
                if min(left.values()) >= 0 and sum(left.values()) in FEW:
                    found.append(f"difference: {one} - {other}")
    return found
