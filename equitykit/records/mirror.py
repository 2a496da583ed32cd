"""The only thing of quiet minutes that a record can hold: a line that somebody gave away."""

from typing import Annotated

from pydantic import Field

from equitykit.records.record import Name, Record, Text

LONGEST_LINE = 200


class GivenLine(Record):
    """One line that somebody chose to give to the group, without a name. `subject`:
    ``given/<id>``. Feature S24."""

    kind = "given_line"

    meeting: Name = ""
    text: Annotated[Text, Field(max_length=LONGEST_LINE)]
