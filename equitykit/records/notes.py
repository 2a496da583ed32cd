"""What a meeting writes down: lines, decisions, promises, and counts of who has spoken."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text


class Line(Record):
    """One line that the team wrote down in a step. `subject`: ``line/<id>``."""

    kind = "line"

    meeting: Name
    step: Name
    text: Text


class Note(Record):
    """A running text of a step. `subject`: ``meeting/<id>/note/<step>``."""

    kind = "note"

    meeting: Name
    step: Name
    text: Text = ""


class Decision(Record):
    """What was decided, why, and about whom. `subject`: ``decision/<id>``.

    `groups` are student-group codes that the decision is about; `absent` says in roles, not
    names, who was not there to object.
    """

    kind = "decision"

    meeting: Name
    text: Text = ""
    reason: Text = ""
    groups: tuple[Name, ...] = ()
    absent: Text = ""


class Promise(Record):
    """What was promised, to whom, by when. `subject`: ``promise/<id>``."""

    kind = "promise"

    meeting: Name
    text: Text = ""
    to: Text = ""
    by: date | None = None
    state: Literal["open", "kept", "late", "released"] = "open"


class MeasureShown(Record):
    """A measure was shown for the first time. `subject`: ``shown/<measure>``."""

    kind = "measure_shown"

    meeting: Name
    measure: Name


class RoleTally(Record):
    """How often each role, never each person, spoke in a step.

    `subject`: ``meeting/<id>/tally/<step>``.
    """

    kind = "role_tally"

    meeting: Name
    step: Name
    counts: dict[Name, Annotated[int, Field(ge=0, le=10_000)]] = {}
