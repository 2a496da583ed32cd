"""Pages for the wall of a data walk: one figure each, large, with room to write on."""

import pandas as pd
from markupsafe import Markup

from equitykit.measures.people import one_message
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.family_figure import family_chart, message_said, without_number
from equitykit.views.figure_frame import (
    files_line,
    missing_groups,
    not_drawn,
    title_of,
    until_line,
)
from equitykit.views.figure_table import did
from equitykit.views.gap_chart import gap_chart
from equitykit.views.group_rows import drawn, in_groups
from equitykit.views.html import render
from equitykit.views.sentences import (
    gap_summary,
    place_name,
    unrecorded,
    yardstick_words,
)


def gap_poster(compared: ReleasedTable, *, words) -> Markup:
    """The gaps of one dimension of one measure, for reading from across a room."""
    rows = in_groups(compared)
    row = rows.iloc[0]
    measured = rows[rows["yardstick_rate"].notna() & rows["gap_note"].isna()]
    seen = rows[rows["visibility"].isin(VISIBLE)]
    compared_with = ""
    if len(measured):
        compared_with = words(
            "pictures.poster.compared",
            yardstick=yardstick_words(measured.iloc[0], "name", words=words),
        )
    title = title_of("charts.gap_title.text", row, words=words)
    return _poster(
        rows,
        title=title,
        sentences=gap_summary(compared, words=words)[:1],
        drawing=svg(gap_chart(compared, words=words)) if len(drawn(rows)) else "",
        notes=[
            not_drawn(rows, words),
            compared_with,
            words(f"pictures.poster.{'dot' if seen['low'].notna().any() else 'point'}"),
            *unrecorded(compared, words=words),
            *missing_groups(rows, compared, words)[:1],
        ],
        words=words,
    )


def family_poster(compared: ReleasedTable, *, words) -> Markup:
    """The one message of a family figure, as people."""
    rows = in_groups(compared)
    row = rows.iloc[0]
    message = one_message(compared)
    where = {"place": place_name(row, words=words), "period": row["period"]}
    return _poster(
        rows,
        title=words("family.title.text", did=did(row["measure"], words=words), **where),
        sentences=message_said(message, words=words),
        drawing=svg(family_chart(message, words=words)) if message else "",
        notes=[
            words("family.not_means.why"),
            *unrecorded(compared, words=words),
            *without_number(rows, words),
        ],
        words=words,
    )


def _poster(rows: pd.DataFrame, *, notes: list[str], words, **parts) -> Markup:
    notes = [note for note in notes if note]
    source = f"{until_line(rows, words)} {files_line(rows, words)}"
    return render("poster", notes=notes, source=source, words=words, **parts)
