"""The desk of the table map: who is touched, who of them is here, who is the only one."""

from equitykit.content.codelists import load_student_groups
from equitykit.records.table import ROLES, SUPPORT, LoneSupport, Touched
from equitykit.reviews.table import (
    Row,
    is_thin,
    is_uncounted,
    lone_roles,
    more_than_room,
    never_here,
    rows_of,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.groups import data_codes
from equitykit.workbook.practices.table_missing import (
    invitations_part,
    items_part,
    missing_part,
)
from equitykit.workbook.practices.table_shown import called, over_meetings, stand_of


def desk(page, moment) -> PracticeDesk:
    words, rows = page.words, rows_of(moment.standing, moment.meeting_id)
    parts = [_touched(page, moment, words), _here(moment, rows, words)]
    if moment.meeting:
        lone = _lone(moment, rows, words)
        parts += [lone] if lone else []
        parts += [missing_part(moment, rows, words), items_part(moment, words)]
    parts += [invitations_part(moment, words), *over_meetings(moment.standing, words)]
    return PracticeDesk(
        id="table",
        title=words("table.section.title"),
        instruction=words("table.section.about"),
        parts=tuple(parts),
    )


# who is touched


def _touched(page, moment, words) -> Part:
    there = moment.standing.of(Touched)
    taken = {record.role for _, record in there if not record.groups}
    return Part(
        words("table.touched.title"),
        hint=words("table.touched.hint"),
        items=tuple(_person(page, moment, subject, record, words) for subject, record in there),
        empty=words("table.touched.none"),
        buttons=(
            *(
                Button(
                    "table.take",
                    words("table.touched.take", role=words(f"table.role.{role}")),
                    {"role": role},
                )
                for role in ROLES
                if role not in taken
            ),
            Button("table.add", words("table.touched.add")),
        ),
    )


def _person(page, moment, subject: str, record: Touched, words) -> Item:
    title = called(record, words) or words("table.touched.unnamed")
    return Item(
        subject=subject,
        title=title,
        fields=tuple(_person_fields(page, moment, subject, record, words)),
        buttons=(
            Button(
                "withdraw", words("table.touched.withdraw"), {"subject": subject},
                kind="plain small", told_to=title,
            ),
        ),
        in_a_row=True,
    )  # fmt: skip


def _person_fields(page, moment, subject: str, record: Touched, words):
    for name in ("en", "es"):
        yield field_of(moment, subject, name, words(f"table.touched.{name}"), kind="line")
    roles = tuple(Option(role, words(f"table.role.{role}")) for role in ROLES)
    yield field_of(
        moment, subject, "role", words("table.touched.role"), kind="choice", options=roles
    )
    if record.groups or (record.role in ROLES[:2] and not _is_whole(page, record)):
        codes = dict.fromkeys([*data_codes(page), *record.groups])
        named = tuple(
            Option(code, words(f"groups.{code}.name") if code in load_student_groups() else code)
            for code in codes
        )
        yield field_of(
            moment, subject, "groups", words("table.touched.groups"), kind="checks",
            options=named, hint=words("table.touched.groups_hint"),
        )  # fmt: skip


def _is_whole(page, record: Touched) -> bool:
    """Whether a row is a role as it was taken up: all students, all families."""
    named = {
        language: words(f"table.role.{record.role}") for language, words in page.all_words.items()
    }
    return named == {"en": record.en, "es": record.es}


# who of them is here


def _here(moment, rows: list[Row], words) -> Part:
    title = words("table.here.title")
    if moment.meeting is None:
        return Part(title, empty=words("table.here.no_meeting"))
    if not rows:
        return Part(title, empty=words("table.here.no_rows"))
    counted = [row for row in rows if not is_uncounted(row.touched)]
    form = Form(
        id="table-here",
        action="table.count",
        name=words("table.here.form"),
        hint=words("table.here.hint"),
        inputs=tuple(
            Input(input_of(row), called(row.touched, words), "number", value=_typed(row))
            for row in counted
        ),
        submit=words("table.here.save"),
    )
    stands = tuple(f"{called(row.touched, words)}: {stand_of(row, words)}" for row in rows)
    return Part(
        title,
        warnings=tuple(_warnings(moment, rows, words)),
        lines=stands,
        forms=(form,) if counted else (),
    )


def input_of(row: Row) -> str:
    return f"here_{row.subject.rpartition('/')[2]}"


def _typed(row: Row) -> str:
    return "" if row.map is None or row.map.here is None or row.few else str(row.map.here)


def _warnings(moment, rows: list[Row], words):
    total = more_than_room(rows, moment.meeting.people)
    if total:
        yield words("table.check.sum", count=total, people=moment.meeting.people)
    beyond = [row for row in rows if row.stand == "here" and row.touched.role in ROLES[:2]]
    if beyond and not moment.meeting.people_beyond_staff:
        yield words("table.check.staff_only")
    uncounted = [called(row.touched, words) for row in rows if row.stand == "uncounted"]
    if uncounted:
        yield words("table.here.uncounted", groups=words.list(uncounted))
    never = [called(each, words) for each in never_here(moment.standing)]
    if never:
        yield words("table.check.never", groups=words.list(never))


def _lone(moment, rows: list[Row], words) -> Part | None:
    lone = [words(f"table.role.{role}") for role in lone_roles(rows)]
    few = [called(row.touched, words) for row in rows if row.touched.groups and is_thin(row)]
    warnings = [words("table.lone.warning", role=role) for role in lone]
    warnings += [words("table.lone.few", group=group) for group in few]
    if not warnings:
        return None
    subject = f"{moment.meeting_id}/support"
    support = moment.standing.record(subject)
    arranged = isinstance(support, LoneSupport) and (support.how or support.text.strip())
    options = tuple(Option(each, words(f"table.support.{each}")) for each in SUPPORT)
    item = Item(
        subject=subject,
        title=words("table.lone.question"),
        fields=(
            field_of(
                moment, subject, "how", words("table.lone.how"), kind="checks", options=options
            ),
            field_of(moment, subject, "text", words("table.lone.text"), kind="line"),
        ),
        warnings=() if arranged else (words("table.lone.unanswered"),),
    )
    return Part(words("table.lone.title"), warnings=tuple(warnings), items=(item,))
