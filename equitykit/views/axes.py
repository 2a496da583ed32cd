"""Axes that have zero on them, with round steps and labels in the reader's language."""

import json
import math

import altair as alt

from equitykit.content.codelists import load_measures
from equitykit.views.drawing import GRID, INK
from equitykit.views.sentences import amount, short_amount

ZERO = {
    "gridColor": {"condition": {"test": "datum.value === 0", "value": INK}, "value": GRID},
    "gridWidth": {"condition": {"test": "datum.value === 0", "value": 2}, "value": 1},
}
"""The grid line at zero drawn as one to read by: small pictures share their axes, and what may
lie below zero is read from there."""


def ticks(highest: float, lowest: float = 0.0) -> list[float]:
    """Round steps from zero up to at least `highest` and, where that is below zero, down to
    `lowest`: two to eight values."""
    highest, lowest = max(highest, 0.0), min(lowest, 0.0)
    rough = max(highest - lowest, 0.5) / 6
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)
    down = math.ceil(round(-lowest / step, 6))
    up = max(0 if down else 1, math.ceil(round(highest / step, 6)))
    return [round(step * index, 6) for index in range(-down, up + 1)]


def part_of(values: list[float], value: float) -> float:
    """Where a value stands on an axis of `values`: 0 at its beginning, 1 at its end."""
    return (float(value) - values[0]) / (values[-1] - values[0])


def value_axis(values: list[float], measure: str, words, *, short=False, **options) -> alt.Axis:
    """An axis written as readers of the language do, with the unit at its last value; `short`
    where there is little room beside it."""
    decimals = max(0, -math.floor(math.log10(values[1] - values[0])))
    in_points = load_measures()[measure].unit == "points"
    write = words.signed if in_points else words.number
    last = short_amount if short else amount
    texts = [write(value, decimals=decimals) for value in values[:-1]]
    texts.append(last(values[-1], measure, words=words, decimals=decimals))
    chosen = " : ".join(
        f"abs(datum.value - {value}) < 1e-6 ? {json.dumps(text)}"
        for value, text in zip(values, texts, strict=True)
    )
    return alt.Axis(values=values, labelExpr=f"{chosen} : ''", title=None, **options)
