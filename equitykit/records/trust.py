"""How a team builds trust on purpose: what it asked to connect, what its feedback changed."""

from typing import Literal

from equitykit.records.record import Name, Record, Text

DID = ("changed", "later", "not_changed")


class ConnectionAsked(Record):
    """The question with which a meeting began. `subject`: ``meeting/<id>/connection``.

    `prompt` is the id of ours, empty for one of the team's own. Answers are never kept.
    """

    kind = "connection_asked"

    meeting: Name
    prompt: Name = ""
    en: Text = ""
    es: Text = ""

    @property
    def text(self) -> str:
        """The question in one of its languages."""
        return self.en or self.es


class FeedbackAnswer(Record):
    """What came of last time's feedback. `subject`: ``feedback/<id>``.

    `heard` is what was said, in the facilitator's words; `en` and `es` are what changed, or why
    nothing does. `meeting` is where it was answered, `round_answered` the subject of
    the round whose feedback it was.
    """

    kind = "feedback_answer"

    meeting: Name = ""
    round_answered: Name = ""
    heard: Text = ""
    did: Literal[DID] = "changed"
    en: Text = ""
    es: Text = ""

    @property
    def text(self) -> str:
        """What was done, in one of its languages."""
        return self.en or self.es
