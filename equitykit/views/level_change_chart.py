"""Points with their level across and their change upwards, in four corners with words."""

import json
import math

import altair as alt
import pandas as pd

from equitykit.measures.visibility import SHOWN
from equitykit.views.axes import value_axis
from equitykit.views.drawing import COLOURS, GRID, INK, QUIET, TEXT_SIZE, WIDTH, text_width
from equitykit.views.label_places import Box, Place
from equitykit.views.layers import layered, said_row
from equitykit.views.point_labels import (
    OUTLINE,
    PLACE,
    SAID,
    TEXT,
    label_marks,
    point_labels,
)
from equitykit.views.sentences import amount

GRAY = "#767676"
SHADE = "#d9d9d9"
LEFT = 96
SIZE = {"width": WIDTH - LEFT - 30, "height": 400}
ZERO_WIDTH = 3
ITALIC = TEXT | {"align": "left", "fontStyle": "italic"}
MOST_RANGES = 12
BAR = 6
"""Units to each side of an upright line that words stay clear of where they can."""


def quadrant(row, level: float | None) -> str:
    """Which corner a row is in: ``high_up``, ..., or ``up`` and ``down`` without a reference."""
    if row["gap_points"] == 0 and row["direction"] == "level":
        return "level"
    # the change is rounded; its direction is exact
    rises = row["gap_points"] > 0 or (row["gap_points"] == 0 and row["gap_high"] > -row["gap_low"])
    way = "up" if rises else "down"
    if level is None:
        return way
    return f"{'high' if float(row['rate']) > level else 'low'}_{way}"


def level_change_chart(rows: pd.DataFrame, level: float | None, *, words) -> alt.LayerChart:
    """Draw the rows that have a level and a change; `level` is that of all students together."""
    seen = rows[rows["drawn"]]
    across = between(seen["rate"], level)
    steady = seen[seen["visibility"] == SHOWN][["gap_low", "gap_high"]]
    most, upwards = symmetric(list(seen["gap_points"]), list(steady.to_numpy().ravel()))
    places = [
        (
            _at(row["rate"], across, SIZE["width"]),
            _at(-row["gap_points"], [-most, most], SIZE["height"]),
        )
        for _, row in seen.iterrows()
    ]
    measure = rows["measure"].iloc[0]
    drawn = [*_corners(level, words), *_reference(level, across, measure, words)]
    drawn += _points(seen, most)
    drawn += _labels(seen, places, drawn, _bars(drawn, across, most), words)
    size = 420 if len(seen) <= MOST_RANGES else 160
    kinds = [*_marks(_axes(across, (most, upwards), measure, words), size), *label_marks()]
    return layered(drawn, kinds, data={"values": drawn}, **SIZE)


def between(levels: pd.Series, level: float | None) -> list[float]:
    """Round steps around the levels; from zero where they come near it."""
    values = [*levels.astype(float), *([] if level is None else [level])]
    low, high = min(values), max(values)
    if 0 <= low <= high / 2:
        low = 0.0
    room = max((high - low) * 0.12, 0.5)
    low = low if low == 0 else low - room
    step = _step((high + room - low) / 6)
    first, last = math.floor(low / step), math.ceil((high + room) / step)
    return [round(step * index, 6) for index in range(first, last + 1)]


def symmetric(changes: list, ranges: list) -> tuple[float, list[float]]:
    """How far the scale goes above and below zero, and round steps within.

    No point comes so near to an end that it covers the words of a corner; a range may.
    """
    wanted = [1.3 * abs(float(change)) for change in changes]
    wanted += [1.1 * abs(float(end)) for end in ranges if pd.notna(end)]
    most = max(0.5, *wanted)
    step = _step(most / 2.5)
    count = math.floor(most / step)
    return most, [round(step * index, 6) for index in range(-count, count + 1)]


def _step(rough: float) -> float:
    power = 10 ** math.floor(math.log10(rough))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)


def _at(value, values: list[float], units: float) -> float:
    return units * (float(value) - values[0]) / (values[-1] - values[0])


def _axes(across, changes, measure, words) -> tuple[alt.X, alt.Y]:
    most, upwards = changes
    x = alt.X(
        "level:Q",
        scale=alt.Scale(domain=[across[0], across[-1]], nice=False),
        axis=value_axis(
            across, measure, words, ticks=False, grid=False, labelFlush=False, labelPadding=18
        ),
    )
    decimals = max(0, -math.floor(math.log10(upwards[1] - upwards[0])))
    texts = {value: words.signed(value, decimals=decimals) for value in upwards}
    expression = " : ".join(
        f"abs(datum.value - {value}) < 1e-6 ? {json.dumps(text)}" for value, text in texts.items()
    )
    look = {"color": {"condition": {"test": "datum.value === 0", "value": INK}, "value": GRID}}
    y = alt.Y(
        "change:Q",
        scale=alt.Scale(domain=[-most, most], nice=False),
        axis=alt.Axis(
            values=upwards,
            labelExpr=f"{expression} : ''",
            title=None,
            domain=False,
            ticks=False,
            gridColor=look["color"],
            gridWidth={"condition": {"test": "datum.value === 0", "value": ZERO_WIDTH}, "value": 1},
        ),
    )
    return x, y


def _corners(level: float | None, words) -> list[dict]:
    """Words in the four corners; without a reference, rising above and falling below."""
    kinds = ("low_up", "high_up", "low_down", "high_down") if level is not None else ("up", "down")
    rows = []
    for kind in kinds:
        text = words(f"pictures.level_corner.{kind}")
        left = 6 if not kind.startswith("high") else SIZE["width"] - text_width(text) - 6
        top = TEXT_SIZE * 0.7 if kind.endswith("up") else SIZE["height"] - TEXT_SIZE * 0.7
        rows.append(said_row("corner", text, left, top, colour=QUIET))
    return rows


def _reference(level: float | None, across, measure, words) -> list[dict]:
    if level is None:
        return []
    text = words("pictures.level_everyone.text", rate=amount(level, measure, words=words))
    x = _at(level, across, SIZE["width"])
    left = min(max(0, x - text_width(text) / 2), SIZE["width"] - text_width(text))
    return [{"mark": "everyone", "level": level}, said_row("said", text, left, -24, colour=INK)]


def _points(seen: pd.DataFrame, most: float) -> list[dict]:
    rows = []
    for _, row in seen.iterrows():
        point = {"level": float(row["rate"]), "change": float(row["gap_points"])}
        careful = row["visibility"] != SHOWN
        # ranges of few students, or of many points, would fill the picture; the table has them
        if pd.notna(row["gap_low"]) and not careful and len(seen) <= MOST_RANGES:
            low, high = float(row["gap_low"]), float(row["gap_high"])
            ends = {"low": max(low, -most), "high": min(high, most)}
            rows.append({"mark": "range", **ends, "level": point["level"]})
        look = {"fill": SHADE if careful else COLOURS[0], "colour": GRAY if careful else COLOURS[0]}
        rows.append({"mark": "point", **point, **look})
    # points in front of the ranges of others
    return sorted(rows, key=lambda row: row["mark"] == "point")


def _bars(drawn: list[dict], across, most: float) -> tuple[Box, ...]:
    """The upright lines of the picture: ranges, and the line of all students together."""
    boxes = []
    for row in drawn:
        if row["mark"] in ("range", "everyone"):
            x = _at(row["level"], across, SIZE["width"])
            ends = (row.get("high", most), row.get("low", -most))
            top, bottom = (_at(-end, [-most, most], SIZE["height"]) for end in ends)
            boxes.append(Box(x - BAR, top, x + BAR, bottom))
    return tuple(boxes)


def _labels(seen, places, drawn, bars, words) -> list[dict]:
    """Name and n of each point."""
    taken = tuple(
        Place(row["x"], row["y"]).box([row["text"]]) for row in drawn if row["mark"] == "corner"
    )
    middle = SIZE["height"] / 2
    return point_labels(
        places,
        [_label(row, words) for _, row in seen.iterrows()],
        within=Box(0, 0, SIZE["width"], SIZE["height"]),
        key_at=(-60, SIZE["height"] + 76),
        taken=taken,
        lines=(Box(0, middle - ZERO_WIDTH / 2, SIZE["width"], middle + ZERO_WIDTH / 2),),
        bars=bars,
    )


def _label(row, words) -> str:
    if pd.isna(row["denominator"]):
        return row["short"]
    students = words.number(int(row["denominator"]))
    return words("pictures.level_label.text", name=row["short"], denominator=students)


def _marks(axes: tuple[alt.X, alt.Y], size: int) -> list[tuple]:
    x, y = axes
    dashed = {"type": "rule", "strokeWidth": 4, "strokeDash": [14, 8], "color": COLOURS[1]}
    ends = {"y": alt.Y("low:Q", scale=y["scale"], title=None), "y2": alt.Y2(field="high")}
    look = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("colour:N", scale=None)}
    point = {"type": "point", "shape": "circle", "size": size, "strokeWidth": 4, "opacity": 1}
    # the words of the corners in front of lines, which may run through, and behind points
    return [
        ("everyone", dashed, {"x": x}),
        ("range", {"type": "rule", "strokeWidth": 3, "color": GRAY}, {"x": x} | ends),
        ("corner", ITALIC | OUTLINE, PLACE | {"text": alt.Text("text:N")}),
        ("corner", ITALIC, PLACE | SAID),
        ("point", point, {"x": x, "y": y} | look),
    ]
