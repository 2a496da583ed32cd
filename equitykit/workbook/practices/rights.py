"""S9 and S11: what is open, who decides it, what was decided by whom and without whom."""

from equitykit.records.rights import AgendaItem, WhoDecides
from equitykit.storage.clock import today
from equitykit.views.practices import Form, Input, Part, PracticeDesk, Table
from equitykit.workbook.practices import rights_cards as cards
from equitykit.workbook.practices import rights_decide as decide
from equitykit.workbook.practices import rights_items as items
from equitykit.workbook.practices import rights_register as register
from equitykit.workbook.practices.practice import ID, Practice, Writes

ROWS_ON_PAPER = 6
WRITTEN_OF_AN_ITEM = ("en", "es", "mark", "limits_en", "limits_es", "level", "decider")


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="rights",
        title=words("rights.section.title"),
        instruction=words("rights.section.about"),
        parts=(
            items.items_part(moment, words),
            *items.earlier_part(moment, words),
            decide.begun_part(page, moment),
            register.register_part(moment, words),
            cards.cards_part(moment, words),
        ),
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    parts = (
        *items.items_told(standing, words),
        *register.register_told(account, today()),
    )
    if parts or standing.of(WhoDecides):
        return (*parts, cards.explainer(standing, today(), words))
    return ()


def paper(book, words) -> tuple[Part, ...]:
    """Items to mark, a sheet for one decision, and the page for families."""
    heads = ("item", "mark", "limits", "who")
    marks = tuple(words(f"rights.mark.{each}") for each in ("open", "bounded", "decided"))
    standing = book.teams[0].standing() if len(book.teams) == 1 else None
    labels = (
        *(words(f"rights.decision.{each}") for each in ("question", "options", "text", "reason")),
        *(words(f"rights.settle.{each}") for each in ("how", *register.VOTES)),
        *(words(f"rights.decision.{each}") for each in ("decided_by", "absent", "would_reopen")),
        words("rights.settle.reopen_on"),
    )
    inputs = tuple(Input(f"line-{n}", label) for n, label in enumerate(labels))
    return (
        Part(
            words("rights.items.title"),
            hint=words("rights.items.hint"),
            lines=marks,
            table=Table(
                words("rights.items.title"),
                tuple(words(f"rights.head.{each}") for each in heads),
                tuple(("", "", "", "") for _ in range(ROWS_ON_PAPER)),
            ),
        ),
        Part(words("rights.begun.title"), forms=(Form("decision", "", inputs, ""),)),
        cards.explainer(standing, today(), words),
    )


PRACTICE = Practice(
    id="rights",
    desk=desk,
    told=told,
    paper=paper,
    screens={
        "items": items.items_screen,
        "asked": items.asked_screen,
        "register": register.register_screen,
        "cards": cards.cards_screen,
    },
    actions={
        "add_item": items.add_item,
        "ask": items.ask,
        "input": items.take_input,
        "begin": decide.begin,
        "settle": decide.settle,
        "reverse": decide.reverse,
        "take_card": cards.take_card,
        "check_card": cards.check_card,
    },
    writes=(
        Writes(rf"item/{ID}", AgendaItem, WRITTEN_OF_AN_ITEM),
        Writes(r"who_decides/[a-z]{1,10}", WhoDecides, cards.FIELDS),
    ),
)
