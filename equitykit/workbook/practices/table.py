"""S7: who is touched, who of them is here, who is missing, and what should therefore wait."""

import re

from equitykit.errors import EquitykitError
from equitykit.records.rights import AgendaItem
from equitykit.records.table import (
    CHOICES,
    ROLES,
    Invitation,
    ItemTouches,
    LoneSupport,
    TableMap,
    Touched,
)
from equitykit.reviews.barriers import still_open
from equitykit.reviews.table import (
    FEWEST_OF_A_GROUP,
    Row,
    missing_of,
    rows_of,
    table_subject,
)
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.parts import day_of, filled, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.table_desk import desk, input_of
from equitykit.workbook.practices.table_shown import ask, called, paper, table_map, told, wait


def add(page, moment, values: dict) -> None:
    """Begin a row of our own."""
    page.team.write(f"touched/{values['id']}", Touched(), id=values["id"])


def take(page, moment, values: dict) -> None:
    """Take up a role as a row, in both languages."""
    role = values.get("role")
    if role not in ROLES:
        raise EquitykitError("field_unknown")
    if any(each.role == role and not each.groups for _, each in moment.standing.of(Touched)):
        return
    texts = {language: words(f"table.role.{role}") for language, words in page.all_words.items()}
    page.team.write(f"touched/{values['id']}", Touched(**texts, role=role), id=values["id"])


def count(page, moment, values: dict) -> None:
    """Keep how many of those touched are here; of a student group only whether they are few.

    Raises
    ------
    EquitykitError
        ``more_than_present`` for more people of one row than are in the meeting
    """
    if moment.meeting is None:
        raise EquitykitError("meeting_not_open")
    changed = []
    for row in rows_of(moment.standing, moment.meeting_id):
        # a row that came after the form was drawn is not in it, and keeps its count
        text = str(values.get(input_of(row), "-")).strip()
        if text == "-" or row.stand == "uncounted" or (not text and row.map is None):
            continue
        made = _counted(moment, row, number_of(text, 0, 500) if text else None)
        if made != row.map:
            changed.append((table_subject(moment.meeting_id, row.subject), made))
    for place, (subject, made) in enumerate(changed):
        page.team.write(subject, made, **({} if place else {"id": values["id"]}))


def _counted(moment, row: Row, here: int | None) -> TableMap:
    people = moment.meeting.people
    if here is not None and people is not None and here > people:
        raise EquitykitError("more_than_present", count=here, people=people)
    before = row.map or TableMap(meeting=moment.meeting_id)
    is_few = bool(row.touched.groups) and here is not None and 0 < here < FEWEST_OF_A_GROUP
    # an empty input says nothing new of a few, whose number it cannot show
    few = is_few or (here is None and row.few)
    named = {"en": row.touched.en, "es": row.touched.es}
    return before.model_copy(update=named | {"here": None if few else here, "few": few})


def take_open(page, moment, values: dict) -> None:
    """Let the barriers that are open at this meeting be what stood in somebody's way."""
    record_for(moment, values.get("subject"), Touched)
    subject = table_subject(moment.meeting_id, values["subject"])
    there = record_for(moment, subject, TableMap)
    still = [each.barrier for each in still_open(moment.standing, moment.meeting_id)]
    barriers = tuple(dict.fromkeys([*there.barriers, *(each for each in still if each)]))
    if barriers != there.barriers:
        page.team.write(subject, there.model_copy(update={"barriers": barriers}), id=values["id"])


def invite(page, moment, values: dict) -> None:
    """Plan what is done so that somebody can come, from what stood in their way."""
    subject = values.get("subject")
    touched = record_for(moment, subject, Touched)
    there = moment.standing.record(table_subject(moment.meeting_id, subject))
    mapped = there if isinstance(there, TableMap) else None
    record = Invitation(
        touched=subject,
        meeting=moment.meeting_id,
        en=touched.en,
        es=touched.es,
        barriers=mapped.barriers if mapped else (),
        text=mapped.need if mapped else "",
    )
    page.team.write(f"invitation/{values['id']}", record, id=values["id"])


def item(page, moment, values: dict) -> None:
    """Name something that the meeting might decide.

    Raises
    ------
    EquitykitError
        ``text_missing``
    """
    if moment.meeting is None:
        raise EquitykitError("meeting_not_open")
    text = str(values.get("text", "")).strip()
    if not text:
        raise EquitykitError("text_missing")
    record = filled(AgendaItem, meeting=moment.meeting_id, **{page.words.language: text})
    page.team.write(f"item/{values['id']}", record, id=values["id"])


def choose(page, moment, values: dict) -> None:
    """Let an item wait, or decide it with a mark and a day on which it is opened again.

    Raises
    ------
    EquitykitError
        ``again_missing``, ``again_past``, ``value_not_taken``
    """
    named = record_for(moment, values.get("subject"), AgendaItem)
    subject = f"{values['subject']}/touches"
    there = record_for(moment, subject, ItemTouches)
    choice, again = values.get("choice"), str(values.get("again", "")).strip() or None
    if choice not in CHOICES:
        raise EquitykitError("field_unknown")
    made = filled(
        ItemTouches, **there.model_dump() | {"choice": choice, "about": named.text, "again": again}
    )
    if choice == "marked" and made.again is None:
        raise EquitykitError("again_missing")
    _check_day(page, moment, made)
    away = missing_of(moment.standing, named.meeting or moment.meeting_id, there.touches)
    # what those who are missing are called stays with the choice, whatever becomes of their rows
    without = {
        words.language: words.list([called(row.touched, words) for row in away])
        for words in page.all_words.values()
        if away
    }
    page.team.write(subject, made.model_copy(update={"without": without}), id=values["id"])


def _check_day(page, moment, made: ItemTouches) -> None:
    if made.again is not None and made.again < day_of(moment):
        raise EquitykitError("again_past", date=page.words.date(made.again))


def reopen(page, moment, values: dict) -> None:
    """Say what came of opening again what was decided with a mark; with a day, it comes back then.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``again_past``, ``value_not_taken``
    """
    subject = f"{values.get('subject')}/touches"
    there = record_for(moment, subject, ItemTouches)
    if moment.standing.entry(subject).id == values["id"]:
        return
    if there.choice != "marked":
        raise EquitykitError("field_unknown")
    came_of, again = (str(values.get(name, "")).strip() for name in ("came_of", "again"))
    if not came_of:
        raise EquitykitError("text_missing")
    told = {"again": again} if again else {"choice": "opened"}
    made = filled(ItemTouches, **there.model_dump() | {"came_of": came_of} | told)
    if again:
        _check_day(page, moment, made)
    page.team.write(subject, made, id=values["id"])


def _map(found: re.Match, meeting: str) -> TableMap:
    if found[1] != meeting:
        raise EquitykitError("field_unknown")
    return TableMap(meeting=meeting)


def _support(found: re.Match, meeting: str) -> LoneSupport:
    if found[1] != meeting:
        raise EquitykitError("field_unknown")
    return LoneSupport(meeting=meeting)


PRACTICE = Practice(
    id="table",
    desk=desk,
    told=told,
    paper=paper,
    screens={"ask": ask, "map": table_map, "wait": wait},
    actions={
        "add": add, "take": take, "count": count, "take_open": take_open, "invite": invite,
        "item": item, "choose": choose, "reopen": reopen,
    },
    writes=(
        Writes(rf"touched/{ID}", Touched, ("en", "es", "role", "groups")),
        Writes(rf"(meeting/{ID})/table/{ID}", TableMap, ("barriers", "need"), _map),
        Writes(rf"(meeting/{ID})/support", LoneSupport, ("how", "text"), _support),
        Writes(rf"invitation/{ID}", Invitation, ("text", "owner", "by", "state")),
        Writes(
            rf"item/{ID}/touches", ItemTouches, ("touches",),
            lambda found, meeting: ItemTouches(meeting=meeting),
        ),
    ),
)  # fmt: skip
