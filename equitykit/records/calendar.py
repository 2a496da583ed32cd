"""The team's calendar: what it plans with hours and money, breaks of the school year, and how
much time and money there is."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

PLANNED = ("meeting", "test", "data", "listening", "work", "due")
ROLES = ("student", "family", "teacher", "staff", "leader", "partner")
MOST_HOURS = 2000
MOST_MONEY = 10_000_000

Hours = Annotated[float, Field(ge=0, le=MOST_HOURS)]
Money = Annotated[float, Field(ge=0, le=MOST_MONEY)]


class CalendarItem(Record):
    """Something that is planned. `subject`: ``calendar/<id>``.

    `what` is a meeting, a test window, a data pull, listening to people, work in between, or a
    date by which something is due. `until` is the last day, where it takes several; `minutes`
    how long it takes on one day. `hours` are hours of people, added up by role group; `money`
    is in dollars. A date that moves is a new version of the item, with the reason.
    """

    kind = "calendar_item"

    text: Text = ""
    what: Literal[PLANNED] = "meeting"
    on: date
    until: date | None = None
    starts: time | None = None
    minutes: Annotated[int, Field(ge=5, le=1440)] | None = None
    hours: dict[Literal[ROLES], Hours] = {}
    money: Money | None = None
    done: bool = False


class SchoolBreak(Record):
    """Days without school, first and last included. `subject`: ``school_break/<id>``."""

    kind = "school_break"

    text: Text = ""
    on: date
    until: date


class CalendarMeans(Record):
    """The hours and the money that there are. `subject`: ``calendar/means``.

    `hours` by role group and `money` in dollars are for the time from `begins` to `ends`; an
    open end is no limit. `rests_on` is the commitment (``commitment/<id>``) that gives them.
    """

    kind = "calendar_means"

    hours: dict[Literal[ROLES], Hours] = {}
    money: Money | None = None
    rests_on: Name = ""
    begins: date | None = None
    ends: date | None = None
