"""Summary measures of inequality of every split of a released table, each with its levels.

Worked of visible numbers only: a hidden group is left out and named, and what is said holds for
the others alone. The groups must not share students, so only partitions (race and ethnicity,
gender, grade, and crossings of those) are summed up.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.measures.inequality import (
    LEAST_GROUPS as LEAST_OF_MOST,
)
from equitykit.measures.inequality import OF_TWO_GROUPS, Inequality, inequality
from equitykit.measures.inequality_sums import (
    expected_by_chance,
    standard_errors,
    unordered_measures,
)
from equitykit.measures.lattice import MISSING
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.shares import Shares
from equitykit.measures.visibility import VISIBLE, is_partition
from equitykit.measures.yardsticks import MISSING_INFORMATION

ORDERED = ("parent_education",)
"""Dimensions whose groups stand in the code list from the least to the most of it."""
NOT_A_GROUP = (*MISSING_INFORMATION, "PEDS", MISSING)
"""Race not reported, gender missing, education not told: gaps in the record."""
LEAST_GROUPS = 2
_SPLIT = ["measure", "period", "level", "cds", "coverage", "dimension"]


@dataclass(frozen=True)
class SplitInequality:
    """One split at one place and time, of one measure, with its `summary`."""

    measure: str
    period: str
    level: str
    cds: str
    dimension: str
    summary: Inequality


def inequality_of_splits(released: ReleasedTable) -> list[SplitInequality]:
    """Every split of the table that leaves two groups or more with figures to be seen."""
    measures, rows = load_measures(), released.rows
    rows = rows[rows["measure"].map(lambda name: measures[name].unit == "percent").astype(bool)]
    found = []
    for key, its in rows.groupby(_SPLIT, dropna=False, sort=False, observed=True):
        measure, period, level, cds, _, dimension = key
        if dimension == "all" or not is_partition(dimension):
            continue
        summary = _summary(its, measures[measure].improvement_direction, dimension)
        if len(summary.groups) >= LEAST_GROUPS:
            found.append(SplitInequality(measure, period, level, cds, dimension, summary))
    return found


def _summary(rows: pd.DataFrame, direction: str, dimension: str) -> Inequality:
    order = {code: position for position, code in enumerate(load_student_groups())}
    names = rows["group"].astype(object)
    seen = rows["visibility"].isin(VISIBLE) & (rows["denominator"] > 0).fillna(False)
    seen &= ~names.map(lambda name: bool({*name.split("×")} & {*NOT_A_GROUP}))
    groups = pd.DataFrame(
        {
            "group": names,
            "rate": rows["rate"].astype("Float64").where(seen),
            "denominator": rows["denominator"].astype("Float64").where(seen),
        }
    )
    groups = groups.sort_values("group", key=lambda codes: codes.map(order), kind="stable")
    found = inequality(
        groups.reset_index(drop=True),
        improvement_direction=direction,
        ordered=dimension in ORDERED,
    )
    # one rate has one interval, here as in the other tables
    ends = rows.set_index(names)[["low", "high"]].loc[found.groups["group"]]
    levels = found.groups.assign(**{name: ends[name].to_numpy() for name in ends})
    return replace(found, groups=levels)


def inequality_of_all(shares: Shares, keys: list[str]) -> pd.DataFrame:
    """For the analyst: the measures of every split of all counts, a row each.

    The columns `keys` of its rows, `dimension`, `groups` (how many), each measure that groups
    without an order have, `se_…` of BGV, TI and MLD, and `expected_by_chance`. It stands beside
    the rows of the groups, never instead of them.
    """
    dimensions, groups = (shares.rows[name].astype("category") for name in ("dimension", "group"))
    partition = [name != "all" and is_partition(name) for name in dimensions.cat.categories]
    gaps = [bool({*name.split("×")} & {*NOT_A_GROUP}) for name in groups.cat.categories]
    its = np.array(partition, dtype=bool)[dimensions.cat.codes] & shares.counted
    at = np.flatnonzero(its & ~np.array(gaps, dtype=bool)[groups.cat.codes])
    parts, first, split = np.unique(shares.part[at], return_index=True, return_inverse=True)
    n = shares.denominator[at]
    y = 100 * shares.numerator[at] / n
    w = n / np.bincount(split, n, len(parts))[split]
    se = np.sqrt(y * (100 - y) / n)
    many = np.bincount(split, minlength=len(parts))
    figures = unordered_measures(y, w, split, shares.sign[at[first]])
    errors = standard_errors(y, w, se, split, len(parts))
    figures |= {f"se_{name}": error for name, error in errors.items()}
    figures["expected_by_chance"] = expected_by_chance(w, se, split, len(parts))
    for name, values in figures.items():
        least = LEAST_GROUPS if name in OF_TWO_GROUPS else LEAST_OF_MOST
        figures[name] = np.where((many >= least) & np.isfinite(values), values, np.nan)
    found = shares.rows[[*keys, "dimension"]].iloc[at[first]].reset_index(drop=True)
    found = pd.concat([found.assign(groups=many), pd.DataFrame(figures)], axis=1)
    return found[many >= LEAST_GROUPS].reset_index(drop=True)
