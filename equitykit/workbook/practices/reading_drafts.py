"""S44: a draft for families is read before it goes out: by whom, what was unclear, what changed.

The desk stands with *how to read this*; what was written stands beside the families' figures too.
"""

from equitykit.content.texts import LANGUAGES
from equitykit.errors import EquitykitError
from equitykit.records.draft_reads import MOST_READERS, READ_IN, DraftRead
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part
from equitykit.workbook.practices.parts import date_of, filled, record_for

LONGEST = 300


def drafts_part(moment, today: str, words) -> Part:
    """What was read, what waits for a change, and the form for the next reading."""
    reads = moment.standing.of(DraftRead)
    return Part(
        words("reading.drafts.title"),
        hint=words("reading.drafts.hint"),
        warnings=tuple(unread(moment.standing, words)),
        items=tuple(_item(subject, each, words) for subject, each in reads),
        forms=(_form(today, words),),
        folded=True,
    )


def _item(subject: str, each: DraftRead, words) -> Item:
    first, *further = _said(each, words)
    form = Form(
        f"reading-draft-{subject.rpartition('/')[2]}", "reading.draft_changed",
        (Input("changed", words("reading.drafts.changed"), required=True, most=LONGEST),),
        words("reading.drafts.save_changed"), values={"subject": subject},
    )  # fmt: skip
    return Item(
        "",
        first,
        stands=tuple(further),
        forms=(form,) if each.unclear and not each.changed else (),
        buttons=(
            Button("reading.draft_out", words("reading.later.withdraw"), {"subject": subject},
                   kind="plain small", told_to=first),
        ),
    )  # fmt: skip


def _form(today: str, words) -> Form:
    def asked(name: str, kind: str = "line", *options, **more) -> Input:
        return Input(name, words(f"reading.drafts.{name}"), kind, options, **more)

    languages = (Option(each, words(f"reading.draft_read_in.{each}")) for each in READ_IN)
    return Form(
        "reading-draft", "reading.draft_read",
        (
            asked("draft", required=True, most=200, hint=words("reading.drafts.hint_draft")),
            asked("read_in", "choice", *languages, required=True),
            asked("readers", required=True, most=200, hint=words("reading.drafts.hint_readers")),
            asked("people", "number", required=True, least=1, most=MOST_READERS),
            asked("read_on", "date", value=today, required=True),
            asked("unclear", most=LONGEST, hint=words("reading.later.hint_text")),
            asked("changed", most=LONGEST, hint=words("reading.later.hint_text")),
        ),
        words("reading.drafts.save"), name=words("reading.drafts.form"),
    )  # fmt: skip


def drafts_said(standing, words) -> list[str]:
    """Every reading, and in which language there was none yet."""
    read = [line for _, each in standing.of(DraftRead) for line in _said(each, words)]
    return read + unread(standing, words)


def unread(standing, words) -> list[str]:
    """That nobody has read a draft in a language in which we write them."""
    read = {each.read_in for _, each in standing.of(DraftRead)}
    return [
        words("reading.drafts.unread", language=words(f"reading.draft_read_in.{language}"))
        for language in LANGUAGES
        if language not in read
    ]


def _said(each: DraftRead, words) -> list[str]:
    said = words(
        "reading.drafts.line",
        draft=each.draft,
        people=words.count("reading.drafts_people", each.people),
        readers=each.readers,
        date=words.date(each.read_on),
        language=words(f"reading.draft_read_in.{each.read_in}"),
    )
    parts = [
        words(f"reading.drafts.{name}_line", text=getattr(each, name))
        for name in ("unclear", "changed")
        if getattr(each, name)
    ]
    if not each.unclear:
        parts.insert(0, words("reading.drafts.clear"))
    elif not each.changed:
        parts.append(words("reading.drafts.waits"))
    return [said, *parts]


# what buttons and forms do


def draft_read(page, moment, values: dict) -> None:
    """Keep that people read a draft.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``choice_missing``, ``draft_readers_missing``, ``date_missing``,
        ``draft_read_ahead``, ``value_not_taken``
    """
    names = ("draft", "readers", "people", "unclear", "changed")
    texts = {name: " ".join(str(values.get(name, "")).split()) for name in names}
    if not texts["draft"]:
        raise EquitykitError("text_missing")
    if values.get("read_in") not in READ_IN:
        raise EquitykitError("field_unknown" if values.get("read_in") else "choice_missing")
    if not texts["readers"] or not texts["people"]:
        raise EquitykitError("draft_readers_missing")
    read_on = date_of(values.get("read_on", ""))
    if read_on > page.today():
        raise EquitykitError("draft_read_ahead", date=read_on.isoformat())
    record = filled(
        DraftRead, meeting=moment.meeting_id, read_in=values["read_in"], read_on=read_on, **texts
    )
    page.team.write(f"draft_read/{values['id']}", record, id=values["id"])


def draft_changed(page, moment, values: dict) -> None:
    """Say what was changed on account of what was unclear.

    Raises
    ------
    EquitykitError
        ``text_missing``
    """
    subject = str(values.get("subject"))
    record = record_for(moment, subject, DraftRead)
    text = " ".join(str(values.get("changed", "")).split())
    if not text:
        raise EquitykitError("text_missing")
    page.team.write(subject, page.checked(record, "changed", text), id=values["id"])


def draft_out(page, moment, values: dict) -> None:
    """Let a reading count no more."""
    subject = str(values.get("subject"))
    record_for(moment, subject, DraftRead)
    page.team.withdraw(subject, id=values["id"])


# what is read, what goes on paper


def drafts_told(standing, words) -> tuple[Part, ...]:
    if not standing.of(DraftRead):
        return ()
    return (Part(words("reading.drafts.title"), lines=tuple(drafts_said(standing, words))),)


def drafts_paper(words) -> Part:
    form = _form("", words)
    return Part(words("reading.drafts.title"), hint=words("reading.drafts.hint"), forms=(form,))


ACTIONS = {"draft_read": draft_read, "draft_changed": draft_changed, "draft_out": draft_out}
