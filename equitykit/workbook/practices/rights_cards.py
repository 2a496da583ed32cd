"""S11: who can decide this, level by level, in plain words that the district makes its own."""

from equitykit.errors import EquitykitError
from equitykit.records.rights import LEVELS, WhoDecides
from equitykit.reviews.rights import card_age
from equitykit.views.practices import Button, Form, Input, Item, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.parts import date_of, day_of, in_each, record_for

FIELDS = ("en", "es", "money_en", "money_es")


def card_of(standing, level: str) -> WhoDecides | None:
    """The district's own card of a level; None while it has taken none up."""
    card = standing.record(f"who_decides/{level}")
    return card if isinstance(card, WhoDecides) else None


def card_texts(card: WhoDecides | None, level: str, words) -> tuple[str, str]:
    """What is decided there, and the money, for the reader of `words`."""
    if card is None:
        return words(f"rights.card_{level}.text"), words(f"rights.card_{level}.money")
    ways = 1 if words.language == "en" else -1
    texts, money = ((card.en, card.es)[::ways], (card.money_en, card.money_es)[::ways])
    return texts[0] or texts[1], money[0] or money[1]


def age_text(card: WhoDecides | None, today, words) -> str:
    """When it was last checked, or that this is too long ago."""
    age = card_age(card, today)
    if age == "unchecked":
        return words("rights.cards.unchecked")
    date = words.date(card.checked)
    if age == "old":
        return words("rights.cards.old", date=date)
    if card.checked_by:
        return words("rights.cards.checked_by", date=date, who=card.checked_by)
    return words("rights.cards.checked", date=date)


# the desk


def cards_part(moment, words) -> Part:
    return Part(
        words("rights.cards.title"),
        hint=words("rights.cards.hint"),
        items=tuple(_item(moment, level, words) for level in LEVELS),
        folded=True,
    )


def _item(moment, level: str, words) -> Item:
    card, title = card_of(moment.standing, level), words(f"rights.level.{level}")
    today = day_of(moment)
    if card is None:
        take = Button("rights.take_card", words("rights.cards.take"), {"level": level},
                      told_to=title)  # fmt: skip
        return Item("", title, stands=card_texts(None, level, words), buttons=(take,))
    subject = f"who_decides/{level}"
    fresh = card_age(card, today) == "checked"
    said_so = (age_text(card, today, words),)
    check = Form(
        id=f"rights-check-{level}",
        action="rights.check_card",
        name=words("rights.cards.check", level=title),
        inputs=(
            Input("on", words("rights.cards.check_on"), "date", value=today.isoformat(),
                  required=True),
            Input("by", words("rights.cards.check_by"), value=card.checked_by),
        ),
        submit=words("rights.cards.check_do"),
        values={"level": level},
    )  # fmt: skip
    return Item(
        subject,
        title,
        fields=tuple(
            field_of(moment, subject, name, words(f"rights.cards.{name}")) for name in FIELDS
        ),
        stands=said_so if fresh else (),
        warnings=() if fresh else said_so,
        forms=(check,),
    )


# what buttons and forms do


def take_card(page, moment, values: dict) -> None:
    """Take up a card in both languages, to be made true for the district."""
    level = values.get("level")
    if level not in LEVELS:
        raise EquitykitError("field_unknown")
    if card_of(moment.standing, level):
        return
    texts = {}
    for language, words in page.all_words.items():
        texts[language], texts[f"money_{language}"] = card_texts(None, level, words)
    page.team.write(f"who_decides/{level}", WhoDecides(level=level, **texts), id=values["id"])


def check_card(page, moment, values: dict) -> None:
    """Note when, and in which role, somebody last asked whether a card is still true.

    Raises
    ------
    EquitykitError
        ``date_missing``, ``date_not_yet``
    """
    level = values.get("level")
    if level not in LEVELS:
        raise EquitykitError("field_unknown")
    card = record_for(moment, f"who_decides/{level}", WhoDecides)
    on = date_of(values.get("on", ""))
    if on > day_of(moment):
        raise EquitykitError("date_not_yet", date=on.isoformat())
    card = page.checked(card.model_copy(update={"checked": on}), "checked_by",
                        str(values.get("by", "")).strip())  # fmt: skip
    page.team.write(f"who_decides/{level}", card, id=values["id"])


# what the room sees, what is read, what goes on paper


def cards_screen(moment, languages) -> TableScreen:
    """Who can decide this, a row for each level; a card that is out of date says so."""
    rows = []
    for level in LEVELS:
        card = card_of(moment.standing, level)
        rows.append(
            (
                said(f"rights.level.{level}", languages),
                in_each(languages, lambda w, c=card, at=level: card_texts(c, at, w)[0]),
                in_each(languages, lambda w, c=card, at=level: card_texts(c, at, w)[1]),
                in_each(languages, lambda w, c=card: age_text(c, day_of(moment), w)),
            )
        )
    heads = tuple(
        said(f"rights.head.{each}", languages) for each in ("level", "decides", "money", "checked")
    )
    return TableScreen(
        said("rights.cards.title", languages), heads, tuple(rows), page=moment.progress.page or 1
    )


def explainer(standing, today, words) -> Part:
    """One page for families: who decides what, and with which money."""
    rows = []
    for level in LEVELS:
        card = card_of(standing, level) if standing else None
        rows.append(
            (words(f"rights.level.{level}"), *card_texts(card, level, words),
             age_text(card, today, words))
        )  # fmt: skip
    heads = ("level", "decides", "money", "checked")
    title = words("rights.cards.title")
    return Part(
        title,
        table=Table(title, tuple(words(f"rights.head.{each}") for each in heads), tuple(rows)),
    )
