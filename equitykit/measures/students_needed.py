"""How many more (or fewer) students it would take to be level: the size of the change owed.

Exact whole numbers: of 1 in 5 against 8 in 10 it is 3 students, where floating point
says 4. `improvement_direction` is ``"increase"`` where the outcome is wanted (graduation) and
``"decrease"`` where it is not (absence); then the answer is how many fewer.

The answer is a count of what the system has to change, never of children to mend.
"""

from fractions import Fraction

import numpy as np

SIGNS = {"increase": 1, "decrease": -1}


def needed_for_rate(
    numerator: int, denominator: int, reference: Fraction, *, improvement_direction: str
) -> int | None:
    """Students needed to reach a rate that stands still; None when it cannot be reached.

    `reference` is a share: ``Fraction(8, 10)`` is 80 %. The rate of another group or of
    everyone else stands still too, since these students are not in it.
    """
    if not 0 <= reference <= 1:
        return None
    return shortfall(
        numerator,
        denominator,
        reference.numerator,
        reference.denominator,
        SIGNS[improvement_direction],
    )


def needed_for_overall(
    numerator: int,
    denominator: int,
    all_numerator: int,
    all_denominator: int,
    *,
    improvement_direction: str,
) -> int | None:
    """Students needed to be level with all students, whose rate moves with the group's own.

    None when the group is everyone: there is nothing to compare it with.
    """
    if denominator == all_denominator:
        return None
    return moving_shortfall(
        numerator, denominator, all_numerator, all_denominator, SIGNS[improvement_direction]
    )


def needed_for_proportionality(
    numerator: int, denominator: int, all_numerator: int, all_denominator: int, *, cutoff: Fraction
) -> int | None:
    """More students needed until the group's share of the successes is `cutoff` times its
    share of the students; None when that would take more students than the group has.

    The smallest x with ``(s + x) / (S + x) >= c n / N``.
    """
    lacking = cutoff * all_numerator * denominator - numerator * all_denominator
    if lacking <= 0:
        return 0
    each = all_denominator - cutoff * denominator
    if each <= 0:
        return None
    needed = -(-lacking // each)
    return int(needed) if numerator + needed <= denominator else None


def proportional_shortfall(numerator, denominator, all_numerator, all_denominator, sign):
    """The smallest x >= 0 by which a group's share of the outcome comes up to 0.8 times its
    share of the students. Arrays of integers.

    It can always be reached: where all of a group have the outcome, their rate is no less than
    that of all students. Fewer students (`sign` -1): until ``(n/N) / ((s - x)/(S - x))`` is
    at least 0.8.
    """
    ours, theirs = numerator * all_denominator, all_numerator * denominator
    lacking = np.where(sign > 0, 4 * theirs - 5 * ours, 4 * ours - 5 * theirs)
    larger, smaller = 5 * all_denominator - 4 * denominator, 4 * all_denominator - 5 * denominator
    each = np.where(sign > 0, larger, smaller)
    # a group of four fifths of all students or more cannot have too much in this sense
    return np.where(lacking > 0, -(-lacking // np.maximum(each, 1)), 0)


def shortfall(numerator, denominator, top, bottom, sign):
    """The smallest x >= 0 by which a group is level with the fixed rate top/bottom.

    `sign` is 1 for more students, -1 for fewer. Integers or arrays of integers.
    """
    return _students(sign * (top * denominator - bottom * numerator), bottom)


def moving_shortfall(numerator, denominator, all_numerator, all_denominator, sign):
    """The smallest x >= 0 by which a group is level with all students, itself among them."""
    lacking = sign * (all_numerator * denominator - numerator * all_denominator)
    return _students(lacking, all_denominator - denominator)


def _students(lacking, each):
    needed = -(-lacking // each)
    return needed * (needed > 0)
