"""Rates, differences and ratios of counted students: exact where a number is printed.

What is printed (rates, gaps, ratios) is worked in whole numbers, never in floating point:
halves are rounded up in size, so that a gap seen from the other side has the same size.
The exact functions take Python integers of any size, or NumPy arrays of 64-bit integers;
arrays are exact for denominators up to 60 million.

The intervals say how far a rate could plausibly move with the same school and the same
practice. Wilson (1927) for one rate; for the difference of two rates, Newcombe (1998),
method 10, which is built of two Wilson intervals.
"""

from fractions import Fraction
from statistics import NormalDist

import numpy as np


def rate_in_tenths(numerator, denominator):
    """Ten times the rate in percent, halves up: 412 of 1,079 is 382 (38.2 %)."""
    return (2000 * numerator + denominator) // (2 * denominator)


def gap_in_tenths(numerator, denominator, other_numerator, other_denominator):
    """Ten times the difference of two rates in percentage points, halves away from zero.

    It is rounded once, of the counts; so it may differ by 0.1 from the difference of the
    two rounded rates.
    """
    top = 1000 * (numerator * other_denominator - other_numerator * denominator)
    bottom = denominator * other_denominator
    size = (2 * abs(top) + bottom) // (2 * bottom)
    return size * (1 - 2 * (top < 0))


def ratio_in_hundredths(numerator, denominator, other_numerator, other_denominator):
    """A hundred times the ratio of two rates, halves up. The other rate must not be zero."""
    top = numerator * other_denominator
    bottom = denominator * other_numerator
    return (200 * top + bottom) // (2 * bottom)


def ratio(
    numerator: int, denominator: int, other_numerator: int, other_denominator: int
) -> Fraction | None:
    """One rate divided by another, exactly; None when the other rate is zero."""
    if other_numerator == 0:
        return None
    return Fraction(numerator, denominator) / Fraction(other_numerator, other_denominator)


def wilson_interval(
    numerator: int, denominator: int, confidence: float = 0.95
) -> tuple[float, float]:
    """The Wilson interval of one rate, as shares from 0 to 1.

    Raises
    ------
    ValueError
        When there are no students, or more with the outcome than there are.
    """
    if denominator < 1 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share of students")
    low, high = wilson_bounds(np.array([numerator]), np.array([denominator]), confidence)
    return float(low[0]), float(high[0])


def wilson_bounds(numerator, denominator, confidence: float = 0.95):
    """Low and high ends of the Wilson intervals of arrays of counts, as shares.

    ``(s + z²/2 ± z √(s (n − s)/n + z²/4)) / (n + z²)``; exactly 0 at no one, 1 at everyone.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = numerator + z**2 / 2
    reach = z * np.sqrt(numerator * ((denominator - numerator) / denominator) + z**2 / 4)
    low = np.where(numerator == 0, 0.0, (centre - reach) / (denominator + z**2))
    high = np.where(numerator == denominator, 1.0, (centre + reach) / (denominator + z**2))
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def newcombe_interval(
    numerator: int,
    denominator: int,
    other_numerator: int,
    other_denominator: int,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """The Newcombe interval of a difference of two rates, as shares from -1 to 1."""
    counts = (numerator, denominator, other_numerator, other_denominator)
    low, high = newcombe_bounds(*(np.array([count]) for count in counts), confidence)
    return float(low[0]), float(high[0])


def newcombe_bounds(
    numerator, denominator, other_numerator, other_denominator, confidence: float = 0.95
):
    """Low and high ends of Newcombe intervals of arrays of counts, as shares.

    The two rates are taken to be of different students. Where groups share students the
    interval is wider than it need be, so that what it calls clear stays clear.
    """
    low, high = wilson_bounds(numerator, denominator, confidence)
    other_low, other_high = wilson_bounds(other_numerator, other_denominator, confidence)
    share, other = numerator / denominator, other_numerator / other_denominator
    gap = share - other
    down = np.hypot(share - low, other_high - other)
    up = np.hypot(high - share, other - other_low)
    return gap - down, gap + up


def cohens_h(share, other_share):
    """Cohen's effect size of two shares: ``2 asin √p - 2 asin √q``."""
    return 2 * np.arcsin(np.sqrt(share)) - 2 * np.arcsin(np.sqrt(other_share))
