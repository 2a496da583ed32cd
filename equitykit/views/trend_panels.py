"""Many groups over the years: one small picture for each, all on the same scale."""

import textwrap

import altair as alt
import pandas as pd

from equitykit.views.drawing import COLOURS, QUIET, TEXT_SIZE, WIDTH, text_width
from equitykit.views.sentences import amount, group_name
from equitykit.views.trend_marks import line_and_points, missing_bands, ranges, year_and_value

COLUMNS = 3
GRAY = "#767676"
ROOM = 288
"""Units of height for all pictures together, without names and years."""


def trend_panels(series, everyone, order, values, *, words) -> alt.ConcatChart:
    """Small pictures of all groups in `order`; `everyone` is the thin gray line in each."""
    rows = -(-len(order) // COLUMNS)
    end = text_width(amount(88.8, series["measure"].iloc[0], words=words), bold=True)
    size = {"width": int((WIDTH - 90) / COLUMNS - end - 28), "height": int(ROOM / rows)}
    panels = []
    for index, code in enumerate(order):
        labels = ["y"] if index % COLUMNS == 0 else []
        labels += ["x"] if index + COLUMNS >= len(order) else []
        scales = year_and_value(series, values, words=words, only_ends=True, labels=labels)
        its = series[series["group"] == code]
        layers = _panel(its, series, everyone, scales, values, size, words)
        layers.append(_name(code, words))
        panels.append(alt.layer(*layers).properties(**size))
    return alt.concat(*panels, columns=COLUMNS, spacing={"row": 12, "column": 22})


def _panel(its, series, everyone, scales, values, size, words) -> list[alt.Chart]:
    seen = its[its["visible"]]
    if seen.empty:
        return [*_frame(scales), *_words(its, size, words)]
    layers = missing_bands(series, scales, size["height"])
    if len(everyone):
        gray = alt.Chart(everyone[["year", "rate", "segment"]]).mark_line(
            strokeWidth=3, color=GRAY, point={"size": 60, "color": GRAY, "filled": True}
        )
        layers.append(gray.encode(x=scales[0], y=scales[1], detail=alt.Detail("segment:N")))
    layers += ranges(seen, scales, COLOURS[0])
    layers += line_and_points(seen, scales, COLOURS[0])
    return [*layers, _end_label(seen.iloc[-1], values, size, words)]


def _name(code, words) -> alt.Chart:
    """The group above its picture: a mark, since titles move with the axis beside them."""
    name = group_name(code, words=words, field="short")
    text = alt.Chart(pd.DataFrame({"text": [name]})).mark_text(align="left", baseline="bottom")
    return text.encode(text=alt.Text("text:N"), x=alt.XValue(0), y=alt.YValue(-10))


def _end_label(end, values, size, words) -> alt.Chart:
    y = size["height"] * (1 - float(end["rate"]) / values[-1])
    text = amount(end["rate"], end["measure"], words=words)
    return (
        alt.Chart(pd.DataFrame({"text": [text]}))
        .mark_text(align="left", baseline="middle", fontSize=TEXT_SIZE, fontWeight="bold")
        .encode(text=alt.Text("text:N"), x=alt.XValue(size["width"] + 2), y=alt.YValue(y))
    )


def _frame(scales) -> list[alt.Chart]:
    """Axes without a mark, so that an empty picture keeps the scale of the others."""
    empty = pd.DataFrame({"year": [0], "rate": [0.0]}).iloc[:0]
    return [alt.Chart(empty).mark_point().encode(x=scales[0], y=scales[1])]


def _words(its, size, words) -> list[alt.Chart]:
    states = its["visibility"].unique()
    reasons = words.list(words(f"charts.visibility.{state}") for state in states)
    lines = textwrap.wrap(reasons, 20)
    place = {"x": alt.XValue(8), "y": alt.YValue(size["height"] / 2)}
    top = -(len(lines) - 1) * (TEXT_SIZE + 2) / 2
    return [
        alt.Chart(pd.DataFrame({"lines": [lines]}))
        .mark_text(align="left", baseline="middle", dy=top, lineHeight=TEXT_SIZE + 2, color=QUIET)
        .encode(text=alt.Text("lines:N"), **place)
    ]
