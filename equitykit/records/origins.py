"""How things here came to be, as people here tell it, and the words that the team shares."""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

PLACES = ("local", "county", "state", "national")
TELLERS = ("community", "staff", "document")

Year = Annotated[int, Field(ge=1500, le=2200)]


class TimelineEntry(Record):
    """Something that happened, or was decided, and still has effects. `subject`: ``origin/<id>``.

    `year` to `until` where it was a period. `place` says how near it is, `added_by` in which
    role somebody added it (never a name), `teller` whether that was a member of the community,
    of the staff, or a document. `policy` is what of today goes back to it, `link` where to read
    that policy.
    """

    kind = "timeline_entry"

    year: Year
    until: Year | None = None
    en: Text = ""
    es: Text = ""
    place: Literal[PLACES] = "local"
    source: Text = ""
    added_by: Name = ""
    teller: Literal[TELLERS] = "staff"
    policy: Text = ""
    link: Text = ""

    @property
    def text(self) -> str:
        """What happened, in one of its languages."""
        return self.en or self.es


class GlossaryWord(Record):
    """A word and what this team means by it. `subject`: ``word/<id>``.

    The word and its meaning in both languages, one of them may be missing; `added_by` is a role.
    """

    kind = "glossary_word"

    en: Name = ""
    es: Name = ""
    means_en: Text = ""
    means_es: Text = ""
    added_by: Name = ""

    @property
    def text(self) -> str:
        """The word in one of its languages."""
        return self.en or self.es
