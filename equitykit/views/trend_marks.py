"""The marks of a trend: the two scales, a line with its points, ranges, missing years.

Channels are given as objects: text shorthands and ``alt.value`` cost Altair 20 ms each.
"""

import json

import altair as alt
import pandas as pd

from equitykit.views.axes import value_axis
from equitykit.views.drawing import WHITE
from equitykit.views.series import missing_years, years_of

FEW_YEARS = 5


def year_and_value(
    series: pd.DataFrame, values: list[float], *, words, only_ends=False, labels=("x", "y")
) -> tuple[alt.X, alt.Y]:
    """A real time axis by school year, and an axis from zero; `labels` says which are written.

    `only_ends` is for small pictures: the first and the last year, zero and the top.
    """
    years = years_of(series)
    starts = [int(year[:4]) for year in years]
    first, last = starts[0], starts[-1]
    texts = {
        start: _year_label(series, year, words) for start, year in zip(starts, years, strict=True)
    }
    if only_ends:
        texts = {first: years[0][2:], last: years[-1][2:]}
    expression = " : ".join(
        f"datum.value === {year} ? {json.dumps(text)}" for year, text in texts.items()
    )
    year_axis = alt.Axis(
        values=list(texts) if "x" in labels else [],
        labelExpr=f"{expression} : ''",
        title=None,
        grid=False,
        labelFlush=False,
        labelPadding=6,
        labelOverlap=False,
    )
    x = alt.X(
        "year:Q", scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False), axis=year_axis
    )
    options = {"domain": False, "ticks": False, "labels": "y" in labels}
    written = [values[0], values[-1]] if only_ends else values
    y_axis = value_axis(written, series["measure"].iloc[0], words, **options)
    y = alt.Y("rate:Q", scale=alt.Scale(domain=[0, values[-1]], nice=False), axis=y_axis)
    return x, y


def line_and_points(seen, scales, colour, *, shape="circle", size=160) -> list[alt.Chart]:
    """One group: joined where years follow each other, hollow points where n is small."""
    x, y = scales
    hollow = seen["visibility"] != "shown"
    data = seen[["year", "rate", "segment"]].assign(fill=hollow.map({True: WHITE, False: colour}))
    base = alt.Chart(data).encode(x=x, y=y)
    points = base.mark_point(shape=shape, size=size, stroke=colour, strokeWidth=4, opacity=1)
    return [
        base.mark_line(strokeWidth=5, color=colour).encode(detail=alt.Detail("segment:N")),
        points.encode(fill=alt.Fill("fill:N", scale=None)),
    ]


def ranges(seen, scales, colour) -> list[alt.Chart]:
    """The ranges of a line as a band, of a year that stands alone as a bar."""
    counted = seen[seen["low"].notna()][["year", "low", "high", "segment"]]
    if counted.empty:
        return []
    alone = counted.groupby("segment")["year"].transform("size") == 1
    x, y = scales
    low = alt.Y("low:Q", scale=y["scale"], axis=y["axis"])
    layers = []
    if (~alone).any():
        band = alt.Chart(counted[~alone]).mark_area(color=colour, opacity=0.22)
        layers.append(band.encode(x=x, y=low, y2=alt.Y2("high"), detail=alt.Detail("segment:N")))
    if alone.any():
        bar = alt.Chart(counted[alone]).mark_rule(color=colour, strokeWidth=5, opacity=0.4)
        layers.append(bar.encode(x=x, y=low, y2=alt.Y2("high")))
    return layers


def missing_bands(series: pd.DataFrame, scales, height: int) -> list[alt.Chart]:
    """A gray column for every school year that no file covers."""
    starts = [int(period[:4]) for period in missing_years(series)]
    if not starts:
        return []
    columns = pd.DataFrame({"from": [s - 0.5 for s in starts], "to": [s + 0.5 for s in starts]})
    return [
        alt.Chart(columns)
        .mark_rect(color="#ebebeb")
        .encode(
            x=alt.X("from:Q", scale=scales[0]["scale"], axis=scales[0]["axis"]),
            x2=alt.X2("to"),
            y=alt.YValue(0),
            y2=alt.Y2Value(height),
        )
    ]


def _year_label(series: pd.DataFrame, period: str, words) -> list[str]:
    lines = [period if len(years_of(series)) <= FEW_YEARS else period[2:]]
    if period in missing_years(series):
        lines.append(words("charts.visibility.no_data"))
    return lines
