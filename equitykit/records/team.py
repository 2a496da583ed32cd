"""The team and its meetings. Roles and counts, never names of people."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

STAGES = (
    "prepare", "open", "define", "data", "listen", "causes",
    "aim", "plan", "do", "study", "act", "carry",
)  # fmt: skip

Stage = Literal[STAGES]


class Team(Record):
    """A team of one district. `subject`: ``team``."""

    kind = "team"

    name: Name
    district: Annotated[str, Field(pattern=r"^\d{14}$")]


class StageReached(Record):
    """Where in the arc the team stands. `subject`: ``stage``; going back is one more entry."""

    kind = "stage_reached"

    stage: Stage


class SupportCard(Record):
    """Whom people can turn to when a meeting stirs something up. `subject`: ``support``."""

    kind = "support_card"

    text: Text = ""


class Meeting(Record):
    """A meeting that is planned or held. `subject`: ``meeting/<id>``.

    `agenda` is an id of ``content/codes/agendas.csv``; `minutes` differ from the agenda's own
    only where somebody set them. `people` is a count; `roles` say by seat or job, not by name,
    who carries a role of the meeting. `people_beyond_staff`: students or families are there.
    """

    kind = "meeting"

    agenda: Name
    on: date
    starts: time | None = None
    people: Annotated[int, Field(ge=0, le=500)] | None = None
    people_beyond_staff: bool = True
    interpreted: bool = False
    roles: dict[Name, Name] = {}


class MeetingEnded(Record):
    """How a meeting really went. `subject`: ``meeting/<id>/end``.

    `minutes` worked by step id; `dropped` and `shortened` are step ids.
    """

    kind = "meeting_ended"

    meeting: Name
    minutes: dict[Name, Annotated[int, Field(ge=0, le=1440)]] = {}
    dropped: tuple[Name, ...] = ()
    shortened: tuple[Name, ...] = ()


class NextMeeting(Record):
    """When the team meets again. `subject`: ``meeting/<id>/next``."""

    kind = "next_meeting"

    meeting: Name
    on: date | None = None
    starts: time | None = None
    place: Name = ""
