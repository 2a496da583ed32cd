"""Which items a team asks in its safety pulse."""

from typing import Literal

from pydantic import Field

from equitykit.records.record import Record

# asked each time, and those of which a team chooses (facilitation guide §25)
FIRST = "p1"
FURTHER = ("p2", "p3", "p4", "p5")
USUAL = ("p2", "p3")


class PulseItems(Record):
    """What is asked besides the first item: two to four more. `subject`: ``pulse/items``."""

    kind = "pulse_items"

    items: tuple[Literal[FURTHER], ...] = Field(USUAL, min_length=2, max_length=4)
