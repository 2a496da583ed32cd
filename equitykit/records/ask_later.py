"""What somebody would like to have explained later, chart by chart."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

LONGEST_LINE = 300


class AskLater(Record):
    """A flag on a kind of chart: explain it to me later. `subject`: ``later/<id>``.

    `chart` is one of the examples of ``content/reading.yml``. Who asked is not kept. `answer`
    says what was explained, once it was. Feature S94.
    """

    kind = "ask_later"

    meeting: Name = ""
    chart: Name
    text: Annotated[Text, Field(max_length=LONGEST_LINE)] = ""
    state: Literal["waiting", "answered"] = "waiting"
    answer: Text = ""
