"""What must outlive a team: the story so far, and the ten minutes for whoever has just come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.records.record import Record
from equitykit.reviews.continuity import PackSection
from equitykit.reviews.newcomer import PathItem
from equitykit.reviews.turnover import HOLDERS
from equitykit.views.html import render
from equitykit.views.record_values import Row, known_text, record_rows


@dataclass(frozen=True)
class PackItem:
    """An entry of the pack: its rows, and the line that says that a pause changed it."""

    rows: tuple[Row, ...]
    changed_by: str = ""


def continuity_pack(
    sections: Sequence[PackSection],
    *,
    team: str,
    place: str = "",
    made: str = "",
    holders: Mapping[str, Sequence[str]] | None = None,
    changed_by: Mapping[str, str] | None = None,
    words: Words,
) -> Markup:
    """The story so far, readable without our software; a part that is empty says so.

    `made` says when, in words. `holders` are seats or jobs by role; `changed_by` the lines of
    entries that a pause has changed, by subject.
    """
    changed_by = changed_by or {}
    parts = [
        (each.id, words(f"pack_sections.{each.id}.name"), _items(each.records, changed_by, words))
        for each in sections
    ]
    return render(
        "continuity_pack",
        team=team,
        place=place,
        made=made,
        parts=parts,
        holders=[
            (known_text(f"meeting_roles.{role}.name", words) or role, those, len(those) < HOLDERS)
            for role, those in (holders or {}).items()
        ],
        words=words,
    )


def newcomer_page(
    path: Sequence[PathItem],
    records: Mapping[str, Record],
    *,
    team: str,
    figure: Markup | None = None,
    question: str = "",
    words: Words,
) -> Markup:
    """The ten-minute path as a page to read or print.

    `records` are what stands, by subject; `figure` the one chart; `question` today's question.
    """
    items = []
    for each in path:
        own = [records[subject] for subject in each.subjects if subject in records]
        rows = [PackItem(tuple(record_rows(record, words))) for record in own]
        items.append((each.id, words(f"newcomer.{each.id}.name"), rows))
    return render(
        "newcomer_path",
        items=items,
        shown={"one_chart": figure or "", "todays_question": question},
        team=team,
        words=words,
    )


def _items(records, changed_by: Mapping[str, str], words: Words) -> list[PackItem]:
    return [
        PackItem(tuple(record_rows(record, words)), changed_by.get(subject, ""))
        for subject, record in records
    ]
