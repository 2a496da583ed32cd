"""How sure one can be of a difference, and of many looked at together.

A probability (p value) of a difference at least as large if there were none: the two-sided
two-proportion z test, or the exact test of Fisher (1935) where a count of fewer than five would
be expected. Benjamini and Hochberg (1995) then adjust all that were looked at together, since of
a thousand looks at nothing about fifty seem to be something. What remains unsure is a reason
to look closer, never one to do nothing.
"""

import numpy as np
from scipy.special import bdtr, bdtrc, gammaln, ndtr

LEAST_EXPECTED = 5
_AT_ONCE = 1_000_000


def difference_p_values(s, n, other_s, other_n) -> np.ndarray:
    """Two-sided p values of arrays of counts of students who are not the same."""
    both, everyone = s + other_s, n + other_n
    smaller = np.minimum(both, everyone - both)
    exact = np.minimum(n, other_n) * smaller < LEAST_EXPECTED * everyone
    spread = both * (everyone - both) / everyone * (1 / n + 1 / other_n) / everyone
    gap = s / n - other_s / other_n
    p = 2 * ndtr(-np.abs(gap) / np.sqrt(np.where(exact, 1, spread)))
    counts = np.stack([np.broadcast_to(x, p.shape)[exact] for x in (s, n, both, everyone)])
    cases, back = np.unique(counts, axis=1, return_inverse=True)
    p[exact] = _fisher(*cases)[back.reshape(-1)]
    return p


def _fisher(s, n, both, everyone) -> np.ndarray:
    """Sum of the probabilities of all tables with these margins that are no likelier."""
    lowest = np.maximum(0, both - (everyone - n))
    sizes = np.minimum(n, both) - lowest + 1
    p = np.empty(len(s))
    first = 0
    while first < len(s):
        many = np.searchsorted(np.cumsum(sizes[first:]), _AT_ONCE) + 1
        part = slice(first, first + many)
        p[part] = _fisher_at_once(s[part], n[part], both[part], everyone[part], lowest[part])
        first += many
    return p


def _fisher_at_once(s, n, both, everyone, lowest) -> np.ndarray:
    sizes = np.minimum(n, both) - lowest + 1
    case = np.repeat(np.arange(len(s)), sizes)
    starts = np.cumsum(sizes) - sizes
    count = np.arange(sizes.sum()) - starts[case] + lowest[case]
    likely = _log_choose(n[case], count)
    likely += _log_choose((everyone - n)[case], both[case] - count)
    likely -= _log_choose(everyone, both)[case]
    seen = likely[starts + s - lowest]
    # equally likely tables may differ in the last digits
    no_likelier = likely <= seen[case] + 1e-7
    return np.minimum(np.bincount(case, np.exp(likely) * no_likelier, len(s)), 1.0)


def _log_choose(n, k):
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def target_p_values(s, n, share) -> np.ndarray:
    """Two-sided p values of counts against fixed shares: the score test, or twice the smaller
    binomial tail where a count of fewer than five would be expected."""
    possible = (share > 0) & (share < 1)
    inside = np.where(possible, share, 0.5)
    z = (s / n - inside) / np.sqrt(inside * (1 - inside) / n)
    tails = np.minimum(bdtr(s, n, inside), np.where(s > 0, bdtrc(s - 1, n, inside), 1.0))
    exact = n * np.minimum(inside, 1 - inside) < LEAST_EXPECTED
    p = np.where(exact, np.minimum(2 * tails, 1.0), 2 * ndtr(-np.abs(z)))
    # against 0 % or 100 % one student is proof
    return np.where(possible, p, np.where(s == n * share, 1.0, 0.0))


def adjusted_p_values(p) -> np.ndarray:
    """Benjamini-Hochberg: the smallest share of false findings at which each is a finding.

    NaN stands for what could not be looked at: it stays NaN and is not counted.
    """
    p = np.asarray(p, dtype="float64")
    looked = np.flatnonzero(~np.isnan(p))
    order = looked[np.argsort(p[looked], kind="stable")]
    raised = p[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted = np.full(len(p), np.nan)
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted
