"""The years of each group as they can be drawn: where a line runs, and where it must break."""

import pandas as pd

from equitykit.content.breaks import APART, Break, break_periods, breaks_of
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import SHOWN, VISIBLE
from equitykit.views.group_rows import in_groups

DRAWN = ["group", "period", "measure", "coverage", "visibility", "rate", "low", "high"]


def years_of(rows: pd.DataFrame) -> list[str]:
    """All school years from the first to the last in `rows`, those without data too."""
    starts = rows["period"].str[:4].astype(int)
    return [period_of(year) for year in range(starts.min(), starts.max() + 1)]


def period_of(year: int) -> str:
    """The school year that starts in `year`: ``2017-18``."""
    return f"{year}-{(year + 1) % 100:02}"


def group_series(released: ReleasedTable) -> pd.DataFrame:
    """Rows of the groups with `year` (its first), `visible` and `segment`.

    A segment is a run of years that a line may join: it ends at a missing or hidden year,
    where other schools are counted than the year before, and at a break of the measure.
    """
    return _segmented(in_groups(released))


def pooled_series(pooled: ReleasedTable) -> pd.DataFrame:
    """The rows of the groups, where years that were put together are one point.

    Each group's windows of years go back from its latest one and do not overlap; a window is
    `visible` in the row of its last year, whose `year` is then its middle, from `start` to
    `end`. No line joins two windows. `pooled` has been through
    :func:`~equitykit.measures.pooling.pool_years`.
    """
    rows = in_groups(pooled).sort_values(["group", "period"], kind="stable", ignore_index=True)
    years = rows["pooled_periods"].fillna(rows["period"]).str.split(" ")
    start, end = (years.str[at].str[:4].astype(int) for at in (0, -1))
    seen = rows["visibility"].isin(VISIBLE).to_numpy(bool)
    chosen = [False] * len(rows)
    until: dict[str, int] = {}
    for at in reversed(range(len(rows))):
        group = rows["group"].iloc[at]
        if seen[at] and end.iloc[at] < until.get(group, 9999):
            chosen[at] = True
            until[group] = start.iloc[at]
    # years together are as many students as they are, however few each year has
    students = rows["pooled_denominator"].fillna(rows["denominator"])
    enough = students.ge(pooled.stability_line).fillna(False)
    rows["visibility"] = rows["visibility"].mask(seen & enough.to_numpy(bool), SHOWN)
    together = {name: rows[f"pooled_{name}"].fillna(rows[name]) for name in ("rate", "low", "high")}
    return rows[DRAWN].assign(
        **together,
        denominator=students,
        numerator=rows["pooled_numerator"].fillna(rows["numerator"]),
        periods=years,
        start=start,
        end=end,
        year=((start + end) / 2).where(chosen, rows["period"].str[:4].astype(int)),
        visible=chosen,
        segment=rows["group"] + rows.index.astype("string"),
    )


def all_students_series(released: ReleasedTable) -> pd.DataFrame:
    """The all-students rows with a figure; none where they are themselves the groups."""
    rows = released.rows
    if (rows["dimension"] == "all").all():
        return _segmented(rows.iloc[:0])
    series = _segmented(rows[rows["dimension"] == "all"])
    return series[series["visible"]]


def missing_years(rows: pd.DataFrame) -> list[str]:
    """School years between the first and the last for which there is no row at all."""
    there = set(rows["period"])
    return [period for period in years_of(rows) if period not in there]


def coverage_breaks(rows: pd.DataFrame) -> list[str]:
    """School years in which other schools are counted than in the year before."""
    by_year = rows.sort_values("period").drop_duplicates("period")
    changed = by_year["coverage"].ne(by_year["coverage"].shift()).fillna(True)
    return list(by_year["period"][changed][1:])


def definition_breaks(rows: pd.DataFrame) -> list[Break]:
    """Breaks of the measure that fall among the years that there are."""
    there = sorted(set(rows["period"]))
    return [
        each
        for each in breaks_of(rows["measure"].iloc[0])
        if (each.since in there if each.kind == APART else there[0] < each.since <= there[-1])
    ]


def _segmented(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[DRAWN].sort_values(["group", "period"], kind="stable", ignore_index=True)
    year = rows["period"].str[:4].astype("int64")
    visible = rows["visibility"].isin(VISIBLE).astype(bool)
    before = rows[["group", "coverage"]].shift()
    broken = [
        period in break_periods(measure)
        for period, measure in zip(rows["period"], rows["measure"], strict=True)
    ]
    joined = (
        rows["group"].eq(before["group"]).fillna(False).astype(bool)
        & year.diff().eq(1)
        & ~pd.Series(broken, dtype=bool)
        & rows["coverage"].eq(before["coverage"]).fillna(False).astype(bool)
        & visible
        & visible.shift(fill_value=False)
    )
    segment = rows["group"] + (~joined).cumsum().astype("string")
    return rows.assign(year=year, visible=visible, segment=segment)
