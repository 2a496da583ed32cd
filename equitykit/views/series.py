"""The years of each group as they can be drawn: where a line runs, and where it must break."""

import pandas as pd

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
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

    A segment is a run of years that a line may join: it ends at a missing or hidden year and
    where other schools are counted than the year before.
    """
    return _segmented(in_groups(released))


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


def _segmented(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[DRAWN].sort_values(["group", "period"], kind="stable", ignore_index=True)
    year = rows["period"].str[:4].astype("int64")
    visible = rows["visibility"].isin(VISIBLE).astype(bool)
    before = rows[["group", "coverage"]].shift()
    joined = (
        rows["group"].eq(before["group"]).fillna(False).astype(bool)
        & year.diff().eq(1)
        & rows["coverage"].eq(before["coverage"]).fillna(False).astype(bool)
        & visible
        & visible.shift(fill_value=False)
    )
    segment = rows["group"] + (~joined).cumsum().astype("string")
    return rows.assign(year=year, visible=visible, segment=segment)
