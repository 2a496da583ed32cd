"""Many groups over the years: one small picture for each, all on the same scale."""

import json
import textwrap

import altair as alt
import pandas as pd

from equitykit.views.axes import part_of
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WIDTH, text_width
from equitykit.views.layers import layered, said_row
from equitykit.views.sentences import group_name, short_amount
from equitykit.views.trend_marks import (
    break_rows,
    earlier_year,
    everyone_rows,
    kinds,
    line_rows,
    missing_rows,
    range_rows,
    span_rows,
    year_and_value,
    year_rows,
)

COLUMNS = 3
LETTERS = 20
LINE = TEXT_SIZE + 2
ROOM = 276
"""Units of height for all pictures together, without names and years."""
LEAST = 2 * LINE + 12
"""Units of height for one of them: two lines of words fit in."""


def trend_panels(series, everyone, order, values, *, words) -> alt.FacetChart:
    """Small pictures of all groups in `order`; `everyone` is the thin gray line in each."""
    widest = -288.8 if values[0] < 0 else 88.8
    end = text_width(short_amount(widest, series["measure"].iloc[0], words=words), bold=True)
    size = {
        "width": int((WIDTH - 90) / COLUMNS - end - 36),
        "height": max(LEAST, int(ROOM / -(-len(order) // COLUMNS))),
    }
    rows = _rows(series, everyone, order, values, size, words)
    scales = year_and_value(series, values, words=words, only_ends=True)
    names = [group_name(code, words=words, field="short") for code in order]
    return layered(rows, kinds(scales, size["height"]), **size).facet(
        facet=_named(names),
        data={"values": rows},
        columns=COLUMNS,
        align="each",
        spacing={"row": 18, "column": 22},
    )


def _rows(series, everyone, order, values, size, words) -> list[dict]:
    """What is drawn, with the `place` of the picture that it is drawn in."""
    places = {code: place for place, code in enumerate(order)}
    seen = series[series["visible"]]
    looks = dict.fromkeys(order, {"colour": COLOURS[0], "shape": "circle", "size": 160})
    rows = []
    for code, its in seen.groupby("group", sort=False):
        spans = span_rows(its, looks) if "start" in its else []
        of_group = [*range_rows(its, looks, values[-1]), *spans, *line_rows(its, looks)]
        rows += [{"place": places[code], **row} for row in of_group]
    in_each = [*missing_rows(series), *break_rows(series), *everyone_rows(everyone)]
    ends = seen.drop_duplicates("group", keep="last").set_index("group")
    for code, place in places.items():
        if code in ends.index:
            its = [*in_each, *_end_label(ends.loc[code], series, values, size, words)]
        else:
            its = _words(series[series["group"] == code], size, words)
        if place + COLUMNS >= len(order):
            its = [*its, *year_rows(series)]
        rows += [{"place": place, **row} for row in its]
    return rows


def _named(names: list[str]) -> alt.Facet:
    """The place in the order of the pictures, written as the name of the group."""
    header = alt.Header(
        title=None,
        labelExpr=f"{json.dumps(names)}[datum.value]",
        labelAnchor="start",
        labelFontSize=TEXT_SIZE,
        labelColor=INK,
        labelPadding=10,
    )
    return alt.Facet("place:O", header=header)


def _end_label(end: pd.Series, series, values, size, words) -> list[dict]:
    text = short_amount(end["rate"], end["measure"], words=words)
    y = size["height"] * (1 - part_of(values, end["rate"]))
    rows = [said_row("figure", text, size["width"] + 2, y, colour=INK)]
    if year := earlier_year(end, series):
        side = 1 if y < size["height"] / 2 else -1
        rows.append(said_row("said", year, size["width"] + 2, y + side * LINE, colour=QUIET))
    return rows


def _words(its, size, words) -> list[dict]:
    """Why there is no figure in any year, in the middle of the empty picture."""
    states = its["visibility"].unique()
    reasons = words.list(words(f"charts.visibility.{state}") for state in states)
    lines = textwrap.wrap(reasons, LETTERS)
    top = size["height"] / 2 - (len(lines) - 1) * LINE / 2
    return [
        said_row("said", line, 8, top + index * LINE, colour=QUIET)
        for index, line in enumerate(lines)
    ]
