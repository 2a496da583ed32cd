"""The desk of the table map: who is missing and why, which items wait, what is done by when."""

from equitykit.content.barriers import barrier_ids
from equitykit.records.table import CHOICES, INVITED, Invitation, Touched
from equitykit.reviews.barriers import still_open
from equitykit.reviews.table import (
    Row,
    Verdict,
    decided_without,
    missing,
    overdue,
    table_subject,
    verdicts,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.barriers_shown import name_of as barrier_name
from equitykit.workbook.practices.parts import day_of
from equitykit.workbook.practices.table_shown import called, group_name, verdict_lines

# who is missing


def missing_part(moment, rows: list[Row], words) -> Part:
    return Part(
        words("table.missing.title"),
        items=tuple(_absent(moment, row, words) for row in missing(rows)),
        empty=words("table.missing.none"),
    )


def _absent(moment, row: Row, words) -> Item:
    subject = table_subject(moment.meeting_id, row.subject)
    still = [each for each in still_open(moment.standing, moment.meeting_id) if each.barrier]
    named = words.list([barrier_name(each, words) for each in still])
    buttons = [
        Button(
            "table.invite", words("table.missing.invite"), {"subject": row.subject},
            told_to=called(row.touched, words),
        ),
    ]  # fmt: skip
    if {each.barrier for each in still} - set(row.map.barriers):
        buttons.insert(0, Button(
            "table.take_open", words("table.missing.take_open"), {"subject": row.subject},
            told_to=named,
        ))  # fmt: skip
    options = tuple(Option(id, words(f"barriers.item.{id}")) for id in barrier_ids())
    return Item(
        subject=subject,
        title=called(row.touched, words),
        stands=(words("table.missing.still_open", barriers=named),) if still else (),
        warnings=() if row.map.barriers else (words("table.missing.no_reason"),),
        fields=(
            field_of(
                moment, subject, "barriers", words("table.missing.barriers"), kind="checks",
                options=options,
            ),
            field_of(moment, subject, "need", words("table.missing.need"), rows=2),
        ),
        buttons=tuple(buttons),
    )  # fmt: skip


# which items wait


def items_part(moment, words) -> Part:
    standing, meeting = moment.standing, moment.meeting_id
    without = decided_without(standing, meeting)
    warnings = (
        words(
            "table.wait.decided",
            text=decision.text,
            groups=words.list([group_name(code, words) for code in groups]),
        )
        for _, decision, groups in without
        if decision.text
    )
    return Part(
        words("table.items.title"),
        hint=words("table.items.hint"),
        warnings=tuple(warnings),
        items=tuple(_agenda_item(moment, each, words) for each in verdicts(standing, meeting)),
        empty=words("table.items.none"),
        forms=(
            Form(
                "table-item", "table.item",
                (Input("text", words("table.items.text"), required=True),),
                words("table.items.add"),
            ),
        ),
    )  # fmt: skip


def _agenda_item(moment, each: Verdict, words) -> Item:
    subject = f"{each.subject}/touches"
    options = tuple(
        Option(touched, called(record, words))
        for touched, record in moment.standing.of(Touched)
        if record.text
    )
    fields = () if each.stand == "told" else (
        field_of(
            moment, subject, "touches", words("table.items.touches"), kind="checks",
            options=options,
        ),
    )  # fmt: skip
    says = verdict_lines(each, words)
    told_apart = each.stand in ("waits", "thin")
    return Item(
        subject=subject,
        title=getattr(each.item, words.language) or each.item.text,
        fields=fields,
        stands=says[1:] if told_apart else says,
        warnings=says[:1] if told_apart else (),
        forms=(_choice_form(each, words),) if each.stand == "waits" else (),
    )


def _choice_form(each: Verdict, words) -> Form:
    made = each.touches
    return Form(
        id=f"choose-{each.subject.rpartition('/')[2]}",
        action="table.choose",
        name=words("table.items.of", item=each.item.text),
        inputs=(
            Input(
                "choice", words("table.items.choice"), "radios", required=True,
                options=tuple(Option(each, words(f"table.items.{each}")) for each in CHOICES),
                value=made.choice,
            ),
            Input(
                "again", words("table.items.again"), "date",
                value=made.again.isoformat() if made.again else "",
            ),
        ),
        submit=words("table.items.save"),
        values={"subject": each.subject},
    )  # fmt: skip


# what will we do, by when


def invitations_part(moment, words) -> Part:
    late = overdue(moment.standing, day_of(moment))
    return Part(
        words("table.invite.title"),
        items=tuple(
            _invitation(moment, subject, record, subject in late, words)
            for subject, record in moment.standing.of(Invitation)
        ),
        empty=words("table.invite.none"),
    )


def _invitation(moment, subject: str, record: Invitation, is_late: bool, words) -> Item:
    states = tuple(Option(each, words(f"table.invited.{each}")) for each in INVITED)
    title = words("table.invite.of", group=called(record, words))
    nobody = record.state == "open" and not (record.owner.strip() and record.by)
    warnings = [words("table.invite.overdue")] if is_late else []
    warnings += [words("table.invite.nobody")] if nobody else []
    return Item(
        subject=subject,
        title=title,
        stands=tuple(words(f"barriers.item.{id}") for id in record.barriers),
        warnings=tuple(warnings),
        fields=(
            field_of(moment, subject, "text", words("table.invite.text"), kind="line"),
            field_of(moment, subject, "owner", words("table.invite.owner"), kind="line"),
            field_of(moment, subject, "by", words("table.invite.by"), kind="date"),
            field_of(
                moment, subject, "state", words("table.invite.state"), kind="choice",
                options=states,
            ),
        ),
        buttons=(
            Button(
                "withdraw", words("table.invite.withdraw"), {"subject": subject},
                kind="plain small", told_to=title,
            ),
        ),
        in_a_row=True,
    )  # fmt: skip
