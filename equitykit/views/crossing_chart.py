"""Each crossing of two traits as a dot with its range, in blocks, with each trait by itself."""

import textwrap
from dataclasses import dataclass, replace

import pandas as pd

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.axes import ticks
from equitykit.views.drawing import COLOURS, TEXT_SIZE, WHITE, text_width
from equitykit.views.group_rows import by_code
from equitykit.views.row_chart import KeyItem, Line, bar, dot, heights, row_chart
from equitykit.views.sentences import amount, group_name

STEP = 37
BETWEEN = 12
"""Units between two groups of the first trait."""
LETTERS = (16, 18)
"""Letters of a line of the names of the first and of the second trait."""


UPRIGHT = "M0,-1L0,1"
"""The shape of the first trait's mark in the key, as an SVG path."""


@dataclass(frozen=True)
class Crossing:
    """The rows of a crossing and its margins, rates by group code; `blocks` are the rows of
    each group of the first trait that have a figure: the others are named beneath."""

    rows: pd.DataFrame
    first: dict[str, float]
    second: dict[str, float]
    blocks: dict[str, pd.DataFrame]


def read_crossing(released: ReleasedTable, *, words) -> Crossing:
    """Sort the rows of a table into the crossing and its margins."""
    rows = released.rows
    crossed = rows[rows["dimension"].str.count("×") == 1]
    for column in ("dimension", "measure", "period", "cds", "level"):
        if crossed[column].nunique() != 1:
            raise ValueError(f"a crossing shows one {column}, of two traits")
    first, second = crossed["dimension"].iloc[0].split("×")
    crossed = crossed.assign(
        first=crossed["group"].str.split("×").str[0], second=crossed["group"].str.split("×").str[1]
    )
    order = {
        code: place for place, code in enumerate(by_code(crossed["second"], words.group_order))
    }
    crossed = crossed.sort_values("second", key=lambda codes: codes.map(order), kind="stable")
    parts = {
        code: crossed[crossed["first"] == code]
        for code in by_code(crossed["first"], words.group_order)
    }
    seen = {code: part[part["visibility"].isin(VISIBLE)] for code, part in parts.items()}
    return Crossing(
        rows=pd.concat(parts.values()),
        first=_rates(rows, first),
        second=_rates(rows, second),
        blocks={code: part for code, part in seen.items() if len(part)},
    )


def _rates(rows: pd.DataFrame, dimension: str) -> dict[str, float]:
    seen = rows[(rows["dimension"] == dimension) & rows["visibility"].isin(VISIBLE)]
    return dict(zip(seen["group"], seen["rate"].astype(float), strict=True))


def crossing_chart(crossing: Crossing, *, words):
    """A dot with its range for each crossing, in blocks by the first trait, with the margins."""
    lines, extras, tops, over = [], [], [], 0.0
    names = {code: _head(code, words) for code in crossing.blocks}
    for code, part in crossing.blocks.items():
        its = [_line(row, crossing, words) for _, row in part.iterrows()]
        tops.append((code, len(lines), len(its)))
        # a name of more lines than its block stands out of it on both sides
        before, over = over, max(0.0, len(names[code]) * TEXT_SIZE - len(its) * STEP) / 2
        its[0] = replace(its[0], lead=(BETWEEN if lines else 0) + before + over)
        lines += its
    places = heights(lines, step=STEP)
    second = max(text_width(text) for line in lines for text in line.name) + 20
    left = second + max(text_width(line, bold=True) for its in names.values() for line in its) + 24
    for code, start, count in tops:
        top, end = places[start] - STEP / 2, places[start + count - 1] + STEP / 2
        place = {"x": -left + 4, "y": (top + end) / 2}
        extras.append({"mark": "head", "text": names[code], **place})
        if code in crossing.first:
            rule = {"rate": crossing.first[code], "y": top + 2, "end": end - 2}
            extras.append({"mark": "block", "colour": COLOURS[1], **rule})
    seen = crossing.rows[crossing.rows["visibility"].isin(VISIBLE)]
    margins = pd.Series([*crossing.first.values(), *crossing.second.values()], dtype=float)
    highest = pd.concat([seen["high"], seen["rate"], margins]).astype(float).max()
    return row_chart(
        lines,
        values=ticks(highest),
        measure=crossing.rows["measure"].iloc[0],
        key=_key(crossing, words),
        words=words,
        step=STEP,
        left=left,
        extras=extras,
    )


def _head(code: str, words) -> list[str]:
    return textwrap.wrap(group_name(code, words=words, field="short"), LETTERS[0])


def _line(row, crossing: Crossing, words) -> Line:
    name = [group_name(row["second"], words=words, field="short")[: LETTERS[1]]]
    marks = []
    if pd.notna(row["low"]):
        marks.append(bar(row["low"], row["high"]))
    if row["second"] in crossing.second:
        margin = dot(
            crossing.second[row["second"]], careful=True, colour=COLOURS[2], shape="triangle-up"
        )
        marks.append({**margin, "mark": "other"})
    if predicts(crossing.rows) and pd.notna(row["predicted_rate"]):
        predicted = dot(row["predicted_rate"], careful=True, colour=COLOURS[4], shape="square")
        marks.append({**predicted, "mark": "other"})
    marks.append(dot(row["rate"], careful=row["visibility"] == "read_with_care"))
    figure = amount(row["rate"], row["measure"], words=words)
    if pd.notna(row["denominator"]):
        students = words.number(int(row["denominator"]))
        figure = words("charts.rate_of.text", rate=figure, denominator=students)
    return Line(name, tuple(marks), figure=figure)


def predicts(rows: pd.DataFrame) -> bool:
    """Whether some crossing has a rate that its traits would add up to."""
    return "predicted_rate" in rows and bool(rows["predicted_rate"].notna().any())


def _key(crossing: Crossing, words) -> list[KeyItem]:
    seen = crossing.rows[crossing.rows["visibility"].isin(VISIBLE)]
    kinds = [("circle", COLOURS[0], COLOURS[0], "crossing")]
    if (seen["visibility"] == "read_with_care").any():
        kinds.append(("circle", COLOURS[0], WHITE, "care"))
    kinds.append((UPRIGHT, COLOURS[1], COLOURS[1], "first"))
    kinds.append(("triangle-up", COLOURS[2], WHITE, "second"))
    if predicts(crossing.rows):
        kinds.append(("square", COLOURS[4], WHITE, "predicted"))
    return [
        KeyItem(shape, colour, fill, words(f"pictures.crossing_key.{name}"), name == "crossing")
        for shape, colour, fill, name in kinds
    ]
