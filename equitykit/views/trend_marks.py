"""The marks of a trend: the two scales, the rows of what is drawn, the looks of each kind."""

import json
from collections import Counter

import altair as alt
import pandas as pd

from equitykit.content.breaks import APART
from equitykit.views.axes import ZERO, value_axis
from equitykit.views.drawing import INK, TEXT_SIZE, WHITE
from equitykit.views.series import definition_breaks, missing_years, years_of

FEW_YEARS = 5
GRAY = "#767676"
COLUMN = "#ebebeb"
DASHED = {"type": "rule", "strokeWidth": 4, "strokeDash": [12, 8], "color": INK}
ARROW = {"type": "point", "shape": "triangle-up", "size": 260, "opacity": 1, "strokeWidth": 0}
POINT = ("group", "year", "rate", "segment")
RANGE = ("group", "year", "low", "high", "segment")
SEGMENT = alt.Detail("segment:N")
STROKE = {"stroke": alt.Stroke("colour:N", scale=None)}
OUTLINE = {"stroke": WHITE, "strokeWidth": 10, "strokeJoin": "round"}


def year_and_value(
    series: pd.DataFrame, values: list[float], *, words, only_ends=False
) -> tuple[alt.X, alt.Y]:
    """A real time axis by school year, and an axis with zero on it.

    `only_ends` is for small pictures: zero and the top, and years that are written as marks.
    """
    years = years_of(series)
    starts = [int(year[:4]) for year in years]
    first, last = starts[0], starts[-1]
    axis = None if only_ends else _year_axis(series, starts, words)
    x = alt.X("year:Q", scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False), axis=axis)
    written = sorted({values[0], 0.0, values[-1]}) if only_ends else values
    look = {"domain": False, "ticks": False} | (ZERO if only_ends or values[0] < 0 else {})
    y_axis = value_axis(written, series["measure"].iloc[0], words, short=True, **look)
    domain = [values[0], values[-1]]
    y = alt.Y("rate:Q", scale=alt.Scale(domain=domain, nice=False), axis=y_axis)
    return x, y


def _year_axis(series: pd.DataFrame, starts: list[int], words) -> alt.Axis:
    texts = {
        start: _year_label(series, year, words)
        for start, year in zip(starts, years_of(series), strict=True)
    }
    expression = " : ".join(
        f"datum.value === {year} ? {json.dumps(text)}" for year, text in texts.items()
    )
    return alt.Axis(
        values=starts,
        labelExpr=f"{expression} : ''",
        title=None,
        grid=False,
        labelFlush=False,
        labelPadding=6,
        labelOverlap=False,
    )


def year_rows(series: pd.DataFrame) -> list[dict]:
    """The first and the last year, written under a small picture."""
    years = years_of(series)
    ends = sorted({years[0], years[-1]})
    return [{"mark": "year", "year": int(year[:4]), "text": year[2:]} for year in ends]


def line_rows(seen: pd.DataFrame, looks: dict[str, dict]) -> list[dict]:
    """Groups by code: joined where years follow each other, hollow points where n is small.

    `looks` holds the color, shape and size of each group.
    """
    columns = zip(*(seen[name] for name in (*POINT, "visibility")), strict=True)
    return [
        {
            "mark": "line",
            **_point(group, year, rate, segment),
            **looks[group],
            "fill": looks[group]["colour"] if visibility == "shown" else WHITE,
        }
        for group, year, rate, segment, visibility in columns
    ]


def everyone_rows(everyone: pd.DataFrame) -> list[dict]:
    """All students, a thin gray line behind the group."""
    columns = zip(*(everyone[name] for name in POINT), strict=True)
    return [{"mark": "everyone", **_point(*point)} for point in columns]


def range_rows(seen: pd.DataFrame, looks: dict[str, dict], top: float) -> list[dict]:
    """The ranges of a line as a band, of a year that stands alone as a bar.

    One that goes on above `top`, the end of the scale, ends there at an arrow.
    """
    counted = seen[seen["low"].notna()]
    years = Counter(counted["segment"])
    rows = []
    for group, year, low, high, segment in zip(*(counted[name] for name in RANGE), strict=True):
        at = {"group": group, "year": float(year), "colour": looks[group]["colour"]}
        ends = {"low": float(low), "high": min(float(high), top)}
        kind = "bar" if years[segment] == 1 else "band"
        rows.append({"mark": kind, **at, **ends, "segment": segment})
        if high > top:
            rows.append({"mark": "beyond", **at, "rate": top})
    return rows


def span_rows(seen: pd.DataFrame, looks: dict[str, dict]) -> list[dict]:
    """A bar over the years that one point stands for."""
    columns = zip(*(seen[name] for name in ("group", "start", "end", "rate")), strict=True)
    return [
        {
            "mark": "span",
            "from": start - 0.42,
            "to": end + 0.42,
            "rate": float(rate),
            "colour": looks[group]["colour"],
        }
        for group, start, end, rate in columns
    ]


def missing_rows(series: pd.DataFrame) -> list[dict]:
    """A gray column for every school year that no file covers."""
    starts = [int(period[:4]) for period in missing_years(series)]
    return [{"mark": "missing", "from": start - 0.5, "to": start + 0.5} for start in starts]


def break_rows(series: pd.DataFrame) -> list[dict]:
    """A gray column for a year that stands apart, a dashed line where another rule begins."""
    rows = []
    for each in definition_breaks(series):
        start = int(each.since[:4])
        if each.kind == APART:
            rows.append({"mark": "missing", "from": start - 0.5, "to": start + 0.5})
        else:
            rows.append({"mark": "rule", "year": start - 0.5})
    return rows


def earlier_year(end: pd.Series, series: pd.DataFrame) -> str:
    """The year of the last point of a line, where there are later ones without it."""
    return "" if end["period"] == series["period"].max() else f"({end['period'][2:]})"


def tie_rows(group: str, colour: str, *places: tuple[float, float]) -> list[dict]:
    """A thin line through places in units, from the end of a line to its label."""
    return [{"mark": "tie", "segment": group, "colour": colour, "x": x, "y": y} for x, y in places]


def kinds(scales: tuple[alt.X, alt.Y], height: int) -> list[tuple]:
    """The kinds of marks of a trend, from the back to the front."""
    return [*_behind(*scales, height), *_lines(*scales, height), *_words()]


def _point(group, year, rate, segment) -> dict:
    return {"group": group, "year": float(year), "rate": float(rate), "segment": segment}


def _behind(x: alt.X, y: alt.Y, height: int) -> list[tuple]:
    """Years without data, all students, ranges."""
    columns = {"x": alt.X("from:Q", scale=x["scale"], title=None), "x2": alt.X2(field="to")}
    between = {
        "x": x,
        "y": alt.Y("low:Q", scale=y["scale"], title=None),
        "y2": alt.Y2(field="high"),
    }
    point = {"size": 60, "color": GRAY, "filled": True}
    return [
        ("missing", {"type": "rect", "color": COLUMN}, columns | _high(height)),
        ("rule", DASHED, {"x": x} | _high(height)),
        (
            "everyone",
            {"type": "line", "strokeWidth": 3, "color": GRAY, "point": point},
            {"x": x, "y": y, "detail": SEGMENT},
        ),
        (
            "band",
            {"type": "area", "opacity": 0.22},
            between | {"detail": SEGMENT, "fill": alt.Fill("colour:N", scale=None)},
        ),
        ("bar", {"type": "rule", "strokeWidth": 5, "opacity": 0.4}, between | STROKE),
        ("beyond", ARROW, {"x": x, "y": y, "fill": alt.Fill("colour:N", scale=None)}),
        ("span", {"type": "rule", "strokeWidth": 5}, columns | {"y": y} | STROKE),
    ]


def _lines(x: alt.X, y: alt.Y, height: int) -> list[tuple]:
    """A line for each group, its points, and years that are written as marks."""
    point = {"type": "point", "strokeWidth": 4, "opacity": 1}
    look = {
        "fill": alt.Fill("fill:N", scale=None),
        "shape": alt.Shape("shape:N", scale=None),
        "size": alt.Size("size:Q", scale=None),
    }
    return [
        ("line", {"type": "line", "strokeWidth": 5}, {"x": x, "y": y, "detail": SEGMENT} | STROKE),
        ("line", point, {"x": x, "y": y} | STROKE | look),
        (
            "year",
            {"type": "text", "align": "center", "baseline": "top", "fontSize": TEXT_SIZE},
            {"x": x, "y": alt.YValue(height + 8), "text": alt.Text("text:N")},
        ),
    ]


def _words() -> list[tuple]:
    """Words at places in units, and the thin lines that tie them to the ends of lines."""
    place = {"x": alt.X("x:Q", scale=None), "y": alt.Y("y:Q", scale=None)}
    text = {"type": "text", "align": "left", "baseline": "middle", "fontSize": TEXT_SIZE}
    said = place | {"text": alt.Text("text:N"), "color": alt.Color("colour:N", scale=None)}
    return [
        ("tie", {"type": "line", "strokeWidth": 2}, place | {"detail": SEGMENT} | STROKE),
        ("figure", text | {"fontWeight": "bold"}, said),
        # a white outline keeps the lines of the scale from running through the words
        ("said", text | OUTLINE, place | {"text": alt.Text("text:N")}),
        ("said", text, said),
    ]


def _high(height: int) -> dict:
    return {"y": alt.YValue(0), "y2": alt.Y2Value(height)}


def _year_label(series: pd.DataFrame, period: str, words) -> list[str]:
    lines = [period if len(years_of(series)) <= FEW_YEARS else period[2:]]
    if period in missing_years(series):
        lines.append(words("charts.visibility.no_data"))
    return lines
