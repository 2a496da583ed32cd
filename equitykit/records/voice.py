"""Which part people had in the work: what is written by hand beside what the record shows."""

from typing import Annotated

from pydantic import Field

from equitykit.records.record import Name, Record, Text
from equitykit.records.team import Stage

LEVELS = (0, 1, 2, 3, 4, 5)
"""Not involved, informed, asked, shaped, decided, led (facilitation guide §4)."""


class VoiceEntry(Record):
    """A part that a group had in a stage. `subject`: ``voice/<id>``.

    `voice_of` is the subject of those touched, or a student-group code; `en` and `es` are what
    they were called then. `source` says what shows it: without a source there is no entry.
    """

    kind = "voice_entry"

    meeting: Name = ""
    stage: Stage
    voice_of: Name
    en: Text = ""
    es: Text = ""
    level: Annotated[int, Field(ge=1, le=5)]
    source: Annotated[Text, Field(min_length=1)]


class VoiceStruck(Record):
    """An entry that the record suggested and that is not so. `subject`: ``voice/not/<key>``.

    `reason` says why it is not so.
    """

    kind = "voice_struck"

    meeting: Name = ""
    stage: Stage
    voice_of: Name
    en: Text = ""
    es: Text = ""
    reason: Annotated[Text, Field(min_length=1)]
