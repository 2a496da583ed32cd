"""How large a group is among all students, and how large among those with the outcome."""

import textwrap

import pandas as pd
from markupsafe import Markup

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import is_partition
from equitykit.views.axes import ticks
from equitykit.views.drawing import COLOURS, WHITE, svg
from equitykit.views.figure_frame import framed, missing_groups, title_of
from equitykit.views.figure_table import TableRow, figure_table
from equitykit.views.group_rows import by_code, by_size, in_groups
from equitykit.views.row_chart import GRAY, KeyItem, Line, bar, dot, row_chart
from equitykit.views.sentences import group_name, unrecorded

LETTERS = 22
SHARES = ("students", "outcome")
HOW = ("mark", "even", "limits")


def composition_figure(composed: ReleasedTable, *, words, **frame) -> Markup:
    """The shares of one dimension of one measure, in one place and year.

    `composed` is a table of :func:`equitykit.measures.composition.composition`, with its row of
    all students. `frame` is `audience` and `heading_level`, as in `framed`.
    """
    rows = by_size(in_groups(composed), words.group_order)
    rows = rows.assign(drawn=rows["share_note"].isna())
    everyone = composed.where(dimension="all").rows
    title = title_of("pictures.composition_title.text", rows.iloc[0], words=words)
    return framed(
        rows,
        title=title,
        drawing=svg(composition_chart(rows, words=words)) if rows["drawn"].any() else "",
        sentences=_said(rows, words),
        notes=[
            *_refused(rows, words),
            *unrecorded(composed, words=words),
            *missing_groups(rows, composed, words),
        ],
        how=[words(f"pictures.composition_how.{line}") for line in HOW if rows["drawn"].any()],
        table=_table(rows, everyone, words),
        words=words,
        **frame,
    )


def composition_chart(rows: pd.DataFrame, *, words):
    """A diamond for the students and a dot for the outcome of each group, on one scale."""
    drawn = rows[rows["drawn"]]
    highest = drawn[["share_of_students", "share_of_outcome"]].astype(float).max().max()
    measure = rows["measure"].iloc[0]
    outcome = words(f"measures.{measure}.outcome")
    key = [
        KeyItem("diamond", COLOURS[1], WHITE, words("pictures.composition_key.students")),
        KeyItem(
            "circle",
            COLOURS[0],
            COLOURS[0],
            words("pictures.composition_key.outcome", outcome=outcome),
        ),
    ]
    if (drawn["visibility"] == "read_with_care").any():
        key.append(KeyItem("circle", COLOURS[0], WHITE, words("charts.visibility.read_with_care")))
    lines = [_line(row, words) for _, row in rows.iterrows()]
    return row_chart(lines, values=ticks(highest), measure=measure, key=key, words=words)


def _line(row, words) -> Line:
    name = textwrap.wrap(group_name(row["group"], words=words, field="short"), LETTERS)
    if not row["drawn"]:
        return Line(name, reason=_reason(row, words))
    students, outcome = row["share_of_students"], row["share_of_outcome"]
    ends = sorted((students, outcome))
    marks = (
        bar(*ends, mark="link", colour=GRAY),
        {**dot(students, careful=True, colour=COLOURS[1], shape="diamond"), "mark": "other"},
        dot(outcome, careful=row["visibility"] == "read_with_care"),
    )
    figure = words(
        "pictures.composition_figure.text",
        students=words.percent(students),
        outcome=words.percent(outcome),
    )
    return Line(name, marks, figure=figure)


def _reason(row, words) -> str:
    if row["share_note"] == "hidden":
        return words(f"charts.visibility.{row['visibility']}")
    return words(f"pictures.composition_reason.{row['share_note']}")


def _said(rows: pd.DataFrame, words) -> list[str]:
    """One sentence for each group with enough students, in the order of the code list."""
    steady = rows[rows["drawn"] & (rows["visibility"] == "shown")].set_index("group")
    said = [
        _of_group(code, steady.loc[code], words)
        for code in by_code(steady.index, words.group_order)
    ]
    few = rows[rows["drawn"] & (rows["visibility"] == "read_with_care")]["group"]
    if len(few):
        names = (group_name(code, words=words) for code in by_code(few, words.group_order))
        said.append(words("sentences.findings.few", groups=words.list(names)))
    return said or [words("pictures.composition_said.none")]


def _of_group(code: str, row, words) -> str:
    difference = row["share_of_outcome"] - row["share_of_students"]
    kind = "even" if difference == 0 else ("more" if difference > 0 else "less")
    return words(
        f"pictures.composition_said.{kind}",
        group=group_name(code, words=words),
        students=words.percent(row["share_of_students"]),
        share=words.percent(row["share_of_outcome"]),
        outcome=words(f"measures.{row['measure']}.outcome"),
    )


def _refused(rows: pd.DataFrame, words) -> list[str]:
    notes = [note for note in dict.fromkeys(rows["share_note"].dropna()) if note != "hidden"]
    return [words(f"pictures.composition_note.{note}") for note in notes]


def _table(rows: pd.DataFrame, everyone: pd.DataFrame, words) -> Markup:
    counts = not _has_hidden_part(rows)
    columns = ("students", "students_of", "outcome", "outcome_of") if counts else SHARES
    shown = []
    for _, row in rows.iterrows():
        name = group_name(row["group"], words=words)
        if not row["drawn"]:
            shown.append(TableRow(name, reason=_reason(row, words)))
            continue
        students, outcome = (words.percent(row[f"share_of_{name}"]) for name in SHARES)
        cells = (students, outcome)
        if counts:
            of_all = everyone.iloc[0]
            parts = (_of(row[each], of_all[each], words) for each in ("denominator", "numerator"))
            cells = (students, next(parts), outcome, next(parts))
        shown.append(TableRow(name, cells, care=row["visibility"] == "read_with_care"))
    return figure_table(
        shown,
        caption=words("pictures.composition_table.caption"),
        of=rows.iloc[0],
        head=words("tables.columns.group"),
        columns=[words(f"pictures.composition_table.{column}") for column in columns],
        words=words,
    )


def _has_hidden_part(rows: pd.DataFrame) -> bool:
    """Whether the count of all students must not stand beside those of the groups: exact
    counts would give the sum of the hidden ones."""
    hidden = rows["visibility"].isin(["hidden", "hidden_by_publisher"]).any()
    return bool(hidden and is_partition(rows["dimension"].iloc[0]))


def _of(part, whole, words) -> str:
    numerator, denominator = (words.number(int(count)) for count in (part, whole))
    return words("tables.students.text", numerator=numerator, denominator=denominator)
