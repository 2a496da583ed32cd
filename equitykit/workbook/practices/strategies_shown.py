"""The map of plans and what must be true first, for the room, the report and on paper."""

from equitykit.records.strategies import CAPACITIES, CONDITIONS
from equitykit.reviews.strategies import Standing, nested, strategies_of, true_first
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import text_in
from equitykit.workbook.practices.strategies_ground import ground_text, round_counts, stand_text

ROWS_ON_PAPER = 5


def standings(standing) -> list[Standing]:
    """All plans with what they stand on, as it is now."""
    return strategies_of(standing, round_counts(standing))


def map_table(plans: list[Standing], words) -> Table:
    rows = []
    for principle, those in nested(plans):
        name = words(f"strategies.principle.{principle}") if principle else "–"
        for each in those:
            conditions, capacities = (
                " · ".join(ground_text(ground, words) for ground in grounds) or "–"
                for grounds in (each.conditions, each.capacities)
            )
            rows.append((name, conditions, capacities, text_in(each.strategy, words) or "–"))
    heads = ("principle", "conditions", "capacities", "plan")
    return Table(
        words("strategies.map.title"),
        tuple(words(f"strategies.head.{each}") for each in heads),
        tuple(rows),
    )


def map_screen(moment, languages) -> TableScreen | CardScreen:
    """Each plan, what is missing under it, and its principle."""
    plans = [each for each in standings(moment.standing) if each.strategy.text]
    if not plans:
        return CardScreen(
            said("strategies.map.title", languages), (said("strategies.map.none", languages),)
        )
    rows = tuple(
        (both(each.strategy, languages), _names(each.conditions, languages),
         _names(each.capacities, languages))
        for each in plans
    )  # fmt: skip
    heads = ("plan", "conditions", "capacities")
    return TableScreen(
        said("strategies.map.title", languages),
        tuple(said(f"strategies.head.{each}", languages) for each in heads),
        rows,
        page=moment.progress.page or 1,
    )


def _names(grounds, languages) -> dict[str, str]:
    """What is under a plan, and how it stands, without the counts."""
    return {
        words.language: " · ".join(
            f"{words(f'strategies.ground.{each.id}')}: {words(f'strategies.stand.{each.stand}')}"
            for each in grounds
        )
        or "–"
        for words in languages
    }


def first_screen(moment, languages) -> TableScreen | CardScreen:
    """What must be true first."""
    first = true_first(standings(moment.standing))
    title = said("strategies.first.title", languages)
    if not first:
        return CardScreen(title, (said("strategies.first.none", languages),))
    rows = tuple(
        (said(f"strategies.ground.{ground.id}", languages),
         said(f"strategies.stand.{ground.stand}", languages))
        for ground, _ in first
    )  # fmt: skip
    heads = tuple(said(f"strategies.head.{each}", languages) for each in ("ground", "stand"))
    return TableScreen(title, heads, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words = account.words
    plans = [each for each in standings(account.standing) if each.strategy.text]
    if not plans:
        return ()
    rows = tuple(
        (
            words(f"strategies.ground.{ground.id}"),
            stand_text(ground, words),
            " · ".join(text_in(each.strategy, words) for each in those),
        )
        for ground, those in true_first(plans)
    )
    heads = tuple(words(f"strategies.head.{each}") for each in ("ground", "stand", "waiting"))
    first = words("strategies.first.title")
    return (
        Part(words("strategies.map.title"), table=map_table(plans, words)),
        Part(first, table=Table(first, heads, rows))
        if rows
        else Part(first, lines=(words("strategies.first.none"),)),
    )


def paper(book, words) -> tuple[Part, ...]:
    heads = ("principle", "conditions", "capacities", "plan")
    grounds = (*CONDITIONS, *CAPACITIES)
    return (
        Part(
            words("strategies.map.title"),
            hint=words("strategies.paper.hint"),
            table=Table(
                words("strategies.map.title"),
                tuple(words(f"strategies.head.{each}") for each in heads),
                tuple(("", "", "", "") for _ in range(ROWS_ON_PAPER)),
            ),
        ),
        Part(
            words("strategies.paper.grounds"),
            lines=tuple(words(f"strategies.ground.{each}") for each in grounds),
        ),
        Part(
            words("strategies.first.title"),
            forms=(
                Form("first", "", (Input("first", words("strategies.head.ground"), "text"),), ""),
            ),
        ),
    )
