"""Who read a draft for families before it went out, and what was changed on their account."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

READ_IN = ("en", "es", "translated")
MOST_READERS = 500


class DraftRead(Record):
    """A draft for families was read. `subject`: ``draft_read/<id>``.

    `draft` says which one, `read_in` the language in which it was read, ``translated`` for one
    that the district made of it. `readers` are roles, never names, and `people` how many they
    were. What was `unclear` to them may be nothing; what was `changed` may be still to come.
    Feature S44.
    """

    kind = "draft_read"

    meeting: Name = ""
    draft: Name
    read_in: Literal[READ_IN]
    readers: Name
    people: Annotated[int, Field(ge=1, le=MOST_READERS)]
    read_on: date
    unclear: Text = ""
    changed: Text = ""
