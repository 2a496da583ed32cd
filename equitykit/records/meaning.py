"""What a team means by equity: its definition, who could live with it, what still differs."""

from typing import Literal

from equitykit.records.consent import Consent
from equitykit.records.record import Name, Record, Text

# four everyday meanings of equity, as in features.md S31
MEANINGS = ("needs", "gaps", "not_equality", "systemic")

Meaning = Literal[MEANINGS]


class Definition(Record):
    """The working definition as it is being written. `subject`: ``definition``.

    `en` and `es` say the same, one of them may be missing; `meanings` are tags of the team.
    """

    kind = "definition"

    en: Text = ""
    es: Text = ""
    meanings: tuple[Meaning, ...] = ()

    @property
    def text(self) -> str:
        """The definition in one of its languages."""
        return self.en or self.es


class DefinitionConsent(Consent):
    """How many could live with the definition as it stood. `subject`: ``definition/consent``."""

    kind = "definition_consent"


class DefinitionDifference(Record):
    """A view that differs and stays beside the definition. `subject`: ``difference/<id>``.

    It stands only with the consent of those who hold it. `state` becomes ``settled`` when the
    team says `how`; it stays readable then.
    """

    kind = "definition_difference"

    meeting: Name = ""
    text: Text
    state: Literal["stands", "settled"] = "stands"
    how: Text = ""


class OfficialDefinition(Record):
    """The district's own definition and its gaps to the team's. `subject`: ``definition/official``.

    `none_found` says that somebody looked and there is none. `only_ours` and `only_theirs` are
    what one of the two says and the other does not.
    """

    kind = "official_definition"

    en: Text = ""
    es: Text = ""
    source: Text = ""
    none_found: bool = False
    only_ours: Text = ""
    only_theirs: Text = ""

    @property
    def text(self) -> str:
        """The definition in one of its languages."""
        return self.en or self.es


class DraftMeanings(Record):
    """Which everyday meanings the team reads in one draft. `subject`: ``meaning/<round>/<n>``.

    `text` is the draft as it was released: nobody knows whose it is.
    """

    kind = "draft_meanings"

    meeting: Name = ""
    text: Text
    meanings: tuple[Meaning, ...] = ()
