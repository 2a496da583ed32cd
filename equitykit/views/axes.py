"""Axes that begin at zero, with round steps and labels in the reader's language."""

import json
import math

import altair as alt

from equitykit.views.sentences import amount


def ticks(highest: float) -> list[float]:
    """Round steps from zero up to at least `highest`: two to seven values."""
    rough = max(highest, 0.5) / 6
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)
    count = max(1, math.ceil(round(highest / step, 6)))
    return [round(step * index, 6) for index in range(count + 1)]


def value_axis(values: list[float], measure: str, words, **options) -> alt.Axis:
    """An axis written as readers of the language do, with the unit at its last value."""
    decimals = max(0, -math.floor(math.log10(values[1] - values[0])))
    texts = [words.number(value, decimals=decimals) for value in values[:-1]]
    texts.append(amount(values[-1], measure, words=words, decimals=decimals))
    chosen = " : ".join(
        f"abs(datum.value - {value}) < 1e-6 ? {json.dumps(text)}"
        for value, text in zip(values, texts, strict=True)
    )
    return alt.Axis(values=values, labelExpr=f"{chosen} : ''", title=None, **options)
