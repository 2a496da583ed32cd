"""A series of meetings with the same people: what is planned, who came again, how deep it went."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

ROLES = ("student", "family", "teacher", "staff", "leader", "partner")
DEPTHS = ("informed", "looked", "own_part", "changed")
TASK_STATES = ("open", "done", "dropped")

Count = Annotated[int, Field(ge=0, le=500)]


class SeriesPlan(Record):
    """With whom the series is meant to be. `subject`: ``series``.

    `people` says in roles who the same people are, `cover` what frees them for all meetings.
    """

    kind = "series_plan"

    people: Text = ""
    cover: Text = ""


class PlannedMeeting(Record):
    """A meeting of the series that is to come. `subject`: ``planned/<id>``.

    `starter` is the id of the guide's row that it began as, `agenda` one of ours or empty;
    `en` and `es` are what the team calls it, where that differs.
    """

    kind = "planned_meeting"

    starter: Name = ""
    agenda: Name = ""
    en: Text = ""
    es: Text = ""
    on: date | None = None
    starts: time | None = None
    place: Name = ""

    @property
    def text(self) -> str:
        """What the team calls it, in one of its languages; empty where its agenda names it."""
        return self.en or self.es


class BetweenTask(Record):
    """Work between two meetings. `subject`: ``task/<id>``.

    `planned` is the subject of the planned meeting that it follows, `owner` a role.
    """

    kind = "between_task"

    planned: Name
    starter: Name = ""
    en: Text = ""
    es: Text = ""
    owner: Name = ""
    by: date | None = None
    state: Literal[TASK_STATES] = "open"

    @property
    def text(self) -> str:
        """The task in one of its languages."""
        return self.en or self.es


class Attendance(Record):
    """Who came, as counts by role. `subject`: ``meeting/<id>/attendance``.

    `again` are those of `present` who were at the meeting before. Hands are counted openly;
    nobody is named.
    """

    kind = "attendance"

    meeting: Name
    present: dict[Literal[ROLES], Count] = {}
    again: dict[Literal[ROLES], Count] = {}


class DepthSign(Record):
    """How deep a meeting went, by something that could be seen. `subject`: ``meeting/<id>/depth``.

    `level` is one of `DEPTHS`, the shallowest first; `seen` is what showed it.
    """

    kind = "depth_sign"

    meeting: Name
    level: Literal[DEPTHS]
    seen: Text
