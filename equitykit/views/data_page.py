"""The sections of the data workbook that are more than one figure."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.turnarounds import turned_around
from equitykit.views.html import joined, render
from equitykit.views.sentences import dimension_name, group_name, unrecorded
from equitykit.views.tables import gap_words


def yardstick_name(yardstick: str, *, words: Words) -> str:
    """A yardstick in words; a named group by its name."""
    kind, _, code = yardstick.partition(":")
    if kind == "group":
        return words("yardsticks.group.name", group=group_name(code, words=words))
    return words(f"yardsticks.{kind}.name")


def sources(origins: pd.DataFrame, *, measures: list[str], words: Words) -> Markup:
    """Each measure with what it counts, its school years and the files it came from.

    `origins` has the columns `measure`, `period` and `source`, and no figure.
    """
    rows = origins
    shown = []
    for measure in measures:
        its = rows[rows["measure"] == measure]
        files = its["source"].str.replace(r" sha256:\w+$", "", regex=True)
        shown.append(
            {
                "name": words(f"measures.{measure}.name"),
                "counted": words(f"measures.{measure}.counts"),
                "years": words.list(sorted(its["period"].unique())),
                "files": words.list(sorted(files.unique())),
            }
        )
    return render("data_sources", measures=shown, words=words)


def two_yardsticks(first: ReleasedTable, second: ReleasedTable, *, words: Words) -> Markup:
    """The same groups against two yardsticks, for whom the answer turns around, and how many
    students stand in none of the groups.

    Both are comparisons of one measure, period, place and dimension.
    """
    turned = turned_around(first, second)
    groups = words.list(group_name(code, words=words) for code in turned)
    rows = []
    for one, two in zip(first.rows.itertuples(), second.rows.itertuples(), strict=True):
        if one.dimension != "all":
            rows.append(
                {
                    "group": group_name(one.group, words=words),
                    "first": gap_words(one, words=words),
                    "second": gap_words(two, words=words),
                }
            )
    any_row = next(row for row in first.rows.itertuples() if row.dimension != "all")
    missing = unrecorded(first, words=words)
    table = render(
        "data_yardsticks",
        finding=words("data.yardsticks.turns", groups=groups)
        if turned
        else words("data.yardsticks.same"),
        caption=words(
            "data.yardsticks.caption",
            measure=words(f"measures.{any_row.measure}.name"),
            dimension=dimension_name(any_row.dimension, words=words),
            year=any_row.period,
        ),
        yardsticks=[
            yardstick_name(next(table.rows.itertuples()).yardstick, words=words)
            for table in (first, second)
        ],
        rows=rows,
        words=words,
    )
    return joined(table, *([render("lines", lines=missing)] if missing else []))
