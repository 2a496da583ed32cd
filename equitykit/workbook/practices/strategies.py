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
    true_first,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.parts import filled, record_for, text_in
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.strategies_ground import ground_text, round_counts, stand_text
from equitykit.workbook.practices.strategies_shown import (
    first_screen,
    map_screen,
    map_table,
    paper,
    standings,
    told,
)

GROUNDS = {"condition": CONDITIONS, "capacity": CAPACITIES}
ATTRIBUTES = {"condition": "conditions", "capacity": "capacities"}
SAID = ("not_yet", "there")


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
            _first(plans, words),
            *_there(plans, words),
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
        table=map_table(plans, words) if plans else None,
        empty=words("strategies.map.none"),
    )


def _first(plans: list[Standing], words) -> Part:
    """What is missing or not known, each with the plans that wait for it."""
    return Part(
        words("strategies.first.title"),
        hint=words("strategies.first.hint"),
        items=tuple(
            _ground_item(ground, words, _waiting(those, words))
            for ground, those in true_first(plans)
        ),
        empty=words("strategies.first.none") if plans else words("strategies.map.none"),
    )


def _there(plans: list[Standing], words) -> tuple[Part, ...]:
    """What is there already: the team may find that it is not so."""
    grounds = {
        ground.id: ground
        for each in plans
        for ground in (*each.conditions, *each.capacities)
        if ground.holds
    }
    items = tuple(_ground_item(ground, words) for ground in grounds.values())
    return (Part(words("strategies.there.title"), items=items, folded=True),) if items else ()


def _ground_item(ground: Ground, words, *more: str) -> Item:
    by_round = (words("strategies.say.by_round"),) if ground.counts else ()
    return Item(
        subject="",
        title=words(f"strategies.ground.{ground.id}"),
        stands=(stand_text(ground, words), *more, *by_round),
        forms=() if ground.counts else (_say_form(ground, words),),
    )


def _waiting(those, words) -> str:
    named = " · ".join(text_in(each.strategy, words) or "–" for each in those)
    return f"{words('strategies.head.waiting')}: {named}"


def _say_form(ground: Ground, words) -> Form:
    stands = tuple(Option(each, words(f"strategies.say.{each}")) for each in SAID)
    said_so = ground.stand if ground.stand in SAID else ""
    return Form(
        id=f"say-{ground.id}",
        action="strategies.say",
        name=words("strategies.say.of"),
        inputs=(
            Input(
                "stand", words("strategies.head.stand"), "radios", stands, said_so, required=True
            ),
            Input("sign", words("strategies.say.sign"), value=ground.sign),
        ),
        submit=words("strategies.say.do"),
        values={"ground": ground.id},
    )


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
    if ground not in (*CONDITIONS, *CAPACITIES) or stand not in SAID:
        raise EquitykitError("field_unknown")
    if ground_of(ground, moment.standing, round_counts(moment.standing)).counts:
        raise EquitykitError("round_counts_more")
    sign = str(values.get("sign", "")).strip()
    record = filled(GroundSaid, meeting=moment.meeting_id, ground=ground, stand=stand, sign=sign)
    page.team.write(f"ground/{ground}", record, id=values["id"])


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
