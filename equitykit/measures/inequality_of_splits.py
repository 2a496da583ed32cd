"""Summary measures of inequality of every split of a released table, each with its levels.

Worked of visible numbers only: a hidden group is left out and named, and what is said holds for
the others alone. The groups must not share students, so only partitions (race and ethnicity,
gender, grade, and crossings of those) are summed up.
"""

from dataclasses import dataclass, replace

import pandas as pd

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.measures.inequality import Inequality, inequality
from equitykit.measures.lattice import MISSING
from equitykit.measures.privacy import ReleasedTable
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
