"""Axes that begin at zero, with round steps and labels in the reader's language."""

import math

import altair as alt

from equitykit.views.sentences import amount


def ticks(highest: float) -> list[float]:
    """Four to six round steps from zero up to at least `highest`."""
    rough = max(highest, 0.5) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)
    return [round(step * count, 6) for count in range(math.ceil(highest / step) + 1)]


def value_axis(values: list[float], measure: str, words, **options) -> alt.Axis:
    """An axis whose labels are written as readers of the language write them."""
    decimals = 0 if values[-1] >= 5 else 1
    texts = [words.number(value, decimals=decimals) for value in values]
    last = amount(values[-1], measure, words=words)
    texts[-1] = last.replace(words.number(values[-1], decimals=1), texts[-1])
    chosen = " : ".join(
        f"abs(datum.value - {value}) < 1e-6 ? '{text}'"
        for value, text in zip(values, texts, strict=True)
    )
    return alt.Axis(values=values, labelExpr=f"{chosen} : ''", title=None, **options)
