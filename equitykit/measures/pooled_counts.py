"""Pooled years of a district's own counts as they are released, and kept.

A group that is too small in each year may come into view when years are put together. Pooled
years are released beside the years as these are out, in one system in which each pooled figure
is the sum of its years, the hidden ones too: a pooled row that would narrow down a hidden year
further than the rules allow is hidden itself. They count student-years: a student once in each.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from equitykit.content.breaks import break_periods
from equitykit.measures.disclosure.years import linked, years_within
from equitykit.measures.outcomes import KEY, outcomes_table
from equitykit.measures.own_counts import (
    find_kept,
    of_period,
    of_periods,
    periods_of,
    release_beside,
)
from equitykit.measures.pooling import pooled_rows
from equitykit.measures.privacy import ReleasedTable, join
from equitykit.measures.privacy import of_period as rows_of_period
from equitykit.measures.visibility import BANDS, HIDDEN, VISIBLE, look_at_rows


def release_pooled(
    outcomes: pd.DataFrame,
    kept: Sequence[ReleasedTable],
    *,
    minimum_n: int,
    stability_line: int,
    published: pd.DataFrame,
) -> list[ReleasedTable]:
    """Pooled years that are to be kept of the own rows of one district: where they bring a group
    into view that is hidden in a year, and the audit is clean.

    One table for each span of years. `kept` are all releases that are out, those of the years
    among them. What was corrected since it was told as pooled years is not told again: how much
    was corrected would be told with it.
    """
    settings = {"minimum_n": minimum_n, "stability_line": stability_line}
    breaks = {each: break_periods(each) for each in outcomes["measure"].unique()}
    out, made = [*kept], []
    for period, rows in pooled_rows(outcomes, breaks=breaks).groupby("period"):
        before = of_period(out, period)
        told = find_kept(rows, before, **settings, published=published)
        if told or not all(is_true(one, rows) for one in before):
            continue
        found = _released(outcomes, rows, period, out, settings, published)
        if found and found.certificate.is_clean and found.rows["visibility"].isin(VISIBLE).any():
            made.append(found)
            out.append(found)
    return made


def _released(outcomes, rows, period, out, settings, published) -> ReleasedTable | None:
    """The pooled rows beside the years as they are out; None where no year hides any of them."""
    of_year = {year: each for year, each in outcomes.groupby("period")}
    groups = linked([*of_year, *periods_of(out), period])
    periods = next(group for group in groups if period in group)
    of_year = {year: each for year, each in of_year.items() if year in periods}
    years = [find_kept(each, out, **settings, published=published) for each in of_year.values()]
    if any(each is None for each in years) or not _hides(years, rows):
        return None
    both = outcomes_table(pd.concat([*of_year.values(), rows]))
    made = release_beside(
        both, of_periods(out, periods), **settings, published=published, base=join(years)
    )
    return rows_of_period(made, period)


def _hides(years: Sequence[ReleasedTable], pooled: pd.DataFrame) -> bool:
    """Whether one of the years put together hides something of their rows."""
    keys = [name for name in KEY if name != "period"]
    rows = pd.concat([each.rows for each in years], ignore_index=True)
    unseen = rows["visibility"].isin([HIDDEN, *BANDS])
    unseen &= rows["period"].isin(years_within(pooled["period"].iloc[0]))
    return len(rows[unseen].merge(pooled[keys], on=keys)) > 0


def hidden_in_a_year(pooled: ReleasedTable, years: ReleasedTable) -> pd.DataFrame:
    """The rows of pooled years of which a single year is hidden, or said as a band."""
    keys = [name for name in KEY if name != "period"]
    rows, single = pooled.rows, years.rows
    unseen = single[single["visibility"].isin([HIDDEN, *BANDS])]
    within = rows[keys].assign(row=rows.index, within=rows["period"].map(years_within))
    found = within.explode("within").merge(
        unseen.assign(within=unseen["period"].astype(object)), on=[*keys, "within"]
    )
    return rows.loc[sorted(set(found["row"]))]


def is_true(kept: ReleasedTable, outcomes: pd.DataFrame) -> bool:
    """Whether everything that a release tells can be told of these outcomes."""
    rows = kept.rows[[*KEY, "numerator", "denominator", "visibility"]]
    both = rows.merge(outcomes, on=list(KEY), how="left", suffixes=("_told", ""))
    for name in ("numerator", "denominator"):
        told = both[f"{name}_told"].notna()
        if not (both[name] == both[f"{name}_told"])[told].fillna(False).all():
            return False
    sized = both["denominator_told"].notna().to_numpy(bool)
    lines = {"minimum_n": kept.minimum_n, "stability_line": kept.stability_line}
    now = look_at_rows(outcomes_table(both), **lines, bands=True)
    banded = (np.isin(each.astype(str), BANDS) for each in (now, both["visibility"].to_numpy()))
    before, after = banded
    return bool((before == after)[sized].all())


def last_pooled(
    outcomes: pd.DataFrame, kept: Sequence[ReleasedTable], *, minimum_n: int, stability_line: int
) -> ReleasedTable | None:
    """The pooled years up to the latest school year as they were last kept with these settings,
    whatever was corrected since (column `since_corrected`); None where there are none."""
    last = max(outcomes["period"], default="")
    spans: dict[str, ReleasedTable] = {}
    for each in kept:
        (period,) = each.rows["period"].unique()
        lines = (each.minimum_n, each.stability_line)
        if years_within(period)[-1:] == (last,) and lines == (minimum_n, stability_line):
            spans[period] = each
    if not spans:
        return None
    return join(
        [
            _with_state(spans[period], outcomes[outcomes["period"].isin(years_within(period))])
            for period in sorted(spans)
        ]
    )


def _with_state(kept: ReleasedTable, years: pd.DataFrame) -> ReleasedTable:
    """A kept table that says whether its years have been corrected since."""
    corrected = not is_true(kept, pooled_rows(years))
    return kept.with_figures(pd.DataFrame({"since_corrected": [corrected] * len(kept)}))
