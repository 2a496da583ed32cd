"""The few gaps that a first conversation starts from, out of all that were compared."""

import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.yardsticks import MISSING_INFORMATION

# grade spans are ages, not groups
DIMENSIONS = ("race_ethnicity", "program", "gender")

LEAST_OUTCOMES = 5
"""A list of the largest gaps does not rest on fewer students than these, on either side."""


def latest(released: ReleasedTable, *, year: str = "latest") -> ReleasedTable:
    """Keep, for each measure, the rows of its latest school year up to `year`."""
    rows = released.rows
    if year != "latest":
        rows = rows[rows["period"] <= year]
    last = rows.groupby("measure")["period"].transform("max")
    return released.keep(rows.index[rows["period"] == last])


def newest_of_each_topic(released: ReleasedTable) -> ReleasedTable:
    """Keep, of measures of one topic, those whose figures are of its newest school year: of an
    older figure nothing is asked first where a newer one tells of the same."""
    rows = released.rows
    topic = rows["measure"].map(lambda measure: load_measures()[measure].topic or measure)
    newest = rows["period"].groupby(topic).transform("max")
    return released.keep(rows.index[rows["period"] == newest])


def worse_off(compared: ReleasedTable) -> pd.Series:
    """Which rows are steady enough to rank and do worse than their yardstick."""
    rows = compared.rows
    either_side = rows[["numerator"]].assign(others=rows["denominator"] - rows["numerator"])
    return (
        (either_side.min(axis=1, skipna=False) >= LEAST_OUTCOMES).fillna(True).astype(bool)
        & (rows["visibility"] == "shown")
        & (rows["direction"] == "worse").fillna(False)
        & rows["dimension"].isin(DIMENSIONS)
        & ~rows["group"].isin(MISSING_INFORMATION)
    )


def looked_at(compared: ReleasedTable) -> int:
    """How many comparisons there were to choose from."""
    rows = compared.rows
    return int((rows["gap_points"].notna() & rows["dimension"].isin(DIMENSIONS)).sum())


def largest_gaps(
    compared: ReleasedTable, *, count: int = 6, of_each_topic: int = 2
) -> ReleasedTable:
    """Choose the rows furthest behind their yardstick, in points; the clear ones first.

    At most `of_each_topic` rows come from one topic, and each group once, so that one measure
    does not fill the list: points of absence and points of suspension are different things.
    """
    rows = compared.rows[worse_off(compared)]
    order = pd.DataFrame(
        {
            "unclear": rows["certainty"].ne("clear").fillna(True),
            "size": -rows["gap_points"].abs().astype(float),
            "denominator": -rows["denominator"].astype(float),
            "topic": rows["measure"].map(lambda measure: load_measures()[measure].topic),
            "group": rows["group"],
        }
    ).sort_values(["unclear", "size", "denominator"], kind="stable")
    order = order.drop_duplicates(["topic", "group"])
    chosen = order.groupby("topic", sort=False).head(of_each_topic).index[:count]
    return compared.keep(chosen)
