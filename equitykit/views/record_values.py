"""Records in words: what each kind, attribute and value is called by people who read.

Everything comes from ``content/record.yml`` by kind and attribute, so that a new kind of
record needs words and nothing else; what has no words is shown by the name it came with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from equitykit.content.texts import Words, load_texts
from equitykit.records.record import FromLater, Record
from equitykit.records.rounds import Round

# Attributes that hold ids of our content, and what such an id is called.
NAMED_BY_CONTENT = {
    "stage": "arc.{}.name",
    "step": "steps.{}.name",
    "dropped": "steps.{}.name",
    "shortened": "steps.{}.name",
    "agenda": "agendas.{}.name",
    "trigger": "pauses.{}.name",
    "prompt": "prompts.{}.text",
    "focus": "record.pause_focus.{}",
    "groups": "groups.{}.name",
    "code": "groups.{}.name",
    "codes": "groups.{}.name",
    "groups_involved": "groups.{}.name",
    "groups_without_part": "groups.{}.name",
    "ground": "strategies.ground.{}",
    "conditions": "strategies.ground.{}",
    "capacities": "strategies.ground.{}",
    "principle": "strategies.principle.{}",
    "tool": "primers.{}.name",
    "card": "shelf.{}.name",
    "barriers": "barriers.item.{}",
    "barrier": "barriers.item.{}",
    "measure": "measures.{}.name",
    "dimension": "dimensions.{}.name",
    "yardstick": "yardsticks.{}.name",
    "second": "yardsticks.{}.name",
    "flips": "groups.{}.name",
    "hidden": "groups.{}.name",
    "chart": "reading.{}.name",
    "shown": "groups.{}.name",
    "starter": "indicators.starter_{}.name",
    "group": "groups.{}.name",
    "roles": "meeting_roles.{}.name",
    "room": "room_checks.{}.line",
    "instrument": "{}.section.title",
    "minutes": "steps.{}.name",
}
# What the place on the page says already, or the links beside the table.
SAID_ELSEWHERE = (
    "meeting", "step", "changes", "agenda_item", "reverses", "closed_in",
    "planned", "round_answered", "touched", "touches", "event", "voice_of", "keeps", "rests_on",
    "speaks_to",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An attribute of a record: its label, and its value in one line or several."""

    label: str
    lines: tuple[str, ...]


def kind_label(kind: str, words: Words) -> str:
    """What a kind of record is called."""
    known = known_text(f"record.kind_{kind}.name", words)
    return known or words("record.kind_from_later.name", kind=kind)


def record_rows(record: Record, words: Words) -> list[Row]:
    """The attributes that say something, in the order of the record."""
    if isinstance(record, FromLater):
        kind, values = record.named, record.body
    else:
        kind, values = (
            record.kind,
            {name: getattr(record, name) for name in type(record).model_fields},
        )
    if isinstance(record, Round):
        values = _as_asked(record, values, words)
    return [
        Row(_attribute_label(kind, name, words), lines)
        for name, value in values.items()
        if name not in SAID_ELSEWHERE and (lines := _lines(kind, name, value, words))
    ]


def _as_asked(done: Round, values: dict, words: Words) -> dict:
    """The values of a round, with questions and answers as they were asked instead of their ids."""
    asked = {
        id: each.get(words.language) or next(iter(each.values()), id)
        for id, each in done.wording.items()
    }
    order = {id: place for place, id in enumerate((*done.order, *done.scale))}

    def told(value):
        if not isinstance(value, Mapping):
            return value
        keys = sorted(value, key=lambda id: order.get(id, 0))
        return {
            asked.get(id) or known_text(f"rounds.role.{id}", words) or id: told(value[id])
            for id in keys
        }

    return {
        name: told(value)
        for name, value in values.items()
        if name not in ("order", "scale", "wording")
    }


def _attribute_label(kind: str, name: str, words: Words) -> str:
    return known_text(f"record.{kind}.{name}", words) or name


def _lines(kind: str, name: str, value: object, words: Words) -> tuple[str, ...]:
    """A value as lines of text; none for what was left empty."""
    if value is None or value == "" or value is False:
        return ()
    if isinstance(value, Mapping):
        return tuple(
            words(
                "record.value.pair",
                key=_one(kind, name, key, words),
                value=", ".join(_lines(kind, "", part, words)),
            )
            for key, part in value.items()
        )
    if isinstance(value, list | tuple):
        return tuple(line for part in value for line in _lines(kind, name, part, words))
    return (_one(kind, name, value, words),)


def _one(kind: str, name: str, value: object, words: Words) -> str:
    if value is True:
        return words("record.value.yes")
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        return words.number(value, decimals=0 if float(value).is_integer() else 2)
    text = str(value)
    by_content = NAMED_BY_CONTENT.get(name, "").format(text)
    return (
        known_text(f"record.{kind}_{name}.{text}", words) or known_text(by_content, words) or text
    )


def known_text(id: str, words: Words) -> str:
    """The text of a sentence id if there is one; what people wrote may look like an id."""
    return words(id) if id in words.terms or id in load_texts() else ""
