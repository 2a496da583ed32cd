"""Who could live with a wording: counts of people, and the wording that they were asked about."""

from typing import Annotated

from pydantic import Field

from equitykit.records.record import Name, Record, Text

ANSWERS = ("can", "talk", "cannot")

Count = Annotated[int, Field(ge=0, le=500)]


class Consent(Record):
    """How many can live with a wording as it stood, need to talk about it, or cannot.

    `en`, `es`: the wording that was asked about. Counts of people, never who.
    """

    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    can: Count = 0
    talk: Count = 0
    cannot: Count = 0

    @property
    def counts(self) -> dict[str, int]:
        """People by answer."""
        return {answer: getattr(self, answer) for answer in ANSWERS}
