"""How far the tools have reached: which roles know which, and whom they have not reached."""

from collections import Counter
from collections.abc import Iterable, Mapping

from equitykit.records.primers import PrimerIntroduced

LEARNERS = ("student", "family")


def reach(introductions: Iterable[PrimerIntroduced]) -> dict[str, Counter]:
    """People by role for each tool that anybody was introduced to.

    Whoever came twice is counted twice: nobody was asked who they are.
    """
    found: dict[str, Counter] = {}
    for each in introductions:
        found.setdefault(each.tool, Counter()).update(each.counts)
    return found


def not_reached(reached: Mapping[str, Counter]) -> dict[str, list[str]]:
    """Tools that somebody knows, by whom they have not reached.

    ``both``: neither a student nor a family member was introduced to them; ``student`` and
    ``family``: only that one is missing.
    """
    found: dict[str, list[str]] = {"both": [], "student": [], "family": []}
    for tool, counts in reached.items():
        missing = [role for role in LEARNERS if not counts[role]]
        if missing:
            found["both" if len(missing) == len(LEARNERS) else missing[0]].append(tool)
    return found
