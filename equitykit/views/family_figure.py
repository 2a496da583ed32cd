"""A figure for families: one message, people out of 10, 20 or 100, no short forms.

What is hidden is what every other audience's figure hides: two versions that differ could be
subtracted from each other.
"""

import pandas as pd
from markupsafe import Markup

from equitykit.content.breaks import comparable
from equitykit.measures.people import Message, People, base_for, one_message, people
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import NO_STUDENTS, VISIBLE
from equitykit.views.drawing import svg
from equitykit.views.figure_frame import files_line, names_together, until_line
from equitykit.views.figure_table import (
    TableRow,
    all_years,
    did,
    title_for_families,
)
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
    place = place_name(any_row, words=words)
    where = {"place": place, "period": any_row["period"]}
    published = "text" if compared.regime == "published" else "own"
    return render(
        "family_figure",
        title=words("family.title.text", did=did(any_row["measure"], words=words), **where),
        sentences=message_said(message, words=words),
        drawing=svg(family_chart(message, words=words)) if message else "",
        table=_table(message.row, _told(message, words), words, period=where["period"])
        if message
        else "",
        parts=_parts(rows, message, unrecorded(compared, words=words), words),
        source=" ".join(
            [
                words(f"family.source.{published}", place=place),
                until_line(rows, words),
                files_line(rows, words),
            ]
        ),
        level=heading_level,
        words=words,
    )


def family_trend(compared: ReleasedTable, *, words) -> Markup | None:
    """The group of the latest year's message then and now, as people; None where no earlier
    year that counts alike can be shown."""
    rows = in_groups(compared)
    message = one_message(compared.where(period=rows["period"].max()))
    first = None if message is None else _first_like(message.row, rows)
    if first is None:
        return None
    base = min(message.people.out_of, base_for(int(first["denominator"])))
    then, now = (people(row["rate"], base) for row in (first, message.row))
    years = {first["period"]: then, message.row["period"]: now}
    name = group_name(message.group, words=words)
    # the year first: a name may be broken into lines, and within a year it must not
    told = {f"{year} · {name}": each for year, each in years.items()}
    what = did(first["measure"], words=words)
    both = rows[rows["period"].isin(years)]
    period = all_years(both, words=words)["period"]
    return render(
        "family_figure",
        title=words(
            "family.title.text", did=what, place=place_name(first, words=words), period=period
        ),
        sentences=[
            words("family.year.text", period=year, said=_said(message, each, words))
            for year, each in years.items()
        ],
        drawing=svg(_people_of(told, words)),
        table=_table(message.row, told, words, period=period),
        parts={
            "means": [words("family.means.dot", did=what), *unrecorded(compared, words=words)],
            "not_means": [
                words("family.not_means.other_students"),
                *_not_means(words),
                *without_number(both, words),
            ],
        },
        source=f"{until_line(both, words)} {files_line(both, words)}",
        level=3,
        words=words,
    )


def _first_like(now: pd.Series, rows: pd.DataFrame) -> pd.Series | None:
    """The group's first year before `now` that counts the same thing in the same schools."""
    alike = rows[
        (rows["group"] == now["group"])
        & (rows["coverage"] == now["coverage"])
        & rows["visibility"].isin(VISIBLE)
        & rows["low"].notna()
        & (rows["period"] < now["period"])
    ]
    for _, row in alike.sort_values("period").iterrows():
        if comparable(row["measure"], row["period"], now["period"]):
            return row
    return None


def message_said(message: Message | None, *, words) -> list[str]:
    """The message, and beside whom it stands, as sentences."""
    if message is None:
        return [words("family.none.text")]
    others, said = message.others, [_said(message, message.people, words)]
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


def _said(message: Message, counted: People, words) -> str:
    """How many of the message's group, in whichever year they were counted."""
    return words(
        f"family.people.{counted.kind}",
        count=counted.count,
        base=counted.out_of,
        students=group_name(message.group, words=words, field="students"),
        did=did(message.row["measure"], words=words),
    )


def _beside(row, field: str, words) -> str:
    """Whose people stand beside the group's: a group by its name, others as the yardstick."""
    if pd.notna(row["yardstick_group"]) and row["yardstick_group"] != row["group"]:
        kind = "students" if field == "phrase" else "name"
        return group_name(row["yardstick_group"], words=words, field=kind)
    name = yardstick_words(row, "name", words=words)
    return name if field == "name" else name[0].lower() + name[1:]


def family_chart(message: Message, *, words):
    """The circles of the group, and of its yardstick where there is one."""
    return _people_of(_told(message, words), words)


def _people_of(told: dict[str, People], words):
    return people_chart([Panel(name, _count(each, words), each) for name, each in told.items()])


def _told(message: Message, words) -> dict[str, People]:
    """The group's people and its yardstick's, by name."""
    told = {group_name(message.group, words=words): message.people}
    if message.others:
        told[_beside(message.row, "name", words)] = message.others
    return told


def _count(people: People, words) -> str:
    return words(f"family.count.{people.kind}", count=people.count, base=people.out_of)


def _table(row: pd.Series, told: dict[str, People], words, *, period: str) -> Markup:
    rows = [TableRow(name, (_count(each, words),)) for name, each in told.items()]
    caption = words(
        "pictures.caption.text",
        caption=words("family.table.caption"),
        measure=title_for_families(row["measure"], words=words),
        period=period,
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


def _not_means(words) -> list[str]:
    return [words(f"family.not_means.{line}") for line in ("why", "child", "care")]


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
    not_means = [*_not_means(words), *without_number(rows, words)]
    ask = [words(f"family.ask.{line}") for line in ("students", "tried", "next")]
    parts = {"means": means, "not_means": not_means, "ask": ask}
    return {kind: lines for kind, lines in parts.items() if lines}
