"""Who is touched by the work, who of them is here, and what it would take to have the others.

Roles, seats and counts. Nobody is named, and how many of a student group are in the room is not
kept where they are fewer than five.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

ROLES = ("student", "family", "teacher", "staff", "leader", "partner")
INVITED = ("open", "asked", "coming", "not_coming")
CHOICES = ("waits", "marked")
SUPPORT = ("companion", "prepared", "seat", "paid", "silence")

Count = Annotated[int, Field(ge=0, le=500)]


class Touched(Record):
    """People whom the work touches. `subject`: ``touched/<id>``.

    `en`, `es`: what they are called in each language, one may be missing. `role` is how they
    stand to the school; `groups` are student-group codes that they belong to, where the row is
    about some of all students or families.
    """

    kind = "touched"

    en: Text = ""
    es: Text = ""
    role: Literal[(*ROLES, "")] = ""
    groups: tuple[Name, ...] = ()

    @property
    def text(self) -> str:
        """What they are called, in one of the languages."""
        return self.en or self.es


class TableMap(Record):
    """Who of those touched is in a meeting. `subject`: ``meeting/<id>/table/<touched>``.

    `en`, `es`: what the group was called then. `here` is a count (nothing: not looked yet);
    `few` says one to four of a student group, whose number is not kept. `barriers` are ids of
    ``content/codes/barriers.csv``; `need` says what it would take to have them here.
    """

    kind = "table_map"

    meeting: Name
    en: Text = ""
    es: Text = ""
    here: Count | None = None
    few: bool = False
    barriers: tuple[Name, ...] = ()
    need: Text = ""


class Invitation(Record):
    """What we do so that somebody can come. `subject`: ``invitation/<id>``.

    `touched` is the subject of those who are invited, `owner` a role, never a name.
    """

    kind = "invitation"

    touched: Name
    meeting: Name = ""
    en: Text = ""
    es: Text = ""
    barriers: tuple[Name, ...] = ()
    text: Text = ""
    owner: Name = ""
    by: date | None = None
    state: Literal[INVITED] = "open"


class ItemTouches(Record):
    """Whom an item of the agenda touches. `subject`: ``item/<id>/touches``.

    `touches` are subjects of those touched; `about` is what the item was called. `choice` is
    what the team does where somebody is missing: it waits, or it decides with a mark, and then
    `again` is when the decision is opened again (facilitation guide §4). `without` is what those
    who were missing then were called, in each language. ``opened``: it was opened again, and
    `came_of` says what came of that.
    """

    kind = "item_touches"

    meeting: Name = ""
    about: Text = ""
    touches: tuple[Name, ...] = ()
    choice: Literal[(*CHOICES, "opened", "")] = ""
    without: dict[Literal["en", "es"], Text] = {}
    again: date | None = None
    came_of: Text = ""


class LoneSupport(Record):
    """How the only student or parent in the room is supported. `subject`:
    ``meeting/<id>/support``."""

    kind = "lone_support"

    meeting: Name
    how: tuple[Literal[SUPPORT], ...] = ()
    text: Text = ""
