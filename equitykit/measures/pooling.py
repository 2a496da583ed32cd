"""Years put together, so that a small group can be read with less chance in it.

Two or three years are summed: numerators and denominators, so a student counts once in each
year. Which years is always said, and they are never put together across a change of what is
counted. There are two ways, and neither undoes what a release hides:

* :func:`pool_years` sums what a released table shows. A year in which the group is hidden is
  not in the sum: put together with it, the visible years could be taken away again.
* :func:`pooled_rows` sums a district's own rows before release, hidden years and all. Its rows
  are released with those of the years in one call of :func:`~equitykit.measures.privacy.release`,
  the years as they are out (see :func:`~equitykit.measures.own_counts.release_pooled`): it knows
  that they are sums of the years.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.years import pooled_period
from equitykit.measures.outcomes import REPORTED, outcomes_table
from equitykit.measures.privacy import ReleasedTable, numbers
from equitykit.measures.rates import rate_in_tenths, wilson_bounds
from equitykit.measures.shares import read_shares

MOST_YEARS = 3
SERIES = ["measure", "level", "cds", "dimension", "group", "coverage"]


def pool_years(
    released: ReleasedTable, *, years: int = MOST_YEARS, breaks: Mapping[str, tuple] | None = None
) -> ReleasedTable:
    """Put each row together with the visible rows of up to `years` - 1 school years before it.

    `breaks` names by measure the school years from which on something else is counted.

    Returns
    -------
    ReleasedTable
        The same rows with `pooled_numerator`, `pooled_denominator`, `pooled_rate` (percent),
        `pooled_low`, `pooled_high` (95 % Wilson), `pooled_periods` (the years, a blank between
        them), and `pooled_note` where there is none: ``hidden`` (the row itself), or
        ``one_year`` (no other year is visible).
    """
    _check(years)
    shares = read_shares(released)
    rows = shares.rows
    s, n = np.where(shares.counted, [shares.numerator, shares.denominator], 0)
    series = rows.groupby(SERIES, dropna=False, sort=False).ngroup().to_numpy()
    year, era = _years(rows["period"]), eras_of(rows, breaks)
    position = pd.MultiIndex.from_arrays([series, year])
    sums, periods = np.stack([s, n]), rows["period"].astype(object).to_numpy().copy()
    pooled = np.zeros(len(rows), dtype=bool)
    for back in range(1, years):
        at = position.get_indexer(pd.MultiIndex.from_arrays([series, year - back]))
        joins = (at >= 0) & shares.counted[at] & shares.counted & (era[at] == era) & (year > 0)
        sums += np.where(joins, [s[at], n[at]], 0)
        periods[joins] = rows["period"].astype(object).to_numpy()[at[joins]] + " " + periods[joins]
        pooled |= joins
    return released.with_figures(_figures(sums, periods, pooled, shares.counted))


def _figures(sums, periods, pooled, counted) -> pd.DataFrame:
    s, n = np.where(pooled, sums, [[0], [1]])
    low, high = wilson_bounds(s, n)
    note = np.select([~counted, ~pooled], ["hidden", "one_year"], default=None)
    return pd.DataFrame(
        {
            "pooled_numerator": numbers(s, pooled, "Int64"),
            "pooled_denominator": numbers(n, pooled, "Int64"),
            "pooled_rate": numbers(rate_in_tenths(s, n) / 10, pooled, "Float64"),
            "pooled_low": numbers(100 * low, pooled, "Float64"),
            "pooled_high": numbers(100 * high, pooled, "Float64"),
            "pooled_periods": pd.array(np.where(pooled, periods, None), dtype="string"),
            "pooled_note": pd.array(note, dtype="string"),
        }
    )


def pooled_rows(
    outcomes: pd.DataFrame, *, years: int = MOST_YEARS, breaks: Mapping[str, tuple] | None = None
) -> pd.DataFrame:
    """Sum the latest `years` school years of a district's own rows, for release.

    A series with a gap, a break, or a year without counts is pooled after it only; one of a
    single year is left out. `period` is then the first and the last year, as
    ``2022-23 to 2024-25``. Unreleased: see above.
    """
    _check(years)
    rows = outcomes.dropna(subset=["numerator", "denominator"]).reset_index(drop=True)
    year, era = _years(rows["period"]), eras_of(rows, breaks)
    series = rows.groupby(SERIES, dropna=False, sort=False).ngroup().to_numpy()
    last = pd.Series(year).groupby(series).transform("max").to_numpy()
    chosen = (year > last - years) & (last == year.max(initial=0)) & (year > 0)
    chosen &= era == pd.Series(era).groupby(series).transform("max").to_numpy()
    kept = rows[chosen].assign(_series=series[chosen], _year=year[chosen])
    kept = kept.sort_values(["_series", "_year"], ascending=[True, False], kind="stable")
    age = kept.groupby("_series")["_year"].transform("max") - kept["_year"]
    kept = kept[age == kept.groupby("_series").cumcount()]
    found = kept.groupby("_series").agg(
        **{name: (name, "first") for name in rows.columns if name not in ("period", "rate")},
        s=("numerator", "sum"),
        n=("denominator", "sum"),
        first=("period", "last"),
        last=("period", "first"),
    )
    found = found[found["first"] != found["last"]]
    rate = rate_in_tenths(found["s"], found["n"].where(found["n"] > 0, 1)) / 10
    return outcomes_table(
        found.assign(
            numerator=found["s"], denominator=found["n"], rate=rate, status=REPORTED,
            period=pooled_period(found["first"], found["last"]),
        )
    )  # fmt: skip


def _check(years: int) -> None:
    if not 2 <= years <= MOST_YEARS:
        raise ValueError(f"two or three years can be put together, not {years}")


def _years(periods: pd.Series) -> np.ndarray:
    """The first calendar year of school years such as ``2024-25``, 0 of anything else."""
    found = periods.astype("string").str.extract(r"^(\d{4})-\d\d$")[0]
    return found.fillna("0").astype("int64").to_numpy()


def eras_of(rows: pd.DataFrame, breaks: Mapping[str, tuple] | None) -> np.ndarray:
    """How many changes of definition lie behind each row."""
    eras = np.zeros(len(rows), dtype="int64")
    for measure, periods in (breaks or {}).items():
        for period in periods:
            since = (rows["measure"] == measure) & (rows["period"] >= period)
            eras += since.to_numpy(bool, na_value=False)
    return eras
