"""A chart with everything that must go with it: what it says in words, how to read it, what is
counted, compared with what, who is missing, its table, its source."""

import pandas as pd
from markupsafe import Markup

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE, in_points
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import (
    framed,
    missing_groups,
    not_drawn,
    title_of,
    why_hidden,
)
from equitykit.views.gap_chart import gap_chart
from equitykit.views.group_rows import by_code, drawn, in_groups
from equitykit.views.sentences import (
    gap_summary,
    group_name,
    place_name,
    trend_summary,
    unrecorded,
    yardstick_words,
)
from equitykit.views.series import coverage_breaks, definition_breaks, missing_years, years_of
from equitykit.views.tables import gap_table, trend_table
from equitykit.views.trend_chart import MOST_BANDS, MOST_LINES, is_clipped, trend_chart


def gap_figure(
    compared: ReleasedTable, *, words, audience: str = "team", heading_level: int = 3
) -> Markup:
    """The gaps of one dimension of one measure, in one place and year, against one yardstick.

    `audience` chooses words (see `framed`) and columns (see :func:`gap_table`) and never what
    is hidden; for families there is `family_figure`.
    """
    rows = in_groups(compared)
    title = title_of("charts.gap_title.text", rows.iloc[0], words=words)
    return framed(
        rows,
        title=title,
        drawing=svg(gap_chart(compared, words=words)) if len(drawn(rows)) else "",
        folded=not_drawn(rows, words),
        sentences=gap_summary(compared, words=words),
        notes=[
            _yardstick(rows, words),
            *unrecorded(compared, words=words),
            *missing_groups(rows, compared, words),
        ],
        how=how_lines(rows, words),
        table=gap_table(compared, words=words, audience=audience),
        audience=audience,
        heading_level=heading_level,
        words=words,
    )


def trend_figure(released: ReleasedTable, *, words, **frame) -> Markup:
    """One measure in one place over the school years, for the groups of one dimension.

    All-students rows in the table are drawn beside many groups, and stand in the table twin.
    `frame` is `audience` and `heading_level`, as in `framed`.
    """
    rows = in_groups(released)
    periods = years_of(rows)
    span = {"first": periods[0], "last": periods[-1]}
    title = words(
        "charts.trend_title.text" if len(periods) > 1 else "charts.title.text",
        measure=words(f"measures.{rows['measure'].iloc[0]}.name"),
        place=place_name(rows.iloc[0], words=words),
        **(span if len(periods) > 1 else {"period": periods[0]}),
    )
    return framed(
        rows,
        title=title,
        drawing=svg(trend_chart(released, words=words)),
        sentences=trend_summary(released, words=words),
        notes=[
            *_breaks(rows, words),
            *unrecorded(released, words=words),
            *_missing_points(rows, words),
            *why_hidden(rows, released, words),
        ],
        how=[words(f"charts.how_trend.{line}") for line in _how_trend(rows, released)],
        table=trend_table(released, words=words),
        **frame,
        words=words,
    )


def _yardstick(rows: pd.DataFrame, words) -> str:
    """What the groups are compared with, or why they are not."""
    compared = rows[rows["yardstick_rate"].notna() & (rows["gap_note"].isna())]
    reasons = rows["gap_note"].dropna()
    reasons = reasons[~reasons.isin(["is_yardstick", "hidden"])]
    row = rows.iloc[0] if compared.empty else compared.iloc[0]
    stated = words(
        "charts.yardstick_stated.text",
        yardstick=yardstick_words(row, "name", words=words),
        note=yardstick_words(row, "note", words=words),
    )
    if len(compared) or reasons.empty:
        return stated
    return f"{stated} {words(f'charts.yardstick_missing.{reasons.iloc[0]}')}"


def _breaks(rows: pd.DataFrame, words) -> list[str]:
    found = {"missing_years": missing_years(rows), "coverage_breaks": coverage_breaks(rows)}
    return [
        words(f"charts.{kind}.text", periods=words.list(periods))
        for kind, periods in found.items()
        if periods
    ] + [
        words(
            f"charts.definition_{each.kind}.text",
            period=each.since,
            reason=words(f"breaks.{each.id}.text"),
        )
        for each in definition_breaks(rows)
    ]


def how_lines(rows: pd.DataFrame, words) -> list[str]:
    """How to read the gaps that are drawn, and what they cannot tell."""
    return [words(f"charts.how_gap.{line}") for line in _how_gap(rows)]


def _how_gap(rows: pd.DataFrame) -> tuple[str, ...]:
    if in_points(rows).any():
        return ("points", "points_read", "points_numbers", "points_limits")
    return ("dot", "range" if rows["low"].notna().any() else "no_range", "numbers", "limits")


def _how_trend(rows: pd.DataFrame, released: ReleasedTable) -> tuple[str, ...]:
    """What there is to explain: few lines have bands, many groups have small pictures."""
    drawn = rows[rows["visibility"].isin(VISIBLE)]["group"].nunique()
    panels = drawn > MOST_LINES
    if in_points(rows).any():
        return ("points", "panels" if panels else "points_numbers", "limits")
    bands = (panels or drawn <= MOST_BANDS) and rows["low"].notna().any()
    return (
        "dot",
        "range" if bands else "range_in_table",
        *(["clipped"] if is_clipped(released) else []),
        "panels" if panels else "numbers",
        "limits",
    )


def _missing_points(rows: pd.DataFrame, words) -> list[str]:
    """Which groups have no figure in which years, and why; groups alike stand together."""
    missing = rows[~rows["visibility"].isin(VISIBLE)]
    alike: dict[tuple, list[str]] = {}
    for code in by_code(missing["group"], words.group_order):
        for state, its in missing[missing["group"] == code].groupby("visibility"):
            alike.setdefault((state, *sorted(its["period"])), []).append(code)
    years = rows["period"].nunique()
    return [
        words(
            f"charts.missing_{'always' if len(periods) == years else 'points'}.text",
            groups=words.list(group_name(code, words=words) for code in codes),
            reason=words(f"charts.visibility.{state}"),
            periods=words.list(periods),
        )
        for (state, *periods), codes in alike.items()
    ]
