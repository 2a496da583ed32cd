"""What stands in the way of coming to an event, and what was done about it."""

from datetime import date, time
from typing import Literal

from equitykit.records.record import Name, Record, Text

STATES = ("there", "fixed", "open")


class EventPlan(Record):
    """Something that people are invited to and that is no meeting of the team, such as a family
    evening. `subject`: ``event/<id>``."""

    kind = "event_plan"

    en: Text = ""
    es: Text = ""
    day: date | None = None
    starts: time | None = None
    place: Text = ""

    @property
    def text(self) -> str:
        """What it is called, in one of the languages."""
        return self.en or self.es


class BarrierCheck(Record):
    """One barrier that was looked at. `subject`: ``meeting/<id>/barrier/<item>``, or
    ``event/<id>/barrier/<item>``.

    `barrier` is an id of ``content/codes/barriers.csv``; empty where the team names its own in `en`
    or `es`. `state`: ``there`` (what is needed is there), ``fixed`` (it was in the way), ``open``
    (it still is); empty means that nobody has looked. `owner` is a role, never a name.
    """

    kind = "barrier_check"

    event: Name
    barrier: Name = ""
    en: Text = ""
    es: Text = ""
    state: Literal[(*STATES, "")] = ""
    fix: Text = ""
    owner: Name = ""
    by: date | None = None
