"""The table twin of each chart: the same released figures, for reading, hearing and printing."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.codelists import load_dimensions, load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.figure_table import DASH, counts_words, range_words, title_for_families
from equitykit.views.group_rows import by_code, by_size, in_groups
from equitykit.views.html import render
from equitykit.views.sentences import amount, dimension_name, group_name, place_name
from equitykit.views.series import years_of

EVERYTHING = ("students", "rate", "range", "yardstick", "gap", "gap_range", "ratio", "needed")
DETAIL = {
    "team": EVERYTHING,
    "county": EVERYTHING,
    "board": ("students", "rate", "range", "yardstick", "gap", "needed"),
    "families": ("students", "rate", "yardstick", "gap", "needed"),
}
"""The columns that an audience sees. What is hidden is the same for all: two versions of a
table could be subtracted from each other."""

WITHOUT = {"points": ("range", "gap_range", "ratio", "needed")}
"""Columns that a unit has no use for: a point of a scale has no range without the results of
the students, and a ratio of two distances from a standard means nothing."""

NAMES = {
    "days": {"gap": "gap_days"},
    "points": {"rate": "distance", "students": "counted"},
}
"""Headings of columns that are others for a unit."""


def gap_table(compared: ReleasedTable, *, words, audience: str = "team") -> Markup:
    """One row for each group: level, yardstick, gap, ratio, students and how sure, as far as
    the audience (``team``, ``county``, ``board``, ``families``) is shown them."""
    rows = by_size(in_groups(compared), words.group_order)
    any_row = rows.iloc[0]
    measure = load_measures()[any_row["measure"]]
    people = audience == "families" and measure.counts_students
    caption = words(
        "tables.gap_caption.text",
        measure=title_for_families(measure.id, words=words)
        if people
        else words(f"measures.{measure.id}.name"),
        place=place_name(any_row, words=words),
        period=any_row["period"],
        dimension=dimension_name(any_row["dimension"], words=words),
    )
    shown = [_gap_row(row, words) for _, row in rows.iterrows()]
    return render(
        "gap_table",
        caption=caption,
        columns=[name for name in DETAIL[audience] if name not in WITHOUT.get(measure.unit, ())],
        names=NAMES.get(measure.unit, {}),
        rows=shown,
        words=words,
    )


def trend_table(released: ReleasedTable, *, words) -> Markup:
    """One row for each group, all students first, and one column for each school year.

    Where a group of a partition is hidden, all students stand there with their rate alone:
    their count beside those of the other groups would give the hidden one by subtraction.
    """
    rows = released.rows
    groups = in_groups(released)
    any_row = groups.iloc[0]
    caption = words(
        "tables.trend_caption.text",
        measure=words(f"measures.{any_row['measure']}.name"),
        place=place_name(any_row, words=words),
        dimension=dimension_name(any_row["dimension"], words=words),
    )
    periods = years_of(groups)
    cells = {(row["group"], row["period"]): _year_cell(row, words) for _, row in rows.iterrows()}
    for period in _periods_with_a_hidden_part(groups):
        cells.get(("TA", period), {}).update(students="", range="")
    empty = {"reason": words("charts.visibility.no_data")}
    shown = [
        {
            "name": group_name(code, words=words),
            "cells": [cells.get((code, period), empty) for period in periods],
        }
        for code in by_code(rows["group"], words.group_order)
    ]
    return render("trend_table", caption=caption, periods=periods, rows=shown, words=words)


def _periods_with_a_hidden_part(groups: pd.DataFrame) -> list[str]:
    if not load_dimensions()[groups["dimension"].iloc[0].split("×")[0]].is_partition:
        return []
    hidden = groups["visibility"].isin(["hidden", "hidden_by_publisher"])
    return list(groups["period"][hidden].unique())


def _gap_row(row, words) -> dict:
    name = group_name(row["group"], words=words)
    if not row["visible"]:
        return {"name": name, "reason": _reason(row, words)}
    return {
        "name": name,
        "care": row["visibility"] == "read_with_care",
        "students": counts_words(row, words=words),
        "rate": amount(row["rate"], row["measure"], words=words),
        "range": range_words(row["low"], row["high"], words=words),
        "yardstick": _yardstick(row, words),
        "gap": DASH if pd.isna(row["gap_points"]) else words.signed(row["gap_points"]),
        "gap_range": range_words(row["gap_low"], row["gap_high"], words=words, signed=True),
        "ratio": DASH if pd.isna(row["ratio"]) else words.number(row["ratio"], decimals=2),
        "needed": _needed(row, words),
        "sure": _verdict(row, words),
    }


def _year_cell(row, words) -> dict:
    if row["visibility"] not in VISIBLE:
        return {"reason": _reason(row, words)}
    return {
        "rate": amount(row["rate"], row["measure"], words=words),
        "students": counts_words(row, words=words),
        "range": range_words(row["low"], row["high"], words=words),
        "care": row["visibility"] == "read_with_care",
    }


def _reason(row, words) -> str:
    reason = words(f"charts.visibility.{row['visibility']}")
    if pd.isna(row["denominator"]) or row["denominator"] == 0:
        return reason
    students = words.number(int(row["denominator"]))
    return words("charts.rate_of.text", rate=reason, denominator=students)


def gap_words(row, *, words) -> str:
    """A gap in points with its sign, or why there is none."""
    if pd.isna(row.gap_points):
        return words(f"tables.note.{row.gap_note}")
    return words.signed(row.gap_points)


def _yardstick(row, words) -> str:
    if pd.isna(row["yardstick_rate"]):
        return DASH
    return amount(row["yardstick_rate"], row["measure"], words=words)


def _needed(row, words) -> str:
    if pd.isna(row["students_needed"]):
        return DASH
    count = int(row["students_needed"])
    if count == 0:
        return words("tables.none_needed.text")
    lower = load_measures()[row["measure"]].improvement_direction == "decrease"
    return words.count(f"tables.{'fewer' if lower else 'more'}", count)


def _verdict(row, words) -> str:
    if pd.notna(row["gap_note"]):
        return words(f"tables.note.{row['gap_note']}")
    if row["gap_points"] == 0:
        return words("tables.direction.level")
    direction = words(f"tables.direction.{row['direction']}")
    if row["direction"] == "level" or pd.isna(row["certainty"]):
        return direction
    certainty = words(f"tables.certainty.{row['certainty']}")
    return words("tables.verdict.text", direction=direction, certainty=certainty)
