"""What is left of a whole when the groups that are seen are taken away is a result as well.

The hidden parts of a split are one set of students whose size and outcomes everybody can work
out: those not male among the students of two or more races. It has to be fit to be told by the
same rules as a row: fewer than three with or without the outcome are said as a band, not as a
number. Where it is not, one more part is hidden.
"""

import numpy as np

from equitykit.measures.disclosure.collector import Set
from equitykit.measures.visibility import BAND


def parts_to_hide(splits, seen, for_sale, values, price, minimum_n):
    """For each split whose hidden parts are too few together, one part more: the cheapest that
    settles it alone, or else the cheapest.

    Parameters
    ----------
    splits : list of (Set, list of Set)
    seen : array of bool
        Which quantities a reader knows.
    for_sale : array of bool
        Which quantities may still be hidden.
    values, price : array
        Of each quantity.

    Yields
    ------
    (int, int, bool)
        The students and the outcomes of the part, and whether its size has to go (else only
        its outcome).
    """
    for whole, parts in splits:
        for name, least in (("students", minimum_n), ("outcomes", BAND)):
            # a sum of days or points is no number of students
            if name == "outcomes" and (whole.others < 0 or any(p.others < 0 for p in parts)):
                continue
            picked = _pick(whole, parts, name, least, seen, for_sale, values, price)
            if picked is not None:
                yield picked.students, picked.outcomes, name == "students"


def pooled_to_hide(pooled, seen, values, minimum_n):
    """Pooled years whose hidden years would be told: one alone, or several that are too few
    together; and those with more than one year of a single student, who may be the same one.

    Yields as :func:`parts_to_hide`.
    """
    for whole, years in pooled:
        alone = sum(values[year.students] == 1 for year in years) > 1
        for name, least in (("students", minimum_n), ("outcomes", BAND)):
            told = [year for year in years if seen[getattr(year, name)]]
            hidden = len(years) - len(told)
            left = _left(whole, told, values, name) if hidden else []
            if hidden == 1 or hidden and (alone or not _is_fit(left, least, name)):
                yield whole.students, whole.outcomes, name == "students"


def _pick(whole: Set, parts, name, least, seen, for_sale, values, price):
    at = getattr(whole, name)
    told = [part for part in parts if seen[getattr(part, name)]]
    if at < 0 or not seen[at] or not seen[whole.students] or len(told) == len(parts):
        return None
    left = _left(whole, told, values, name)
    if _is_fit(left, least, name):
        return None
    can = [p for p in told if for_sale[getattr(p, name)] and values[p.students] > 0]
    if not can:
        return None
    alone = [p for p in can
             if _is_fit([a + b for a, b in zip(left, _figures(p, values, name), strict=True)],
                        least, name)]  # fmt: skip
    return min(alone or can, key=lambda part: price[part.students])


def _left(whole: Set, told, values, name) -> list[float]:
    out = [_figures(part, values, name) for part in told]
    total = _figures(whole, values, name)
    return [each - sum(parts) for each, *parts in zip(total, *out, strict=True)]


def _figures(part: Set, values, name) -> list[float]:
    if name == "students":
        return [values[part.students]]
    return [values[part.outcomes], values[part.others]]


def _is_fit(left: list[float], least: int, name: str) -> bool:
    if any(np.isnan(each) or each < 0 for each in left):
        return True  # of sums that do not add up nobody is told
    if name == "students":
        return left[0] == 0 or left[0] >= least
    return sum(left) == 0 or min(left) >= least
