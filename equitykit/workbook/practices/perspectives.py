"""S30: four perspectives; sorted alone without labels, then what the district does and pays."""

from dataclasses import replace

from equitykit.content.perspective_cards import load_cards
from equitykit.records.perspectives import (
    NONE_OF_THEM,
    PERSPECTIVES,
    ROWS,
    DistrictAction,
    DistrictPhrase,
    PerspectiveConsequence,
)
from equitykit.reviews.perspectives import OURS, lacks_action, lacks_money
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices import perspectives_shown as shown
from equitykit.workbook.practices import perspectives_tables as tables
from equitykit.workbook.practices.perspectives_actions import ACTIONS, WHAT
from equitykit.workbook.practices.perspectives_deal import (
    deal_here,
    instrument_of,
    labelled_deal,
    last_deal,
    on_the_table,
    rounds_of,
    statement,
    words_of,
)
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.rounds import round_parts, runs

# what stands open in a step of the meeting; elsewhere everything does
OPEN_IN = {
    "sort_alone": ("phrases", "deal", "round"),
    "reveal_talk": ("round", "labels"),
    "place_actions": ("place", "compared", "consequences"),
}


def desk(page, moment) -> PracticeDesk:
    words, step = page.words, moment.step.id if moment.meeting else ""
    found = {
        "phrases": [_phrases(moment, words)],
        "deal": [_deal(moment, words), _own_deal(moment, words)],
        "round": _round(page, moment),
        "labels": [_labels(moment, words)],
        "place": [_place(moment, words)],
        "compared": _compared(moment.standing, words),
        "consequences": [_consequences(moment, words)],
    }
    running = ["round"] if runs(page, instrument_of(())) else []
    needed = {*OPEN_IN.get(step, found), *running}
    parts = [
        part if name in needed or part.private else replace(part, folded=True)
        for name, of in found.items()
        for part in of
    ]
    return PracticeDesk(
        id="perspectives",
        title=words("perspectives.section.title"),
        instruction=words("perspectives.section.about"),
        parts=tuple(parts),
    )


def _rows(words) -> tuple[Option, ...]:
    return tuple(Option(row, words(f"perspectives.row.{row}")) for row in ROWS)


def _phrases(moment, words) -> Part:
    def text(name: str, kind="text", **look) -> Input:
        return Input(name, words(f"perspectives.phrases.{name}"), kind, **look)

    return Part(
        words("perspectives.phrases.title"),
        hint=words("perspectives.phrases.hint"),
        items=tuple(
            Item(
                subject="",
                title=getattr(each, words.language) or each.text,
                stands=(_speaks(each, words),),
                buttons=(
                    Button(
                        "perspectives.take_out_phrase", words("perspectives.phrases.take_out"),
                        {"subject": subject}, kind="plain small", told_to=each.text,
                    ),
                ),
            )
            for subject, each in moment.standing.of(DistrictPhrase)
        ),
        empty=words("perspectives.phrases.none"),
        forms=(
            Form(
                "perspectives-phrase", "perspectives.phrase",
                (
                    text("en"), text("es"),
                    text("row", "choice", options=_rows(words), required=True),
                    text("source", "line"),
                ),
                words("perspectives.phrases.add"),
            ),
        ),
    )  # fmt: skip


def _speaks(each: DistrictPhrase, words) -> str:
    row = words(f"perspectives.row.{each.row}")
    return words("perspectives.phrases.speaks", row=row, source=each.source).strip()


def _deal(moment, words) -> Part:
    dealt, cards = last_deal(moment.standing), load_cards()
    lines = [statement(dealt[1], id, words.language) for id in on_the_table(dealt)] if dealt else []
    no_phrase = dealt is not None and set(dealt[1].rows) <= set(cards)
    return Part(
        words("perspectives.deal.title"),
        hint=words("perspectives.deal.hint"),
        lines=tuple(lines),
        empty=words("perspectives.deal.none"),
        warnings=(words("perspectives.deal.no_phrase"),) if no_phrase else (),
        buttons=(Button("perspectives.mix", words("perspectives.deal.mix")),),
    )


def _own_deal(moment, words) -> Part:
    phrases = moment.standing.of(DistrictPhrase)
    by_row = {row: [card.id for card in load_cards().values() if card.row == row] for row in ROWS}
    inputs = [
        Input(
            f"cards_{row}",
            words("perspectives.deal.cards", row=words(f"perspectives.row.{row}")),
            "checks",
            tuple(Option(id, words(f"perspectives.card.{id}")) for id in ids),
        )
        for row, ids in by_row.items()
    ]
    if phrases:
        options = tuple(
            Option(subject.rpartition("/")[2], getattr(each, words.language) or each.text)
            for subject, each in phrases
        )
        inputs.append(Input("phrases", words("perspectives.deal.phrases"), "checks", options))
    form = Form(
        "perspectives-deal", "perspectives.deal", tuple(inputs), words("perspectives.deal.chosen")
    )
    return Part(words("perspectives.deal.own"), forms=(form,), folded=True)


def _round(page, moment) -> list[Part]:
    found = deal_here(page, moment)
    if found is None:
        return []
    asked = words_of(found[1])
    return list(round_parts(page, moment, instrument_of(on_the_table(found)), words_of=asked))


def _labels(moment, words) -> Part:
    standing = moment.standing
    dealt, labelled = last_deal(standing), labelled_deal(standing)
    waits = dealt is not None and (labelled is None or labelled[0] != dealt[0])
    ready = waits and bool(rounds_of(standing, dealt))
    return Part(
        words("perspectives.labels.title"),
        hint=words("perspectives.labels.hint" if waits else "perspectives.labels.about"),
        table=None if waits else tables.labels_table(standing, words),
        empty=words("perspectives.labels.wait"),
        buttons=(Button("perspectives.label", words("perspectives.labels.show"), kind=""),)
        if ready
        else (),
    )


def _place(moment, words) -> Part:
    title, hint = words("perspectives.place.title"), words("perspectives.place.hint")
    if labelled_deal(moment.standing) is None:
        return Part(title, hint=hint, empty=words("perspectives.labels.wait"))
    return Part(
        title,
        hint=hint,
        warnings=tuple(tables.placing_warnings(moment.standing, words)),
        items=tuple(
            _placed(moment, subject, each, words)
            for subject, each in moment.standing.of(DistrictAction)
        ),
        forms=(_placing_form(words),),
    )


def _ideas(words) -> tuple[Option, ...]:
    return tuple(Option(each, _idea(each, words)) for each in (*PERSPECTIVES, NONE_OF_THEM))


def _idea(each: str, words) -> str:
    name = words(f"perspectives.perspective.{each}")
    return name if each == NONE_OF_THEM else f"{name}: {words(f'perspectives.means.{each}')}"


def _placing_form(words) -> Form:
    def text(name: str, kind="line", **look) -> Input:
        return Input(name, words(f"perspectives.place.{name}"), kind, **look)

    kinds = tuple(Option(each, words(f"perspectives.what.{each}")) for each in WHAT)
    return Form(
        "perspectives-place", "perspectives.place",
        (
            text("text", "text", required=True),
            text("what", "radios", options=kinds, required=True),
            text("amount"), text("period"),
            text("row", "choice", options=_rows(words), required=True),
            text("perspective", "radios", options=_ideas(words), required=True),
            text("reason", "text", required=True),
        ),
        words("perspectives.place.submit"),
    )  # fmt: skip


def _placed(moment, subject: str, each: DistrictAction, words) -> Item:
    return Item(
        subject=subject,
        title=tables.named(each, words),
        stands=(words(f"perspectives.row.{each.row}"), *([each.period] if each.period else [])),
        fields=(
            field_of(
                moment, subject, "perspective", words("perspectives.place.perspective"),
                kind="choice", options=_ideas(words),
            ),
            field_of(moment, subject, "reason", words("perspectives.place.reason")),
        ),
        buttons=(
            Button(
                "withdraw", words("perspectives.place.take_out"), {"subject": subject},
                kind="plain small", told_to=each.text,
            ),
        ),
    )  # fmt: skip


def _compared(standing, words) -> list[Part]:
    if labelled_deal(standing) is None:
        return [
            Part(words("perspectives.compared.title"), empty=words("perspectives.compared.wait"))
        ]
    compared, heat = tables.compared_table(standing, words), tables.heat_table(standing, words)
    lines = tuple(tables.comparison(standing, words))
    return [Part(compared.caption, table=compared, lines=lines), Part(heat.caption, table=heat)]


def _consequences(moment, words) -> Part:
    standing = moment.standing
    title, hint = words("perspectives.consequences.title"), words("perspectives.consequences.hint")
    actions = tables.actions_of(standing)
    if lacks_money(actions) or lacks_action(actions):
        return Part(title, hint=hint, empty=words("perspectives.consequences.wait"))
    unsaid = tables.consequences_unsaid(standing, words)
    return Part(
        title,
        hint=hint,
        warnings=(unsaid,) if unsaid else (),
        items=tuple(_consequence(each, standing, words) for each in (*PERSPECTIVES, OURS)),
    )


def _consequence(which: str, standing, words) -> Item:
    there = tables.consequences_of(standing).get(which)

    def text(name: str) -> Input:
        return Input(
            name, words(f"perspectives.consequences.{name}"), "text",
            value=getattr(there, name) if there else "", required=name != "less",
        )  # fmt: skip

    favors = words("perspectives.consequences.favors")
    return Item(
        subject="",
        title=words(f"perspectives.perspective.{which}"),
        stands=()
        if which == OURS
        else (f"{favors}: {words(f'perspectives.favors.{which}')}",),
        forms=(
            Form(
                f"perspectives-consequence-{which}", "perspectives.consequence",
                tuple(text(each) for each in ("more", "less", "change")),
                words("perspectives.consequences.keep"), values={"perspective": which},
            ),
        ),
    )  # fmt: skip


PRACTICE = Practice(
    id="perspectives",
    desk=desk,
    told=shown.told,
    paper=shown.paper,
    screens=shown.SCREENS,
    actions=ACTIONS,
    writes=(Writes(rf"district_action/{ID}", DistrictAction, ("perspective", "reason")),),
    # what was dealt and revealed stays: answers rest on the one, eyes have seen the other
    undoes=(DistrictPhrase, PerspectiveConsequence),
)
