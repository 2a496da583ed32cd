"""To which rows the federal rule on significant disproportionality applies, and against whom.

34 CFR 300.647 knows seven groups of race and ethnicity. It counts Filipino students with Asian
ones: where a table keeps them apart neither is a group of the rule. Of discipline only children
with disabilities are counted, so that there the crossings with SD are the groups, and the other
students with disabilities those they are compared with.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.risk_ratios import (
    COMPARISON_BELOW_MINIMUM,
    MINIMUM_CELL,
    MINIMUM_N,
    risk_ratios,
)
from equitykit.measures.shares import Shares
from equitykit.measures.yardsticks import Yardstick

GROUPS = ("RH", "RI", "RA", "RB", "RP", "RW", "RT")
ASIAN, FILIPINO = "RA", "RF"
DISABILITY = "SD"
DISCIPLINE = ("suspension", "suspension_defiance", "expulsion")
"""Topics of measures of which the rule counts students with disabilities only."""
_RACE = "race_ethnicity"
_OWN = "extract"


@dataclass(frozen=True)
class FederalGroups:
    """For each row whether it is one that the rule compares (`applies`) and with which counts of
    others; `all_students` where it would be, were they students with disabilities."""

    applies: np.ndarray
    all_students: np.ndarray
    other_s: np.ndarray
    other_n: np.ndarray


def federal_groups(shares: Shares, others: Yardstick, known: np.ndarray) -> FederalGroups:
    """Which rows are groups of the rule. `others` is everyone else, where that is `known`."""
    rows = shares.rows
    dimension, group = (rows[name].astype(object).to_numpy() for name in ("dimension", "group"))
    topics = {name: measure.topic for name, measure in load_measures().items()}
    discipline = rows["measure"].astype(object).map(topics).isin(DISCIPLINE).to_numpy(bool)
    filipino = (group == FILIPINO) & (shares.students != 0)
    apart = np.isin(shares.place, shares.place[filipino])
    named = [code for code in GROUPS if code != ASIAN]
    of_rule = np.isin(group, named) | ((group == ASIAN) & ~apart)
    of_district = rows["level"].eq("district").to_numpy(bool, na_value=False)
    plain = of_district & of_rule & (dimension == _RACE)

    crossed = [f"{code}×{DISABILITY}" for code in named]
    asian = (group == f"{ASIAN}×{DISABILITY}") & ~apart
    crossing = of_district & discipline & (np.isin(group, crossed) | asian)
    at = _disabled(shares, group)
    there = crossing & (at >= 0) & shares.counted & shares.counted[at]
    rest_s = shares.numerator[at] - shares.numerator
    rest_n = shares.denominator[at] - shares.denominator
    there &= (rest_s >= 0) & (rest_n > 0) & (rest_s <= rest_n)
    return FederalGroups(
        applies=(plain & ~discipline & known) | there,
        all_students=plain & discipline & known,
        other_s=np.where(there, rest_s, others.numerator),
        other_n=np.where(there, rest_n, others.denominator),
    )


def _disabled(shares: Shares, group: np.ndarray) -> np.ndarray:
    """The position of the row of all students with disabilities of each row's place, or -1."""
    found = np.full(shares.place.max(initial=-1) + 1, -1)
    at = np.flatnonzero(group == DISABILITY)
    found[shares.place[at]] = at
    return found[shares.place]


def alternate_figures(
    rows: pd.DataFrame,
    state: pd.DataFrame,
    *,
    minimum_cell: int = MINIMUM_CELL,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """The columns of the risk ratio of disaggregated `rows`, with the alternate one wherever the
    others of the district are too few and those of the State are not.

    `state` is of :func:`state_rates`, or has its columns.
    """
    names = ["risk_ratio", "risk_ratio_low", "risk_ratio_high", "risk_ratio_state"]
    asked = rows["risk_ratio_state"].eq(COMPARISON_BELOW_MINIMUM).to_numpy(bool, na_value=False)
    its = rows[asked]
    nobody = np.zeros(len(its), dtype="int64")
    found = risk_ratios(
        its["numerator"].to_numpy("int64"),
        its["denominator"].to_numpy("int64"),
        nobody,
        nobody,
        *_others_of_state(its, state),
        minimum_cell=minimum_cell,
        minimum_n=minimum_n,
    )
    figures = rows[names].copy()
    for name in names:
        figures.loc[asked, name] = pd.array(found[name], dtype=figures[name].dtype)
    return figures


def _others_of_state(rows: pd.DataFrame, state: pd.DataFrame) -> np.ndarray:
    """All students of the State who are not in the group, of the same measure and period."""
    key = ["measure", "period", "group"]
    counts = state.astype({name: object for name in key}).drop_duplicates(key).set_index(key)
    sought = pd.DataFrame({name: rows[name].astype(object) for name in key})
    at = counts.index.get_indexer(pd.MultiIndex.from_frame(sought))
    total = counts.index.get_indexer(pd.MultiIndex.from_frame(sought.assign(group="TA")))
    there = (at >= 0) & (total >= 0)
    if not there.any():
        return np.zeros((2, len(rows)), dtype="int64")
    figures = counts[["numerator", "denominator"]].to_numpy("int64")
    return np.where(there, (figures[total] - figures[at]).T, 0)


def state_rates(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The State's rows of `outcomes` under the names of the district's own measures.

    A district's own count of a topic is set beside the State's published one of the same topic
    that counts students. It is on the reader to see that both are counted alike. Asian students
    are with the Filipino ones, as the rule has them.
    """
    state = outcomes[(outcomes["level"] == "state") & (outcomes["coverage"] == "all_schools")]
    state = state.dropna(subset=["numerator", "denominator"])
    together = state[state["group"].isin((ASIAN, FILIPINO))]
    of_both = together.groupby(["measure", "period"], observed=True)
    sums = of_both[["numerator", "denominator"]].sum()[of_both.size() == 2].reset_index()
    state = pd.concat(
        [state[~state["group"].isin((ASIAN, FILIPINO))], sums.assign(level="state", group=ASIAN)]
    )
    named = [state[state["measure"] == theirs].assign(measure=own) for own, theirs in _twins()]
    return pd.concat([state, *named], ignore_index=True)


def _twins() -> list[tuple[str, str]]:
    """Each own measure with the State's of the same topic, the first that counts students."""
    measures = load_measures()
    counted = {
        measure.topic: name
        for name, measure in reversed(measures.items())
        if measure.family != _OWN and measure.counts_students
    }
    return [
        (name, counted[measure.topic])
        for name, measure in measures.items()
        if measure.family == _OWN and measure.topic in counted
    ]
