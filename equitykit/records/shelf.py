"""Examples from other places that a team looked at, and what it made of them."""

from datetime import date
from typing import Literal

from equitykit.records.record import Name, Record, Text

# conditions of an organization, then capacities of people (facilitation guide §6)
CONDITIONS = (
    "leadership", "whole_system", "trust", "shared_power", "people", "learning", "resources",
    "data", "learning_culture", "continuity",
)  # fmt: skip
CAPACITIES = ("history", "mirror", "conversation", "facilitation", "partnership", "method")
OUTCOMES = ("adopted", "adapted", "not")


class ShelfNeed(Record):
    """What the team wants an example for. `subject`: ``shelf/need``."""

    kind = "shelf_need"

    topic: Literal[(*CONDITIONS, *CAPACITIES, "")] = ""


class ShelfCard(Record):
    """An example that was put on the table. `subject`: ``shelf/<id>``.

    `card` is an id of ``content/codes/shelf.csv``. `needs`: what it would need here;
    `adaptation`: how it is changed for this place; `outcome` is empty until the team answered.
    """

    kind = "shelf_card"

    card: Name
    on: date
    needs: Text = ""
    adaptation: Text = ""
    outcome: Literal[(*OUTCOMES, "")] = ""
    reason: Text = ""
    meeting: Name = ""
