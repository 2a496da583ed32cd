"""Where need is larger: columns that a team chose, with weights that everybody can see."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

MOST_WEIGHT = 10
DIRECTIONS = ("more", "less")

Value = Annotated[float, Field(ge=-1e9, le=1e9)]


class NeedColumn(Record):
    """A condition that says something of need in a place. `subject`: ``need/column/<id>``.

    `direction`: a larger value means ``more`` need, or ``less``. `weight` is 0 to 10, `set_by`
    the roles that set it, `source` where its values come from. `measure` is the measure whose
    published figures of schools they are, if they are. Feature S48.
    """

    kind = "need_column"

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    direction: Literal[DIRECTIONS]
    weight: Annotated[int, Field(ge=0, le=MOST_WEIGHT)]
    set_by: Name
    source: Text = ""
    measure: Name = ""

    @property
    def text(self) -> str:
        """The condition in one of its languages."""
        return self.en or self.es


class NeedPlace(Record):
    """A school or neighborhood with its values, never a student. `subject`: ``need/place/<id>``.

    `values` are by the text of the column; `resource` is what the place gets, in the unit that
    the team wrote down.
    """

    kind = "need_place"

    meeting: Name = ""
    name: Name
    values: dict[Name, Value] = {}
    resource: Value | None = None


class NeedResource(Record):
    """What is meant by the resource of a place, such as dollars for each student. `subject`:
    ``need/resource``."""

    kind = "need_resource"

    en: Text = ""
    es: Text = ""

    @property
    def text(self) -> str:
        """The resource in one of its languages."""
        return self.en or self.es
