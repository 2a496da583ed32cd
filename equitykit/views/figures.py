"""A chart with everything that must go with it: what it says in words, how to read it, what is
counted, compared with what, who is missing, its table, its source."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.gap_chart import gap_chart
from equitykit.views.group_rows import by_code, in_groups
from equitykit.views.html import render
from equitykit.views.sentences import (
    dimension_name,
    gap_summary,
    group_name,
    place_name,
    trend_summary,
    yardstick_words,
)
from equitykit.views.series import coverage_breaks, missing_years, years_of
from equitykit.views.tables import gap_table, trend_table
from equitykit.views.trend_chart import MOST_BANDS, MOST_LINES, trend_chart


def gap_figure(
    compared: ReleasedTable, *, words, audience: str = "team", heading_level: int = 3
) -> Markup:
    """The gaps of one dimension of one measure, in one place and year, against one yardstick.

    `audience` chooses the columns of the table (see :func:`gap_table`).
    """
    rows = in_groups(compared)
    any_row = rows.iloc[0]
    title = words(
        "charts.gap_title.text",
        measure=words(f"measures.{any_row['measure']}.name"),
        place=place_name(any_row, words=words),
        period=any_row["period"],
    )
    return _figure(
        rows,
        title=title,
        drawing=svg(gap_chart(compared, words=words)),
        sentences=gap_summary(compared, words=words),
        notes=[_yardstick(rows, words), *_missing_groups(rows, compared, words)],
        how=[words(f"charts.how_gap.{line}") for line in _how_gap(rows)],
        table=gap_table(compared, words=words, audience=audience),
        level=heading_level,
        words=words,
    )


def trend_figure(released: ReleasedTable, *, words, heading_level: int = 3) -> Markup:
    """One measure in one place over the school years, for the groups of one dimension.

    All-students rows in the table are drawn beside many groups, and stand in the table twin.
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
    return _figure(
        rows,
        title=title,
        drawing=svg(trend_chart(released, words=words)),
        sentences=trend_summary(released, words=words),
        notes=[*_breaks(rows, words), *_missing_points(rows, words), *_why(rows, released, words)],
        how=[words(f"charts.how_trend.{line}") for line in _how_trend(rows)],
        table=trend_table(released, words=words),
        level=heading_level,
        words=words,
    )


def _figure(rows: pd.DataFrame, *, words, notes: list[str], **parts) -> Markup:
    measure, dimension = rows["measure"].iloc[0], rows["dimension"].iloc[0]
    direction = load_measures()[measure].improvement_direction
    split = words(
        "charts.split.text",
        dimension=dimension_name(dimension, words=words),
        direction=words(f"charts.{direction}.text"),
    )
    return render(
        "figure",
        split=split,
        notes=[note for note in notes if note],
        source=_source(rows, words),
        words=words,
        **parts,
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


def _missing_groups(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    """How many groups have no figure, and why; whose figure is to be read with care."""
    missing = int((~rows["visibility"].isin(VISIBLE)).sum())
    notes = []
    if missing:
        notes.append(words.count("charts.hidden_share", missing, groups=words.number(len(rows))))
    return [*notes, *_why(rows, released, words), *_care(rows, released, words)]


def _why(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    seen = set(rows["visibility"])
    notes = []
    if "hidden" in seen:
        notes.append(words("charts.hidden_why.text", minimum=words.number(released.minimum_n)))
    if seen & {"almost_none", "almost_all"}:
        notes.append(words("charts.almost.text"))
    return notes


def _care(rows: pd.DataFrame, released: ReleasedTable, words) -> list[str]:
    few = rows[rows["visibility"] == "read_with_care"]
    if few.empty:
        return []
    line = words.number(released.stability_line)
    codes = by_code(few["group"], words.group_order)
    names = words.list(group_name(code, words=words) for code in codes)
    return [words("charts.care.text", line=line, groups=names)]


def _breaks(rows: pd.DataFrame, words) -> list[str]:
    found = {"missing_years": missing_years(rows), "coverage_breaks": coverage_breaks(rows)}
    return [
        words(f"charts.{kind}.text", periods=words.list(periods))
        for kind, periods in found.items()
        if periods
    ]


def _how_gap(rows: pd.DataFrame) -> tuple[str, ...]:
    return ("dot", "range" if rows["low"].notna().any() else "no_range", "numbers", "limits")


def _how_trend(rows: pd.DataFrame) -> tuple[str, ...]:
    """What there is to explain: few lines have bands, many groups have small pictures."""
    drawn = rows[rows["visibility"].isin(VISIBLE)]["group"].nunique()
    panels = drawn > MOST_LINES
    bands = (panels or drawn <= MOST_BANDS) and rows["low"].notna().any()
    return (
        "dot",
        "range" if bands else "range_in_table",
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


def _source(rows: pd.DataFrame, words) -> list[str]:
    """What is counted among whom, in which schools, and the files with their dates."""
    measure = rows["measure"].iloc[0]
    coverage = rows["coverage"].dropna().unique()
    files = rows.assign(file=rows["source"].str.split(" sha256:").str[0]).dropna(subset="file")
    told = [
        _files(sorted(its["file"].unique()), day, words)
        for day, its in files.groupby(files["as_of"].fillna(""))
    ]
    return [
        words(
            "charts.counted.text",
            counts=words(f"measures.{measure}.counts"),
            among=words(f"measures.{measure}.among"),
        ),
        words(f"charts.coverage.{coverage[0] if len(coverage) == 1 else 'mixed'}"),
        words(f"dimensions.{rows['dimension'].iloc[0].split('×')[0]}.note"),
        words("charts.source.text", files=words.list(told)) if told else "",
    ]


def _files(names: list[str], day: str, words) -> str:
    if not day:
        return words("charts.files.undated", files=words.list(names))
    published = words.date(pd.Timestamp(day).date())
    return words("charts.files.dated", files=words.list(names), date=published)
