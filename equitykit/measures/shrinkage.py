"""Steadier estimates of small groups, drawn toward what is known of the same group.

The rates of a group in several years, or at several schools, are taken to come from one Beta
distribution (a, b); with mean m = a/(a + b) and strength M = a + b the estimate is
``(s + m M) / (n + M)``, and its interval that of Beta(a + s, b + n - s). The less students, the
more it leans on m.

A group is drawn toward its own history or toward itself at other schools, and never toward
the majority: that would make a small group that is truly underserved look average. The counts
stay beside the estimate and no flag is ever taken away on account of it. With fewer than four
rates there is no estimate. Source: Kleinman (1973); empirical Bayes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betaln, digamma, xlogy
from scipy.stats import beta

from equitykit.measures.pooling import eras_of
from equitykit.measures.privacy import ReleasedTable, numbers
from equitykit.measures.rates import wilson_bounds
from equitykit.measures.shares import Shares, read_shares

LEAST_RATES = 4
STEADY_RATES = 8
"""Of fewer rates than these the moments are too unsteady and the likelihood is used."""
NO_DIFFERENCES = 1e6
"""A strength above this says that the rates do not differ beyond chance."""
NO_GAIN = 1e-6
"""So does a log-likelihood that is no more than this above that of one rate for all."""

TOWARDS = {
    "own_history": ["measure", "level", "cds", "dimension", "group", "coverage"],
    "other_schools": ["measure", "period", "dimension", "group", "coverage", "district_code"],
}


@dataclass(frozen=True)
class BetaPrior:
    """Mean (a share) and strength (in students; infinite where rates differ by chance alone)."""

    mean: float
    strength: float

    @property
    def a(self) -> float:
        return self.mean * self.strength

    @property
    def b(self) -> float:
        return (1 - self.mean) * self.strength


def prior_by_moments(s, n) -> BetaPrior | None:
    """The prior by the method of moments; None of fewer than four rates, or if nobody or
    everybody has the outcome."""
    s, n = np.asarray(s, dtype="float64"), np.asarray(n, dtype="float64")
    groups, everyone, mean = len(n), n.sum(), s.sum() / n.sum()
    if groups < LEAST_RATES or not 0 < mean < 1:
        return None
    spread = (n * (s / n - mean) ** 2).sum()
    chance = mean * (1 - mean)
    room = everyone - (n**2).sum() / everyone - (groups - 1)
    likeness = (spread - chance * (groups - 1)) / (chance * room) if room > 0 else 0.0
    if likeness <= 1 / NO_DIFFERENCES:
        return BetaPrior(mean, np.inf)
    return BetaPrior(mean, max((1 - likeness) / likeness, 0.0))


def prior_by_likelihood(s, n) -> BetaPrior | None:
    """The prior of greatest likelihood; None as by moments. Steadier with few rates."""
    start = prior_by_moments(s, n)
    if start is None:
        return None
    s, n = np.asarray(s, dtype="float64"), np.asarray(n, dtype="float64")

    def unlikely(logs):
        a, b = np.exp(logs)
        value = (betaln(a, b) - betaln(a + s, b + n - s)).sum()
        both = digamma(a + b + n) - digamma(a + b)
        slope_a = a * (both - digamma(a + s) + digamma(a)).sum()
        slope_b = b * (both - digamma(b + n - s) + digamma(b)).sum()
        return value, np.array([slope_a, slope_b])

    strength = np.clip(start.strength, 0.5, 1000)
    first = np.log([start.mean * strength, (1 - start.mean) * strength])
    limits = [(-7, np.log(10 * NO_DIFFERENCES))] * 2
    found = minimize(unlikely, first, jac=True, method="L-BFGS-B", bounds=limits, tol=1e-14)
    a, b = np.exp(found.x)
    # where they differ by chance alone the search stops anywhere on a plain: a strength of
    # hundreds of thousands would make the interval of a few students a point
    mean = s.sum() / n.sum()
    by_chance_alone = -(xlogy(s.sum(), mean) + xlogy((n - s).sum(), 1 - mean))
    if a + b > NO_DIFFERENCES or found.fun > by_chance_alone - NO_GAIN:
        return BetaPrior(mean, np.inf)
    return BetaPrior(a / (a + b), a + b)


def shrink(s, n, prior: BetaPrior, confidence: float = 0.95):
    """Estimates and the ends of their intervals, as shares.

    Of rates that differ by chance alone all estimates are the mean, and the interval is the
    Wilson interval of all counts together.
    """
    s, n = np.asarray(s, dtype="float64"), np.asarray(n, dtype="float64")
    if np.isinf(prior.strength):
        low, high = wilson_bounds(s.sum(keepdims=True), n.sum(keepdims=True), confidence)
        return tuple(np.full(len(s), float(end)) for end in (prior.mean, low[0], high[0]))
    estimate = (s + prior.a) / (n + prior.strength)
    after = (prior.a + s, prior.b + n - s)
    tail = (1 - confidence) / 2
    return estimate, beta.ppf(tail, *after), beta.ppf(1 - tail, *after)


def shrink_released(
    released: ReleasedTable, *, towards: str, breaks: Mapping[str, tuple] | None = None
) -> ReleasedTable:
    """Estimate each visible rate from itself and the same group's other visible rates.

    `towards` is ``own_history`` (its other years at the place) or ``other_schools`` (of its
    district in the year; only rows of schools are estimated). `breaks` names by measure the
    school years from which on something else is counted: before and after are two histories.

    Returns
    -------
    ReleasedTable
        The same rows with `steadier_rate`, `steadier_low`, `steadier_high` (percent),
        `steadier_towards` (m, percent), `steadier_rates` (how many rates it rests on), and
        `steadier_note` where there is none: ``hidden``, ``too_few_rates``, ``all_alike``
        (nobody, or everybody, has the outcome) or ``not_a_school``.
    """
    shares = read_shares(released)
    figures = np.zeros((4, len(shares.rows)))
    rates = np.zeros(len(shares.rows), dtype="int64")
    note = np.where(shares.counted, "", "hidden").astype(object)
    if towards == "other_schools":
        note[(note == "") & shares.rows["level"].ne("school").to_numpy()] = "not_a_school"
    series = _series(shares, towards, breaks)
    for at in pd.Series(np.flatnonzero(note == "")).groupby(series[note == ""]).agg(list):
        s, n = shares.numerator[at], shares.denominator[at]
        rates[at] = len(at)
        prior = _prior(s, n)
        if prior is None:
            note[at] = "too_few_rates" if len(at) < LEAST_RATES else "all_alike"
            continue
        figures[:, at] = [*shrink(s, n, prior), np.full(len(at), prior.mean)]
    known = note == ""
    names = ("steadier_rate", "steadier_low", "steadier_high", "steadier_towards")
    columns = {
        name: numbers(100 * values, known, "Float64")
        for name, values in zip(names, figures, strict=True)
    }
    columns["steadier_rates"] = numbers(rates, rates > 0, "Int64")
    columns["steadier_note"] = pd.array(np.where(known, None, note), dtype="string")
    return released.with_figures(pd.DataFrame(columns))


def _prior(s, n) -> BetaPrior | None:
    return prior_by_moments(s, n) if len(n) >= STEADY_RATES else prior_by_likelihood(s, n)


def _series(shares: Shares, towards: str, breaks) -> np.ndarray:
    rows = shares.rows.assign(
        district_code=shares.rows["cds"].str[:7], era=eras_of(shares.rows, breaks)
    )
    return rows.groupby([*TOWARDS[towards], "era"], dropna=False, sort=False).ngroup().to_numpy()
