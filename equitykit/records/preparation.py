"""How far the preparation of a meeting has come: what is settled, and that it was rehearsed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record

BRIEF = ("aim", "hard", "blank", "step_out", "power", "danger", "drop", "own")
PRINTED = ("run_sheet", "twins", "slips", "support", "stick")


class MeetingReady(Record):
    """What the facilitators have settled before a meeting. `subject`: ``meeting/<id>/ready``.

    `brief` are points that were talked through with the co-facilitator, `room` ids of
    ``content/codes/room_checks.csv``, `printed` what is on paper. `rehearsed` is the day of the
    dry run on practice data. What facilitators think afterwards is nowhere: the debrief is
    theirs, and only the list for next time, a note of the meeting, is kept.
    """

    kind = "meeting_ready"

    meeting: Name
    brief: tuple[Literal[BRIEF], ...] = ()
    room: tuple[Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")], ...] = ()
    printed: tuple[Literal[PRINTED], ...] = ()
    rehearsed: date | None = None
