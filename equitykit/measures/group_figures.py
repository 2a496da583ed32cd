"""The figures of :mod:`equitykit.measures.disaggregate`, worked for many groups at once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures import screening
from equitykit.measures.crossed_groups import crossing_figures
from equitykit.measures.federal_groups import federal_groups
from equitykit.measures.gaps import gap_figures, gap_notes
from equitykit.measures.many_comparisons import (
    adjusted_p_values,
    difference_p_values,
    target_p_values,
)
from equitykit.measures.privacy import numbers
from equitykit.measures.rates import gap_in_tenths, wilson_bounds
from equitykit.measures.ratio_intervals import ratio_bounds
from equitykit.measures.risk_ratios import (
    NOT_OF_THE_RULE,
    STUDENTS_WITH_DISABILITIES,
    risk_ratios,
)
from equitykit.measures.shares import Shares
from equitykit.measures.students_needed import proportional_shortfall, shortfall
from equitykit.measures.yardsticks import Yardstick, find_yardstick

MOVING = ("overall", "everyone_else")
RULES = ("ppg_2017", "ppg_2022", "proportionality", "index_80", "index_80_other_side")


@dataclass(frozen=True)
class Figures:
    """For each yardstick the figures, a row for each of the shares, and how many p values."""

    tables: dict[str, pd.DataFrame]
    looked_at: int


def figures_by_yardstick(
    shares: Shares,
    yardsticks,
    *,
    target,
    minimum_n,
    looked,
    risk_minimum_cell,
    risk_minimum_n,
) -> Figures:
    """Work all figures of shares; a yardstick named twice counts once.

    Rows that are not `looked` at have no adjusted p value and are not counted.
    """
    others = find_yardstick(shares, "everyone_else", minimum_n=minimum_n, target=None)
    same = pd.concat(
        [
            _wilson(shares),
            _shares_of_all(shares, others),
            _eighty_percent(shares, minimum_n),
            _ratios(shares, others),
            _risks(shares, others, risk_minimum_cell, risk_minimum_n),
            _crossings(shares, others, minimum_n),
        ],
        axis=1,
    )
    same["flags"] = _flags(same, _no_worse(shares, others))
    tables = {}
    for yardstick in dict.fromkeys(yardsticks):
        against = find_yardstick(shares, yardstick, minimum_n=minimum_n, target=target)
        figures = [_gaps(shares, against, yardstick), same, _p_values(shares, against, yardstick)]
        tables[yardstick] = pd.concat(figures, axis=1)
    return _adjusted(tables, looked)


def _adjusted(tables: dict[str, pd.DataFrame], looked: np.ndarray) -> Figures:
    p = [
        np.where(looked, table["p_value"].to_numpy("float64", na_value=np.nan), np.nan)
        for table in tables.values()
    ]
    adjusted = adjusted_p_values(np.concatenate(p)).reshape(len(tables), -1)
    for table, values in zip(tables.values(), adjusted, strict=True):
        table["p_adjusted"] = _number(values, ~np.isnan(values))
    return Figures(tables, int((~np.isnan(adjusted)).sum()))


def _number(values, known) -> pd.Series:
    return numbers(values, known, "Float64")


def _word(values, known) -> pd.Series:
    return pd.Series(np.where(known, values, None)).astype("string")


def _known(shares: Shares, against: Yardstick) -> np.ndarray:
    """Where counts of students are compared with counts of students."""
    return (gap_notes(shares, against) == "") & shares.counted & against.counted


def _everywhere(known, values) -> np.ndarray:
    """Values of the rows that are known, spread over all rows."""
    spread = np.zeros(len(known), dtype=np.asarray(values).dtype)
    spread[known] = values
    return spread


def _wilson(shares: Shares) -> pd.DataFrame:
    its = shares.counted
    low, high = wilson_bounds(shares.numerator[its], shares.denominator[its])
    ends = {"low": _everywhere(its, 100 * low), "high": _everywhere(its, 100 * high)}
    return pd.DataFrame({name: _number(end, its) for name, end in ends.items()})


def _shares_of_all(shares: Shares, others: Yardstick) -> pd.DataFrame:
    """Composition, both rules of the percentage point gap, and proportionality."""
    known = _known(shares, others)
    s, n, sign = (x[known] for x in (shares.numerator, shares.denominator, shares.sign))
    all_s, all_n = s + others.numerator[known], n + others.denominator[known]
    found = {"share_of_students": _number(_everywhere(known, 100 * n / all_n), known)}
    for year, rule in (
        ("2017", screening.gap_rule_of_2017),
        ("2022", screening.gap_rule_of_2022),
    ):
        gap, margin, result = rule(s, n, all_s, all_n, sign)
        found[f"ppg_{year}"] = _number(_everywhere(known, 100 * gap), known)
        found[f"ppg_{year}_margin"] = _number(_everywhere(known, 100 * margin), known)
        found[f"ppg_{year}_result"] = _word(_everywhere(known, result.astype(object)), known)
    some = known.copy()
    some[known] = all_s > 0
    counts = [x[all_s > 0] for x in (s, n, all_s, all_n, sign)]
    index, result = screening.proportionality(*counts)
    needed = _everywhere(some, proportional_shortfall(*counts))
    found["share_of_outcome"] = _number(_everywhere(some, 100 * counts[0] / counts[2]), some)
    found["proportionality_index"] = _number(_everywhere(some, index), some)
    found["proportionality_result"] = _word(_everywhere(some, result.astype(object)), some)
    found["needed_proportionality"] = numbers(needed, some, "Int64")
    return pd.DataFrame(found)


def _eighty_percent(shares: Shares, minimum_n: int) -> pd.DataFrame:
    best = find_yardstick(shares, "highest", minimum_n=minimum_n, target=None)
    known = _known(shares, best)
    s, n, sign = (x[known] for x in (shares.numerator, shares.denominator, shares.sign))
    best_s, best_n = best.numerator[known], best.denominator[known]
    sides = {
        "index_80": (s, n, best_s, best_n, sign),
        "index_80_other_side": (n - s, n, best_n - best_s, best_n, -sign),
    }
    found = {}
    for name, counts in sides.items():
        index, result = (_everywhere(known, x) for x in screening.eighty_percent_index(*counts))
        defined = known & ~np.isnan(index)
        found[name] = _number(index, defined)
        found[f"{name}_result"] = _word(result, defined)
    found["index_80_group"] = _word(best.group, known)
    return pd.DataFrame(found)


def _ratios(shares: Shares, others: Yardstick) -> pd.DataFrame:
    """Every group's rate over everyone else's, by no rule but arithmetic."""
    known = _known(shares, others)
    counts = shares.numerator, shares.denominator, others.numerator, others.denominator
    s, n, other_s, other_n = (count[known] for count in counts)
    ratio = np.where(other_s > 0, s * other_n / np.maximum(n * other_s, 1), np.nan)
    found = dict(zip(("", "_low", "_high"), (ratio, *ratio_bounds(s, n, other_s, other_n)),
                     strict=True))  # fmt: skip
    figures = {f"rate_ratio{end}": _everywhere(known, x) for end, x in found.items()}
    return pd.DataFrame({name: _number(x, known & ~np.isnan(x)) for name, x in figures.items()})


def _risks(shares: Shares, others: Yardstick, minimum_cell, minimum_n) -> pd.DataFrame:
    """The federal rule's risk ratios, of the groups that it has."""
    known = _known(shares, others)
    rule = federal_groups(shares, others, known)
    its = rule.applies
    counts = (shares.numerator, shares.denominator, rule.other_s, rule.other_n)
    found = risk_ratios(
        *(count[its] for count in counts), minimum_cell=minimum_cell, minimum_n=minimum_n
    )
    words = np.where(rule.all_students, STUDENTS_WITH_DISABILITIES, NOT_OF_THE_RULE).astype(object)
    words[its] = found.pop("risk_ratio_state")
    figures = {name: _everywhere(its, values) for name, values in found.items()}
    figures = {name: _number(x, its & ~np.isnan(x)) for name, x in figures.items()}
    return pd.DataFrame({**figures, "risk_ratio_state": _word(words, its | known)})


def _crossings(shares: Shares, others: Yardstick, minimum_n: int) -> pd.DataFrame:
    found = crossing_figures(shares, comparable=_known(shares, others), minimum_n=minimum_n)
    return pd.DataFrame({name: _number(x, ~np.isnan(x)) for name, x in found.items()})


def _gaps(shares: Shares, against: Yardstick, yardstick: str) -> pd.DataFrame:
    """Gap, ratio and direction, and how many students it takes, either way."""
    found = gap_figures(shares, against, yardstick)
    moving = found.pop("students_needed")
    known = _known(shares, against)
    counts = (shares.numerator, shares.denominator, against.numerator, against.denominator)
    fixed = shortfall(*(x[known] for x in counts), shares.sign[known])
    found["needed_fixed"] = numbers(_everywhere(known, fixed), known, "Int64")
    found["needed_moving"] = moving if yardstick in MOVING else moving.mask(moving.notna())
    return found


def _p_values(shares: Shares, against: Yardstick, yardstick: str) -> pd.Series:
    known = _known(shares, against)
    s, n = shares.numerator[known], shares.denominator[known]
    other_s, other_n = against.numerator[known], against.denominator[known]
    if yardstick == "target":
        p = target_p_values(s, n, other_s / other_n)
    elif yardstick == "overall":
        p = difference_p_values(s, n, other_s - s, other_n - n)
    else:
        p = difference_p_values(s, n, other_s, other_n)
    return _number(_everywhere(known, p), known).rename("p_value")


def _no_worse(shares: Shares, others: Yardstick) -> np.ndarray:
    """Which groups do as well as everyone else, or better, as far as a tenth of a point tells."""
    known = _known(shares, others)
    counts = (shares.numerator, shares.denominator, others.numerator, others.denominator)
    gap = gap_in_tenths(*(count[known] for count in counts))
    return _everywhere(known, shares.sign[known] * gap >= 0)


def _flags(figures: pd.DataFrame, no_worse: np.ndarray) -> pd.Series:
    """The rules that flag each group. The 80 % index compares with the highest group alone: of a
    group that is `no_worse` than everyone else its result stands in its column and is no flag."""
    flags = np.full(len(figures), "", dtype=object)
    for rule in RULES:
        flagged = figures[f"{rule}_result"].eq(screening.FLAGGED).to_numpy(bool, na_value=False)
        flagged &= ~no_worse | (not rule.startswith("index_80"))
        flags = np.where(flagged, flags + np.where(flags == "", "", " ") + rule, flags)
    return pd.Series(flags, dtype="string")
