"""School years that cannot be set beside the others of a measure, and why."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows

APART, RULE = "apart", "rule"


@dataclass(frozen=True)
class Break:
    """From school year `since` on something else is counted (``rule``), or that one year stands
    apart from those before and after it (``apart``). Its words are ``breaks.<id>``."""

    since: str
    kind: str
    id: str


@cache
def breaks_of(measure: str) -> tuple[Break, ...]:
    """The breaks of a measure in the order of the years."""
    found = [
        Break(row["since"], row["kind"], row["id"])
        for row in code_rows("breaks")
        if row["measure"] == measure
    ]
    return tuple(sorted(found, key=lambda each: each.since))


def break_periods(measure: str) -> tuple[str, ...]:
    """School years that do not continue the year before them."""
    found = set()
    for each in breaks_of(measure):
        found.add(each.since)
        if each.kind == APART:
            start = int(each.since[:4]) + 1
            found.add(f"{start}-{(start + 1) % 100:02}")
    return tuple(sorted(found))


def comparable(measure: str, earlier: str, later: str) -> bool:
    """Whether two school years of a measure count the same thing in years like each other."""
    return not any(
        each.since in (earlier, later) if each.kind == APART else earlier < each.since <= later
        for each in breaks_of(measure)
    )


def continues(measure: str, earlier: str, later: str) -> bool:
    """Whether `later` can be told as where things went from `earlier`: no other rule since, and
    no first year that stands apart. That the last one does is for the figure to say."""
    return not any(
        each.since == earlier if each.kind == APART else earlier < each.since <= later
        for each in breaks_of(measure)
    )
