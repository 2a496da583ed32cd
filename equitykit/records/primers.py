"""Who has been introduced to a tool: counts of people by role, never who they are."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record

WAYS = ("explained", "together", "student_led")

Count = Annotated[int, Field(ge=0, le=500)]


class PrimerIntroduced(Record):
    """People were introduced to a tool. `subject`: ``introduced/<id>``.

    `tool` is an id of ``content/codes/primers.csv``; `counts` are people by role. `meeting` is
    empty where it was elsewhere, such as in a class.
    """

    kind = "primer_introduced"

    tool: Name
    on: date
    way: Literal[WAYS] = "explained"
    counts: dict[Name, Count] = {}
    meeting: Name = ""
