"""S5: what each plan stands on, from principle to strategy, and what must be true first."""

from equitykit.errors import EquitykitError
from equitykit.records.strategies import (
    CAPACITIES,
    CONDITIONS,
    PRINCIPLES,
    GroundSaid,
    Strategy,
)
from equitykit.reviews.strategies import (
    Ground,
    Standing,
    ground_of,
    nested,
    strategies_of,
    true_first,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import record_for, text_in
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.strategies_ground import ground_text, round_counts

GROUNDS = {"condition": CONDITIONS, "capacity": CAPACITIES}
ATTRIBUTES = {"condition": "conditions", "capacity": "capacities"}
ROWS_ON_PAPER = 5


def standings(standing) -> list[Standing]:
    """All plans with what they stand on, as it is now."""
    return strategies_of(standing, round_counts(standing))


# the desk


def desk(page, moment) -> PracticeDesk:
    words, plans = page.words, standings(moment.standing)
    return PracticeDesk(
        id="strategies",
        title=words("strategies.section.title"),
        instruction=words("strategies.section.about"),
        parts=(
            Part(
                words("strategies.plans.title"),
                items=tuple(_item(moment, each, n, words) for n, each in enumerate(plans, 1)),
                empty=words("strategies.plans.none"),
                buttons=(Button("strategies.add", words("strategies.plans.add")),),
            ),
            _map(plans, words),
            _first(moment, plans, words),
        ),
    )


def _item(moment, each: Standing, number: int, words) -> Item:
    principles = tuple(Option(id, words(f"strategies.principle.{id}")) for id in PRINCIPLES)
    return Item(
        subject=each.subject,
        title=words("strategies.plan.title", number=number),
        fields=(
            field_of(moment, each.subject, "en", words("strategies.plan.en"), kind="line"),
            field_of(moment, each.subject, "es", words("strategies.plan.es"), kind="line"),
            field_of(
                moment, each.subject, "principle", words("strategies.plan.principle"),
                kind="choice", options=principles,
            ),
        ),
        stands=tuple(ground_text(ground, words) for ground in (*each.conditions, *each.capacities)),
        warnings=tuple(_warnings(each, words)),
        forms=(_lean_form(each, number, words),),
        buttons=tuple(_buttons(each, words)),
    )  # fmt: skip


def _warnings(each: Standing, words):
    if not each.conditions and not each.capacities:
        yield words("strategies.plan.nothing")
    if not each.strategy.principle:
        yield words("strategies.plan.no_principle")
    if each.stands_on_not_yet:
        yield words("strategies.plan.on_not_yet")


def _lean_form(each: Standing, number: int, words) -> Form:
    taken = (*each.strategy.conditions, *each.strategy.capacities)
    return Form(
        id=f"lean-{each.subject.rpartition('/')[2]}",
        action="strategies.lean",
        name=words("strategies.lean.of", number=number),
        inputs=tuple(
            Input(
                kind,
                words(f"strategies.lean.{kind}"),
                "choice",
                tuple(
                    Option(id, words(f"strategies.ground.{id}"))
                    for id in GROUNDS[kind]
                    if id not in taken
                ),
            )
            for kind in GROUNDS
        ),
        submit=words("strategies.lean.save"),
        values={"subject": each.subject},
    )


def _buttons(each: Standing, words):
    for ground in (*each.conditions, *each.capacities):
        yield Button(
            "strategies.unlean", words("strategies.lean.remove"),
            {"subject": each.subject, "ground": ground.id}, kind="plain small",
            told_to=words(f"strategies.ground.{ground.id}"),
        )  # fmt: skip
    yield Button(
        "withdraw", words("strategies.plan.withdraw"), {"subject": each.subject},
        kind="plain small", told_to=each.strategy.text,
    )  # fmt: skip


def _map(plans: list[Standing], words) -> Part:
    return Part(
        words("strategies.map.title"),
        hint=words("strategies.map.hint"),
        table=_map_table(plans, words) if plans else None,
        empty=words("strategies.map.none"),
    )


def _map_table(plans: list[Standing], words) -> Table:
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


def _first(moment, plans: list[Standing], words) -> Part:
    """The list, and for what no round has asked about, buttons for what the team says."""
    return Part(
        words("strategies.first.title"),
        hint=words("strategies.first.hint"),
        items=tuple(
            Item(
                subject="",
                title=words(f"strategies.ground.{ground.id}"),
                stands=(ground_text(ground, words), _waiting(those, words)),
                buttons=tuple(_say_buttons(ground, words)),
            )
            for ground, those in true_first(plans)
        ),
        empty=words("strategies.first.none") if plans else words("strategies.map.none"),
    )


def _waiting(those, words) -> str:
    named = " · ".join(text_in(each.strategy, words) or "–" for each in those)
    return f"{words('strategies.head.waiting')}: {named}"


def _say_buttons(ground: Ground, words):
    if ground.counts:
        return
    for stand in ("not_yet", "there"):
        yield Button(
            "strategies.say", words(f"strategies.say.{stand}"),
            {"ground": ground.id, "stand": stand},
            told_to=words(f"strategies.ground.{ground.id}"), pressed=ground.stand == stand,
        )  # fmt: skip


# what buttons and forms do


def add(page, moment, values: dict) -> None:
    """Begin a plan."""
    page.team.write(f"strategy/{values['id']}", Strategy(), id=values["id"])


def lean(page, moment, values: dict) -> None:
    """Say what a plan stands on; a condition and a capacity may come in one go.

    Raises
    ------
    EquitykitError
        ``nothing_chosen`` where neither is
    """
    subject = str(values.get("subject"))
    strategy = record_for(moment, subject, Strategy)
    chosen = {kind: values.get(kind) or "" for kind in GROUNDS}
    if not any(chosen.values()):
        raise EquitykitError("nothing_chosen")
    for kind, ground in chosen.items():
        if ground and ground not in GROUNDS[kind]:
            raise EquitykitError("field_unknown")
        attribute = ATTRIBUTES[kind]
        there = getattr(strategy, attribute)
        if ground and ground not in there:
            strategy = strategy.with_value(attribute, (*there, ground))
    page.team.write(subject, strategy, id=values["id"])


def unlean(page, moment, values: dict) -> None:
    """A plan does not stand on this after all."""
    subject = str(values.get("subject"))
    strategy = record_for(moment, subject, Strategy)
    for attribute in ATTRIBUTES.values():
        there = getattr(strategy, attribute)
        if values.get("ground") in there:
            left = tuple(each for each in there if each != values["ground"])
            page.team.write(subject, strategy.with_value(attribute, left), id=values["id"])
            return


def say(page, moment, values: dict) -> None:
    """Note what the team says of a condition or capacity; a round counts more than this."""
    ground, stand = values.get("ground"), values.get("stand")
    if ground not in (*CONDITIONS, *CAPACITIES) or stand not in ("not_yet", "there"):
        raise EquitykitError("field_unknown")
    if ground_of(ground, moment.standing, round_counts(moment.standing)).counts:
        raise EquitykitError("round_counts_more")
    record = GroundSaid(meeting=moment.meeting_id, ground=ground, stand=stand)
    page.team.write(f"ground/{ground}", record, id=values["id"])


# what the room sees, what is read, what goes on paper


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
            ground_text(ground, words),
            " · ".join(text_in(each.strategy, words) for each in those),
        )
        for ground, those in true_first(plans)
    )
    heads = tuple(words(f"strategies.head.{each}") for each in ("ground", "stand", "waiting"))
    first = words("strategies.first.title")
    return (
        Part(words("strategies.map.title"), table=_map_table(plans, words)),
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


PRACTICE = Practice(
    id="strategies",
    desk=desk,
    told=told,
    paper=paper,
    screens={"map": map_screen, "first": first_screen},
    actions={"add": add, "lean": lean, "unlean": unlean, "say": say},
    writes=(Writes(rf"strategy/{ID}", Strategy, ("en", "es", "principle")),),
    undoes=(GroundSaid,),
)
