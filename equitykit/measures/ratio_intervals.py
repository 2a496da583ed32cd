"""Intervals of the ratio of two rates, of students who are not the same.

The log interval, and where a cell of the two is empty the score interval of Miettinen and
Nurminen (1985): all ratios at which the best-fitting pair of rates is not refused by its
chi-squared statistic, taken (N - 1)/N times for N students in all.
"""

from statistics import NormalDist

import numpy as np

_FARTHEST = 40.0  # |log ratio|; beyond what counts of students can tell from 0 or infinity
_HALVINGS = 50


def ratio_bounds(s, n, other_s, other_n, confidence: float = 0.95):
    """Low and high ends of the interval of (s/n) / (other_s/other_n) of arrays of counts.

    Nobody in the group gives a low end of 0, nobody among the others a high end of infinity,
    and nobody at all both.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    empty = (s == 0) | (other_s == 0) | (s == n) | (other_s == other_n)
    low, high = np.empty(len(empty)), np.empty(len(empty))
    full = ~empty
    low[full], high[full] = _log_bounds(s[full], n[full], other_s[full], other_n[full], z)
    # small groups are often alike, and the halving is what takes time
    counts = np.stack([count[empty] for count in (s, n, other_s, other_n)]).astype("float64")
    cases, back = np.unique(counts, axis=1, return_inverse=True)
    back = back.reshape(-1)
    low[empty], high[empty] = (end[back] for end in score_bounds(*cases, z))
    return low, high


def _log_bounds(s, n, other_s, other_n, z):
    """exp(ln RR ± z √(1/s − 1/n + 1/s' − 1/n'))"""
    ratio = (s / n) / (other_s / other_n)
    reach = np.exp(z * np.sqrt(1 / s - 1 / n + 1 / other_s - 1 / other_n))
    return ratio / reach, ratio * reach


def score_bounds(s, n, other_s, other_n, z):
    """The score interval of arrays of counts, found by halving on the log scale."""
    most = z**2 * (n + other_n) / (n + other_n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log(s * other_n) - np.log(n * other_s)
    centre = np.clip(np.nan_to_num(centre, nan=0.0), -_FARTHEST, _FARTHEST)
    ends = []
    for far in (-_FARTHEST, _FARTHEST):
        inside, outside = centre.copy(), np.full(len(centre), far)
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            within = _chi_squared(np.exp(middle), s, n, other_s, other_n) <= most
            inside, outside = np.where(within, middle, inside), np.where(within, outside, middle)
        ends.append(np.exp((inside + outside) / 2))
    return np.where(s == 0, 0.0, ends[0]), np.where(other_s == 0, np.inf, ends[1])


def _chi_squared(ratio, s, n, other_s, other_n):
    """How badly both counts fit, at best, if the rates have this ratio."""
    half = ratio * (n + other_s) + s + other_n
    root = np.sqrt(np.maximum(half**2 - 4 * ratio * (n + other_n) * (s + other_s), 0))
    share = 2 * ratio * (s + other_s) / (half + root)
    return _misfit(s, n, share) + _misfit(other_s, other_n, share / ratio)


def _misfit(s, n, share):
    variance = n * share * (1 - share)
    off = (s - n * share) ** 2
    return np.where(variance > 0, off / np.where(variance > 0, variance, 1), 0.0)
