"""What a team could watch besides tests, who proposed it, and whether it was adopted."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.inventory import CADENCES
from equitykit.records.record import Name, Record, Text

TYPES = ("outcome", "process", "experience", "balancing", "deep")


class Indicator(Record):
    """Something that the team could watch. `subject`: ``indicator/<id>``.

    `en` and `es` say what, `how` how it is counted; `minutes` is what collecting it costs each
    time, `collector` and `proposed_by` are roles. `by_group` says whether it is split by student
    group, `community_made` whether people outside the staff thought it up. `verdict` is empty
    until the team has decided, `why` its reason. `starter` is the id in our bank, if it is from
    there. Feature S42.
    """

    kind = "indicator"

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    how: Text = ""
    type: Literal[TYPES]
    cadence: Literal[CADENCES] = "unknown"
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 0
    collector: Name = ""
    by_group: bool = False
    proposed_by: Name
    community_made: bool = False
    starter: Name = ""
    verdict: Literal["", "adopted", "not"] = ""
    why: Text = ""

    @property
    def text(self) -> str:
        """What is watched, in one of its languages."""
        return self.en or self.es
