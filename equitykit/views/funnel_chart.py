"""Students counted across, rate upwards, and the funnel that chance alone makes."""

import math
import textwrap

import altair as alt
import pandas as pd

from equitykit.measures.visibility import SHOWN
from equitykit.views.axes import ticks, value_axis
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WHITE, WIDTH, text_width
from equitykit.views.label_places import Box, Place, place_labels, tie
from equitykit.views.layers import layered, said_row
from equitykit.views.sentences import amount

GRAY = "#767676"
SHADE = "#d9d9d9"
LEFT, RIGHT, HEIGHT = 90, 30, 400
LETTERS = 36


def funnel_chart(rows: pd.DataFrame, limits: pd.DataFrame, centre: float, *, words):
    """Draw the schools with a figure; those outside the outer limits by name."""
    seen = rows[rows["drawn"]]
    measure = rows["measure"].iloc[0]
    width = WIDTH - LEFT - RIGHT
    largest = float(seen["denominator"].max()) * 1.04
    shown = limits[limits["denominator"] <= largest]
    # the mouth of a funnel is as wide as the scale: it need not be seen to its end
    least = float(seen["denominator"].min())
    from_here = shown[shown["denominator"] >= 0.6 * least]
    highest = max(float(seen["rate"].max()), float(from_here["funnel_high_95"].max()), centre)
    values = ticks(min(100.0, highest))
    top = values[-1]
    places = [
        (width * float(row["denominator"]) / largest, HEIGHT * (1 - float(row["rate"]) / top))
        for _, row in seen.iterrows()
    ]
    drawn = [*_limits(shown, top), {"mark": "centre", "rate": centre}]
    drawn.append(_centre_words(centre, top, places, width, measure, words))
    drawn += _points(seen)
    drawn += _labels(seen, places, drawn, width)
    kinds = _kinds(_axes(largest, values, measure, words))
    return layered(drawn, kinds, data={"values": drawn}, width=width, height=HEIGHT)


def _limits(limits: pd.DataFrame, top: float) -> list[dict]:
    rows = []
    for name in ("95", "998"):
        for side in ("low", "high"):
            values = limits[f"funnel_{side}_{name}"].astype(float)
            # a limit outside the scale is not drawn along its edge
            rows += [
                {"mark": f"limit_{name}", "segment": side, "n": float(n), "rate": value}
                for n, value in zip(limits["denominator"], values, strict=True)
                if 0 < value <= top
            ]
    return rows


def _centre_words(centre, top, places, width, measure, words) -> dict:
    """What the middle line is, beside it where no school lies."""
    text = words("pictures.funnel_centre.text", rate=amount(centre, measure, words=words))
    y = HEIGHT * (1 - centre / top)
    busy = [Box(x - 16, y - 16, x + 16, y + 16) for x, y in places]
    last = width - text_width(text) - 4
    wanted = [
        Place(last * step / 8, y + side * TEXT_SIZE * 0.75)
        for step in range(8, -1, -1)
        for side in (-1, 1)
    ]
    free = (place for place in wanted if not any(place.box(text).meets(box) for box in busy))
    place = next(free, wanted[0])
    return said_row("said", text, place.x, place.y, colour=QUIET)


def _points(seen: pd.DataFrame) -> list[dict]:
    rows = []
    for _, row in seen.iterrows():
        careful = row["visibility"] != SHOWN
        outside = row["place"] in ("above", "below")
        rows.append(
            {
                "mark": "point",
                "n": int(row["denominator"]),
                "rate": float(row["rate"]),
                "fill": SHADE if careful else COLOURS[0] if outside else WHITE,
                "colour": GRAY if careful else COLOURS[0],
            }
        )
    return rows


def _labels(seen, places, drawn, width) -> list[dict]:
    outside = seen["place"].isin(["above", "below"]).to_numpy()
    names = [textwrap.shorten(str(name), LETTERS, placeholder="…") for name in seen["school"]]
    chosen = [index for index, out in enumerate(outside) if out]
    others = [
        Box(x - 12, y - 12, x + 12, y + 12)
        for index, (x, y) in enumerate(places)
        if not outside[index]
    ]
    said = [Place(row["x"], row["y"]).box(row["text"]) for row in drawn if row["mark"] == "said"]
    found = place_labels(
        [places[index] for index in chosen],
        [names[index] for index in chosen],
        within=Box(0, 0, width, HEIGHT),
        taken=(*others, *said),
    )
    rows = []
    for index, place in zip(chosen, found, strict=True):
        if place is None:
            continue
        ends = [
            {"mark": "tie", "segment": index, "x": x, "y": y} for x, y in tie(places[index], place)
        ]
        name = "said" if place.align == "left" else "said_before"
        rows += [*ends, said_row(name, names[index], place.x, place.y, colour=INK)]
    return rows


def _axes(largest: float, values, measure, words) -> tuple[alt.X, alt.Y]:
    x = alt.X(
        "n:Q",
        scale=alt.Scale(domain=[0, largest], nice=False),
        axis=_students_axis(largest, words),
    )
    y = alt.Y(
        "rate:Q",
        scale=alt.Scale(domain=[0, values[-1]], nice=False),
        axis=value_axis(values, measure, words, domain=False, ticks=False),
    )
    return x, y


def _students_axis(largest: float, words) -> alt.Axis:
    power = 10 ** math.floor(math.log10(largest / 4))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= largest / 5)
    steps = [step * index for index in range(int(largest // step) + 1)]
    # thousands as readers of both languages write them
    return alt.Axis(
        values=steps,
        format=",d",
        title=words("pictures.funnel_axis.text"),
        titleFontSize=TEXT_SIZE,
        titleFontWeight="normal",
        grid=False,
        ticks=False,
        labelPadding=10,
        labelFlush=False,
    )


def _kinds(axes: tuple[alt.X, alt.Y]) -> list[tuple]:
    x, y = axes
    line = {"type": "line", "interpolate": "linear", "color": GRAY}
    lines = {"x": x, "y": y, "detail": alt.Detail("segment:N")}
    look = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("colour:N", scale=None)}
    point = {"type": "point", "shape": "circle", "size": 330, "strokeWidth": 4, "opacity": 1}
    place = {
        "x": alt.X("x:Q", scale=None, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
    }
    text = {"type": "text", "baseline": "middle", "fontSize": TEXT_SIZE}
    said = place | {"text": alt.Text("text:N"), "color": alt.Color("colour:N", scale=None)}
    outline = {"stroke": WHITE, "strokeWidth": 10, "strokeJoin": "round"}
    sides = (("said", "left"), ("said_before", "right"))
    return [
        ("limit_95", line | {"strokeWidth": 3, "strokeDash": [10, 8]}, lines),
        ("limit_998", line | {"strokeWidth": 4}, lines),
        ("centre", {"type": "rule", "strokeWidth": 4, "color": COLOURS[1]}, {"y": y}),
        ("point", point, {"x": x, "y": y} | look),
        (
            "tie",
            {"type": "line", "strokeWidth": 2, "color": INK},
            place | {"detail": alt.Detail("segment:N")},
        ),
        *(
            (name, text | {"align": align} | outline, place | {"text": alt.Text("text:N")})
            for name, align in sides
        ),
        *((name, text | {"align": align}, said) for name, align in sides),
    ]
