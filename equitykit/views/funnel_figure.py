"""Schools by size and rate, between the limits of what chance alone would do."""

import pandas as pd
from markupsafe import Markup

from equitykit.measures.funnel import Funnel
from equitykit.measures.visibility import VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import framed, missing_schools
from equitykit.views.figure_table import TableRow, counts_words, figure_table, range_words
from equitykit.views.funnel_chart import funnel_chart
from equitykit.views.sentences import amount, group_name

OUTSIDE = ("above", "below")


def funnel_figure(made: Funnel, *, words, **frame) -> Markup:
    """One measure in one year for one group of students in the schools of one district.

    `frame` is `audience` and `heading_level`, as in `framed`.
    """
    rows = placed(made)
    any_row = rows.iloc[0]
    title = words(
        "pictures.funnel_title.text",
        measure=words(f"measures.{any_row['measure']}.name"),
        group=group_name(any_row["group"], words=words),
        district=any_row["district"],
        period=any_row["period"],
    )
    return framed(
        rows,
        title=title,
        drawing=svg(funnel_chart(rows, made.limits, made.centre, words=words)),
        sentences=_said(rows, made, words),
        notes=missing_schools(rows, made.schools, words),
        how=[
            words(f"pictures.funnel_how.{line}") for line in ("point", "lines", "visit", "limits")
        ],
        table=_table(rows, words),
        words=words,
        **frame,
    )


def placed(made: Funnel) -> pd.DataFrame:
    """The schools by name, never by a figure, with `place` and whether each is `drawn`."""
    rows = made.schools.rows.sort_values(["school", "cds"]).reset_index(drop=True)
    places = [_place(row, made.centre) for _, row in rows.iterrows()]
    drawn = rows["visibility"].isin(VISIBLE).to_numpy(bool) & pd.notna(places)
    return rows.assign(place=places, drawn=drawn)


def _place(row, centre: float) -> str | None:
    """Where a school lies, above and below the outer limits told apart."""
    if pd.isna(row["funnel_place"]):
        return None
    if row["funnel_place"] != "beyond_998":
        return {"inside": "inside", "beyond_95": "between"}[row["funnel_place"]]
    return "above" if row["rate"] > centre else "below"


def _said(rows: pd.DataFrame, made: Funnel, words) -> list[str]:
    """How many schools lie where; those outside by name, in the order of the alphabet."""
    seen = rows[rows["drawn"]]
    rate = amount(made.centre, rows["measure"].iloc[0], words=words)
    said = [words.count("pictures.funnel_schools", len(seen), rate=rate)]
    for side in OUTSIDE:
        names = seen[seen["place"] == side]["school"].astype(str)
        if len(names):
            said.append(words(f"pictures.funnel_said.{side}", names=words.list(names)))
    if not seen["place"].isin(OUTSIDE).any():
        said.append(words("pictures.funnel_said.all_inside"))
    if made.dispersion.variance:
        said.append(words("pictures.funnel_said.wide"))
    return said


def _table(rows: pd.DataFrame, words) -> Markup:
    shown = []
    for _, row in rows.iterrows():
        name = str(row["school"])
        if not row["drawn"]:
            state = row["visibility"]
            reason = (
                "pictures.funnel_place.none" if state in VISIBLE else f"charts.visibility.{state}"
            )
            shown.append(TableRow(name, reason=words(reason)))
            continue
        cells = (
            counts_words(row, words=words),
            amount(row["rate"], row["measure"], words=words),
            range_words(row["low"], row["high"], words=words),
            words(f"pictures.funnel_place.{row['place']}"),
        )
        shown.append(TableRow(name, cells, care=row["visibility"] == "read_with_care"))
    return figure_table(
        shown,
        caption=words("pictures.funnel_table.caption"),
        of=rows.iloc[0],
        head=words("pictures.school.text"),
        columns=[
            words(f"pictures.funnel_table.{column}")
            for column in ("students", "rate", "range", "place")
        ],
        words=words,
    )
