"""The district's own counts as they are released: once for a state of the data, and kept.

Two releases of nearly the same students can be subtracted from one another. So what was released
is kept, shown again as long as every figure of it holds, and audited with whatever is released
after it. What a publisher says of the same students can be subtracted too: where its figure is
ours, that is a fact that everybody knows, and where it is close, about how many ours are; so a
release stands as long as the publication beside which it was audited. Pooled years stand in
`pooled_counts`; once they are out, no year of theirs is released without them.
"""

from collections.abc import Sequence

import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.disclosure.years import linked
from equitykit.measures.outcomes import KEY, outcomes_table
from equitykit.measures.privacy import ReleasedTable, holds, join, noted, release
from equitykit.measures.privacy import of_period as rows_of_period
from equitykit.measures.published_facts import expected_facts, facts_of, marks_of
from equitykit.measures.visibility import BANDS, HIDDEN, VISIBLE

OWN = "extract"
"""The family of measures that a district counts in its own rows."""


def is_own(measure: str) -> bool:
    """Whether a measure is the district's own count."""
    measures = load_measures()
    return measure in measures and measures[measure].family == OWN


def release_own(
    outcomes: pd.DataFrame,
    kept: Sequence[ReleasedTable],
    *,
    minimum_n: int,
    stability_line: int,
    published: pd.DataFrame,
) -> ReleasedTable:
    """The own rows of one district as they may be seen, beside what was `kept` of it and what
    was `published` of the same places (outcomes, not released).

    Each year is what was kept of it where that still holds and publishers still say the same,
    else a new release with the kept ones as earlier. Years of which pooled years were kept are
    released together, beside these.
    """
    settings = {"minimum_n": minimum_n, "stability_line": stability_line}
    years, _ = _released_years(outcomes, kept, settings, published)
    return join([*years.values()]) if years else release(outcomes, **settings, regime="own_rows")


def years_due(
    outcomes: pd.DataFrame,
    kept: Sequence[ReleasedTable],
    *,
    minimum_n: int,
    stability_line: int,
    published: pd.DataFrame,
) -> dict[str, ReleasedTable]:
    """The years of :func:`release_own` that are not kept yet, each as it is to be kept."""
    settings = {"minimum_n": minimum_n, "stability_line": stability_line}
    return _released_years(outcomes, kept, settings, published)[1]


def _released_years(outcomes, kept, settings: dict, published):
    """The release of each year, and those of them that are new."""
    of_year = {period: rows for period, rows in outcomes.groupby("period")}
    years = {
        period: find_kept(rows, kept, **settings, published=published)
        for period, rows in of_year.items()
    }
    due = {}
    for periods in linked([*of_year, *periods_of(kept)]):
        new = [period for period in periods if period in years and years[period] is None]
        if not new:
            continue
        there = [years[period] for period in periods if years.get(period) is not None]
        rows = pd.concat([of_year[each] for each in periods if each in years], ignore_index=True)
        made = release_beside(
            rows, of_periods(kept, periods), **settings, published=published,
            base=join(there) if there else None,
        )  # fmt: skip
        due |= {
            period: rows_of_period(made, period, marks_of(of_year[period], published))
            for period in new
        }
    return years | due, due


BEFORE_PUBLICATION = "before_publication"


def release_beside(
    outcomes: pd.DataFrame,
    kept: Sequence[ReleasedTable],
    *,
    minimum_n: int,
    stability_line: int,
    published: pd.DataFrame,
    base: ReleasedTable | None = None,
    expecting: bool = True,
) -> ReleasedTable:
    """A new release of own rows beside those `kept`, what is `published`, and (`expecting`) what
    publishers will show of the same students.

    Its certificate notes ``before_publication`` where a kept one was released before publishers
    showed what they show now, and both together tell more than the publication does.
    """
    settings = {"minimum_n": minimum_n, "stability_line": stability_line, "regime": "own_rows"}
    facts = facts_of(outcomes, published)
    later = expected_facts(outcomes, published, minimum_n=minimum_n) if expecting else None
    made = release(
        outcomes, **settings, earlier=widest(kept), facts=facts, expected=later, base=base
    )
    notes = {*base.certificate.notes} if base else set()
    if not all(_is_beside(each, published) for each in kept):
        alone = release(outcomes, **settings, facts=facts)
        if made.certificate.told_by_others > alone.certificate.told_by_others:
            notes.add(BEFORE_PUBLICATION)
    return noted(made, notes=tuple(sorted(notes)), published=marks_of(outcomes, published))


def _is_beside(kept: ReleasedTable, published: pd.DataFrame) -> bool:
    """Whether publishers show of its rows what they showed when it was released."""
    return {*kept.certificate.published} == {*marks_of(outcomes_table(kept.rows), published)}


def periods_of(kept: Sequence[ReleasedTable]) -> list[str]:
    """The periods that releases tell of, each of one."""
    return [period for each in kept for period in each.rows["period"].unique()]


def with_last_kept(released: ReleasedTable, kept: Sequence[ReleasedTable]) -> ReleasedTable:
    """The release, and where it hides a row that an earlier one of the same settings told, that
    row as it was last told: it is out, and a correction of it cannot be told beside it.

    The rows have a further column, `since_corrected`: whether the row is of the data before.
    """
    rows = released.rows.assign(since_corrected=False)
    keys = list(KEY)
    for each in reversed(kept):
        if (each.minimum_n, each.stability_line) != (released.minimum_n, released.stability_line):
            continue
        if {*each.rows["dimension"]} - {*rows["dimension"]}:
            continue  # the answer to a question that this table does not ask
        told = each.where(visibility=[*VISIBLE, *BANDS]).rows
        at = rows[keys].reset_index().merge(told.assign(row=told.index)[[*keys, "row"]], on=keys)
        at = at[rows["visibility"].loc[at["index"]].eq(HIDDEN).to_numpy(bool)]
        last = told.loc[at["row"]].assign(since_corrected=True).set_axis(at["index"])
        for name in last:
            rows.loc[last.index, name] = last[name]
    return released.with_rows_told(rows)


def find_kept(
    outcomes: pd.DataFrame,
    kept: Sequence[ReleasedTable],
    *,
    minimum_n: int,
    stability_line: int,
    published: pd.DataFrame,
) -> ReleasedTable | None:
    """The newest of the releases kept, oldest first, that was made with these settings, beside
    what is `published` now, and is true of the outcomes (of one period): its rows of their
    measures."""
    measures = outcomes["measure"].unique().tolist()
    for each in reversed(kept):
        lines = (each.minimum_n, each.stability_line)
        if lines == (minimum_n, stability_line) and _is_beside(each, published):
            found = each.where(measure=measures)
            if holds(found, outcomes):
                return found
    return None


def widest(kept: Sequence[ReleasedTable]) -> list[ReleasedTable]:
    """The releases without those that another one holds row by row: they tell nothing more."""
    told = [each.rows[[*KEY, "numerator", "denominator", "rate", "visibility"]] for each in kept]
    found = []
    for at, rows in enumerate(told):
        larger = (
            other
            for to, other in enumerate(told)
            if len(other) > len(rows) or (len(other) == len(rows) and to > at)
        )
        if not any(len(rows.merge(other)) == len(rows) for other in larger):
            found.append(kept[at])
    return found


def of_period(kept: Sequence[ReleasedTable], period: str) -> list[ReleasedTable]:
    """Those of the releases that tell of a period: each tells of one."""
    return of_periods(kept, [period])


def of_periods(kept: Sequence[ReleasedTable], periods: Sequence[str]) -> list[ReleasedTable]:
    """Those of the releases that tell of one of these periods."""
    return [each for each in kept if each.rows["period"].isin(periods).any()]
