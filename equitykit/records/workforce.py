"""Who works here, in counts by level of the work, and who stays."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

LEVELS = ("decide", "lead_school", "teach", "care", "run")
STEPS = ("applied", "interviewed", "offered", "hired", "stayed")

Count = Annotated[int, Field(ge=0, le=100_000)]


class StaffCounts(Record):
    """How many of each group work at a level in a school year. `subject`: ``staff/<year>/<level>``.

    Only what may be seen is stored: `shown` are counts by group code, `hidden` the codes whose
    count is below the `floor` or would give such a count away, `total` all people of the level,
    missing where they are fewer than the floor themselves. Feature S20.
    """

    kind = "staff_counts"

    meeting: Name = ""
    year: Name
    level: Literal[LEVELS]
    shown: dict[Name, Count] = {}
    hidden: tuple[Name, ...] = ()
    total: Count | None = None
    floor: Annotated[int, Field(ge=2, le=1000)]
    source: Text = ""


class StaffFunnel(Record):
    """How many are still there after a step from applying to staying. `subject`:
    ``staff/<year>/step/<step>``.

    `shown`, `hidden`, `total` and `floor` as in `StaffCounts`.
    """

    kind = "staff_funnel"

    meeting: Name = ""
    year: Name
    step: Literal[STEPS]
    shown: dict[Name, Count] = {}
    hidden: tuple[Name, ...] = ()
    total: Count | None = None
    floor: Annotated[int, Field(ge=2, le=1000)]


class HiringStep(Record):
    """A step of the map of how people come to work here and stay. `subject`: ``staff/map/<step>``.

    `done` says what the district does there, `decides` who decides, in roles and never names,
    `turns_away` which rule, habit or message of the district may turn people away. Feature S20.
    """

    kind = "hiring_step"

    meeting: Name = ""
    step: Literal[STEPS]
    done: Text = ""
    decides: Text = ""
    turns_away: Text = ""
