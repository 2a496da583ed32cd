"""S4: moves for the facilitator alone, a pace for each topic, and what was parked comes back."""

from equitykit.content.texts import load_texts
from equitykit.errors import EquitykitError
from equitykit.records.parking import Parked
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.resistance_parking import (
    back,
    back_part,
    back_screen,
    later_part,
    park,
    park_form,
    parked_told,
)

PACES = ("invite", "press", "park")
MOVES = ("move1", "move2", "move3")
MOST_TOPICS, LONGEST_TOPIC = 30, 200
ROWS_ON_PAPER = 6


def cards() -> list[str]:
    """Ids of the cards: ``resistance.card_<id>``."""
    start, end = "resistance.card_", ".name"
    return [
        id.removeprefix(start).removesuffix(end)
        for id in load_texts()
        if id.startswith(start) and id.endswith(end)
    ]


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="resistance",
        title=words("resistance.section.title"),
        instruction=words("resistance.section.about"),
        parts=(
            back_part(moment, words),
            later_part(moment, words),
            _paces(moment, words),
            _cards(words),
        ),
    )


def _paces(moment, words) -> Part:
    """Pace by topic. It lives in the room's state: no record, no pack and no report has it."""
    paces = moment.progress.paces.items()
    return Part(
        words("resistance.paces.title"),
        hint=words("resistance.paces.hint"),
        items=tuple(
            _topic(moment, topic, pace, number, words)
            for number, (topic, pace) in enumerate(paces, 1)
        ),
        empty=words("resistance.paces.none"),
        forms=(_topic_form(words),),
        folded=not moment.progress.paces,
        private=True,
    )


def _topic(moment, topic: str, pace: str, number: int, words) -> Item:
    buttons = [
        Button("resistance.pace", words(f"resistance.pace.{each}"),
               {"topic": topic, "pace": each}, told_to=topic, pressed=pace == each)
        for each in PACES
    ]  # fmt: skip
    drop = Button("resistance.drop", words("resistance.paces.drop"), {"topic": topic},
                  kind="plain small", told_to=topic)  # fmt: skip
    return Item(
        "",
        topic,
        stands=(words(f"resistance.pace_means.{pace}"),),
        forms=(park_form(moment, topic, f"topic-{number}", words),) if pace == "park" else (),
        buttons=(*buttons, drop),
    )


def _topic_form(words) -> Form:
    paces = tuple(Option(each, words(f"resistance.pace.{each}")) for each in PACES)
    return Form(
        id="resistance-topic",
        action="resistance.topic",
        name=words("resistance.paces.add"),
        inputs=(
            Input("topic", words("resistance.paces.topic"), required=True),
            Input("pace", words("resistance.paces.pace"), "radios", paces, value="invite"),
        ),
        submit=words("resistance.paces.add"),
    )


def _cards(words) -> Part:
    return Part(
        words("resistance.cards.title"),
        hint=words("resistance.cards.hint"),
        items=tuple(
            Item(
                "",
                words(f"resistance.card_{id}.name"),
                stands=(
                    words("resistance.cards.sounds", text=words(f"resistance.card_{id}.sounds")),
                    *(words(f"resistance.card_{id}.{move}") for move in MOVES),
                ),
            )
            for id in cards()
        ),
        folded=True,
        private=True,
    )


# what buttons and forms do


def topic(page, moment, values: dict) -> None:
    """Choose a pace for a topic; nothing of it is written into the record.

    Raises
    ------
    EquitykitError
        ``pace_topic_missing``
    """
    text, pace = str(values.get("topic", "")).strip(), values.get("pace") or "invite"
    paces = dict(moment.progress.paces)
    if not text:
        raise EquitykitError("pace_topic_missing")
    if pace not in PACES or len(paces) >= MOST_TOPICS:
        raise EquitykitError("field_unknown")
    if len(text) > LONGEST_TOPIC:
        raise EquitykitError("value_not_taken", attribute="topic", value=text[:40])
    page.room(paces=paces | {text: pace})


def pace(page, moment, values: dict) -> None:
    """Change the pace of a topic."""
    if values.get("topic") not in moment.progress.paces or values.get("pace") not in PACES:
        raise EquitykitError("field_unknown")
    page.room(paces=moment.progress.paces | {values["topic"]: values["pace"]})


def drop(page, moment, values: dict) -> None:
    """Take a topic out of the list of paces."""
    left = {each: at for each, at in moment.progress.paces.items() if each != values.get("topic")}
    page.room(paces=left)


# what goes on paper


def paper(book, words) -> tuple[Part, ...]:
    """The list to fill by hand. The cards are for the facilitator: they are on the desk only."""
    title = words("resistance.later.title")
    heads = (words("resistance.park.en"), words("resistance.park.es"))
    return (
        Part(
            title,
            hint=words("resistance.park.hint"),
            table=Table(
                title,
                (*heads, words("resistance.park.back_on"), words("resistance.back.came_of")),
                tuple(("", "", "", "") for _ in range(ROWS_ON_PAPER)),
            ),
        ),
    )


PRACTICE = Practice(
    id="resistance",
    desk=desk,
    told=parked_told,
    paper=paper,
    screens={"back": back_screen},
    actions={"topic": topic, "pace": pace, "drop": drop, "park": park, "back": back},
    undoes=(Parked,),
)
