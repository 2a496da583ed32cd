"""Level beside movement: where each group (or school) stands, and which way it went."""

import pandas as pd
from markupsafe import Markup

from equitykit.content.breaks import comparable
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import SHOWN, VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import framed, missing_groups, missing_schools
from equitykit.views.figure_table import DASH, TableRow, figure_table, range_words
from equitykit.views.group_rows import by_code
from equitykit.views.level_change_chart import level_change_chart, quadrant
from equitykit.views.sentences import amount, group_name, place_name, unrecorded

HOW = ("point", "cross", "few", "limits")
CORNERS = ("high_up", "high_down", "low_up", "low_down", "up", "down", "level")


def level_change_figure(
    changed: ReleasedTable,
    *,
    words,
    everyone: ReleasedTable | None = None,
    cohort: str = "different",
    **frame,
) -> Markup:
    """One measure in one year, each row against its own past.

    `changed` is compared with ``own_past``: the groups of one dimension of one place with its
    row of all students, or all students of several schools; for schools `everyone` is the
    district's row. `cohort` says whether both years follow the ``same`` students or count
    ``different`` ones. `frame` is `audience` and `heading_level`, as in `framed`.
    """
    rows = points_of(changed, words=words)
    reference = (
        everyone if everyone is not None else changed.where(dimension="all", level="district")
    ).rows
    level = _level_of(reference)
    any_row = rows.iloc[0]
    of_schools = any_row["level"] == "school"
    title = words(
        "pictures.level_title.text",
        measure=words(f"measures.{any_row['measure']}.name"),
        place=any_row["district"] if of_schools else place_name(any_row, words=words),
        period=any_row["period"],
    )
    drawable = rows["drawn"].any()
    told = [] if of_schools else unrecorded(changed, words=words)
    told += (missing_schools if of_schools else missing_groups)(rows, changed, words)
    return framed(
        rows,
        title=title,
        drawing=svg(level_change_chart(rows, level, words=words)) if drawable else "",
        sentences=_said(rows, level, words),
        notes=[words(f"pictures.level_cohort.{cohort}"), *_years(rows, words), *told],
        how=[words(f"pictures.level_how.{line}") for line in HOW if drawable],
        table=_table(rows, words),
        words=words,
        **frame,
    )


def points_of(changed: ReleasedTable, *, words) -> pd.DataFrame:
    """The rows of groups, or else of schools, by code or by name: never by a figure.

    Adds `name`, `short`, and `drawn`: whether level and change are both there.
    """
    rows = changed.rows
    of_schools = rows["level"].eq("school").all()
    rows = rows if of_schools else rows[rows["dimension"] != "all"]
    for column in ("measure", "period", "dimension"):
        if rows[column].nunique() > 1:
            raise ValueError(f"a figure shows one {column}, not several")
    if of_schools:
        names = rows["school"].astype(str)
        rows = rows.assign(name=names, short=names).sort_values(["name", "cds"])
    else:
        order = by_code(rows["group"], words.group_order)
        rows = rows.set_index("group", drop=False).loc[order]
        rows = rows.assign(
            name=[group_name(code, words=words) for code in order],
            short=[group_name(code, words=words, field="short") for code in order],
        )
    drawn = rows["visibility"].isin(VISIBLE) & rows["gap_points"].notna()
    return rows.assign(drawn=drawn.astype(bool)).reset_index(drop=True)


def _level_of(reference: pd.DataFrame) -> float | None:
    seen = reference[reference["visibility"].isin(VISIBLE)]
    return None if seen.empty else float(seen["rate"].iloc[0])


def _said(rows: pd.DataFrame, level: float | None, words) -> list[str]:
    """Who is in which corner, of those with enough students; the others are only named."""
    steady = rows[rows["drawn"] & (rows["visibility"] == SHOWN)]
    corners: dict[str, list[str]] = {}
    for _, row in steady.iterrows():
        corners.setdefault(quadrant(row, level), []).append(row["name"])
    said = [
        words(f"pictures.level_said.{corner}", names=words.list(corners[corner]))
        for corner in CORNERS
        if corner in corners
    ]
    chance = steady[steady["certainty"] == "could_be_chance"]["name"]
    few = rows[rows["drawn"] & (rows["visibility"] != SHOWN)]["name"]
    alone = rows[~rows["drawn"] & rows["visibility"].isin(VISIBLE)]["name"]
    for kind, names in (("chance", chance), ("few", few), ("no_past", alone)):
        if len(names):
            said.append(words(f"pictures.level_said.{kind}", names=words.list(names)))
    return said or [words("pictures.level_said.none")]


def _years(rows: pd.DataFrame, words) -> list[str]:
    """From which earlier year each change is, mostly the same one, and whether it is like."""
    drawn = rows[rows["drawn"]]
    measure, period = rows["measure"].iloc[0], rows["period"].iloc[0]
    since = drawn["yardstick_period"].unique()
    unlike = [earlier for earlier in since if not comparable(measure, earlier, period)]
    broken = words("pictures.level_broken.text", years=words.list([*sorted(unlike), period]))
    return [broken] * bool(unlike) + [
        words("pictures.level_since.text", period=period, names=words.list(its["name"]))
        if drawn["yardstick_period"].nunique() > 1
        else words("pictures.level_since.all", period=period)
        for period, its in drawn.groupby("yardstick_period")
    ]


def _table(rows: pd.DataFrame, words) -> Markup:
    columns = ("students", "level", "range", "earlier", "change", "change_range", "sure")
    shown = []
    for _, row in rows.iterrows():
        care = row["visibility"] == "read_with_care"
        if row["visibility"] in VISIBLE:
            shown.append(TableRow(row["name"], _cells(row, words), care=care))
        else:
            reason = words(f"charts.visibility.{row['visibility']}")
            shown.append(TableRow(row["name"], reason=reason))
    schools = rows["level"].iloc[0] == "school"
    return figure_table(
        shown,
        caption=words("pictures.level_table.caption", period=rows["period"].iloc[0]),
        of=rows.iloc[0],
        head=words("pictures.school.text") if schools else words("tables.columns.group"),
        columns=[words(f"pictures.level_table.{column}") for column in columns],
        words=words,
    )


def _cells(row, words) -> tuple[str, ...]:
    measure = row["measure"]
    students = DASH if pd.isna(row["denominator"]) else words.number(int(row["denominator"]))
    level = (
        students,
        amount(row["rate"], measure, words=words),
        range_words(row["low"], row["high"], words=words),
    )
    if not row["drawn"]:
        return (*level, words(f"tables.note.{row['gap_note']}"), DASH, DASH, DASH)
    sure = DASH if pd.isna(row["certainty"]) else words(f"tables.certainty.{row['certainty']}")
    earlier = amount(row["yardstick_rate"], measure, words=words)
    return (
        *level,
        words("pictures.level_table.of", rate=earlier, period=row["yardstick_period"]),
        words.signed(row["gap_points"]),
        range_words(row["gap_low"], row["gap_high"], words=words, signed=True),
        sure,
    )
