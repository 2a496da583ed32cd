"""Which records show that everybody in the room was asked, and at which stage."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class VoiceSource:
    """A kind of record that shows a level of taking part for all who were in its meeting.

    `stage` is empty where it is that of the meeting.
    """

    kind: str
    stage: str
    level: int


@cache
def load_voice_sources() -> dict[str, VoiceSource]:
    """Sources by kind of record; whoever adds a kind in which a room is asked adds a row."""
    return {
        row["kind"]: VoiceSource(row["kind"], row["stage"], int(row["level"]))
        for row in code_rows("voice_sources")
    }
