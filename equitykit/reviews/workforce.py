"""Counts of staff made safe before anything is stored: staff cells are tiny, and colleagues read.

The floor is that of the figures on students (facilitation guide §7). A cell below it is hidden,
zero included; with it so many others that nobody can work it out by subtracting.
"""

from dataclasses import dataclass
from zlib import crc32

from equitykit.records.workforce import LEVELS, STEPS, StaffCounts, StaffFunnel

# one or two who went are people whom colleagues know (statistics of own rows: a band below 3)
FEWEST_GONE = 3


@dataclass(frozen=True)
class Protected:
    """Counts as they may be seen: those `shown`, the codes `hidden`, the total if it may be."""

    shown: dict[str, int]
    hidden: tuple[str, ...]
    total: int | None


def protect(
    counts: dict[str, int], floor: int, *, about: str = "", also: frozenset[str] = frozenset()
) -> Protected:
    """Hide every count below the floor, those in `also`, and those by which one could be had.

    The total is seen only where there are at least `floor` people. What is hidden sums to at
    least the floor, is never one cell alone, and leaves each of its cells several values. Which
    others are hidden depends on `about` (year and level), not on their size: whoever knows this
    rule learns nothing from it, and it is not always the same community.
    """
    total = sum(counts.values())
    if total < floor:
        return Protected({}, tuple(counts), None)
    hidden = {code for code, count in counts.items() if count < floor or code in also}
    for code in _in_turn(list(counts), about):
        if not hidden or _is_safe([counts[each] for each in hidden], floor):
            break
        hidden.add(code)
    shown = {code: count for code, count in counts.items() if code not in hidden}
    return Protected(shown, tuple(code for code in counts if code in hidden), total)


def _in_turn(codes: list[str], about: str) -> list[str]:
    start = crc32(about.encode()) % max(1, len(codes))
    return [*codes[start:], *codes[:start]]


def _is_safe(cells: list[int], floor: int) -> bool:
    left = sum(cells)
    if len(cells) < 2 or left < floor:
        return False
    if max(cells) >= floor:
        # a large cell is among them, and nobody can tell which
        return True
    # all are small, and whoever knows that knows bounds
    lowest = max(0, left - (len(cells) - 1) * (floor - 1))
    # a count that could only be one of very few numbers is as good as shown
    return min(floor - 1, left) - lowest >= max(1, floor // 3)


def barely_fewer(counts: dict[str, int], before: dict[str, int]) -> frozenset[str]:
    """Groups of which fewer than three people, or nobody, went since the step before."""
    return frozenset(
        code
        for code, count in counts.items()
        if code in before and before[code] - count < FEWEST_GONE
    )


def years_of(standing) -> list[str]:
    """School years with counts of staff, the latest first."""
    found = {each.year for kind in (StaffCounts, StaffFunnel) for _, each in standing.of(kind)}
    return sorted(found, reverse=True)


def levels_of(standing, year: str) -> list[StaffCounts]:
    """The levels of a year, those who decide first."""
    found = [each for _, each in standing.of(StaffCounts) if each.year == year]
    return sorted(found, key=lambda each: LEVELS.index(each.level))


def steps_of(standing, year: str) -> list[StaffFunnel]:
    """The steps of a year, in their order."""
    found = [each for _, each in standing.of(StaffFunnel) if each.year == year]
    return sorted(found, key=lambda each: STEPS.index(each.step))
