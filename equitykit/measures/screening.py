"""Published screening rules: who is flagged as receiving less than a fair share of an outcome.

Two rules of the California Community Colleges for the percentage point gap, the proportionality
index, and the 80 % index. A flag says "look here"; the margins of the percentage point gap
cover the group alone and are no confidence interval of the gap.

Where lower is better every comparison is turned round, never the label: a group is flagged that
has too much of it. All flags are decided in whole numbers: 2 of 25 against 1 of 10 is exactly
0.8 of it and is not flagged. Arrays; `sign` is 1 where more is better, -1 where less is.

=================  ==============================================================  =========
rule               flagged when (more is better)                                   at least
=================  ==============================================================  =========
2017 method        rate + 1.96 √(0.25 / n) <= rate of all students                 3 points
2022, "PPG-1"      rate - rate of all others <= - 1.96 √(rate (1 - rate) / n);     2 points
                   10 students or fewer are too few data
proportionality    share of the outcome < 0.80 share of the students
80 % index         rate < 0.80 rate of the highest group
=================  ==============================================================  =========
"""

from fractions import Fraction

import numpy as np

FLAGGED, NOT_FLAGGED, TOO_FEW_DATA = "flagged", "not_flagged", "insufficient_data"
MOST_TOO_FEW = 10
CUTOFF = Fraction(4, 5)
# 1.96 squared, as the rules are published, not the quantile of the normal distribution
_SQUARE = Fraction(196, 100) ** 2


def gap_rule_of_2017(s, n, all_s, all_n, sign):
    """Gap to all students and its margin, both as shares, and whether the group is flagged.

    The margin takes every rate for a half: one student alone has a margin of 0.98.
    """
    top, bottom = sign * (all_s * n - s * all_n), n * all_n
    margin = np.maximum(1.96 * np.sqrt(0.25 / n), 0.03)
    square = [lambda i: _SQUARE / (4 * int(n[i])), _SQUARE.numerator / _SQUARE.denominator / 4 / n]
    flagged = (100 * top >= 3 * bottom) & _reaches(top, bottom, square)
    return s / n - all_s / all_n, margin, np.where(flagged, FLAGGED, NOT_FLAGGED)


def gap_rule_of_2022(s, n, all_s, all_n, sign):
    """Gap to everyone else and its margin, both as shares, and whether the group is flagged.

    Where nobody or everybody has the outcome the margin is 0 and only the two points are left.
    The group must not be everyone.
    """
    other_s, other_n = all_s - s, all_n - n
    top, bottom = sign * (other_s * n - s * other_n), n * other_n
    share = s / n
    variance = share * (1 - share) / n
    margin = np.maximum(1.96 * np.sqrt(variance), 0.02)

    def exactly(i):
        students, outcomes = int(n[i]), int(s[i])
        return _SQUARE * outcomes * (students - outcomes) / students**3

    square = [exactly, _SQUARE.numerator / _SQUARE.denominator * variance]
    flagged = (100 * top >= 2 * bottom) & _reaches(top, bottom, square)
    result = np.where(flagged, FLAGGED, NOT_FLAGGED)
    return share - other_s / other_n, margin, np.where(n <= MOST_TOO_FEW, TOO_FEW_DATA, result)


def _reaches(top, bottom, square):
    """Whether top/bottom >= √square. Floating point decides what is clear, fractions the rest."""
    exactly, about = square
    gap, margin = top / bottom, np.sqrt(about)
    reached = gap >= margin
    for i in np.flatnonzero(np.abs(gap - margin) <= 1e-9):
        exact = Fraction(int(top[i]), int(bottom[i]))
        reached[i] = exact >= 0 and exact**2 >= exactly(i)
    return reached


def proportionality(s, n, all_s, all_n, sign):
    """Share of the outcome over share of the students, and the flag; all_s must not be 0.

    Algebraically the rate over the rate of all students.
    """
    return (s * all_n) / (all_s * n), _below_cutoff(s, n, all_s, all_n, sign)


def eighty_percent_index(s, n, best_s, best_n, sign):
    """The rate over that of the group that does best, and the flag.

    Where lower is better the best group's rate over the group's. NaN when the lower side of
    it is zero. The same outcome counted from its other side gives another index (95 % against
    99 % present is 0.96; 5 % against 1 % absent, 0.2), so that both must be shown:
    call it again with ``n - s``, ``best_n - best_s`` and ``-sign``.
    """
    top, bottom = s * best_n, best_s * n
    top, bottom = np.where(sign > 0, top, bottom), np.where(sign > 0, bottom, top)
    index = np.where(bottom > 0, top / np.maximum(bottom, 1), np.nan)
    flag = np.where(bottom > 0, _below_cutoff(s, n, best_s, best_n, sign), None)
    return index, flag


def _below_cutoff(s, n, other_s, other_n, sign):
    """Whether s/n < 0.8 other_s/other_n; turned round where lower is better."""
    ours, theirs = s * other_n, other_s * n
    low, high = np.where(sign > 0, ours, theirs), np.where(sign > 0, theirs, ours)
    flagged = low * CUTOFF.denominator < high * CUTOFF.numerator
    return np.where(flagged, FLAGGED, NOT_FLAGGED)
