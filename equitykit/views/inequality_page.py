"""For analysts: the level of every group, ratios, and what sums up how unequal they are."""

import numpy as np
import pandas as pd
from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.measures.inequality import Inequality
from equitykit.measures.inequality_of_splits import inequality_of_splits
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.risk_ratios import MINIMUM_CELL, MINIMUM_N
from equitykit.measures.visibility import VISIBLE
from equitykit.views.group_rows import by_size
from equitykit.views.html import render
from equitykit.views.sentences import dimension_name, group_name

COLUMNS = ("students", "rate", "interval", "rate_ratio", "risk_ratio")
DASH = "–"


def inequality_part(figures: ReleasedTable, *, words: Words) -> Markup:
    """A folded part: the levels of one split of one measure first, the summary after them.

    `figures` are rows of `disaggregate_released`: all students and the groups of one split.
    """
    rows = figures.rows
    any_row = rows.iloc[0]
    named = {"measure": words(f"measures.{any_row['measure']}.name"), "period": any_row["period"]}
    split = next(iter(rows.loc[rows["dimension"] != "all", "dimension"]), "all")
    named["dimension"] = dimension_name(split, words=words).lower()
    groups = by_size(rows[rows["dimension"] != "all"], words.group_order)
    splits = inequality_of_splits(figures)
    summary = splits[0].summary if splits else None
    return render(
        "inequality",
        title=words("inequality.title.text", **named),
        about=words("inequality.about.text"),
        levels_caption=words("inequality.caption.levels", **named),
        measures_caption=words("inequality.caption.measures", **named),
        columns=COLUMNS,
        levels=[_level(row, words) for _, row in groups.iterrows()],
        risk_lines=_risk_lines(groups, words),
        measures=_measures(summary, words) if summary else [],
        notes=summary_notes(summary, words=words) if summary else [words("inequality.none.text")],
        words=words,
    )


def risk_sentence(state: str, *, words: Words) -> str:
    """What a state of the federal risk ratio means."""
    return words(f"disaggregate.risk_ratio.{state}", cell=MINIMUM_CELL, n=MINIMUM_N)


def summary_notes(summary: Inequality, *, words: Words) -> list[str]:
    """Who is left out of a summary, and how large it would be by chance."""
    notes = []
    if summary.left_out:
        groups = words.list(group_name(code, words=words) for code in summary.left_out)
        notes.append(words("inequality.left_out.text", groups=groups))
    if np.isfinite(summary.expected_by_chance):
        value = words.number(summary.expected_by_chance, decimals=1)
        notes.append(words("inequality.chance.text", value=value))
    return notes


def _level(row, words: Words) -> dict:
    name = group_name(row["group"], words=words)
    if row["visibility"] not in VISIBLE or pd.isna(row["rate"]):
        reason = words(f"charts.visibility.{row['visibility']}")
        return {"name": name, "reason": reason, "cells": []}
    cells = [
        words.number(row["denominator"]) if pd.notna(row["denominator"]) else DASH,
        words.percent(row["rate"]),
        _interval(row["low"], row["high"], words),
        _ratio(row, "rate_ratio", words),
        _ratio(row, "risk_ratio", words),
    ]
    return {"name": name, "reason": "", "cells": cells}


def _ratio(row, name: str, words: Words) -> str:
    value = row[name]
    if pd.isna(value):
        return DASH
    ends = _interval(row[f"{name}_low"], row[f"{name}_high"], words, decimals=2)
    return f"{words.number(value, decimals=2)} ({ends})"


def _interval(low, high, words: Words, decimals: int = 1) -> str:
    if pd.isna(low) or pd.isna(high):
        return DASH
    ends = (words.number(x, decimals=decimals) if np.isfinite(x) else "∞" for x in (low, high))
    return "–".join(ends)


def _risk_lines(groups: pd.DataFrame, words: Words) -> list[str]:
    """Each state of the federal risk ratio that occurs, with the groups of which it is true."""
    lines = []
    states = groups["risk_ratio_state"].astype(object)
    for state in states.dropna().unique():
        names = words.list(
            group_name(code, words=words) for code in groups["group"][states == state]
        )
        sentence = risk_sentence(state, words=words)
        lines.append(words("inequality.risk.text", groups=names, sentence=sentence))
    return lines


def _measures(summary: Inequality, words: Words) -> list[dict]:
    return [
        {"name": words(f"inequality.measure.{row.measure}"), "value": _value(row, words)}
        for row in summary.measures.itertuples()
        if row.note != "not_ordered"
    ]


def _value(row, words: Words) -> str:
    if pd.notna(row.note):
        return words(f"inequality.note.{row.note}")
    return words.number(row.value, decimals=2)
