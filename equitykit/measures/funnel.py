"""Funnel plots: which schools differ by more than their size explains (Spiegelhalter 2005).

Around the rate of all schools together lie limits within which 95 % and 99.8 % of schools of a
size would fall if they differed by chance alone. A school outside the outer limits merits a
visit; it is no ranking. Where schools differ much more than by chance throughout, the limits
are widened by what they truly differ (over-dispersion), so that not every large school stands
out.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import binom, norm

from equitykit.measures.privacy import ReleasedTable, numbers
from equitykit.measures.shares import read_shares

LEVELS = {"95": 0.95, "998": 0.998}
WINSORISED = 0.10
LEAST_SCHOOLS = 5


@dataclass(frozen=True)
class Dispersion:
    """How much rates differ: `phi` is 1 where by chance alone; `variance` (tau squared, of
    shares) is what is added to the variance of each, 0 where none needs to be."""

    phi: float
    variance: float


@dataclass(frozen=True)
class Funnel:
    """`schools`: the released rows with `funnel_low_95`, `funnel_high_95`, `funnel_low_998`,
    `funnel_high_998` (percent) and `funnel_place` (``inside``, ``beyond_95``, ``beyond_998``);
    the `centre` (percent); the `dispersion`; and the `limits` as curves: `denominator` and the
    four limits."""

    schools: ReleasedTable
    centre: float
    dispersion: Dispersion
    limits: pd.DataFrame


def funnel(released: ReleasedTable) -> Funnel | None:
    """Make the funnel of released rows: schools in one measure, period and group.

    Only what is visible is in it, the center too: all visible schools together. None where
    fewer than five schools are visible, or nobody or everybody has the outcome.

    Raises
    ------
    ValueError
        When there are rows of several measures, periods or groups, or other than schools.
    """
    rows = released.rows
    looks = rows[["measure", "period", "group"]].drop_duplicates()
    if not rows["level"].eq("school").all() or len(looks) > 1:
        raise ValueError("a funnel is of schools in one measure, period and group")
    shares = read_shares(released)
    known = shares.counted
    s, n = shares.numerator[known], shares.denominator[known]
    if len(n) < LEAST_SCHOOLS or not 0 < s.sum() < n.sum():
        return None
    centre = s.sum() / n.sum()
    dispersion = over_dispersion(s, n)
    limits = _limits(shares.denominator, centre, dispersion)
    share = shares.numerator / shares.denominator
    beyond = {
        name: (share < limits[f"funnel_low_{name}"]) | (share > limits[f"funnel_high_{name}"])
        for name in LEVELS
    }
    place = np.select([beyond["998"], beyond["95"]], ["beyond_998", "beyond_95"], default="inside")
    figures = {name: numbers(100 * ends, known, "Float64") for name, ends in limits.items()}
    figures["funnel_place"] = pd.array(np.where(known, place, None), dtype="string")
    sizes = np.unique(np.linspace(n.min(), n.max(), 200).astype("int64"))
    curves = {name: 100 * ends for name, ends in _limits(sizes, centre, dispersion).items()}
    return Funnel(
        released.with_figures(pd.DataFrame(figures)),
        100 * centre,
        dispersion,
        pd.DataFrame({"denominator": sizes, **curves}),
    )


def _limits(n, centre: float, dispersion: Dispersion) -> dict[str, np.ndarray]:
    ends = {}
    for name, level in LEVELS.items():
        if dispersion.variance:
            reach = norm.ppf((1 + level) / 2)
            reach = reach * np.sqrt(centre * (1 - centre) / n + dispersion.variance)
            low, high = np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)
        else:
            low = exact_limit(n, centre, (1 - level) / 2)
            high = exact_limit(n, centre, (1 + level) / 2)
        ends |= {f"funnel_low_{name}": low, f"funnel_high_{name}": high}
    return ends


def exact_limit(n, centre: float, quantile: float) -> np.ndarray:
    """The binomial quantile as a share, interpolated between whole students.

    With r the smallest count whose cumulative probability reaches the quantile, the limit is
    ``r - (F(r) - quantile) / (F(r) - F(r - 1))`` students, at least none.
    """
    n = np.asarray(n)
    r = binom.ppf(quantile, n, centre)
    reached, before = binom.cdf(r, n, centre), binom.cdf(r - 1, n, centre)
    return np.clip((r - (reached - quantile) / (reached - before)) / n, 0, 1)


def over_dispersion(s, n) -> Dispersion:
    """How much rates differ beyond chance, the tenth of them at either end pulled in.

    ``phi`` is the mean of z²; where it is above ``1 + 2 √(2 / K)``,
    ``tau² = (K phi - (K - 1)) / (sum w - sum w² / sum w)`` with ``w = 1 / se²``.
    """
    s, n = np.asarray(s, dtype="float64"), np.asarray(n, dtype="float64")
    centre, schools = s.sum() / n.sum(), len(n)
    se = np.sqrt(centre * (1 - centre) / n)
    z = np.sort((s / n - centre) / se)
    ends = int(WINSORISED * schools)
    z = np.clip(z, z[ends], z[schools - 1 - ends])
    phi = float((z**2).mean())
    if phi <= 1 + 2 * np.sqrt(2 / schools):
        return Dispersion(phi, 0.0)
    w = 1 / se**2
    spread = (schools * phi - (schools - 1)) / (w.sum() - (w**2).sum() / w.sum())
    return Dispersion(phi, max(0.0, float(spread)))
