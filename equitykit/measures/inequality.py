"""Summary measures of inequality (the set of the WHO's HEAT), for the analyst.

One number for many groups hides who is behind, and it falls too when the group that is served
best does worse. So the result always holds the level of every group beside the measures, and
neither is given without the other. All but D, R, PAR and PAF need three groups.

y is a group's rate in percent, w its share of all students, mu the mean of the rates weighted
by w, K the number of groups. Where groups have an order, r is the share of students in the
groups below and half the group's own. Values are in points but where said.

========  ===========================================================================
D         best minus worst; ordered: last minus first; turned round where lower is
          better. With a reference: how far the worst group is behind it
R         the same two rates as a ratio
SII, RII  rate at r = 1 minus, over, rate at r = 0 of a logistic curve (ordered)
ACI, RCI  sum w (2 r - 1) y; and over mu (ordered)
BGV       sum w (y - mu)², squared points; BGSD its root; COV 100 BGSD / mu
MDMU/W    mean distance from mu, each group alike / by its students
MDBU/W    mean distance from the best group
MDRU/W    mean distance from the reference, the reference counted in
IDISU/W   100 MDM / mu
TI        Theil index, 1000 sum w (y/mu) ln(y/mu)
MLD       mean log deviation, 1000 sum -w ln(y/mu); a rate of 0 is taken for 0.000001
PAR       by how much mu would move if all did as well as the best group (ordered:
          the last one), 0 where that would move it the wrong way; PAF 100 PAR / mu
========  ===========================================================================

Sources: Schlotheuber and Hosseinpoor (2022); the variances are of the delta method.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures.inequality_sums import (
    attributable,
    distances,
    expected_by_chance,
    standard_errors,
    unordered_measures,
)
from equitykit.measures.students_needed import SIGNS

MEASURES = (
    "D", "R", "SII", "RII", "ACI", "RCI", "BGV", "BGSD", "COV", "MDMU", "MDMW", "MDBU", "MDBW",
    "MDRU", "MDRW", "IDISU", "IDISW", "TI", "MLD", "PAR", "PAF",
)  # fmt: skip
OF_TWO_GROUPS = ("D", "R", "PAR", "PAF")
ORDERED = ("SII", "RII", "ACI", "RCI")
OF_A_REFERENCE = ("MDRU", "MDRW")
LEAST_GROUPS = 3
_Z = 1.959963984540054


@dataclass(frozen=True)
class Inequality:
    """The levels of the groups and what sums them up; never one without the other.

    Attributes
    ----------
    groups : pandas.DataFrame
        `group`, `rate`, `students`, `se`; `low` and `high` of the rate (percent).
    measures : pandas.DataFrame
        `measure`; `value`, missing where `note` says why (``not_ordered``, ``ordered``,
        ``no_reference``, ``too_few_groups``, ``undefined``); `se`, `low` and `high` of BGV, TI
        and MLD.
    expected_by_chance : float
        What BGV would be on average of groups that do not differ, sum w (1 - w) se²: noise
        alone makes it positive.
    left_out : tuple of str
        Groups without a rate.
    """

    groups: pd.DataFrame
    measures: pd.DataFrame
    expected_by_chance: float
    left_out: tuple[str, ...]


def inequality(
    groups: pd.DataFrame,
    *,
    improvement_direction: str,
    ordered: bool = False,
    reference: str | None = None,
) -> Inequality:
    """Sum up how unequal the rates of groups are; the groups must not share students.

    Parameters
    ----------
    groups : pandas.DataFrame
        `group`; `rate` in percent; `denominator`, students; `se` of the rate in points, or
        else that of a share of so many students. In their order, first is worst off, if
        `ordered`.
    improvement_direction : str
        ``increase`` or ``decrease``.
    reference : str, optional
        A group of `group`.

    Raises
    ------
    ValueError
        When a rate is not from 0 to 100 or a group has no students.
    """
    rated = groups[groups["rate"].notna() & groups["denominator"].notna()]
    y, n = rated["rate"].to_numpy("float64"), rated["denominator"].to_numpy("float64")
    if (y < 0).any() or (y > 100).any() or (n <= 0).any():
        raise ValueError("rates are from 0 to 100, of at least one student")
    se = np.sqrt(y * (100 - y) / n)
    if "se" in rated:
        se = rated["se"].astype("Float64").to_numpy("float64", na_value=np.nan)
    names = rated["group"].astype(str).to_numpy()
    named = np.flatnonzero(names == reference)
    data = _Groups(
        y, n / n.sum(), se, SIGNS[improvement_direction], ordered, named[0] if len(named) else -1
    )
    levels = {"group": names, "rate": y, "students": n, "se": se}
    levels |= {"low": np.maximum(y - _Z * se, 0), "high": np.minimum(y + _Z * se, 100)}
    unrated = groups.loc[~groups.index.isin(rated.index), "group"].astype(str)
    chance = float(expected_by_chance(data.w, se, np.zeros(len(y), dtype="int64"), 1)[0])
    return Inequality(pd.DataFrame(levels), _measures(data), chance, tuple(unrated))


@dataclass(frozen=True)
class _Groups:
    y: np.ndarray
    w: np.ndarray
    se: np.ndarray
    sign: int
    ordered: bool
    reference: int

    @property
    def mean(self) -> float:
        return float((self.w * self.y).sum())

    @property
    def best(self) -> float:
        return float((self.sign * self.y).max() * self.sign)

    @property
    def worst(self) -> float:
        return float((self.sign * self.y).min() * self.sign)


def _measures(data: _Groups) -> pd.DataFrame:
    values = _values(data) if len(data.y) else {}
    errors = _standard_errors(data) if len(data.y) else {}
    rows = []
    for name in MEASURES:
        note = _note(name, data)
        value = np.nan if note else values[name]
        if not note and not np.isfinite(value):
            note, value = "undefined", np.nan
        se = np.nan if note else errors.get(name, np.nan)
        rows.append((name, value, se, value - _Z * se, value + _Z * se, note or None))
    return pd.DataFrame(rows, columns=["measure", "value", "se", "low", "high", "note"])


def _note(name: str, data: _Groups) -> str:
    notes = [
        (len(data.y) < (2 if name in OF_TWO_GROUPS else LEAST_GROUPS), "too_few_groups"),
        (name in ORDERED and not data.ordered, "not_ordered"),
        (data.ordered and name not in (*ORDERED, *OF_TWO_GROUPS), "ordered"),
        (name in OF_A_REFERENCE and data.reference < 0, "no_reference"),
    ]
    return next((note for holds, note in notes if holds), "")


def _values(data: _Groups) -> dict[str, float]:
    one = np.zeros(len(data.y), dtype="int64")
    mean, sign = np.array([data.mean]), np.array([data.sign])
    found = unordered_measures(data.y, data.w, one, sign)
    if data.reference >= 0:
        found |= distances("MDR", abs(data.y - data.y[data.reference]), data.w, one, 1)
    if data.ordered:
        found |= attributable(data.y[-1:], mean, sign)
    values = {name: value[0] for name, value in found.items()}
    if data.reference >= 0 or data.ordered:
        top, bottom = _two(data)
        with np.errstate(divide="ignore", invalid="ignore"):
            values |= {"D": top - bottom, "R": np.float64(top) / bottom}
    return values | (_of_ordered(data) if data.ordered and len(data.y) >= LEAST_GROUPS else {})


def _two(data: _Groups) -> tuple[float, float]:
    """The rates that D and R compare, the one first that is higher when the worst are behind."""
    if data.ordered:
        ahead, behind = data.y[-1], data.y[0]
    else:
        ahead = data.best if data.reference < 0 else data.y[data.reference]
        behind = data.worst
    return (ahead, behind) if data.sign > 0 else (behind, ahead)


def _of_ordered(data: _Groups) -> dict[str, float]:
    rank = np.cumsum(data.w) - data.w / 2
    concentration = (data.w * (2 * rank - 1) * data.y).sum()
    at_bottom, at_top = _curve(rank, data.y / 100, data.w)
    return {
        "SII": 100 * (at_top - at_bottom),
        "RII": at_top / at_bottom,
        "ACI": concentration,
        "RCI": concentration / np.float64(data.mean),
    }


def _curve(rank, share, w) -> tuple[float, float]:
    """Both ends of the logistic curve of share on rank, groups weighted by their students once.

    Newton's method; no curve fits (NaN) where all shares are 0 or all 1.
    """
    if not 0 < (w * share).sum() < 1:
        return np.nan, np.nan
    x = np.stack([np.ones_like(rank), rank])
    mean = (w * share).sum()
    slopes = np.array([np.log(mean / (1 - mean)), 0.0])
    for _ in range(50):
        fitted = 1 / (1 + np.exp(-slopes @ x))
        step = np.linalg.solve(x * (w * fitted * (1 - fitted)) @ x.T, x @ (w * (share - fitted)))
        slopes = slopes + step
        if abs(step).max() < 1e-12:
            break
    ends = 1 / (1 + np.exp(-np.array([slopes[0], slopes.sum()])))
    return float(ends[0]), float(ends[1])


def _standard_errors(data: _Groups) -> dict[str, float]:
    one = np.zeros(len(data.y), dtype="int64")
    errors = standard_errors(data.y, data.w, data.se, one, 1)
    return {name: error[0] for name, error in errors.items()}
