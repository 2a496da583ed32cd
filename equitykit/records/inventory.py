"""What a team wants to know, which data there are about it, and what is missing."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

CADENCES = ("daily", "weekly", "monthly", "term", "yearly", "once", "unknown")
QUALITIES = ("good", "usable", "doubtful", "unknown")
PRIVACY = ("open", "aggregate", "not_permitted")
WANTS = ("missing", "late", "wrong", "not_split", "unreadable", "elsewhere")


class DataQuestion(Record):
    """A question that data should answer, written before any data. `subject`:
    ``data_question/<id>``. Feature S35."""

    kind = "data_question"

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    asked_by: Name = ""

    @property
    def text(self) -> str:
        """The question in one of its languages."""
        return self.en or self.es


class DataSet(Record):
    """A data set that speaks to a question. `subject`: ``data_set/<id>``.

    `speaks_to` is the subject of the question. `as_of` is the day up to which it counts; how old
    it is, is worked out and never stored. `missing_share` is a percentage of those who should be
    in it, `missing_who` who they are. `privacy` says who may see it: anybody, this team as
    counts, nobody here. `measure` is the id of a measure that we have figures of, if it is one.
    Features S35, S43.
    """

    kind = "data_set"

    meeting: Name = ""
    speaks_to: Name
    name: Text
    owner: Name = ""
    split_by: Text = ""
    as_of: date | None = None
    cadence: Literal[CADENCES] = "unknown"
    quality: Literal[QUALITIES] = "unknown"
    quality_note: Text = ""
    missing_who: Text = ""
    missing_share: Annotated[float, Field(ge=0, le=100)] | None = None
    access: Text = ""
    privacy: Literal[PRIVACY]
    measure: Name = ""

    @property
    def text(self) -> str:
        """What it is called."""
        return self.name


class DataGap(Record):
    """What is missing, wrong, late or unreadable, and who gets it. `subject`: ``data_gap/<id>``.

    `owner` is a role; `asked` whom they ask. A gap is closed on a day, with what came of it.
    """

    kind = "data_gap"

    meeting: Name = ""
    speaks_to: Name
    wants: Literal[WANTS]
    text: Text
    owner: Name
    asked: Name = ""
    by: date
    closed_on: date | None = None
    came_of: Text = ""


class TestWindow(Record):
    """In how many weeks a test should show something. `subject`: ``inventory/window``."""

    __test__ = False  # no test, whatever its name says to pytest
    kind = "test_window"

    weeks: Annotated[int, Field(ge=1, le=104)]
