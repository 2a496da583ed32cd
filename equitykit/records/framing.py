"""The words that a team has chosen for its gaps, and whether its work names race on purpose."""

from datetime import date
from typing import Literal

from equitykit.records.record import Name, Record, Text

GAP_WORDS = ("opportunity", "experience", "outcome")
FRAMINGS = ("conscious", "neutral", "undecided")


class GapWord(Record):
    """What the team calls a gap, and why. `subject`: ``gap_word``; a change is a new version.

    `en` and `es` are the team's own word, where `word` is ``own``; ours are content.
    """

    kind = "gap_word"

    meeting: Name = ""
    word: Literal[(*GAP_WORDS, "own")]
    en: Name = ""
    es: Name = ""
    reason: Text = ""
    decided: date | None = None

    @property
    def text(self) -> str:
        """The team's own word in one of its languages."""
        return self.en or self.es


class Framing(Record):
    """Whether aim and causes name race, on purpose. `subject`: ``framing``.

    `contact` is the role or office that knows the local law and policy, never a name; `rule`
    what that office has pointed to. A change is a new version with its own reason.
    """

    kind = "framing"

    meeting: Name = ""
    choice: Literal[FRAMINGS]
    reason: Text = ""
    decided: date | None = None
    contact: Name = ""
    rule: Text = ""
    sponsor_asked: bool = False
