"""Rates of the groups side by side: dots with their ranges, and what they are compared with.

Groups stand from the largest to the smallest; no group is the norm, no colour is a verdict.
A group without a figure keeps its line, with words, below the others and in the order of the
code list, so that neither place nor length says anything about the hidden figure.
"""

import textwrap

import altair as alt
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.views.axes import ticks, value_axis
from equitykit.views.drawing import COLOURS, INK, QUIET, TEXT_SIZE, WHITE, WIDTH, text_width
from equitykit.views.group_rows import by_size, in_groups
from equitykit.views.sentences import amount, group_name, yardstick_words

DOTS_COLOUR, YARDSTICK_COLOUR = COLOURS[0], COLOURS[1]
LABEL_LETTERS = 22
OWN_YARDSTICK = ("everyone_else", "own_past")
"""Yardsticks that differ from group to group: a mark in each row instead of one line."""


def gap_chart(compared: ReleasedTable, *, words) -> alt.LayerChart:
    """Draw one dimension of one measure in one place and year, as compared with one yardstick."""
    rows = laid_out(compared, words=words)
    height = float(rows["y"].max() + rows["step"].iloc[0] / 2)
    left = max(text_width(line) for lines in rows["lines"] for line in lines) + 20
    right = max(text_width(text, bold=True) for text in rows["figure"]) + 24
    width = int(WIDTH - left - right)
    scale = _scale(rows, words)
    layers = [
        *_names(rows),
        *_yardstick(rows, scale, words),
        *_dots(rows, scale),
        *_figures(rows, width),
        *_key(rows, words, left),
    ]
    return alt.layer(*layers).properties(width=width, height=height)


def laid_out(compared: ReleasedTable, *, words) -> pd.DataFrame:
    """The rows in drawing order with `name` lines, `figure`, `reason` and place `y` in units."""
    rows = by_size(in_groups(compared))
    lines = [
        textwrap.wrap(group_name(code, words=words, field="short"), LABEL_LETTERS)
        for code in rows["group"]
    ]
    two_lines = any(len(name) > 1 for name in lines)
    step = 62 if two_lines else max(40, min(50, 405 // len(rows)))
    return rows.assign(
        lines=lines,
        step=step,
        y=[step * (index + 0.5) for index in range(len(rows))],
        figure=[_figure(row, words) for _, row in rows.iterrows()],
        reason=[_reason(row, words) for _, row in rows.iterrows()],
    )


def _figure(row, words) -> str:
    """What stands right of the row: the rate, and of how many students."""
    if not row["visible"]:
        return ""
    return _of(amount(row["rate"], row["measure"], words=words), row, words)


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
    highest = pd.concat([seen["high"], seen["rate"], seen["yardstick_rate"]]).astype(float).max()
    values = ticks(0 if pd.isna(highest) else highest)
    measure = rows["measure"].iloc[0]
    return alt.X(
        "rate:Q",
        scale=alt.Scale(domain=[0, values[-1]], nice=False),
        axis=value_axis(
            values, measure, words, domain=False, ticks=False, labelPadding=8, labelFlush=False
        ),
    )


def _on_row(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def _names(rows: pd.DataFrame) -> list[alt.Chart]:
    names = pd.DataFrame({"lines": rows["lines"], "y": rows["y"]})
    return [
        alt.Chart(names)
        .mark_text(align="right", baseline="middle", lineHeight=TEXT_SIZE, fontSize=TEXT_SIZE)
        .encode(text=alt.Text("lines:N"), y=_on_row(), x=alt.XValue(-16))
    ]


def _dots(rows: pd.DataFrame, scale: alt.X) -> list[alt.Chart]:
    seen = rows[rows["visible"]]
    hollow = seen["visibility"] != "shown"
    fill = hollow.map({True: WHITE, False: DOTS_COLOUR})
    base = alt.Chart(seen[["rate", "low", "high", "y"]].assign(fill=fill)).encode(y=_on_row())
    ranges = base.mark_rule(strokeWidth=6, color=DOTS_COLOUR).encode(
        x=alt.X("low:Q"), x2=alt.X2("high")
    )
    dots = base.mark_point(
        shape="circle", size=330, stroke=DOTS_COLOUR, strokeWidth=5, opacity=1
    ).encode(x=scale, fill=alt.Fill("fill:N", scale=None))
    return [ranges, dots]


def _figures(rows: pd.DataFrame, width: int) -> list[alt.Chart]:
    seen, unseen = rows[rows["visible"]], rows[~rows["visible"]]
    layers = [
        alt.Chart(seen[["figure", "y"]])
        .mark_text(align="left", baseline="middle", fontSize=TEXT_SIZE, fontWeight="bold")
        .encode(text=alt.Text("figure:N"), y=_on_row(), x=alt.XValue(width + 18))
    ]
    if len(unseen):
        # a white outline keeps the grid and the yardstick from running through the words
        for look in ({"stroke": WHITE, "strokeWidth": 10}, {"color": QUIET}):
            layers.append(
                alt.Chart(unseen[["reason", "y"]])
                .mark_text(align="left", baseline="middle", fontSize=TEXT_SIZE, **look)
                .encode(text=alt.Text("reason:N"), y=_on_row(), x=alt.XValue(10))
            )
    return layers


def _yardstick(rows: pd.DataFrame, scale: alt.X, words) -> list[alt.Chart]:
    """One labelled line where all groups share a yardstick, a hollow mark in each row else."""
    compared = rows[rows["visible"] & rows["yardstick_rate"].notna()]
    if compared.empty:
        return []
    if compared["yardstick"].iloc[0] in OWN_YARDSTICK:
        return [
            alt.Chart(compared[["yardstick_rate", "y"]])
            .mark_point(shape="diamond", size=700, stroke=YARDSTICK_COLOUR, strokeWidth=4)
            .encode(x=alt.X("yardstick_rate:Q"), y=_on_row(), opacity=alt.OpacityValue(1))
        ]
    label = yardstick_words(compared.iloc[0], "mark", words=words)
    line = alt.Chart(compared[["yardstick_rate"]].head(1)).encode(x=alt.X("yardstick_rate:Q"))
    return [
        line.mark_rule(strokeWidth=5, strokeDash=[14, 8], color=YARDSTICK_COLOUR).encode(
            y=alt.YValue(-10), y2=alt.Y2Value(float(compared["y"].max() + rows["step"].iloc[0] / 2))
        ),
        line.mark_text(align="center", baseline="bottom", fontSize=TEXT_SIZE, color=INK).encode(
            text=alt.TextValue(label), y=alt.YValue(-16)
        ),
    ]


def _key(rows: pd.DataFrame, words, left: float) -> list[alt.Chart]:
    """What each kind of mark means, in one line above the chart."""
    seen = rows[rows["visible"]]
    if seen.empty:
        return []
    kind = "key_group" if seen["low"].notna().any() else "key_rate"
    items = [("circle", DOTS_COLOUR, DOTS_COLOUR, words(f"charts.{kind}.text"))]
    if (seen["visibility"] == "read_with_care").any():
        items.append(("circle", DOTS_COLOUR, WHITE, words("charts.key_care.text")))
    own = seen[seen["yardstick"].isin(OWN_YARDSTICK) & seen["yardstick_rate"].notna()]
    if len(own):
        mark = yardstick_words(own.iloc[0], "mark", words=words)
        items.append(("diamond", YARDSTICK_COLOUR, WHITE, mark))
    shared = seen["yardstick_rate"].notna().any() and own.empty
    layers, x, y = [], 30 - left, -66 if shared else -24
    for shape, stroke, fill, text in items:
        layers += _key_item(shape, stroke, fill, text, x, y)
        x += text_width(text) + 84
    return layers


def _key_item(shape, stroke, fill, text, x, y) -> list[alt.Chart]:
    one = alt.Chart(pd.DataFrame({"text": [text]})).encode(y=alt.YValue(y))
    said = one.mark_text(align="left", baseline="middle", fontSize=TEXT_SIZE).encode(
        text=alt.Text("text:N"), x=alt.XValue(x + 32)
    )
    mark = one.mark_point(
        shape=shape, size=330, stroke=stroke, fill=fill, strokeWidth=5, opacity=1
    ).encode(x=alt.XValue(x))
    if shape == "diamond":
        return [mark, said]
    ends = {"x": alt.XValue(x - 24), "x2": alt.X2Value(x + 24)}
    return [one.mark_rule(strokeWidth=6, color=stroke).encode(**ends), mark, said]
