"""What a meeting has put aside with a date, so that it comes back."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text


class Parked(Record):
    """A topic that was put aside until a day. `subject`: ``parked/<id>``.

    It says what the topic is, in words that the whole room may read: never why somebody found
    it hard, and nothing about a person. `meeting` is the one that parked it last, `times` how
    often it was. `state` is ``waiting`` until it was ``taken_up`` or ``let_go``; `came_of` is
    then what came of it, `closed_in` the meeting. Feature S4.
    """

    kind = "parked"

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    back_on: date
    times: Annotated[int, Field(ge=1, le=99)] = 1
    state: Literal["waiting", "taken_up", "let_go"] = "waiting"
    came_of: Text = ""
    closed_in: Name = ""

    @property
    def text(self) -> str:
        """The topic in one of its languages."""
        return self.en or self.es
