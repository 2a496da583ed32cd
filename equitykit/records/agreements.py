"""How a team agreed to talk: its lines, who could live with them, and how they were kept."""

from typing import Literal

from equitykit.records.consent import Consent
from equitykit.records.record import Name, Record, Text

ABOUT = ("seeing", "power", "language", "confidence", "repair", "more")
KEPT = ("kept", "slipped", "change")


class Agreement(Record):
    """A line of the agreements: what can be seen or heard. `subject`: ``agreement/<id>``.

    `en` and `es` are the same line in both languages, one of them may be missing. `about` says
    what it guards; `starter` is the id of the starter that it began as, if any.
    """

    kind = "agreement"

    en: Text = ""
    es: Text = ""
    about: Literal[(*ABOUT, "")] = ""
    starter: Name = ""

    @property
    def text(self) -> str:
        """The line in one of its languages."""
        return self.en or self.es


class AgreementConsent(Consent):
    """How many could live with a line as it stood. `subject`: ``agreement/<id>/consent``."""

    kind = "agreement_consent"


class AgreementKept(Record):
    """How a line was kept in a meeting. `subject`: ``meeting/<id>/agreement/<agreement>``."""

    kind = "agreement_kept"

    meeting: Name
    line: Text
    how: Literal[KEPT]


class AgreementLimits(Record):
    """What we do when an agreement is broken, and where confidence ends. `subject`:
    ``agreements/limits``."""

    kind = "agreement_limits"

    when_broken: Text = ""
    confidence_ends: Text = ""
