"""Rates of the groups side by side: dots with their ranges, and what they are compared with.

Groups stand from the largest to the smallest, or in the order that readers have decided; no
group is the norm, no color is a verdict.
A group without a figure keeps its line, with words, below the others and in the order of the
code list, so that neither place nor length says anything about the hidden figure. Where there
would be too many lines to read, such groups are named beneath the picture (`group_rows.drawn`).
"""

import textwrap

import altair as alt
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.views.axes import ZERO, ticks, value_axis
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WHITE, WIDTH, text_width
from equitykit.views.group_rows import by_size, drawn, in_groups
from equitykit.views.layers import layered, said_row
from equitykit.views.sentences import group_name, short_amount, yardstick_words

DOTS_COLOUR, YARDSTICK_COLOUR = COLOURS[0], COLOURS[1]
LABEL_LETTERS = 22
CROSSING_LETTERS = 32
"""Both traits on one line: a second line would make all letters smaller on a wall."""
TWO_LINES = 2 * TEXT_SIZE + 16
"""Units from row to row where a name takes two lines."""
CLOSE = 38
"""Units from row to row of crossings: the names beneath take room of the drawing's."""
COLUMNS = ["lines", "y", "visible", "visibility", "reason", "figure", "rate", "low", "high"]
TEXT = {"type": "text", "align": "left", "baseline": "middle", "fontSize": TEXT_SIZE}
ON_ROW = alt.Y("y:Q", scale=None, axis=None)
FILL = alt.Fill("fill:N", scale=None)
OWN_YARDSTICK = ("everyone_else", "own_past")
"""Yardsticks that differ from group to group: a mark in each row instead of one line."""


def gap_chart(compared: ReleasedTable, *, words) -> alt.LayerChart:
    """Draw one dimension of one measure in one place and year, as compared with one yardstick."""
    rows = laid_out(compared, words=words)
    height = float(rows["y"].max() + rows["step"].iloc[0] / 2)
    left = max(text_width(line) for lines in rows["lines"] for line in lines) + 20
    right = max(text_width(text, bold=True) for text in rows["figure"]) + 24
    size = {"width": int(WIDTH - left - right), "height": height}
    drawn = [*_rows(rows, size["width"]), *_yardstick(rows, words), *_key(rows, words, left)]
    kinds = [*_marks(_scale(rows, words)), *word_marks(), *key_marks()]
    return layered(drawn, kinds, data={"values": drawn}, **size)


def laid_out(compared: ReleasedTable, *, words) -> pd.DataFrame:
    """The rows in drawing order with `name` lines, `figure`, `reason` and place `y` in units."""
    rows = by_size(drawn(in_groups(compared)), words.group_order)
    crosses = rows["dimension"].str.contains("×").any()
    letters = CROSSING_LETTERS if crosses else LABEL_LETTERS
    lines = [
        textwrap.wrap(group_name(code, words=words, field="short"), letters)
        for code in rows["group"]
    ]
    records = rows.to_dict("records")
    two_lines = any(len(name) > 1 for name in lines)
    step = TWO_LINES if two_lines else CLOSE if crosses else max(40, min(50, 405 // len(rows)))
    return rows.assign(
        lines=lines,
        step=step,
        y=[step * (index + 0.5) for index in range(len(rows))],
        figure=[_figure(row, words) for row in records],
        reason=[_reason(row, words) for row in records],
    )


def _figure(row, words) -> str:
    """What stands right of the row: the rate, and of how many students."""
    if not row["visible"]:
        return ""
    return _of(short_amount(row["rate"], row["measure"], words=words), row, words)


def _reason(row, words) -> str:
    """What stands in the row in place of a dot."""
    if row["visible"]:
        return ""
    return _of(words(f"charts.visibility.{row['visibility']}"), row, words)


def _of(text: str, row, words) -> str:
    if pd.isna(row["denominator"]) or row["denominator"] == 0:
        return text
    students = words.number(int(row["denominator"]))
    kind = "rate_of" if load_measures()[row["measure"]].counts_students else "rate_n"
    return words(f"charts.{kind}.text", rate=text, denominator=students)


def _scale(rows: pd.DataFrame, words) -> alt.X:
    seen = rows[rows["visible"]]
    drawn = pd.concat([seen["high"], seen["rate"], seen["yardstick_rate"]]).astype(float).dropna()
    values = ticks(drawn.max(), drawn.min()) if len(drawn) else ticks(0)
    measure = rows["measure"].iloc[0]
    return alt.X(
        "rate:Q",
        scale=alt.Scale(domain=[values[0], values[-1]], nice=False),
        axis=value_axis(
            values,
            measure,
            words,
            domain=False,
            ticks=False,
            labelPadding=8,
            labelFlush=False,
            **(ZERO if values[0] < 0 else {}),
        ),
    )


def _rows(rows: pd.DataFrame, width: int) -> list[dict]:
    """Names of all groups; a dot, its range and its figure, or words in their place."""
    drawn = []
    for row in rows[COLUMNS].itertuples():
        drawn.append(said_row("name", row.lines, -16, row.y))
        if not row.visible:
            drawn.append(said_row("said", row.reason, 10, row.y, colour=QUIET))
            continue
        fill = DOTS_COLOUR if row.visibility == "shown" else WHITE
        drawn.append({"mark": "dot", "rate": float(row.rate), "y": row.y, "fill": fill})
        if not pd.isna(row.low):
            ends = {"low": float(row.low), "high": float(row.high)}
            drawn.append({"mark": "range", "y": row.y} | ends)
        drawn.append(said_row("figure", row.figure, width + 18, row.y))
    return drawn


def _yardstick(rows: pd.DataFrame, words) -> list[dict]:
    """One labeled line where all groups share a yardstick, a hollow mark in each row else."""
    compared = rows[rows["visible"] & rows["yardstick_rate"].notna()]
    if compared.empty:
        return []
    rates = compared["yardstick_rate"].astype(float)
    if compared["yardstick"].iloc[0] in OWN_YARDSTICK:
        return [
            {"mark": "own_yardstick", "yardstick_rate": rate, "y": y}
            for rate, y in zip(rates, compared["y"], strict=True)
        ]
    label = yardstick_words(compared.iloc[0], "mark", words=words)
    end = float(compared["y"].max() + rows["step"].iloc[0] / 2)
    return [{"mark": "yardstick", "yardstick_rate": rates.iloc[0], "text": label, "y": end}]


def _marks(scale: alt.X) -> list[tuple]:
    """Yardsticks, ranges and dots, on the scale of the rates."""
    at = alt.X("yardstick_rate:Q", scale=scale["scale"], title=None)
    between = {"x": alt.X("low:Q", scale=scale["scale"], title=None), "x2": alt.X2(field="high")}
    dashed = {"strokeWidth": 5, "strokeDash": [14, 8], "color": YARDSTICK_COLOUR}
    diamond = {"shape": "diamond", "size": 700, "stroke": YARDSTICK_COLOUR, "strokeWidth": 4}
    ranges = {"type": "rule", "strokeWidth": 6, "color": DOTS_COLOUR}
    dot = {"shape": "circle", "size": 330, "stroke": DOTS_COLOUR, "strokeWidth": 5}
    said = {"text": alt.Text("text:N"), "y": alt.YValue(-16)}
    line = {"x": at, "y": ON_ROW, "y2": alt.Y2Value(-10)}
    return [
        ("yardstick", {"type": "rule"} | dashed, line),
        ("yardstick", TEXT | {"align": "center", "baseline": "bottom"}, {"x": at} | said),
        ("own_yardstick", {"type": "point", "opacity": 1} | diamond, {"x": at, "y": ON_ROW}),
        ("range", ranges, between | {"y": ON_ROW}),
        ("dot", {"type": "point", "opacity": 1} | dot, {"x": scale, "y": ON_ROW, "fill": FILL}),
    ]


def word_marks() -> list[tuple]:
    """Words at places in units."""
    said = {"text": alt.Text("text:N"), "x": alt.X("x:Q", scale=None), "y": ON_ROW}
    colour = {"color": alt.Color("colour:N", scale=None)}
    return [
        ("name", TEXT | {"align": "right", "lineHeight": TEXT_SIZE}, said),
        ("figure", TEXT | {"fontWeight": "bold"}, said),
        # a white outline keeps the grid and the yardstick from running through the words
        ("said", TEXT | {"stroke": WHITE, "strokeWidth": 10}, said),
        ("said", TEXT, said | colour),
    ]


def key_marks() -> list[tuple]:
    """What stands before the words of the key, at places in units."""
    place = {"x": alt.X("x:Q", scale=None), "y": ON_ROW}
    stroke = {"stroke": alt.Stroke("colour:N", scale=None)}
    shape = {"shape": alt.Shape("shape:N", scale=None), "fill": FILL}
    point = {"type": "point", "size": 330, "strokeWidth": 5, "opacity": 1}
    ends = {"x2": alt.X2(field="end")}
    return [
        ("key_range", {"type": "rule", "strokeWidth": 6}, place | stroke | ends),
        ("key", point, place | stroke | shape),
    ]


def _key(rows: pd.DataFrame, words, left: float) -> list[dict]:
    """What each kind of mark means, in one line above the chart."""
    seen = rows[rows["visible"]]
    if seen.empty:
        return []
    kind = "key_group" if seen["low"].notna().any() else "key_rate"
    items = [("circle", DOTS_COLOUR, DOTS_COLOUR, words(f"charts.{kind}.text"))]
    if (seen["visibility"] == "read_with_care").any():
        items.append(("circle", DOTS_COLOUR, WHITE, words("charts.visibility.read_with_care")))
    own = seen[seen["yardstick"].isin(OWN_YARDSTICK) & seen["yardstick_rate"].notna()]
    if len(own):
        mark = yardstick_words(own.iloc[0], "mark", words=words)
        items.append(("diamond", YARDSTICK_COLOUR, WHITE, mark))
    shared = seen["yardstick_rate"].notna().any() and own.empty
    drawn, x, y = [], 30 - left, -66 if shared else -24
    for shape, colour, fill, text in items:
        look = {"colour": colour, "fill": fill, "shape": shape}
        if shape == "circle":
            drawn.append({"mark": "key_range", "x": x - 24, "end": x + 24, "y": y} | look)
        drawn.append({"mark": "key", "x": x, "y": y} | look)
        drawn.append(said_row("said", text, x + 32, y, colour=INK))
        x += text_width(text) + 84
    return drawn
