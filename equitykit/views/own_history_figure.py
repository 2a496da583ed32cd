"""A small group by itself: each year's count, the years together, and a steadier estimate.

The estimate leans on the group's own history and on no other group; the counts stay beside it.
"""

import pandas as pd
from markupsafe import Markup

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import SHOWN, VISIBLE
from equitykit.measures.yardsticks import MISSING_INFORMATION
from equitykit.views.axes import ticks
from equitykit.views.drawing import COLOURS, WHITE, svg
from equitykit.views.figure_frame import framed, why_hidden
from equitykit.views.figure_table import DASH, TableRow, all_years, figure_table, range_words
from equitykit.views.row_chart import KeyItem, Line, bar, dot, row_chart
from equitykit.views.sentences import amount, group_name, place_name, unrecorded

POOLED, STEADIER = COLOURS[1], COLOURS[2]


def own_history_figure(released: ReleasedTable, *, words, **frame) -> Markup:
    """One measure of one group in one place, over its school years.

    `released` has been through :func:`~equitykit.measures.pooling.pool_years` and
    :func:`~equitykit.measures.shrinkage.shrink_released` toward its own history; rows of students
    whose group nobody recorded may stand in it too, and are counted beneath the picture. `frame`
    is `audience` and `heading_level`, as in `framed`.

    Raises
    ------
    ValueError
        When there are rows of more than one group, measure or place.
    """
    rows = released.rows[~released.rows["group"].isin(MISSING_INFORMATION)]
    rows = rows.sort_values("period").reset_index(drop=True)
    for column in ("measure", "cds", "level", "dimension", "group"):
        if rows[column].nunique() != 1:
            raise ValueError(f"a history is of one {column}")
    title = words(
        "pictures.history_title.text",
        measure=words(f"measures.{rows['measure'].iloc[0]}.name"),
        group=group_name(rows["group"].iloc[0], words=words),
        place=place_name(rows.iloc[0], words=words),
    )
    seen = rows["visibility"].isin(VISIBLE)
    last = rows[seen].iloc[-1] if seen.any() else None
    return framed(
        rows,
        title=title,
        drawing=svg(own_history_chart(rows, last, words=words)) if seen.any() else "",
        sentences=_said(last, words),
        notes=[
            *_without(rows, last, words),
            *unrecorded(released, words=words),
            *why_hidden(rows, released, words),
        ],
        how=[words(f"pictures.history_how.{line}") for line in _how(last)],
        table=_table(rows, last, words),
        words=words,
        **frame,
    )


def own_history_chart(rows: pd.DataFrame, last, *, words):
    """A line for each year, one for the years together, one for the estimate."""
    lines = [_year_line(row, words) for _, row in rows.iterrows()]
    lines += [
        Line([name], _marks(rate, low, high, shape, colour), figure, lead=10)
        for name, rate, low, high, figure, shape, colour in _together(last, words)
    ]
    seen = rows[rows["visibility"].isin(VISIBLE)]
    ends = [seen["high"], seen["rate"], pd.Series([last["pooled_high"], last["steadier_high"]])]
    highest = pd.concat([end.astype("Float64") for end in ends]).dropna().astype(float).max()
    key = [KeyItem("circle", COLOURS[0], COLOURS[0], words("pictures.history_key.year"), True)]
    if (seen["visibility"] != SHOWN).any():
        key.append(KeyItem("circle", COLOURS[0], WHITE, words("charts.visibility.read_with_care")))
    return row_chart(
        lines,
        values=ticks(highest),
        measure=rows["measure"].iloc[0],
        key=key,
        words=words,
    )


def _marks(rate, low, high, shape: str, colour: str) -> tuple[dict, ...]:
    point = dot(rate, careful=False, colour=colour, shape=shape)
    return bar(low, high, colour=colour), point


def _years(row) -> int:
    return len(row["pooled_periods"].split(" "))


def _year_line(row, words) -> Line:
    if row["visibility"] not in VISIBLE:
        reason = words(f"charts.visibility.{row['visibility']}")
        return Line([row["period"]], reason=reason)
    marks = [] if pd.isna(row["low"]) else [bar(row["low"], row["high"])]
    marks.append(dot(row["rate"], careful=row["visibility"] != SHOWN))
    return Line(
        [row["period"]], tuple(marks), figure=_of(row["rate"], row["denominator"], row, words)
    )


def _of(rate, students, row, words) -> str:
    figure = amount(rate, row["measure"], words=words)
    if pd.isna(students):
        return figure
    return words("charts.rate_of.text", rate=figure, denominator=words.number(int(students)))


def _together(last, words) -> list[tuple]:
    """Name, figures and look of the years together and of the estimate, where they are there."""
    found = []
    if pd.notna(last["pooled_rate"]):
        rate, students = last["pooled_rate"], last["pooled_denominator"]
        name = words("pictures.history_line.pooled", count=words.number(_years(last)))
        ends = (last["pooled_low"], last["pooled_high"])
        figure = _of(rate, students, last, words)
        found.append((name, rate, *ends, figure, "square", POOLED))
    if pd.notna(last["steadier_rate"]):
        rate = last["steadier_rate"]
        name = words("pictures.history_line.steadier", period=last["period"])
        ends = (last["steadier_low"], last["steadier_high"])
        figure = words(
            "pictures.history_line.about", rate=amount(rate, last["measure"], words=words)
        )
        found.append((name, rate, *ends, figure, "diamond", STEADIER))
    return found


def years_in(row, words) -> str:
    """The years that were put together, one by one: a hidden one between them is not in it."""
    return words.list(row["pooled_periods"].split(" "))


def _said(last, words) -> list[str]:
    if last is None:
        return [words("pictures.history_said.none")]
    measure = last["measure"]
    alone = pd.isna(last["low"]) or pd.isna(last["high"])
    said = [
        words(
            "pictures.history_said.year_alone" if alone else "pictures.history_said.year",
            period=last["period"],
            rate=_of(last["rate"], last["denominator"], last, words),
            range=range_words(last["low"], last["high"], words=words),
        )
    ]
    if pd.notna(last["pooled_rate"]):
        said.append(
            words(
                "pictures.history_said.pooled",
                rate=_of(last["pooled_rate"], last["pooled_denominator"], last, words),
                range=range_words(last["pooled_low"], last["pooled_high"], words=words),
                years=years_in(last, words),
            )
        )
    if pd.notna(last["steadier_rate"]):
        said.append(
            words(
                "pictures.history_said.steadier",
                rate=amount(last["steadier_rate"], measure, words=words),
                range=range_words(last["steadier_low"], last["steadier_high"], words=words),
                count=words.number(int(last["steadier_rates"])),
            )
        )
    return said


def _without(rows: pd.DataFrame, last, words) -> list[str]:
    """Why there are no years together, or no estimate; and the three states, told apart."""
    notes = []
    if last is not None and pd.isna(last["pooled_rate"]):
        notes.append(words("pictures.history_note.one_year"))
    if last is not None and pd.isna(last["steadier_rate"]):
        notes.append(words("pictures.history_note.no_estimate"))
    states = rows["visibility"].value_counts()
    for kind, names in STATES.items():
        periods = rows[rows["visibility"].isin(names)]["period"]
        if states.reindex(names).fillna(0).sum():
            notes.append(words(f"pictures.history_state.{kind}", periods=words.list(periods)))
    return notes


STATES = {
    "none": ["no_students"],
    "hidden": ["hidden", "hidden_by_publisher", "almost_none", "almost_all"],
    "few": ["read_with_care"],
}
"""Three states that a dash would make one of."""


def _how(last) -> tuple[str, ...]:
    if last is None:
        return ("year", "limits")
    pooled = ("pooled",) if pd.notna(last["pooled_rate"]) else ()
    steadier = ("steadier",) if pd.notna(last["steadier_rate"]) else ()
    return ("year", *pooled, *steadier, "limits")


def _table(rows: pd.DataFrame, last, words) -> Markup:
    shown = []
    for _, row in rows.iterrows():
        if row["visibility"] not in VISIBLE:
            reason = words(f"charts.visibility.{row['visibility']}")
            shown.append(TableRow(row["period"], reason=reason))
            continue
        cells = _cells(row["numerator"], row["denominator"], row["rate"], row, words)
        cells += (range_words(row["low"], row["high"], words=words),)
        shown.append(TableRow(row["period"], cells, care=row["visibility"] != SHOWN))
    for name, rate, low, high, _, shape, _ in _together(last, words) if last is not None else ():
        pooled = shape == "square"
        counts = (last["pooled_numerator"], last["pooled_denominator"]) if pooled else (None, None)
        cells = _cells(*counts, rate, last, words) + (range_words(low, high, words=words),)
        shown.append(TableRow(name, cells))
    return figure_table(
        shown,
        caption=words("pictures.history_table.caption"),
        of=all_years(rows, words=words),
        head=words("pictures.history_table.years"),
        columns=[
            words(f"pictures.history_table.{column}") for column in ("students", "rate", "range")
        ],
        words=words,
    )


def _cells(numerator, denominator, rate, row, words) -> tuple[str, ...]:
    counts = DASH
    if pd.notna(denominator):
        parts = {"denominator": words.number(int(denominator))}
        counts = words("tables.of.text", **parts)
        if pd.notna(numerator):
            parts["numerator"] = words.number(int(numerator))
            counts = words("tables.students.text", **parts)
    return counts, amount(rate, row["measure"], words=words)
