"""What rows tell, released ones and others: figures, and limits of what they leave out."""

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.cells import Cell
from equitykit.measures.disclosure.collector import Set
from equitykit.measures.outcomes import KEY
from equitykit.measures.visibility import (
    ALMOST_ALL,
    ALMOST_NONE,
    BAND,
    HIDDEN,
    counts_students,
    students_in,
)

BESIDES = ("true_n", "true_s", "n_least", "n_most", "s_least", "s_most")
"""Columns of rows that others have published: see `published_facts.facts_of`."""
KNOWN = ["level", "cds", "coverage", "dimension", "group"]


def figures_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each row its cell, students, outcomes (or the sum of a mean) and rate; nan is unknown."""
    n, s = (np.where(students_in(rows[name]) < 0, np.nan, students_in(rows[name]))
            for name in ("denominator", "numerator"))  # fmt: skip
    rate = rows["rate"].to_numpy(float, na_value=np.nan)
    counts = counts_students(rows)
    keys = {name: rows[name].fillna("").astype(str) for name in KEY}
    told = rows.get("visibility", pd.Series("", index=rows.index)).fillna("").astype(str)
    whole_percents = np.nanmax(np.abs(rate - rate.round()), initial=0) == 0
    figures = pd.DataFrame(keys).assign(
        n=n, s=np.where(counts, s, n * rate), rate=rate, counts=counts, told=told.to_numpy(),
        at=np.arange(len(rows)), step=1.0 if whole_percents else 0.1,
        **{name: rows[name].to_numpy(float) for name in BESIDES if name in rows},
    )  # fmt: skip
    figures["cell"] = [Cell(*each) for each in figures[KNOWN].itertuples(index=False)]
    return figures if {"visibility", "true_n"} & {*rows} else figures[~np.isnan(n)]


def limits_of(at: Set, row):
    """What a row says without telling it: one that is released of its outcome, a published one
    of ours that it is close to."""
    for each, least, most in (
        (at.students, "n_least", "n_most"),
        (at.outcomes, "s_least", "s_most"),
    ):
        if each >= 0 and hasattr(row, least):
            yield each, getattr(row, least), getattr(row, most)
    if np.isnan(row.n) or not np.isnan(row.s):
        return
    if row.told == ALMOST_NONE:
        yield at.outcomes, 0, BAND - 1
    elif row.told == ALMOST_ALL:
        yield at.others, 0, BAND - 1
    elif row.told == HIDDEN:
        yield at.outcomes, BAND, np.inf
        yield at.others, BAND, np.inf
