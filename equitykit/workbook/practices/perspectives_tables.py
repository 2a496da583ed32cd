"""Said, done and paid, side by side: tables and sentences for desk, wall and report."""

from equitykit.content.perspective_cards import load_cards
from equitykit.records.perspectives import (
    PERSPECTIVES,
    ROWS,
    DistrictAction,
    PerspectiveConsequence,
)
from equitykit.reviews.meaning import definition_card
from equitykit.reviews.perspectives import (
    OURS,
    Acted,
    Stated,
    acted,
    by_perspective,
    consequences_missing,
    lacks_action,
    lacks_money,
    leading,
    rows_not_acted,
    stated,
)
from equitykit.views.practices import Table
from equitykit.workbook.practices.perspectives_deal import (
    labelled_deal,
    on_the_table,
    rounds_of,
    statement,
)


def actions_of(standing) -> list[DistrictAction]:
    """All actions and budget lines that were placed."""
    return [each for _, each in standing.of(DistrictAction)]


def label_of(id: str, words) -> str:
    """What a statement takes for granted; a phrase of the district has no label."""
    card = load_cards().get(id)
    return words(f"perspectives.perspective.{card.perspective if card else 'phrase'}")


def stated_cells(standing) -> dict:
    """What was said, by row and perspective: the latest round about the deal with labels."""
    dealt = labelled_deal(standing)
    rounds = [each for each in rounds_of(standing, dealt) if each.counts] if dealt else []
    return stated(dealt[1], rounds[-1].counts) if rounds else {}


def dollars(amount: int, words) -> str:
    return words("perspectives.place.dollars", amount=words.number(amount))


def named(action: DistrictAction, words) -> str:
    """An action or budget line with its amount."""
    what = words(f"perspectives.what.{action.what}")
    if action.amount is None:
        return words("perspectives.place.item", what=what, text=action.text)
    amount = dollars(action.amount, words)
    return words("perspectives.place.money", what=what, text=action.text, amount=amount)


def labels_table(standing, words) -> Table | None:
    """Each statement of the latest deal with labels, and what it takes for granted."""
    dealt = labelled_deal(standing)
    if dealt is None:
        return None
    head = tuple(words(f"perspectives.labels.{each}") for each in
                 ("statement", "perspective", "row"))  # fmt: skip
    rows = tuple(
        (
            statement(dealt[1], id, words.language),
            label_of(id, words),
            words(f"perspectives.row.{dealt[1].rows[id]}"),
        )
        for id in on_the_table(dealt)
    )
    return Table(words("perspectives.labels.title"), head, rows)


def compared_table(standing, words) -> Table:
    """For each perspective: how close it was in words, what is done, what is paid."""
    said_so = by_perspective(stated_cells(standing), Stated())
    done = by_perspective(acted(actions_of(standing)), Acted())
    head = tuple(words(f"perspectives.compared.{each}") for each in
                 ("idea", "said", "actions", "money"))  # fmt: skip
    rows = tuple(
        (
            words(f"perspectives.perspective.{each}"),
            _share(said_so[each], words),
            words.number(done[each].count),
            dollars(done[each].dollars, words),
        )
        for each in PERSPECTIVES
    )
    return Table(words("perspectives.compared.title"), head, rows)


def _share(each: Stated, words) -> str:
    if each.share is None:
        return words("perspectives.compared.nothing")
    return words(
        "perspectives.compared.share",
        close=each.close, answers=each.answers, percent=words.percent(each.share, decimals=0),
    )  # fmt: skip


def heat_table(standing, words, *, with_money: bool = True) -> Table:
    """Rows by perspectives: said and done in each."""
    said_so, done = stated_cells(standing), acted(actions_of(standing))
    head = (
        words("perspectives.labels.row"),
        *(words(f"perspectives.perspective.{each}") for each in PERSPECTIVES),
    )
    rows = tuple(
        (
            words(f"perspectives.row.{row}"),
            *(
                _cell(said_so.get((row, each)), done.get((row, each)), words, with_money)
                for each in PERSPECTIVES
            ),
        )
        for row in ROWS
    )
    return Table(words("perspectives.compared.heat"), head, rows)


def _cell(said_so: Stated | None, done: Acted | None, words, with_money: bool) -> str:
    parts = []
    if said_so:
        parts.append(
            words("perspectives.compared.close", close=said_so.close, answers=said_so.answers)
        )
    if done:
        parts.append(words("perspectives.compared.done", count=done.count))
    if done and done.dollars and with_money:
        parts.append(dollars(done.dollars, words))
    return " · ".join(parts) or words("perspectives.compared.nothing")


def comparison(standing, words):
    """Sentences: what leads in words, in money, in number, and whether they lie apart."""
    said_so = by_perspective(stated_cells(standing), Stated())
    done = by_perspective(acted(actions_of(standing)), Acted())
    first = {
        "closest": leading({id: each.share for id, each in said_so.items()}),
        "most_actions": leading({id: each.count for id, each in done.items()}),
        "most_money": leading({id: each.dollars for id, each in done.items()}),
    }
    card = definition_card(standing)
    if card:
        yield words("perspectives.compared.definition", text=card.text_in(words.language))
    for id, ideas in first.items():
        if ideas:
            ideas = words.list([words(f"perspectives.perspective.{each}") for each in ideas])
            yield words(f"perspectives.compared.{id}", ideas=ideas)
    if first["closest"] and first["most_money"]:
        meet = set(first["closest"]) & set(first["most_money"])
        yield words(f"perspectives.compared.{'together' if meet else 'apart'}")


def placing_warnings(standing, words):
    """What stands between words and money, once the labels were revealed."""
    actions = actions_of(standing)
    if not actions:
        yield words("perspectives.place.none")
        return
    if lacks_money(actions):
        yield words("perspectives.place.no_money")
    if lacks_action(actions):
        yield words("perspectives.place.no_action")
    missing = rows_not_acted(actions)
    if missing:
        missing = words.list([words(f"perspectives.row.{row}") for row in missing])
        yield words("perspectives.place.rows", missing=missing)


def consequences_of(standing) -> dict[str, PerspectiveConsequence]:
    """What follows from each idea, in the order of the four, the team's own last."""
    there = {each.perspective: each for _, each in standing.of(PerspectiveConsequence)}
    return {each: there[each] for each in (*PERSPECTIVES, OURS) if each in there}


def our_consequence(standing, words):
    """What follows from the team's own definition, as one sentence."""
    ours = consequences_of(standing).get(OURS)
    if ours:
        more, change = ours.more.rstrip(". "), ours.change.rstrip(". ")
        yield words("perspectives.consequences.sentence", more=more, change=change)


def consequences_table(standing, words) -> Table | None:
    found = consequences_of(standing)
    names = ("idea", "more", "less", "change")
    rows = tuple(
        (words(f"perspectives.perspective.{id}"), each.more, each.less or "–", each.change)
        for id, each in found.items()
    )
    head = tuple(words(f"perspectives.consequences.{each}") for each in names)
    return Table(words("perspectives.consequences.title"), head, rows) if rows else None


def consequences_unsaid(standing, words) -> str:
    """Which consequences are not written yet; empty where all are."""
    missing = consequences_missing(standing)
    ideas = words.list([words(f"perspectives.perspective.{each}") for each in missing])
    return words("perspectives.consequences.missing", missing=ideas) if missing else ""
