"""Questions of the team's own, for the equity pauses of its later meetings."""

from typing import Literal

from equitykit.records.record import Name, Record, Text
from equitykit.records.team import Stage

FOCUSES = ("team", "assumption", "voice", "power", "burden", "harm")


class PauseQuestion(Record):
    """A question that the team wants to be stopped by. `subject`: ``question/<id>``. Feature S62.

    `en` and `es` are the same question, one of them may be missing. `focus` is what it looks
    at, `stage` where in the arc it is asked, `offered_by` a role or group, never a person.
    """

    kind = "pause_question"

    en: Text = ""
    es: Text = ""
    focus: Literal[FOCUSES] = "voice"
    stage: Stage = "define"
    offered_by: Name = ""

    @property
    def text(self) -> str:
        """The question in one of its languages."""
        return self.en or self.es
