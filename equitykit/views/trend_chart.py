"""Rates over the school years: few groups as lines in one picture, many as small pictures.

Time runs on a real axis. Where a year is missing or hidden, or other schools are counted, the
line stops and starts again; nothing is drawn across.
"""

import textwrap

import altair as alt
import pandas as pd

from equitykit.content.breaks import APART
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import SHOWN
from equitykit.views.axes import part_of, ticks
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WIDTH, text_width
from equitykit.views.group_rows import by_code
from equitykit.views.layers import layered, said_row
from equitykit.views.sentences import group_name, short_amount
from equitykit.views.series import (
    all_students_series,
    definition_breaks,
    group_series,
    missing_years,
    pooled_series,
)
from equitykit.views.trend_marks import (
    break_rows,
    earlier_year,
    kinds,
    line_rows,
    missing_rows,
    range_rows,
    span_rows,
    tie_rows,
    year_and_value,
)
from equitykit.views.trend_panels import trend_panels

MOST_LINES = 5
MOST_BANDS = 2
REACH = 3
ROOM = 470
"""Units of height for everything: picture, years, words on groups without a figure."""
LINE = TEXT_SIZE + 8
LETTERS = 62
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")


def trend_chart(released: ReleasedTable, *, words, years: str = "single") -> alt.TopLevelMixin:
    """Draw one measure in one place over all its years, for one dimension.

    All-students rows in the table are drawn as a thin gray line in the small pictures. With
    `years` ``pooled``, years that were put together are one point with a bar over them.
    """
    series, everyone, values = _scaled(released, years)
    order = by_code(series["group"], words.group_order)
    drawn = [code for code in order if series[series["group"] == code]["visible"].any()]
    if len(drawn) > MOST_LINES:
        return trend_panels(series, everyone, order, values, words=words)
    return _lines(series, drawn, [code for code in order if code not in drawn], values, words)


def is_clipped(released: ReleasedTable, *, years: str = "single") -> bool:
    """Whether a range that is drawn goes on above the scale, where an arrow marks it."""
    series, _, values = _scaled(released, years)
    seen = series[series["visible"]]
    few_or_many = not MOST_BANDS < seen["group"].nunique() <= MOST_LINES
    return bool(few_or_many and (seen["high"].astype(float) > values[-1]).any())


def _scaled(released: ReleasedTable, years: str) -> tuple[pd.DataFrame, pd.DataFrame, list[float]]:
    """The series of the groups, that of all students where many groups stand beside it, and
    the values of the scale."""
    series = pooled_series(released) if years == "pooled" else group_series(released)
    many = series[series["visible"]]["group"].nunique() > MOST_LINES
    everyone = all_students_series(released) if many else series.iloc[:0]
    return series, everyone, ticks(highest(series, everyone), lowest(series))


def highest(series: pd.DataFrame, everyone: pd.DataFrame) -> float:
    """How far up the scale goes: as far as every rate, and the ranges of groups with enough
    students.

    One wide range would press all lines flat: those of groups with few students, and what is
    beyond :data:`REACH` times the largest rate, may end at the edge.
    """
    seen = series[series["visible"]]
    most = pd.concat([seen["rate"], everyone["rate"]]).astype(float).max()
    ranges = seen[seen["visibility"] == SHOWN]["high"].astype(float).max()
    if pd.isna(most) or pd.isna(ranges):
        return 0.0 if pd.isna(most) else most
    return max(most, min(ranges, REACH * most)) if most > 0 else ranges


def lowest(series: pd.DataFrame) -> float:
    """The smallest value that will be drawn, where it is below zero."""
    least = series[series["visible"]]["rate"].astype(float).min()
    return 0.0 if pd.isna(least) else min(least, 0.0)


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
    """Few groups in one picture, each line labeled at its end."""
    names = {code: group_name(code, words=words, field="short") for code in [*drawn, *hidden]}
    right = 70 + max((text_width(names[code]) for code in drawn), default=0)
    unseen = _without_figure(series, hidden, names, words)
    below = LINE * (2 if missing_years(series) else 1)
    width = int(WIDTH - right - 90)
    above = _break_words(series, width, words)
    lines = len(unseen) + len({row["y"] for row in above})
    height = ROOM - below - LINE * lines - 12
    size = {"width": width, "height": height}
    top = size["height"] + below + 26
    looks = {
        code: {"colour": colour, "shape": shape, "size": 300}
        for code, colour, shape in zip(drawn, COLOURS, SHAPES, strict=False)
    }
    seen = series[series["visible"]]
    rows = [
        *missing_rows(series),
        *break_rows(series),
        *above,
        *(range_rows(seen, looks, values[-1]) if len(drawn) <= MOST_BANDS else []),
        *(span_rows(seen, looks) if "start" in seen else []),
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
    at = [size["height"] * (1 - part_of(values, rate)) for rate in ends["rate"]]
    places = spread(at, gap=2 * TEXT_SIZE + 6, low=TEXT_SIZE, high=size["height"] - TEXT_SIZE)
    width = size["width"]
    first = series["year"].min()
    step = width / (series["year"].max() - first + 1)
    rows = []
    for index, (code, end) in enumerate(ends.iterrows()):
        start, place = (end["year"] - first + 0.5) * step + 14, places[index]
        rows += tie_rows(code, COLOURS[index], (start, at[index]), (width + 14, place))
        rows.append(said_row("said", names[code], width + 24, place - 16, colour=INK))
        rate = short_amount(end["rate"], end["measure"], words=words)
        rows.append(said_row("figure", rate, width + 24, place + 16, colour=INK))
        if year := earlier_year(end, series):
            after = width + 34 + text_width(rate, bold=True)
            rows.append(said_row("said", year, after, place + 16, colour=QUIET))
    return rows


def _break_words(series, width, words) -> list[dict]:
    """What breaks the lines, above its place in the picture; words in each other's way stand
    one above the other."""
    first = series["year"].min()
    step = width / (series["year"].max() - first + 1)
    rows, ends = [], []
    for each in definition_breaks(series):
        text = words(f"breaks.{each.id}.short")
        middle = (int(each.since[:4]) - first + (0.5 if each.kind == APART else 0)) * step
        left = max(0, min(middle - text_width(text) / 2, width - text_width(text)))
        free = (line for line, end in enumerate(ends) if left >= end)
        line = next(free, len(ends))
        ends[line : line + 1] = [left + text_width(text) + 16]
        rows.append(said_row("said", text, left, -LINE * (line + 0.5), colour=INK))
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
