"""A figure for families: one message, people out of 10, 20 or 100, no short forms.

What is hidden is what every other audience's figure hides: two versions that differ could be
subtracted from each other.
"""

import pandas as pd
from markupsafe import Markup

from equitykit.content.texts import load_texts
from equitykit.measures.people import Message, one_message
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import NO_STUDENTS, VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import files_line, names_together
from equitykit.views.figure_table import TableRow
from equitykit.views.group_rows import in_groups
from equitykit.views.html import render
from equitykit.views.people_chart import Panel, people_chart
from equitykit.views.sentences import (
    dimension_name,
    group_name,
    place_name,
    unrecorded,
    yardstick_words,
)

SURE = ("clear", "could_be_chance")


def family_figure(compared: ReleasedTable, *, words, heading_level: int = 3) -> Markup:
    """One dimension of one measure, in one place and year, as people of one group.

    The group is the one that :func:`equitykit.measures.people.one_message` chooses.
    """
    rows = in_groups(compared)
    message = one_message(compared)
    any_row = rows.iloc[0]
    where = {"place": place_name(any_row, words=words), "period": any_row["period"]}
    published = "text" if compared.regime == "published" else "own"
    return render(
        "family_figure",
        title=words("family.title.text", did=did(any_row["measure"], words=words), **where),
        sentences=message_said(message, words=words),
        drawing=svg(family_chart(message, words=words)) if message else "",
        table=_table(message, words) if message else "",
        parts=_parts(rows, message, unrecorded(compared, words=words), words),
        source=f"{words(f'family.source.{published}', **where)} {files_line(rows, words)}",
        level=heading_level,
        words=words,
    )


def did(measure: str, *, words) -> str:
    """What students did, in words without short forms where we have them."""
    own = f"family.{measure}.did"
    return words(own if own in load_texts() else f"measures.{measure}.did")


def message_said(message: Message | None, *, words) -> list[str]:
    """The message, and beside whom it stands, as sentences."""
    if message is None:
        return [words("family.none.text")]
    own, others = message.people, message.others
    said = [
        words(
            f"family.people.{own.kind}",
            count=own.count,
            base=own.out_of,
            students=group_name(message.group, words=words, field="students"),
            did=did(message.row["measure"], words=words),
        )
    ]
    if others:
        said.append(
            words(
                f"family.others.{others.kind}",
                yardstick=_beside(message.row, "phrase", words),
                count=others.count,
                base=others.out_of,
            )
        )
    return said


def _beside(row, field: str, words) -> str:
    """Whose people stand beside the group's: a group by its name, others as the yardstick."""
    if pd.notna(row["yardstick_group"]) and row["yardstick_group"] != row["group"]:
        kind = "students" if field == "phrase" else "name"
        return group_name(row["yardstick_group"], words=words, field=kind)
    name = yardstick_words(row, "name", words=words)
    return name if field == "name" else name[0].lower() + name[1:]


def family_chart(message: Message, *, words):
    """The circles of the group, and of its yardstick where there is one."""
    panels = [
        Panel(group_name(message.group, words=words), _count(message.people, words), message.people)
    ]
    if message.others:
        name = _beside(message.row, "name", words)
        panels.append(Panel(name, _count(message.others, words), message.others))
    return people_chart(panels)


def _count(people, words) -> str:
    return words(f"family.count.{people.kind}", count=people.count, base=people.out_of)


def _table(message: Message, words) -> Markup:
    rows = [TableRow(group_name(message.group, words=words), (_count(message.people, words),))]
    if message.others:
        name = _beside(message.row, "name", words)
        rows.append(TableRow(name, (_count(message.others, words),)))
    row, what = message.row, did(message.row["measure"], words=words)
    caption = words(
        "pictures.caption.text",
        caption=words("family.table.caption"),
        # not the measure's name, which may have short forms
        measure=what[0].upper() + what[1:],
        period=row["period"],
        split=dimension_name(row["dimension"], words=words),
    )
    return render(
        "figure_table",
        rows=rows,
        caption=caption,
        head=words("tables.columns.group"),
        columns=[words("family.table.count")],
        words=words,
    )


def without_number(rows: pd.DataFrame, words) -> list[str]:
    """The line that names groups of students without a figure, where there are any."""
    unseen = rows[~rows["visibility"].isin((*VISIBLE, NO_STUDENTS))]["group"]
    if unseen.empty:
        return []
    names = names_together(unseen, words, field="name")
    return [words("family.not_means.hidden", groups=words.list(names))]


def _parts(rows, message: Message | None, unknown: list[str], words) -> dict[str, list[str]]:
    means = []
    if message:
        row = message.row
        means = [
            words("family.means.dot", did=did(row["measure"], words=words)),
            words("family.means.counted", denominator=words.number(int(row["denominator"]))),
        ]
        if message.others and row["direction"] != "level" and row["certainty"] in SURE:
            means.append(words(f"family.means.{row['certainty']}"))
        means += unknown
    not_means = [words(f"family.not_means.{line}") for line in ("why", "child", "care")]
    not_means += without_number(rows, words)
    ask = [words(f"family.ask.{line}") for line in ("students", "tried", "next")]
    parts = {"means": means, "not_means": not_means, "ask": ask}
    return {kind: lines for kind, lines in parts.items() if lines}
