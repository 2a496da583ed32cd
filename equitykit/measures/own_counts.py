"""The district's own counts as they are released: once for a state of the data, and kept.

Two releases of nearly the same students can be subtracted from one another. So what was released
is kept, shown again as long as every figure of it holds, and audited with whatever is released
after it.
"""

from collections.abc import Sequence

import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable, holds, join, release

OWN = "extract"
"""The family of measures that a district counts in its own rows."""


def is_own(measure: str) -> bool:
    """Whether a measure is the district's own count."""
    measures = load_measures()
    return measure in measures and measures[measure].family == OWN


def release_own(
    outcomes: pd.DataFrame, kept: Sequence[ReleasedTable], *, minimum_n: int, stability_line: int
) -> ReleasedTable:
    """The own rows of one district as they may be seen, beside what was `kept` of it.

    Each year is what was kept of it where that still holds, else a new release with the kept
    ones as earlier. No sum runs over years.
    """
    settings = {"minimum_n": minimum_n, "stability_line": stability_line}
    years = [
        find_kept(rows, kept, **settings)
        or release(rows, **settings, regime="own_rows", earlier=of_period(kept, period))
        for period, rows in outcomes.groupby("period")
    ]
    return join(years) if years else release(outcomes, **settings, regime="own_rows")


def find_kept(
    outcomes: pd.DataFrame, kept: Sequence[ReleasedTable], *, minimum_n: int, stability_line: int
) -> ReleasedTable | None:
    """The newest of the releases kept, oldest first, that was made with these settings and is
    true of the outcomes (of one period): its rows of their measures."""
    measures = outcomes["measure"].unique().tolist()
    for each in reversed(kept):
        if (each.minimum_n, each.stability_line) == (minimum_n, stability_line):
            found = each.where(measure=measures)
            if holds(found, outcomes):
                return found
    return None


def of_period(kept: Sequence[ReleasedTable], period: str) -> list[ReleasedTable]:
    """Those of the releases that tell of a period: each tells of one."""
    return [each for each in kept if each.rows["period"].eq(period).any()]
