"""S22: can people here question things without harm? Asked at the start and at the end."""

from equitykit.errors import EquitykitError
from equitykit.records.pulse import FIRST, FURTHER, USUAL, PulseItems
from equitykit.reviews.pulse import SCALE, UNKNOWN, alerts, uneasy
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.practices import Form, Input, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.round_state import collected
from equitykit.workbook.practices.round_told import title_of
from equitykit.workbook.practices.rounds import (
    kept_screen,
    released_rounds,
    round_actions,
    round_paper,
    round_parts,
    round_screen,
    round_told,
)

ITEMS = "pulse/items"
ANSWERS = (*SCALE, UNKNOWN)
# what is at hand when it drops, in the order in which it helps
HELPS = ("stop", "ask", "shield", "later")


def words_of(id, languages):
    kind = "answer" if id in ANSWERS else "item"
    return said(f"pulse.{kind}.{id}", languages)


def asked_with(items) -> Instrument:
    """The pulse with `items` besides the first one."""
    scales = tuple(
        Question(id, "scale", ANSWERS) for id in (FIRST, *FURTHER) if id in (FIRST, *items)
    )
    return Instrument("pulse", (*scales, Question("more", "text")), moments=("start", "end"))


def chosen(standing) -> tuple[str, ...]:
    """What the team asks besides the first item."""
    record = standing.record(ITEMS)
    return record.items if isinstance(record, PulseItems) else USUAL


def desk(page, moment) -> PracticeDesk:
    words, items = page.words, chosen(moment.standing)
    rounds = _told_rounds(moment.standing)
    parts = round_parts(page, moment, asked_with(items), words_of=words_of)
    return PracticeDesk(
        id="pulse",
        title=words("pulse.section.title"),
        instruction=words("pulse.section.about"),
        parts=(*_alert(rounds, words), *parts, *_trend(rounds, words), _items(items, words)),
    )


def _told_rounds(standing) -> list:
    return [done for _, done in released_rounds(standing, "pulse") if done.counts]


def _alert(rounds, words):
    found = alerts(rounds)
    if not found:
        return
    warnings = []
    for each in found:
        before = each.before
        more = {"low_before": before.low, "known_before": before.known} if before else {}
        item = words(f"pulse.item.{each.item}")
        warnings.append(
            words(
                f"pulse.alert.{each.why}", item=item, low=each.now.low, known=each.now.known, **more
            )
        )
    yield Part(
        words("pulse.alert.title"),
        warnings=tuple(warnings),
        lines=tuple(words(f"pulse.alert.{each}") for each in HELPS),
        private=True,
    )


def _trend(rounds, words):
    """Item by item over the meetings, in people; nothing is added up to one number."""
    if len(rounds) < 2:
        return
    items = [id for id in (FIRST, *FURTHER) if any(id in done.counts for done in rounds)]
    rows = tuple(
        (words(f"pulse.item.{id}"), *(_cell(uneasy(done, id), words) for done in rounds))
        for id in items
    )
    head = (words("rounds.done.statement"), *(title_of(done, words) for done in rounds))
    title = words("pulse.trend.title")
    yield Part(title, hint=words("pulse.trend.hint"), table=Table(title, head, rows))


def _cell(side, words) -> str:
    return words("pulse.trend.cell", low=side.low, known=side.known) if side else "–"


def _items(items, words) -> Part:
    label = words("pulse.items.choose", first=words(f"pulse.item.{FIRST}"))
    return Part(
        words("pulse.items.title"),
        hint=words("pulse.items.hint"),
        forms=(
            Form(
                "pulse-items", "pulse.items",
                tuple(
                    Input(id, words(f"pulse.item.{id}"), "check", value="true" * (id in items))
                    for id in FURTHER
                ),
                words("pulse.items.save"), name=label,
            ),
        ),
        folded=True,
    )  # fmt: skip


def keep_items(page, moment, values: dict) -> None:
    """Choose what is asked besides the first item.

    Raises
    ------
    EquitykitError
        ``pulse_open`` while answers are collected, ``pulse_items_number``
    """
    items = tuple(id for id in FURTHER if values.get(id) == "true")
    if collected(page, asked_with(())).open:
        raise EquitykitError("pulse_open")
    if not 2 <= len(items) <= 4:
        raise EquitykitError("pulse_items_number", count=len(items) + 1)
    page.team.write(ITEMS, PulseItems(items=items), id=values["id"])


def _round_action(name: str):
    """An action of the round, with the items that are asked then."""

    def act(page, moment, values: dict) -> None:
        instrument = asked_with(chosen(moment.standing))
        round_actions(instrument, words_of=words_of)[name](page, moment, values)

    return act


def told(account) -> tuple[Part, ...]:
    instrument = asked_with(chosen(account.standing))
    parts = round_told(account, instrument, words_of=words_of)
    return (*parts, *_trend(_told_rounds(account.standing), account.words)) if parts else ()


def paper(book, words) -> tuple[Part, ...]:
    return round_paper(asked_with(USUAL), words, words_of=words_of)


ALL = asked_with(FURTHER)
PRACTICE = Practice(
    id="pulse",
    desk=desk,
    told=told,
    paper=paper,
    screens={"spread": round_screen(ALL, words_of=words_of), "kept": kept_screen(ALL)},
    actions={
        "items": keep_items,
        **{name: _round_action(name) for name in round_actions(ALL, words_of=words_of)},
    },
    undoes=(PulseItems,),
)
