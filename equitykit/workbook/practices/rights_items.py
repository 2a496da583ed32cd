"""Agenda items: marked before the talk, and the room asked only where something can change."""

from equitykit.errors import EquitykitError
from equitykit.records.rights import DECIDERS, MARKS, AgendaItem, ItemInput
from equitykit.reviews.rights import check_may_ask, may_ask
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import filled, in_each, record_for, text_in


def items_of(standing, meeting: str) -> list[tuple[str, AgendaItem]]:
    """The items of a meeting, and those written down before one was planned."""
    return [each for each in standing.of(AgendaItem) if each[1].meeting in (meeting, "")]


def limits_in(item: AgendaItem, words) -> str:
    """The limits in the reader's language; where they are missing there, in the other."""
    own, others = (item.limits_en, item.limits_es)[:: 1 if words.language == "en" else -1]
    return own or others


def who_in(item: AgendaItem, words) -> str:
    """Where and by whom it is decided; empty where neither is said."""
    level = words(f"rights.level.{item.level}") if item.level else ""
    return " · ".join(each for each in (level, item.decider) if each)


def _inputs(standing, subject: str) -> list[ItemInput]:
    return [each for _, each in standing.of(ItemInput) if each.agenda_item == subject]


# the desk


def items_part(moment, words) -> Part:
    items = items_of(moment.standing, moment.meeting_id)
    unmarked = [each for _, each in items if each.text and not each.mark]
    return Part(
        words("rights.items.title"),
        hint=words("rights.items.hint"),
        warnings=(words("rights.items.unmarked", count=len(unmarked)),) if unmarked else (),
        items=tuple(
            _item(moment, subject, item, number, words)
            for number, (subject, item) in enumerate(items, 1)
        ),
        empty=words("rights.items.none"),
        buttons=(Button("rights.add_item", words("rights.items.add")),),
    )


def earlier_part(moment, words) -> tuple[Part, ...]:
    here = dict(items_of(moment.standing, moment.meeting_id))
    earlier = [each for each in moment.standing.of(AgendaItem) if each[0] not in here]
    if not earlier:
        return ()
    rows = tuple(_row(item, words) for _, item in earlier if item.text)
    title = words("rights.items.earlier")
    return (Part(title, table=Table(title, _heads(words), rows), folded=True),)


def _item(moment, subject: str, item: AgendaItem, number: int, words) -> Item:
    return Item(
        subject=subject,
        title=words("rights.item.title", number=number),
        fields=tuple(_fields(moment, subject, item, words)),
        stands=tuple(
            words("rights.item.said", text=each.text) for each in _inputs(moment.standing, subject)
        ),
        warnings=tuple(_warnings(moment, subject, item, words)),
        forms=(_input_form(subject, words),) if item.text and may_ask(item) else (),
        buttons=(
            *((Button("rights.ask", words("rights.item.ask"), {"subject": subject},
                      told_to=item.text),) if item.text else ()),
            Button("withdraw", words("rights.item.withdraw"), {"subject": subject},
                   kind="plain small", told_to=item.text),
        ),
    )  # fmt: skip


def _fields(moment, subject: str, item: AgendaItem, words):
    marks = tuple(Option(mark, words(f"rights.mark.{mark}")) for mark in MARKS)
    levels = tuple(Option(level, words(f"rights.level.{level}")) for level in DECIDERS)

    def field(name, **look):
        return field_of(moment, subject, name, words(f"rights.item.{name}"), **look)

    yield field("en", kind="line")
    yield field("es", kind="line")
    yield field("mark", kind="choice", options=marks)
    if item.mark == "bounded" or item.limits_en or item.limits_es:
        yield field("limits_en", kind="line")
        yield field("limits_es", kind="line")
    yield field("level", kind="choice", options=levels)
    yield field("decider", kind="line")


def _warnings(moment, subject: str, item: AgendaItem, words):
    if item.text and not who_in(item, words):
        yield words("rights.item.no_decider")
    if item.mark == "bounded" and not limits_in(item, words):
        yield words("rights.item.no_limits")
    heard = _inputs(moment.standing, subject)
    if item.mark == "decided" and heard:
        yield words("rights.item.answer_due", count=len(heard))


def _input_form(subject: str, words) -> Form:
    return Form(
        id=f"rights-input-{subject.rpartition('/')[2]}",
        action="rights.input",
        name=words("rights.item.input"),
        inputs=(Input("text", words("rights.item.input_text"), required=True),),
        submit=words("rights.item.input_save"),
        values={"subject": subject},
    )


# what buttons and forms do


def add_item(page, moment, values: dict) -> None:
    """Begin an item of the open meeting, or of the next one."""
    record = AgendaItem(meeting=moment.meeting_id)
    page.team.write(f"item/{values['id']}", record, id=values["id"])


def ask(page, moment, values: dict) -> None:
    """Show an item to the room and ask about it; what is decided is asked about by nobody.

    Raises
    ------
    EquitykitError
        ``item_not_marked``, ``input_on_decided``, ``limits_missing``
    """
    subject = str(values.get("subject"))
    check_may_ask(record_for(moment, subject, AgendaItem))
    page.room(asked=subject, screen="rights.asked", blank=False, page=None)


def take_input(page, moment, values: dict) -> None:
    """Keep what the room said to an item.

    Raises
    ------
    EquitykitError
        what :func:`ask` raises, and ``text_missing``
    """
    subject, text = str(values.get("subject")), str(values.get("text", "")).strip()
    item = record_for(moment, subject, AgendaItem)
    check_may_ask(item)
    if not text:
        raise EquitykitError("text_missing")
    said_so = filled(
        ItemInput, meeting=moment.meeting_id, agenda_item=subject, about=item.text, text=text
    )
    page.team.write(f"input/{values['id']}", said_so, id=values["id"])


# what the room sees, what is read


def _heads(words) -> tuple[str, ...]:
    return tuple(words(f"rights.head.{each}") for each in ("item", "mark", "limits", "who"))


def _row(item: AgendaItem, words) -> tuple[str, ...]:
    return (
        text_in(item, words),
        words(f"rights.mark.{item.mark or 'unmarked'}"),
        limits_in(item, words) or "–",
        who_in(item, words) or "–",
    )


def items_screen(moment, languages) -> TableScreen | CardScreen:
    """What is open, bounded, decided, and who decides."""
    title = said("rights.items.title", languages)
    items = [each for _, each in items_of(moment.standing, moment.meeting_id) if each.text]
    if not items:
        return CardScreen(title, (said("rights.items.room_none", languages),))
    rows = []
    for item in items:
        cells = {words.language: _row(item, words) for words in languages}
        rows.append(tuple({language: cells[language][n] for language in cells} for n in range(4)))
    heads = tuple(said(f"rights.head.{each}", languages) for each in
                  ("item", "mark", "limits", "who"))  # fmt: skip
    return TableScreen(title, heads, tuple(rows), page=moment.progress.page or 1)


def asked_screen(moment, languages) -> CardScreen | TableScreen:
    """The item that the room is asked about, how much of it is open, and who decides."""
    item = moment.standing.record(moment.progress.asked)
    if not isinstance(item, AgendaItem) or not item.mark:
        return items_screen(moment, languages)
    lines = [said(f"rights.told_so.{item.mark}", languages)]
    if item.mark == "bounded":
        lines.append(
            in_each(languages, lambda w: f"{w('rights.item.limits')}: {limits_in(item, w)}")
        )
    if who_in(item, languages[0]):
        lines.append(in_each(languages, lambda w: f"{w('rights.item.who')}: {who_in(item, w)}"))
    return CardScreen(both(item, languages), tuple(lines))


def items_told(standing, words) -> tuple[Part, ...]:
    items = [each for _, each in standing.of(AgendaItem) if each.text]
    if not items:
        return ()
    title = words("rights.items.title")
    heard = [f"{each.about}: {each.text}" for _, each in standing.of(ItemInput)]
    parts = [Part(title, table=Table(title, _heads(words), tuple(_row(i, words) for i in items)))]
    if heard:
        parts.append(Part(words("rights.item.input"), lines=tuple(heard)))
    return tuple(parts)
