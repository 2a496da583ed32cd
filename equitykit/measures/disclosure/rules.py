"""How wide the range of each hidden quantity has to be (statistics.md §5.2).

- A set of 1 to k - 1 students: as far as the reader can tell it may be k or more, and may be
  smaller by `DISTANCE` or as small as a hidden set can be.
- Fewer than three students with or without the outcome: as far as the reader can tell it may be
  none, one or two (or as many as there are students), which is what a band says.
- Any other hidden quantity may be something else than it is.

A student who is alone in a cell knows her own record: to her as well, each small set may be k or
more, and few with or without the outcome any number of few. What is hidden for the sake of others
only, and could be told by itself, may be worked out by her: it says nothing of anybody.

Where a total that may be seen leaves less room than that (12 students in two groups, one of
them of one student), all the room that it leaves.
"""

import numpy as np

from equitykit.measures.disclosure.audit import Aims
from equitykit.measures.disclosure.together import Together
from equitykit.measures.visibility import BAND

DISTANCE = 3
MEAN_SHARE = 0.05
"""A hidden sum of days or points may differ from the true one by at least this share."""


def aims_of(
    together: Together, size_hidden: np.ndarray, outcome_hidden: np.ndarray, minimum_n: int
) -> Aims:
    """What the rules ask of everything that is hidden.

    `size_hidden` and `outcome_hidden` say of each quantity whether it is hidden as the students
    or as the outcome of a row; sets that only sums tell of are always asked for.
    """
    least, needs = _least(together), _room(together, minimum_n)
    asked: dict[int, tuple] = {}
    sets = [(each, False) for each in together.rows] + [(each, True) for each in together.derived]
    for each, derived in sets:
        n = together.system.values[each.students] if each.students >= 0 else np.inf
        few = 0 < n < minimum_n
        if each.students >= 0 and (few if derived else n > 0 and size_hidden[each.students]):
            asked[each.students] = _size(together.system, each.students, few, least, needs)
        for side in (each.outcomes, each.others):
            if side >= 0 and n > 0 and (derived or outcome_hidden[side]):
                counts = each.others >= 0 or each.students < 0
                aim = _outcome(together.system.values[side], n, counts)
                if aim and (not derived or few or not np.isnan(aim[0])):
                    asked[side] = aim
    asked = {at: aim for at, aim in asked.items() if not together.out[at]}
    quantities = np.array([*asked], dtype=int)
    low, high, differs = np.array([*asked.values()], dtype=float).reshape(-1, 3).T
    fit = [*_fit(sets, together, minimum_n)]
    return Aims(quantities, low, high, differs, limited=np.isin(quantities, fit))


def _fit(sets, together: Together, minimum_n: int):
    """What could be told by itself: of enough students, with enough on both sides."""
    values = together.system.values
    for each, _ in sets:
        if each.students >= 0 and each.others >= 0 and values[each.students] >= minimum_n:
            yield each.students
            if min(values[each.outcomes], values[each.others]) >= BAND:
                yield from (each.outcomes, each.others)


def _size(system, at: int, few: bool, least: np.ndarray, needs: dict[int, float]):
    n = system.values[at]
    if not few:
        return np.nan, np.nan, 1.0
    return min(max(least[at], n - DISTANCE), n), max(needs.get(at, n), n), np.nan


def _outcome(value: float, students: float, counts: bool):
    if np.isnan(value):
        return None
    if not counts:
        return np.nan, np.nan, max(MEAN_SHARE * abs(value), 1e-3)
    if value < BAND:
        return 0.0, min(BAND - 1.0, students), np.nan
    return np.nan, np.nan, 1.0


def _least(together: Together) -> np.ndarray:
    """How few each set can be, where a reader is told which groups have students."""
    least = np.minimum(together.system.lower, 1)
    for _ in range(4):  # a crossing of three traits lies four wholes deep
        for whole, parts in together.wholes:
            least[whole] = max(least[whole], least[parts].sum())
    return least


def _room(together: Together, minimum_n: int) -> dict[int, float]:
    """How many each small set could be, at most k, in the totals that may be seen."""
    values, lower = together.system.values, np.minimum(together.system.lower, 1)
    needs: dict[int, float] = {}
    for _ in range(4):
        for whole, parts in together.wholes:
            if not values[whole] > 0 or np.isnan(values[parts]).any():
                continue
            total = values[whole]
            if total < minimum_n:
                total = needs.get(whole, minimum_n)
            rest = max(values[whole] - values[parts].sum(), 0)
            others = lower[parts].sum() + rest
            for part in parts:
                if 0 < values[part] < minimum_n:
                    room = total - (others - lower[part])
                    needs[part] = min(needs.get(part, minimum_n), room)
    return needs
