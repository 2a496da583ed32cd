"""What statements, actions and money of a district take equity to mean. Never what a person is."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

# typology of Allbright and colleagues (facilitation guide §5)
PERSPECTIVES = ("transformative", "democratic_liberal", "liberal", "libertarian")
ROWS = ("goal", "unfairness", "resources", "extra", "process", "outcome")
# an action may act out none of the four
NONE_OF_THEM = "unclear"

Row = Literal[ROWS]
Dollars = Annotated[int, Field(ge=0, le=10**11)]


class DistrictPhrase(Record):
    """A real sentence of a district document, to be sorted. `subject`: ``phrase/<id>``.

    `row` is what it speaks about, `source` where it stands.
    """

    kind = "district_phrase"

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    row: Row
    source: Text = ""

    @property
    def text(self) -> str:
        """The sentence in one of its languages."""
        return self.en or self.es


class PerspectiveDeal(Record):
    """The statements that were dealt. `subject`: ``deal/<id>``; their order is drawn from it.

    `en`, `es` and `rows` by statement: the wording as it was answered, whatever happens to a
    card or phrase later.
    """

    kind = "perspective_deal"

    meeting: Name = ""
    en: dict[Name, Text]
    es: dict[Name, Text]
    rows: dict[Name, Row]


class PerspectiveLabels(Record):
    """The labels of a deal were revealed. `subject`: ``deal/<id>/labels``."""

    kind = "perspective_labels"

    meeting: Name = ""


class DistrictAction(Record):
    """A real action or budget line, and what it acts out. `subject`: ``district_action/<id>``.

    `amount` in dollars for `period`; `row` is what it decides about; `perspective` where the
    team placed it, with its reason.
    """

    kind = "district_action"

    meeting: Name = ""
    text: Text
    what: Literal["action", "budget"]
    amount: Dollars | None = None
    period: Name = ""
    row: Row
    perspective: Literal[(*PERSPECTIVES, NONE_OF_THEM)]
    reason: Text = ""


class PerspectiveConsequence(Record):
    """If we mean this, then who gets more and what changes. `subject`: ``consequence/<which>``.

    `perspective` is one of the four, or ``ours`` for the team's own definition.
    """

    kind = "perspective_consequence"

    meeting: Name = ""
    perspective: Literal[(*PERSPECTIVES, "ours")]
    more: Text = ""
    less: Text = ""
    change: Text = ""
