"""Students counted across, rate upwards, and the funnel that chance alone makes."""

import math

import altair as alt
import pandas as pd

from equitykit.measures.visibility import SHOWN
from equitykit.views.axes import ticks, value_axis
from equitykit.views.drawing import COLOURS, QUIET, TEXT_SIZE, WHITE, WIDTH, text_width
from equitykit.views.label_places import Box, Place
from equitykit.views.layers import layered, said_row
from equitykit.views.point_labels import label_marks, point_labels
from equitykit.views.sentences import amount

GRAY = "#767676"
SHADE = "#d9d9d9"
LEFT, RIGHT, HEIGHT = 90, 30, 400


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

    def at(students, rate) -> tuple[float, float]:
        return width * float(students) / largest, HEIGHT * (1 - float(rate) / values[-1])

    places = [at(row["denominator"], row["rate"]) for _, row in seen.iterrows()]
    drawn = [*_limits(shown, values[-1]), {"mark": "centre", "rate": centre}]
    lines = {
        mark: [
            at(row["n"], row["rate"])
            for row in drawn
            if row.get("mark") == mark and row["segment"] == "high"
        ]
        for mark in ("limit_95", "limit_998")
    }
    lines["centre"] = [at(largest * part / 40, centre) for part in range(41)]
    drawn += _line_words(lines, places, amount(centre, measure, words=words), words)
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


def _line_words(lines: dict, places, rate: str, words) -> list[dict]:
    """What the middle line and the upper limits are, beside them where no school lies."""
    taken = [Box(x - 16, y - 16, x + 16, y + 16) for x, y in places]
    said = []
    for mark in ("centre", "limit_998", "limit_95"):
        text = words(f"pictures.funnel_line.{mark}", rate=rate)
        place = _beside(lines[mark], text, taken)
        if mark == "centre":
            place = place or Place(0, -TEXT_SIZE)
        if place:
            taken.append(place.box([text]))
            said.append(said_row("said", text, place.x, place.y, colour=QUIET))
    return said


def _beside(line: list[tuple], text: str, taken: list[Box]) -> Place | None:
    """Where words are free right above or below a line, as far to the right as can be."""
    long = text_width(text)
    for end, _ in reversed(line):
        left = end - long - 4
        heights = [y for x, y in line if left - 12 <= x <= end + 12]
        # words beside a steep line stay clear of all of it
        for y in (min(heights) - TEXT_SIZE * 0.75, max(heights) + TEXT_SIZE * 0.75):
            place = Place(left, y)
            box = place.box([text])
            if left > 0 and box.top > 0 and box.bottom < HEIGHT and not any(map(box.meets, taken)):
                return place
    return None


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
    """The names of the schools outside."""
    outside = seen["place"].isin(["above", "below"]).to_numpy()
    names = seen["school"].astype(str).tolist()
    chosen = [index for index, out in enumerate(outside) if out]
    others = [
        Box(x - 12, y - 12, x + 12, y + 12)
        for index, (x, y) in enumerate(places)
        if not outside[index]
    ]
    said = [Place(row["x"], row["y"]).box([row["text"]]) for row in drawn if row["mark"] == "said"]
    return point_labels(
        [places[index] for index in chosen],
        [names[index] for index in chosen],
        within=Box(0, 0, width, HEIGHT),
        key_at=(-60, HEIGHT + 112),
        taken=(*others, *said),
    )


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
    return [
        ("limit_95", line | {"strokeWidth": 3, "strokeDash": [10, 8]}, lines),
        ("limit_998", line | {"strokeWidth": 4}, lines),
        ("centre", {"type": "rule", "strokeWidth": 4, "color": COLOURS[1]}, {"y": y}),
        ("point", point, {"x": x, "y": y} | look),
        *label_marks(),
    ]
