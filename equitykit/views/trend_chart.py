"""Rates over the school years: few groups as lines in one picture, many as small pictures.

Time runs on a real axis. Where a year is missing or hidden, or other schools are counted, the
line stops and starts again; nothing is drawn across.
"""

import textwrap

import altair as alt
import pandas as pd

from equitykit.measures.privacy import ReleasedTable
from equitykit.views.axes import ticks
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WIDTH, text_width
from equitykit.views.group_rows import by_code
from equitykit.views.layers import layered, said_row
from equitykit.views.sentences import amount, group_name
from equitykit.views.series import all_students_series, group_series, missing_years
from equitykit.views.trend_marks import (
    kinds,
    line_rows,
    missing_rows,
    range_rows,
    tie_rows,
    year_and_value,
)
from equitykit.views.trend_panels import trend_panels

MOST_LINES = 5
MOST_BANDS = 2
ROOM = 470
"""Units of height for everything: picture, years, words on groups without a figure."""
LINE = TEXT_SIZE + 8
LETTERS = 62
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")


def trend_chart(released: ReleasedTable, *, words) -> alt.TopLevelMixin:
    """Draw one measure in one place over all its years, for one dimension.

    All-students rows in the table are drawn as a thin gray line in the small pictures.
    """
    series = group_series(released)
    order = by_code(series["group"], words.group_order)
    drawn = [code for code in order if series[series["group"] == code]["visible"].any()]
    values = ticks(highest(series))
    if len(drawn) > MOST_LINES:
        everyone = all_students_series(released)
        return trend_panels(series, everyone, order, values, words=words)
    return _lines(series, drawn, [code for code in order if code not in drawn], values, words)


def highest(series: pd.DataFrame) -> float:
    """The largest value that will be drawn."""
    seen = series[series["visible"]]
    most = pd.concat([seen["high"], seen["rate"]]).astype(float).max()
    return 0.0 if pd.isna(most) else most


def spread(wanted: list[float], *, gap: float, low: float, high: float) -> list[float]:
    """Places as near as can be to the wanted ones, at least `gap` apart, in the same order."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = [max(low, min(high, value)) for value in wanted]
    for before, after in zip(order, order[1:], strict=False):
        places[after] = max(places[after], places[before] + gap)
    limit = high
    for index in reversed(order):
        places[index] = min(places[index], limit)
        limit = places[index] - gap
    return places


def _lines(series, drawn, hidden, values, words) -> alt.LayerChart:
    """Few groups in one picture, each line labelled at its end."""
    names = {code: group_name(code, words=words, field="short") for code in [*drawn, *hidden]}
    right = 70 + max((text_width(names[code]) for code in drawn), default=0)
    unseen = _without_figure(series, hidden, names, words)
    below = LINE * (2 if missing_years(series) else 1)
    size = {"width": int(WIDTH - right - 90), "height": ROOM - below - LINE * len(unseen) - 12}
    top = size["height"] + below + 26
    looks = {
        code: {"colour": colour, "shape": shape, "size": 300}
        for code, colour, shape in zip(drawn, COLOURS, SHAPES, strict=False)
    }
    seen = series[series["visible"]]
    rows = [
        *missing_rows(series),
        *(range_rows(seen, looks) if len(drawn) <= MOST_BANDS else []),
        *line_rows(seen, looks),
        *_end_labels(series, drawn, names, values, size, words),
    ]
    rows += [
        said_row("said", text, -60, top + index * LINE, colour=QUIET)
        for index, text in enumerate(unseen)
    ]
    scales = year_and_value(series, values, words=words)
    return layered(rows, kinds(scales, size["height"]), data={"values": rows}, **size)


def _end_labels(series, drawn, names, values, size, words) -> list[dict]:
    """Name and latest rate right of the lines, moved apart, each tied to its line's end."""
    if not drawn:
        return []
    seen = series[series["visible"]]
    ends = seen.drop_duplicates("group", keep="last").set_index("group").loc[drawn]
    at = [size["height"] * (1 - float(rate) / values[-1]) for rate in ends["rate"]]
    places = spread(at, gap=2 * TEXT_SIZE + 6, low=TEXT_SIZE, high=size["height"] - TEXT_SIZE)
    width = size["width"]
    first = series["year"].min()
    step = width / (series["year"].max() - first + 1)
    rows = []
    for index, (code, end) in enumerate(ends.iterrows()):
        start, place = (end["year"] - first + 0.5) * step + 14, places[index]
        rows += tie_rows(code, COLOURS[index], (start, at[index]), (width + 14, place))
        rows.append(said_row("said", names[code], width + 24, place - 16, colour=INK))
        rate = amount(end["rate"], end["measure"], words=words)
        rows.append(said_row("figure", rate, width + 24, place + 16, colour=INK))
    return rows


def _without_figure(series, hidden, names, words) -> list[str]:
    """Lines of words on the groups that have no figure in any year, by reason."""
    reasons: dict[str, list[str]] = {}
    for code in hidden:
        states = series[series["group"] == code]["visibility"].unique()
        reason = words.list(words(f"charts.visibility.{state}") for state in sorted(states))
        reasons.setdefault(reason, []).append(names[code])
    return [
        line
        for reason, its in reasons.items()
        for line in textwrap.wrap(f"{words.list(its)}: {reason}", LETTERS)
    ]
