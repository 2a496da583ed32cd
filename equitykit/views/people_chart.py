"""People out of 10, 20 or 100 as circles in rows, for one group or for two side by side."""

import textwrap
from dataclasses import dataclass

import altair as alt

from equitykit.measures.people import People
from equitykit.views.drawing import COLOURS, INK, WHITE, WIDTH
from equitykit.views.layers import layered, said_row

LARGE = 36
"""Letters of a picture for families: larger than in other charts."""
ACROSS = 10
LETTERS = 27
STEP = 38
OUTLINE = "#767676"


@dataclass(frozen=True)
class Panel:
    """A `name` above and a `count` in words below the circles of some `people`."""

    name: str
    count: str
    people: People


def people_chart(panels: list[Panel]) -> alt.LayerChart:
    """Draw each panel's circles in rows of ten, the filled ones first."""
    names = [textwrap.wrap(panel.name, LETTERS) for panel in panels]
    head = LARGE * 1.15 * max(len(lines) for lines in names) + 12
    rows = []
    for index, (panel, lines) in enumerate(zip(panels, names, strict=True)):
        left = index * WIDTH / 2
        for number, line in enumerate(lines):
            y = head - 12 - (len(lines) - number - 0.5) * LARGE * 1.15
            rows.append(said_row("head", line, left, y, colour=INK))
        rows += _circles(panel.people, left, head)
        depth = -(-panel.people.out_of // ACROSS) * STEP
        rows.append(said_row("count", panel.count, left, head + depth + 30, colour=COLOURS[0]))
    deepest = max(-(-panel.people.out_of // ACROSS) for panel in panels)
    height = round(head + deepest * STEP + 30 + LARGE)
    return layered(rows, _kinds(), data={"values": rows}, width=WIDTH - 8, height=height)


def _circles(people: People, left: float, top: float) -> list[dict]:
    return [
        {
            "mark": "person",
            "x": left + (place % ACROSS + 0.5) * STEP,
            "y": top + (place // ACROSS + 0.5) * STEP,
            "fill": COLOURS[0] if place < people.count else WHITE,
            "colour": COLOURS[0] if place < people.count else OUTLINE,
        }
        for place in range(people.out_of)
    ]


def _kinds() -> list[tuple]:
    place = {
        "x": alt.X("x:Q", scale=None, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
    }
    look = {
        "fill": alt.Fill("fill:N", scale=None),
        "stroke": alt.Stroke("colour:N", scale=None),
    }
    circle = {"type": "point", "shape": "circle", "size": 700, "strokeWidth": 3, "opacity": 1}
    text = {"type": "text", "align": "left", "baseline": "middle", "fontSize": LARGE}
    said = place | {"text": alt.Text("text:N"), "color": alt.Color("colour:N", scale=None)}
    return [
        ("person", circle, place | look),
        ("head", text, said),
        ("count", text | {"fontWeight": "bold"}, said),
    ]
