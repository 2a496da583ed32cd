"""The table twin of a figure: the same released numbers, row by row, in columns with names."""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from equitykit.content.codelists import load_measures
from equitykit.content.texts import load_texts
from equitykit.views.html import render
from equitykit.views.sentences import dimension_name

DASH = "–"


@dataclass(frozen=True)
class TableRow:
    """A row of a table: `cells`, or a `reason` in place of them; `care` marks few students."""

    name: str
    cells: tuple[str, ...] = ()
    reason: str = ""
    care: bool = False


def figure_table(
    rows: list[TableRow], *, caption: str, of, head: str, columns: list[str], words
) -> Markup:
    """A table with a caption, a first column named `head`, and a name for each other column.

    `of` is any row of the figure: its measure, year and way to split tell one table of a page
    from another. A table of several years has a row with its `period` from :func:`all_years`.
    """
    by_school = of["dimension"] == "all"
    caption = words(
        "pictures.caption.text",
        caption=caption,
        measure=words(f"measures.{of['measure']}.name"),
        period=of["period"],
        split=head if by_school else dimension_name(of["dimension"], words=words),
    )
    return render(
        "figure_table", rows=rows, caption=caption, head=head, columns=columns, words=words
    )


def all_years(rows: pd.DataFrame, *, words) -> dict:
    """The first row, with all the years of the rows as its `period`."""
    first, last = rows["period"].min(), rows["period"].max()
    span = first if first == last else words("pictures.years_span.text", first=first, last=last)
    return {**rows.iloc[0], "period": span}


def did(measure: str, *, words) -> str:
    """What students did, in words without short forms where we have them."""
    own = f"family.{measure}.did"
    return words(own if own in load_texts() else f"measures.{measure}.did")


def title_for_families(measure: str, *, words) -> str:
    """The same as a title: the measure's own name may have short forms."""
    what = did(measure, words=words)
    return what[0].upper() + what[1:]


def range_words(low, high, *, words, signed: bool = False) -> str:
    """A range to a tenth, or a dash where there is none."""
    if pd.isna(low) or pd.isna(high):
        return DASH
    write = words.signed if signed else words.number
    low, high = (write(round(float(end), 1), decimals=1) for end in (low, high))
    return words("charts.range.text", low=low, high=high)


def counts_words(row, *, words) -> str:
    """``60 of 200``, or as much of it as there is; of an average in points, how many there are."""
    if pd.isna(row["denominator"]):
        return words("tables.published_rate.text")
    denominator = words.number(int(row["denominator"]))
    if load_measures()[row["measure"]].unit == "points":
        return denominator
    if pd.isna(row["numerator"]):
        return words("tables.of.text", denominator=denominator)
    numerator = words.number(int(row["numerator"]))
    return words("tables.students.text", numerator=numerator, denominator=denominator)
