"""The four-question dialogue: tables by role, what each wanted to have written, its themes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

QUESTIONS = ("meaning", "hard", "doing", "unknown")
ROLES = ("student", "family", "partner", "teacher", "staff", "leader", "mixed")
WAYS = ("opener", "interview")

People = Annotated[int, Field(ge=1, le=500)]
Number = Annotated[int, Field(ge=1)]


class DialogueTable(Record):
    """A table of people of one role, or a talk before the meeting.

    `subject`: ``dialogue/table/<id>``. `number` is what the table is called by in the room.
    """

    kind = "dialogue_table"

    number: Number
    role: Literal[ROLES]
    people: People
    way: Literal[WAYS] = "opener"
    on: date
    meeting: Name = ""


class DialogueAnswer(Record):
    """What a table wanted to have written. `subject`: ``dialogue/table/<id>/answer/<id>``.

    `number` and `role` are those of the table; `hands` how many there share it. `themes` are ids of
    ``dialogue.theme.<id>`` or themes of the team's own, in its words. `agreed`: the table has
    read it and wants it written, which is asked where fewer than five sit.
    """

    kind = "dialogue_answer"

    number: Number
    role: Literal[ROLES]
    question: Literal[QUESTIONS]
    text: Text
    hands: People
    themes: tuple[Name, ...] = ()
    agreed: bool = False


class DialogueTheme(Record):
    """A theme of the team's own. `subject`: ``dialogue/theme/<id>``."""

    kind = "dialogue_theme"

    text: Name
