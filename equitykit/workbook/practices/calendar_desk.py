"""The desk of the calendar: the plan, breaks, what there is, what moved, the file."""

from equitykit.records.calendar import PLANNED, ROLES, CalendarMeans
from equitykit.records.commitments import Commitment
from equitykit.records.team import Meeting, NextMeeting
from equitykit.reviews.calendar import Planned, planned
from equitykit.reviews.calendar_load import available
from equitykit.storage.clock import local
from equitykit.storage.exports import file_stem
from equitykit.storage.places import work_folder
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.calendar_said import (
    break_warnings,
    breaks_of,
    hours_said,
    load_table,
    load_warnings,
    moves_said,
    title_of,
    when_of,
)
from equitykit.workbook.practices.parts import amount, day_of, typed

FILE = "calendar.ics"


def parts(page, moment) -> tuple[Part, ...]:
    """All parts of the desk."""
    words = page.words
    return (
        *_plan(moment, words),
        _change(moment, words),
        _breaks(moment, words),
        _means(moment, words),
        Part(
            words("calendar.title.load"),
            hint=words("calendar.hint.load"),
            warnings=tuple(load_warnings(moment.standing, words)),
            table=load_table(moment.standing, words),
            empty=words("calendar.none.load"),
        ),
        Part(
            words("calendar.title.moves"),
            hint=words("calendar.hint.moves"),
            lines=moves_said(moment.entries, words),
            empty=words("calendar.none.moves"),
            folded=True,
        ),
        _file(page, moment, words),
    )


def kinds(words) -> tuple[Option, ...]:
    return tuple(Option(what, words(f"calendar.what.{what}")) for what in PLANNED)


def effort_inputs(words, hours=None, money=None) -> tuple[Input, ...]:
    """Hours by role group, and money; what stands already is filled in."""
    hours = hours or {}
    return (
        *(
            Input(
                f"hours_{role}",
                words("calendar.field.hours", role=words(f"calendar.of.{role}")),
                value=typed(hours.get(role)),
            )
            for role in ROLES
        ),
        Input("money", words("calendar.field.money"), value=typed(money)),
    )


def add_inputs(words) -> tuple[Input, ...]:
    return (
        Input("text", words("calendar.field.text"), required=True),
        Input("what", words("calendar.field.what"), "choice", kinds(words), required=True),
        Input("on", words("calendar.field.date"), "date", required=True),
        Input("until", words("calendar.field.until"), "date"),
        Input("starts", words("calendar.field.starts"), "time"),
        Input("minutes", words("calendar.field.minutes"), "number", least=5, most=1440),
        *effort_inputs(words),
    )


def break_inputs(words) -> tuple[Input, ...]:
    return (
        Input("text", words("calendar.field.break"), required=True),
        Input("on", words("calendar.field.first"), "date", required=True),
        Input("until", words("calendar.field.last"), "date", required=True),
    )


def _plan(moment, words):
    breaks, stands = breaks_of(moment.standing), planned(moment.standing)
    yield Part(
        words("calendar.title.plan"),
        hint=words("calendar.hint.plan"),
        items=tuple(_item(moment, each, breaks, words) for each in stands),
        empty=words("calendar.none.plan"),
    )
    form = Form("calendar-add", "calendar.add", add_inputs(words), words("calendar.do.add"))
    yield Part(words("calendar.do.add_name"), forms=(form,), folded=bool(stands))


def _item(moment, each: Planned, breaks, words) -> Item:
    stands = [hours_said(each.hours, words)]
    if each.money:
        hours, money = amount(words, each.all_hours), amount(words, each.money)
        stands.append(words("calendar.line.effort", hours=hours, money=money))
    if each.done:
        stands.append(words("calendar.line.done"))
    own, subject = each.source == "item", each.subject
    label = words("calendar.field.text")
    return Item(
        subject=subject,
        title=f"{when_of(each, words)} · {title_of(each, words)}",
        fields=(field_of(moment, subject, "text", label, kind="line"),) if own else (),
        stands=tuple(stands),
        warnings=tuple(_item_warnings(moment, each, breaks, words)),
        buttons=_buttons(each, words) if own else (),
    )


def _item_warnings(moment, each: Planned, breaks, words):
    if not each.done:
        yield from break_warnings(each, breaks, words)
    if not each.all_hours:
        yield words("calendar.check.no_hours")
    if each.source == "item" and not each.done and each.until < day_of(moment):
        yield words("calendar.check.passed")


def _change(moment, words) -> Part:
    """A date moves only with its reason; hours can be estimated anew at any time."""
    items = tuple(
        Option(each.subject, f"{when_of(each, words)} · {title_of(each, words)}")
        for each in planned(moment.standing)
        if each.source == "item" and not each.done
    )
    which = Input("subject", words("calendar.field.subject"), "choice", items, required=True)
    forms = (
        Form(
            "calendar-move", "calendar.move",
            (
                which,
                Input("on", words("calendar.field.date"), "date", required=True),
                Input("until", words("calendar.field.until"), "date"),
                Input("reason", words("calendar.field.reason"), required=True),
            ),
            words("calendar.do.move"), name=words("calendar.do.move_name"),
        ),
        Form(
            "calendar-effort", "calendar.effort", (which, *effort_inputs(words)),
            words("calendar.do.effort"), name=words("calendar.do.effort_name"),
        ),
    )  # fmt: skip
    return Part(
        words("calendar.title.change"),
        forms=forms if items else (),
        empty="" if items else words("calendar.none.plan"),
        folded=True,
    )


def _buttons(each: Planned, words):
    return (
        Button(
            "calendar.done", words("calendar.do.done"), {"subject": each.subject},
            told_to=title_of(each, words), pressed=each.done,
        ),
        Button(
            "withdraw", words("calendar.do.remove"), {"subject": each.subject},
            kind="plain small", told_to=title_of(each, words),
        ),
    )  # fmt: skip


def _breaks(moment, words) -> Part:
    breaks = breaks_of(moment.standing)
    return Part(
        words("calendar.title.breaks"),
        hint=words("calendar.hint.breaks"),
        items=tuple(
            Item(
                subject=subject,
                title=each.text,
                stands=(
                    words(
                        "calendar.line.dates",
                        first=words.date(each.on), last=words.date(each.until),
                    ),
                ),
                buttons=(
                    Button(
                        "withdraw", words("calendar.do.remove_break"), {"subject": subject},
                        kind="plain small", told_to=each.text,
                    ),
                ),
            )
            for subject, each in breaks
        ),
        empty=words("calendar.none.breaks"),
        folded=bool(breaks),
        forms=(
            Form(
                "calendar-break", "calendar.add_break", break_inputs(words),
                words("calendar.do.add_break"), name=words("calendar.do.break_name"),
            ),
        ),
    )  # fmt: skip


def commitments(standing) -> list[tuple[str, Commitment]]:
    """Commitments that give hours or money."""
    gives = {"hours", "money", "release_time"}
    return [each for each in standing.of(Commitment) if gives & set(each[1].provides)]


def commitment_said(each: Commitment, words) -> str:
    text = getattr(each, words.language) or each.text
    if not each.amount:
        return text
    return words("calendar.line.commitment", text=text, amount=each.amount)


def _means(moment, words) -> Part:
    standing = moment.standing
    known = isinstance(standing.record("calendar/means"), CalendarMeans)
    means = standing.record("calendar/means") if known else CalendarMeans()
    given = commitments(standing)
    options = tuple(Option(subject, commitment_said(each, words)) for subject, each in given)
    rests_on = [
        words("calendar.line.rests_on", text=commitment_said(standing.record(subject), words))
        for subject in available(standing).rests_on
        if isinstance(standing.record(subject), Commitment)
    ]
    choice = ()
    if options:
        choice = (
            Input("rests_on", words("calendar.field.rests_on"), "choice", options, means.rests_on),
        )
    return Part(
        words("calendar.title.means"),
        hint=words("calendar.hint.means"),
        lines=tuple(rests_on),
        folded=known,
        forms=(
            Form(
                "calendar-means", "calendar.means",
                (
                    *effort_inputs(words, means.hours, means.money),
                    *choice,
                    Input("begins", words("calendar.field.begins"), "date",
                          value=means.begins.isoformat() if means.begins else ""),
                    Input("ends", words("calendar.field.ends"), "date",
                          value=means.ends.isoformat() if means.ends else ""),
                ),
                words("calendar.do.means"),
                name=words("calendar.title.means"),
            ),
        ),
    )  # fmt: skip


def _file(page, moment, words) -> Part:
    path = work_folder() / "exports" / file_stem(page.team.team, page.team.stream) / FILE
    lines, warnings = [], []
    if path.is_file():
        written = path.stat().st_mtime
        lines.append(
            words(
                "calendar.line.written",
                file=FILE,
                moment=words.moment(local(int(written * 1000))),
                folder=f"exports/{path.parent.name}",
            )
        )
        changed = [each.time.timestamp() for each in moment.entries if _is_dated(each)]
        if changed and max(changed) > written:
            warnings.append(words("calendar.check.changed"))
    return Part(
        words("calendar.title.file"),
        hint=words("calendar.hint.file"),
        lines=tuple(lines),
        warnings=tuple(warnings),
        buttons=(Button("calendar.write_file", words("calendar.do.file")),),
    )


def _is_dated(entry) -> bool:
    """Whether an entry can have changed what stands in the file."""
    own = entry.subject.startswith(("calendar/", "school_break/"))
    return own or entry.kind in (Meeting.kind, NextMeeting.kind)
