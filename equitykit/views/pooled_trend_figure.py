"""A trend in which two or three years are one point: steadier where groups are small."""

from markupsafe import Markup

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import care, framed, why_hidden
from equitykit.views.figure_table import (
    TableRow,
    all_years,
    counts_words,
    figure_table,
    range_words,
)
from equitykit.views.group_rows import by_code, in_groups
from equitykit.views.sentences import amount, group_name, place_name, unrecorded
from equitykit.views.series import pooled_series, years_of
from equitykit.views.trend_chart import is_clipped, trend_chart


def pooled_trend_figure(pooled: ReleasedTable, *, words, **frame) -> Markup:
    """One measure in one place, years put together, for the groups of one dimension.

    `pooled` has been through :func:`~equitykit.measures.pooling.pool_years`, all years in it.
    `frame` is `audience` and `heading_level`, as in `framed`.
    """
    rows = in_groups(pooled)
    series = pooled_series(pooled)
    periods = years_of(rows)
    title = words(
        "charts.trend_title.text",
        measure=words(f"measures.{rows['measure'].iloc[0]}.name"),
        place=place_name(rows.iloc[0], words=words),
        first=periods[0],
        last=periods[-1],
    )
    drawn = series["visible"].any()
    return framed(
        rows,
        title=words("pictures.pooled_title.text", title=title),
        drawing=svg(trend_chart(pooled, words=words, years="pooled")) if drawn else "",
        sentences=_said(series, words),
        notes=[
            *unrecorded(pooled, words=words),
            *_unseen(rows, words),
            *why_hidden(rows, pooled, words),
            *care(series[series["visible"]], pooled, words),
        ],
        how=_how(pooled, words),
        table=_table(series, rows, words),
        words=words,
        **frame,
    )


def _how(pooled: ReleasedTable, words) -> list[str]:
    clipped = [words("charts.how_trend.clipped")] * is_clipped(pooled, years="pooled")
    point, limits = (words(f"pictures.pooled_how.{line}") for line in ("point", "limits"))
    return [point, *clipped, limits]


def _said(series, words) -> list[str]:
    """The latest point of each group, with its years, in the order of the code list."""
    seen = series[series["visible"]]
    said = []
    for code in by_code(seen["group"], words.group_order):
        last = seen[seen["group"] == code].iloc[-1]
        said.append(
            words(
                "pictures.pooled_said.text",
                group=group_name(code, words=words),
                years=words.list(last["periods"]),
                rate=amount(last["rate"], last["measure"], words=words),
                range=range_words(last["low"], last["high"], words=words),
            )
        )
    return said or [words("pictures.pooled_said.none")]


def _unseen(rows, words) -> list[str]:
    """Groups with years that are in no point, and why: hidden years are never put together."""
    unseen = rows[~rows["visibility"].isin(VISIBLE)]
    return [
        words(
            "charts.missing_points.text",
            groups=group_name(code, words=words),
            reason=words(f"charts.visibility.{state}"),
            periods=words.list(sorted(its["period"])),
        )
        for code in by_code(unseen["group"], words.group_order)
        for state, its in unseen[unseen["group"] == code].groupby("visibility")
    ]


def _table(series, rows, words) -> Markup:
    shown = []
    for code in by_code(rows["group"], words.group_order):
        its = series[(series["group"] == code) & series["visible"]]
        name = group_name(code, words=words)
        for _, row in its.iterrows():
            cells = (
                words.list(row["periods"]),
                counts_words(row, words=words),
                amount(row["rate"], row["measure"], words=words),
                range_words(row["low"], row["high"], words=words),
            )
            shown.append(TableRow(name, cells))
        if its.empty:
            states = sorted(rows[rows["group"] == code]["visibility"].unique())
            reason = words.list(words(f"charts.visibility.{state}") for state in states)
            shown.append(TableRow(name, reason=reason))
    return figure_table(
        shown,
        caption=words("pictures.pooled_table.caption"),
        of=all_years(rows, words=words),
        head=words("tables.columns.group"),
        columns=[
            words(f"pictures.pooled_table.{column}")
            for column in ("years", "students", "rate", "range")
        ],
        words=words,
    )
