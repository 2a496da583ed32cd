"""Years of the district's own count put together, for the groups that a single year hides."""

import pandas as pd
from markupsafe import Markup

from equitykit.measures.disclosure.years import years_within
from equitykit.measures.pooled_counts import hidden_in_a_year
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.figure_table import TableRow, counts_words, range_words
from equitykit.views.group_rows import by_code
from equitykit.views.html import joined, render
from equitykit.views.sentences import amount, group_name

COLUMNS = ("years", "students", "rate", "range")


def years_together(pooled: ReleasedTable, years: ReleasedTable, *, words) -> Markup:
    """A table for each measure, with which groups stay hidden all the same.

    `pooled` are the pooled years as they were kept, `years` the single years that are out.
    """
    rows = hidden_in_a_year(pooled, years)
    seen = rows[rows["visibility"].isin(VISIBLE)]
    tables = [_table(its, measure, words) for measure, its in seen.groupby("measure", sort=False)]
    lines = [words("small_groups.together.how")] if tables else []
    if tables and rows["since_corrected"].any():
        lines.append(words("small_groups.together.corrected"))
    unseen = by_code(rows.loc[~rows["visibility"].isin(VISIBLE), "group"], words.group_order)
    if unseen:
        names = words.list(group_name(code, words=words) for code in unseen)
        lines.append(words("small_groups.together.hidden", groups=names))
    return joined(*tables, render("lines", lines=lines)) if lines else joined()


def _table(rows: pd.DataFrame, measure: str, words) -> Markup:
    return render(
        "figure_table",
        rows=[
            TableRow(group_name(code, words=words), _cells(row, words), care=_is_few(row))
            for code in by_code(rows["group"], words.group_order)
            for _, row in rows[rows["group"] == code].iterrows()
        ],
        caption=words("small_groups.together.caption", measure=words(f"measures.{measure}.name")),
        head=words("small_groups.columns.group"),
        columns=[words(f"small_groups.together.{column}") for column in COLUMNS],
        words=words,
    )


def _cells(row, words) -> tuple[str, ...]:
    years = years_within(row["period"])
    span = words(
        "small_groups.together.span", first=years[0], last=years[-1], count=words.number(len(years))
    )
    return (
        span,
        counts_words(row, words=words),
        amount(row["rate"], row["measure"], words=words),
        range_words(row["low"], row["high"], words=words),
    )


def _is_few(row) -> bool:
    return row["visibility"] == "read_with_care"
