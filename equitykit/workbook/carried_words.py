"""What the record says for other pages: names and order of groups, the word for a gap, and what
stands in the head of a page: agreements, definition, framing.

A page of figures reads its team's record only here; which figures may be seen is not decided
here, nor changed.
"""

import unicodedata

from equitykit.content.codelists import load_student_groups
from equitykit.content.texts import Words, load_texts
from equitykit.measures.privacy import ReleasedTable
from equitykit.records.table import Touched
from equitykit.records.team import Meeting
from equitykit.reviews.agreements import lines_of
from equitykit.reviews.framing_words import framing_line, gap_word
from equitykit.reviews.groups import (
    NOT_COUNTED,
    minimums,
    names_of,
    not_in_figures,
    order_of,
    register,
)
from equitykit.reviews.hidden_routes import routes_of, without_route
from equitykit.reviews.meaning import definition_card
from equitykit.reviews.pause_questions import team_prompts
from equitykit.reviews.yardstick import chosen_yardstick
from equitykit.views.carried import CarriedCard, carried_card
from equitykit.workbook.life import SERVED, life
from equitykit.workbook.parameters import NONE
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.group_forms import name_of

SHORT = 40
# which of our texts take the team's word for a gap, and how they read then: ``carried.gap.<…>``
GAP_TEXTS = {
    "charts.gap_title.text": "chart",
    "tables.columns.gap": "points",
    "tables.columns.gap_days": "days",
    "tables.columns.gap_range": "range",
    "data.gaps.title": "question",
    "brief.gaps.title": "largest",
    "brief.gaps.gap": "brief",
}
# pages before a team has spoken about words carry none of them
# the brief keeps to one printed page
WITH_DEFINITION = ("define", "data", "today")
WITH_RECORD = ("prepare", "open", "define", "today")


def standing_of(book):
    """What stands in the record of the team that a page was opened for; ``None`` for none."""
    if book.is_home or book.parameters.team == NONE or len(book.teams) != 1:
        return None
    return book.teams[0].standing()


def carried(words: Words, standing) -> Words:
    """`words` with what a team's record says: its names of groups, their order, its gap word."""
    if standing is None:
        return words
    named = words.terms | group_terms(standing, words) | gap_terms(standing, words)
    named |= question_terms(standing, words)
    worded = Words(words.language, named)
    return Words(words.language, named, group_order(standing, worded))


def group_terms(standing, words: Words) -> dict[str, str]:
    """What the register calls each group, as texts of ours; groups of no data have theirs too."""
    terms = {}
    for code, name in names_of(standing, words.language).items():
        name = " ".join(name.split())
        short = name if len(name) <= SHORT else name[: SHORT - 1].rstrip() + "…"
        phrase = words("carried.students.phrase", name=name)
        parts = {"name": name, "short": short, "students": phrase}
        terms |= {f"groups.{code}.{part}": _plain(text) for part, text in parts.items()}
    return terms


def question_terms(standing, words: Words) -> dict[str, str]:
    """The team's own questions for the equity pause, as prompts of ours."""
    return {
        f"prompts.{each.id}.text": _plain(
            getattr(each.question, words.language) or each.question.text
        )
        for each in team_prompts(standing)
    }


def gap_terms(standing, words: Words) -> dict[str, str]:
    """Our texts on gaps with the word that the team has chosen; none before it has."""
    chosen = gap_word(standing)
    word = _plain(" ".join(chosen[words.language].split())) if chosen else ""
    if not word:
        return {}
    texts = load_texts()
    return {
        id: texts[f"carried.gap.{field}"][words.language]
        .replace("{first}", word[:1].upper() + word[1:])
        .replace("{gap}", word)
        for id, field in GAP_TEXTS.items()
    }


def _plain(text: str) -> str:
    """A text of people, to stand among ours: its braces are no gaps to be filled."""
    return text.replace("{", "{{").replace("}", "}}")


def group_order(standing, words: Words) -> tuple[str, ...]:
    """Codes of the groups in the order that was decided; none where that is their size."""
    order = order_of(standing)
    if order.by == "name":
        return tuple(sorted(load_student_groups(), key=lambda code: _letters(code, words)))
    return order.codes if order.by == "own" else ()


def _letters(code: str, words: Words) -> str:
    name = unicodedata.normalize("NFKD", words(f"groups.{code}.name"))
    return "".join(each for each in name if not unicodedata.combining(each)).casefold()


def as_decided(released: ReleasedTable, standing) -> ReleasedTable:
    """Released figures without those that the team has decided not to read."""
    if standing is None:
        return released
    return released.without_figures(not_in_figures(standing), minimums(standing))


def own_groups(standing) -> list[str]:
    """Codes of the groups of the register that no data know, in their order."""
    known = load_student_groups()
    return [
        each.record.code
        for each in register(standing)
        if each.stored and each.record.code not in known
    ]


def routes_decided(standing, words: Words) -> list[str]:
    """What the team decided on groups that are few, hidden or have no figures, a line for each."""
    if standing is None:
        return []
    chosen = [
        words(
            "noticing.routes.line",
            group=words(f"groups.{code}.name"),
            route=words(f"group_register.route.{record.route}"),
            owner=record.owner,
            date=words.date(record.by),
        )
        for code, record in routes_of(standing).items()
        if code in load_student_groups()
    ]
    return chosen + [
        line for each in register(standing) if each.stored and (line := _route(each.record, words))
    ]


def routes_left(standing, hidden: list[str], words: Words) -> list[str]:
    """That nobody has chosen a route for some of the groups that figures hide, if so."""
    left = [words(f"groups.{code}.name") for code in without_route(standing, hidden)]
    return [words("noticing.routes.left", groups=words.list(left))] if left else []


def _route(record, words: Words) -> str:
    route = words(f"group_register.route.{record.route}" if record.route else NO_ROUTE)
    named = {"group": name_of(record, words), "route": route}
    if record.how in NOT_COUNTED:
        return words("carried.register.listened", **named)
    if record.minimum:
        minimum = words.number(record.minimum)
        return words("carried.register.minimum", minimum=minimum, **named)
    return ""


NO_ROUTE = "carried.register.no_route"


def yardsticks_of(standing) -> tuple[str, str] | None:
    """The yardstick that a team has chosen, and the one beside it; none before it has."""
    chosen = chosen_yardstick(standing)
    return (chosen.yardstick, chosen.second) if chosen else None


# the head of a page


def head_card(book):
    """What stands in the head of a page of one team; nothing without a team's record."""
    named = book.parameters.team != NONE
    if book.is_home or not (named or book.texts in WITH_RECORD) or len(book.teams) != 1:
        return carried_card((), (), book.words, is_open=False)
    standing, words = book.teams[0].standing(), book.words
    cards = [agreements_card(standing, words)] if book.texts in WITH_RECORD else []
    cards += [definition_of(standing, words)] if book.texts in WITH_DEFINITION else []
    # a meeting says whether race is named once the team has met at all
    lines = (framing_line(standing, words),) if standing.of(Meeting) or named else ()
    found = tuple(card for card in cards if card)
    return carried_card(found, lines, words, is_open=life() != SERVED)


def opening_cards(standing, words: Words) -> tuple[CarriedCard, ...]:
    """What a meeting begins with: the agreements, and what the team means by equity."""
    agreements = agreements_card(standing, words, words("carried.opening.practise"))
    cards = (agreements, definition_of(standing, words))
    return tuple(card for card in cards if card)


def opening_screens(standing) -> tuple[str, ...]:
    """What the room can see of them, and once anybody is known to be touched, who is missing."""
    poster = ("agreements.poster",) if _agreed(standing) else ()
    table = ("table.ask", "table.map") if standing.of(Touched) else ()
    return (*poster, *table)


def agreements_card(standing, words: Words, *more: str) -> CarriedCard | None:
    """The lines that everybody asked can live with; `more` stands below them."""
    lines = [both(line, (words,))[words.language] for line in _agreed(standing)]
    title = words("carried.card.agreements")
    return CarriedCard(title, (*lines, *more)) if lines else None


def _agreed(standing) -> list:
    return [each.line for each in lines_of(standing) if each.stand == "agreed" and each.line.text]


def definition_of(standing, words: Words) -> CarriedCard | None:
    """The working definition, how it stands, and the views that stay beside it."""
    card = definition_card(standing)
    if card is None:
        return None
    stand = () if card.stand == "agreed" else (words(f"carried.definition.{card.stand}"),)
    differing = [words("carried.card.differences", text=text) for text in card.differences]
    title = words("carried.card.definition")
    return CarriedCard(title, (card.text_in(words.language), *stand, *differing))
