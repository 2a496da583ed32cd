"""What is open and what is not: agenda items, what the room said to them, who can decide what."""

from datetime import date
from typing import Literal

from equitykit.records.record import Name, Record, Text

MARKS = ("open", "bounded", "decided")
LEVELS = ("site", "district", "county", "state", "federal")
DECIDERS = ("team", *LEVELS)


class AgendaItem(Record):
    """Something that a meeting talks about. `subject`: ``item/<id>``.

    `mark` says before the talk what is still to be decided: all of it (``open``), what lies
    within `limits_en`, `limits_es` (``bounded``), nothing (``decided``). `level` is where it is
    decided, `decider` the role or seat that does. Facilitation guide §4.
    """

    kind = "agenda_item"

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    mark: Literal[(*MARKS, "")] = ""
    limits_en: Text = ""
    limits_es: Text = ""
    level: Literal[(*DECIDERS, "")] = ""
    decider: Text = ""

    @property
    def text(self) -> str:
        """The item in one of its languages."""
        return self.en or self.es


class ItemInput(Record):
    """What the room said to an item, before it was decided. `subject`: ``input/<id>``.

    `agenda_item` is the subject of the item, `about` what it was called then. Never who said it.
    """

    kind = "item_input"

    meeting: Name = ""
    agenda_item: Name
    about: Text = ""
    text: Text


class WhoDecides(Record):
    """What is decided at a level, and with which money. `subject`: ``who_decides/<level>``.

    `checked` is the day on which somebody last asked whether this is still so, `checked_by`
    their role. Plain words: families read this (feature S11).
    """

    kind = "who_decides"

    level: Literal[LEVELS]
    en: Text = ""
    es: Text = ""
    money_en: Text = ""
    money_es: Text = ""
    checked: date | None = None
    checked_by: Text = ""

    @property
    def text(self) -> str:
        """What is decided there, in one of its languages."""
        return self.en or self.es
