"""What a team wrote when it read its work against the four principles."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text
from equitykit.records.strategies import PRINCIPLES
from equitykit.records.team import Stage


class PrincipleCheck(Record):
    """One principle, read at the end of a stage. `subject`: ``principle/<stage>/<principle>``.

    `found` is how many entries of the record answered then, `shown` their subjects; `note` is
    what the team says to it. A check is no tick: without entries it says that there are none.
    """

    kind = "principle_check"

    meeting: Name = ""
    stage: Stage
    principle: Literal[PRINCIPLES]
    on: date
    found: Annotated[int, Field(ge=0, le=100_000)] = 0
    shown: tuple[Name, ...] = ()
    note: Text = ""

    @property
    def text(self) -> str:
        """The note."""
        return self.note
