"""Lines of a chart below each other: a name, marks on one scale, words right of them.

What a line cannot show it says in words in place of the marks; the line itself stays.
"""

from dataclasses import dataclass

import altair as alt

from equitykit.views.axes import value_axis
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WHITE, WIDTH, text_width
from equitykit.views.gap_chart import FILL, ON_ROW, TEXT, TWO_LINES, key_marks, word_marks
from equitykit.views.layers import layered, said_row

GRAY = "#767676"
HEIGHT = 405
"""Units of height for the lines together, where their names take one line each."""


@dataclass(frozen=True)
class Line:
    """A `name` in one or more lines of text, `marks` (rows of the chart without their height),
    `figure` right of them, or a `reason` where there are none; `lead` is room above, in units."""

    name: list[str]
    marks: tuple[dict, ...] = ()
    figure: str = ""
    reason: str = ""
    lead: float = 0


@dataclass(frozen=True)
class KeyItem:
    """What a mark of this `shape` means; `range` draws the bar through it."""

    shape: str
    colour: str
    fill: str
    text: str
    range: bool = False


def dot(rate, *, careful: bool, colour: str = COLOURS[0], shape: str = "circle") -> dict:
    """A figure of a line; hollow where it is to be read with care."""
    fill = WHITE if careful else colour
    return {"mark": "dot", "rate": float(rate), "fill": fill, "colour": colour, "shape": shape}


def bar(low, high, *, mark: str = "range", colour: str = COLOURS[0]) -> dict:
    """A stretch of the scale: a ``range`` of rates, or a thin ``link`` between two."""
    return {"mark": mark, "low": float(low), "high": float(high), "colour": colour}


def heights(lines: list[Line], *, step: float = 0) -> list[float]:
    """Where each line stands, in units from the top."""
    step = step or step_of(lines)
    places, top = [], 0.0
    for line in lines:
        top += line.lead
        places.append(top + step / 2)
        top += step
    return places


def step_of(lines: list[Line]) -> float:
    """Units from one line to the next: two where a name takes two lines of text."""
    if any(len(line.name) > 1 for line in lines):
        return TWO_LINES
    return max(40, min(50, HEIGHT // len(lines)))


def row_chart(
    lines: list[Line],
    *,
    values: list[float],
    measure: str,
    key: list[KeyItem],
    words,
    step: float = 0,
    left: float = 0,
    extras=(),
) -> alt.LayerChart:
    """Draw the lines over an axis of `values` (see `axes.ticks`), with the key above.

    `extras` are rows of marks that belong to several lines; `left` is room for words of theirs.
    """
    step = step or step_of(lines)
    places = heights(lines, step=step)
    left = left or max(text_width(text) for line in lines for text in line.name) + 20
    right = max(text_width(line.figure, bold=True) for line in lines) + 24
    width = int(WIDTH - left - right)
    drawn = [*extras]
    for line, y in zip(lines, places, strict=True):
        drawn += _line(line, y, width)
    drawn += key_rows(key, left=left)
    x = alt.X(
        "rate:Q",
        scale=alt.Scale(domain=[values[0], values[-1]], nice=False),
        axis=value_axis(
            values, measure, words, domain=False, ticks=False, labelPadding=8, labelFlush=False
        ),
    )
    kinds = [*_marks(x), *word_marks(), *key_marks()]
    size = {"width": width, "height": places[-1] + step / 2}
    return layered(drawn, kinds, data={"values": drawn}, **size)


def _line(line: Line, y: float, width: float) -> list[dict]:
    rows = [said_row("name", line.name, -16, y)]
    if line.reason:
        return [*rows, said_row("said", line.reason, 10, y, colour=QUIET)]
    rows += [{**mark, "y": y} for mark in line.marks]
    return [*rows, said_row("figure", line.figure, width + 18, y)]


def key_rows(items: list[KeyItem], *, left: float, top: float = -24) -> list[dict]:
    """What each kind of mark means, above the chart, in as many lines as it takes."""
    lines, x = [[]], 30.0
    for item in items:
        taken = text_width(item.text) + 84
        if lines[-1] and x + taken - 52 > WIDTH:
            lines.append([])
            x = 30.0
        lines[-1].append((item, x))
        x += taken
    drawn = []
    for index, line in enumerate(reversed(lines)):
        y = top - index * (TEXT_SIZE + 10)
        for item, x in line:
            look = {"colour": item.colour, "fill": item.fill, "shape": item.shape}
            if item.range:
                ends = {"x": x - left - 24, "end": x - left + 24}
                drawn.append({"mark": "key_range", "y": y} | ends | look)
            drawn.append({"mark": "key", "x": x - left, "y": y} | look)
            drawn.append(said_row("said", item.text, x - left + 32, y, colour=INK))
    return drawn


def _marks(x: alt.X) -> list[tuple]:
    """From the back to the front: lines through several rows, links, ranges, points."""
    colour = {"color": alt.Color("colour:N", scale=None)}
    between = {"x": alt.X("low:Q", scale=x["scale"], title=None), "x2": alt.X2(field="high")}
    point = {"type": "point", "opacity": 1, "strokeWidth": 5}
    look = {
        "stroke": alt.Stroke("colour:N", scale=None),
        "shape": alt.Shape("shape:N", scale=None),
        "fill": FILL,
    }
    block = {"y": ON_ROW, "y2": alt.Y2("end:Q")}
    return [
        ("block", {"type": "rule", "strokeWidth": 6}, {"x": x} | block | colour),
        ("link", {"type": "rule", "strokeWidth": 3}, between | {"y": ON_ROW} | colour),
        ("range", {"type": "rule", "strokeWidth": 6}, between | {"y": ON_ROW} | colour),
        ("other", point | {"size": 420, "strokeWidth": 4}, {"x": x, "y": ON_ROW} | look),
        ("dot", point | {"size": 330}, {"x": x, "y": ON_ROW} | look),
        (
            "head",
            TEXT | {"align": "left", "lineHeight": TEXT_SIZE, "fontWeight": "bold"},
            {"text": alt.Text("text:N"), "x": alt.X("x:Q", scale=None), "y": ON_ROW},
        ),
    ]
