"""S90: one example from another place, by name, and what it would need here."""

from equitykit.content.shelf import ShelfInfo, load_shelf
from equitykit.errors import EquitykitError
from equitykit.records.shelf import CAPACITIES, CONDITIONS, OUTCOMES, ShelfCard, ShelfNeed
from equitykit.records.team import STAGES, StageReached
from equitykit.reviews.shelf import missing_for, offer
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.parts import record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes

NEED = "shelf/need"


def stage_of(name: str, moment) -> str:
    """The stage that an example should fit: of the meeting's step, else of the workbook `name`,
    else where the team last was."""
    if moment.meeting:
        return moment.step.stage
    stage = name.partition("_")[2]
    reached = moment.standing.record("stage")
    if stage not in STAGES and isinstance(reached, StageReached):
        return reached.stage
    return stage


def cards_of(standing) -> list[tuple[str, ShelfCard]]:
    """What was put on the table, of the examples that we have."""
    return [each for each in standing.of(ShelfCard) if each[1].card in load_shelf()]


# the desk


def desk(page, moment) -> PracticeDesk:
    words, cards = page.words, cards_of(moment.standing)
    lying = [each for each in cards if not each[1].outcome]
    done = [each for each in cards if each[1].outcome]
    seen = {record.card for _, record in cards}
    parts = [
        _need(moment, words),
        _offer(stage_of(page.book.name, moment), moment, seen, words),
        Part(
            words("shelf.table.title"),
            items=tuple(_item(moment, *each, words) for each in lying),
            empty=words("shelf.table.none"),
        ),
    ]
    if done:
        items = tuple(_item(moment, *each, words) for each in done)
        parts.append(Part(words("shelf.table.done"), items=items, folded=True))
    return PracticeDesk(
        id="shelf",
        title=words("shelf.section.title"),
        instruction=words("shelf.section.about"),
        parts=(*parts, _names(seen, words)),
    )


def _need(moment, words) -> Part:
    topics = tuple(
        Option(topic, words(f"shelf.topic.{topic}")) for topic in (*CONDITIONS, *CAPACITIES)
    )
    field = field_of(
        moment, NEED, "topic", words("shelf.need.field"), kind="choice", options=topics,
        hint=words("shelf.need.hint"),
    )  # fmt: skip
    item = Item(subject=NEED, title=words("shelf.need.label"), fields=(field,))
    return Part(words("shelf.need.title"), items=(item,))


def _offer(stage: str, moment, seen, words) -> Part:
    need = moment.standing.record(NEED)
    topic = need.topic if isinstance(need, ShelfNeed) else ""
    card = offer(load_shelf().values(), stage=stage, topic=topic, seen=seen)
    items = (_offered(card, words),) if card else ()
    return Part(words("shelf.offer.title"), items=items, empty=words("shelf.offer.none"))


def _offered(card: ShelfInfo, words) -> Item:
    name = words(f"shelf.{card.id}.name")
    return Item(
        subject="",
        title=name,
        stands=_lines(card, words),
        buttons=(_take(card, words),),
    )


def _take(card: ShelfInfo, words) -> Button:
    told_to = words(f"shelf.{card.id}.name")
    return Button("shelf.take", words("shelf.offer.take"), {"card": card.id}, told_to=told_to)


def _lines(card: ShelfInfo, words) -> tuple[str, ...]:
    topics = words.list([words(f"shelf.topic.{topic}") for topic in card.topics])
    return (
        words(f"shelf.{card.id}.place"),
        words(f"shelf.{card.id}.summary"),
        words("shelf.offer.about", topics=topics),
        words("shelf.offer.source", source=words(f"shelf.source.{card.source}")),
    )


def _item(moment, subject: str, record: ShelfCard, words) -> Item:
    name = words(f"shelf.{record.card}.name")
    stands = _lines(load_shelf()[record.card], words)
    return Item(
        subject=subject,
        title=name,
        fields=(
            field_of(
                moment, subject, "needs", words("shelf.ask.needs"),
                hint=words("shelf.ask.needs_hint"),
            ),
            field_of(moment, subject, "adaptation", words("shelf.ask.adaptation")),
        ),
        stands=(*stands, _stand(record, words)) if record.outcome else stands,
        forms=(_decide_form(subject, record, words),),
        buttons=(
            Button(
                "withdraw", words("shelf.table.withdraw"), {"subject": subject},
                kind="plain small", told_to=name,
            ),
        ),
    )  # fmt: skip


def _stand(record: ShelfCard, words) -> str:
    if not record.outcome:
        return words("shelf.outcome.open")
    outcome = words(f"shelf.outcome.{record.outcome}")
    return words("shelf.told.stand", outcome=outcome, reason=record.reason)


def _decide_form(subject: str, record: ShelfCard, words) -> Form:
    return Form(
        id=f"shelf-{subject.rpartition('/')[2]}",
        action="shelf.decide",
        name=words("shelf.ask.form"),
        inputs=(
            Input(
                "outcome", words("shelf.ask.outcome"), "radios", required=True,
                options=tuple(Option(each, words(f"shelf.outcome.{each}")) for each in OUTCOMES),
                value=record.outcome,
            ),
            Input("reason", words("shelf.ask.reason"), "text", value=record.reason),
        ),
        submit=words("shelf.ask.save"),
        values={"subject": subject},
    )  # fmt: skip


def _names(seen, words) -> Part:
    return Part(
        words("shelf.names.title"),
        hint=words("shelf.names.hint"),
        items=tuple(
            Item(subject="", title=words(f"shelf.{id}.name"), buttons=(_take(card, words),))
            for id, card in load_shelf().items()
            if id not in seen
        ),
        folded=True,
    )


# what buttons and forms do


def take(page, moment, values: dict) -> None:
    """Put an example on the table; one that lies there already stays as it is."""
    card = values.get("card")
    if card not in load_shelf():
        raise EquitykitError("field_unknown")
    if any(each.card == card and not each.outcome for _, each in cards_of(moment.standing)):
        return
    on = moment.meeting.on if moment.meeting else page.today()
    record = ShelfCard(card=card, on=on, meeting=moment.meeting_id)
    page.team.write(f"shelf/{values['id']}", record, id=values["id"])


def decide(page, moment, values: dict) -> None:
    """Keep what the team answered to an example.

    Raises
    ------
    EquitykitError
        ``shelf_answer_missing`` without an answer, ``shelf_needs_missing`` and
        ``shelf_adaptation_missing`` where it is taken over unexamined,
        ``shelf_reason_missing``
    """
    subject = str(values.get("subject"))
    record = record_for(moment, subject, ShelfCard)
    outcome, reason = values.get("outcome", ""), str(values.get("reason", "")).strip()
    if outcome not in (*OUTCOMES, ""):
        raise EquitykitError("field_unknown")
    missing = missing_for(record, outcome, reason) if outcome else "answer"
    if missing:
        raise EquitykitError(f"shelf_{missing}_missing")
    answered = page.checked(record, "outcome", outcome)
    page.team.write(subject, page.checked(answered, "reason", reason), id=values["id"])


# what the room sees, what is read, what goes on paper


def card(moment, languages) -> CardScreen:
    """The example that was put on the table last, without what the team typed about it."""
    cards = cards_of(moment.standing)
    lying = [each for each in cards if not each[1].outcome] or cards
    if not lying:
        title = said("shelf.section.title", languages)
        return CardScreen(title, (said("shelf.table.none", languages),))
    id = lying[-1][1].card
    return CardScreen(
        said(f"shelf.{id}.name", languages),
        (said(f"shelf.{id}.summary", languages), said("shelf.ask.needs", languages)),
    )


def told(account) -> tuple[Part, ...]:
    words = account.words
    return tuple(
        Part(
            words(f"shelf.{record.card}.name"),
            lines=(
                *_lines(load_shelf()[record.card], words),
                _stand(record, words),
                *(
                    words(f"shelf.told.{each}", text=getattr(record, each))
                    for each in ("needs", "adaptation")
                    if getattr(record, each)
                ),
            ),
        )
        for _, record in cards_of(account.standing)
    )


def paper(book, words) -> tuple[Part, ...]:
    stage = book.name.partition("_")[2]
    found = offer(load_shelf().values(), stage=stage, topic="")
    outcomes = tuple(Option(each, words(f"shelf.outcome.{each}")) for each in OUTCOMES)
    lines = (words(f"shelf.{found.id}.name"), *_lines(found, words)) if found else ()
    return (
        Part(words("shelf.offer.title"), lines=lines),
        Part(
            words("shelf.ask.form"),
            forms=(
                Form(
                    "shelf-paper", "", (
                        Input("needs", words("shelf.ask.needs"), "text"),
                        Input("adaptation", words("shelf.ask.adaptation"), "text"),
                        Input(
                            "outcome", words("shelf.ask.outcome"), "radios", options=outcomes
                        ),
                        Input("reason", words("shelf.ask.reason"), "text"),
                    ), "",
                ),
            ),
        ),
    )  # fmt: skip


PRACTICE = Practice(
    id="shelf",
    desk=desk,
    told=told,
    paper=paper,
    screens={"card": card},
    actions={"take": take, "decide": decide},
    writes=(
        Writes(NEED, ShelfNeed, ("topic",), lambda found, meeting: ShelfNeed()),
        Writes(rf"shelf/{ID}", ShelfCard, ("needs", "adaptation")),
    ),
)
