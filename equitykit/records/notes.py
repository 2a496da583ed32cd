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
    names, who was not there to object. `on` is the day on which it was entered in the register:
    from then on it is changed by nobody, only taken back by another decision that `reverses` it.

    Attributes
    ----------
    agenda_item
        Subject of the agenda item that it answers, if one does.
    options
        What could have been chosen, one in each line.
    decided_by
        In roles or seats, not names.
    votes
        Counts of people; only where it was a vote.
    present
        Counts of people in the room by role.
    groups_involved
        Those of `groups` from which people had a part in shaping it, as the team says.
    groups_without_part
        Those of `groups` that had no such part when it was entered (guide §4: level below 3).
    takes_back
        What the reversed decision said, for whoever reads this one alone.
    """

    kind = "decision"

    meeting: Name
    text: Text = ""
    reason: Text = ""
    groups: tuple[Name, ...] = ()
    absent: Text = ""
    agenda_item: Name = ""
    question: Text = ""
    options: Text = ""
    decided_by: Text = ""
    how: Literal["", "consensus", "vote", "sponsor"] = ""
    votes: dict[Literal["for", "against", "abstained"], Annotated[int, Field(ge=0, le=500)]] = {}
    present: dict[Name, Annotated[int, Field(ge=0, le=500)]] = {}
    groups_involved: tuple[Name, ...] = ()
    groups_without_part: tuple[Name, ...] = ()
    would_reopen: Text = ""
    reopen_on: date | None = None
    reverses: Name = ""
    takes_back: Text = ""
    on: date | None = None


class Promise(Record):
    """What was promised, to whom, by when. `subject`: ``promise/<id>``.

    `state` is what somebody has said; that an open promise is late after its day is a rule
    (``reviews/promises.py``). `why` says what came of it and who was told, `closed_in` in which
    meeting that was said.
    """

    kind = "promise"

    meeting: Name
    text: Text = ""
    to: Text = ""
    by: date | None = None
    state: Literal["open", "kept", "late", "broken", "released"] = "open"
    why: Text = ""
    closed_in: Name = ""


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
