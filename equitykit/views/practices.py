"""What a team does at a stage, drawn once for three uses: to work in, to read, on paper.

A practice is put together from parts. On the facilitator's desk a part has fields, buttons and
forms; in a report it has what was written; on paper it has lines and boxes to fill by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.fields import Field, Option
from equitykit.views.html import render

Mode = Literal["live", "told", "paper"]
InputKind = Literal["text", "line", "number", "date", "time", "choice", "radios", "checks", "check"]


@dataclass(frozen=True)
class Button:
    """A button of the desk: the action of a practice, such as ``agreements.consent``, and what
    it is handed as `values`. `told_to`: what it is about, for those who only hear it."""

    action: str
    label: str
    values: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["", "second", "plain", "plain small"] = "second"
    told_to: str = ""
    pressed: bool | None = None


@dataclass(frozen=True)
class Input:
    """An input of a form: it is sent with the form and is no field of the record."""

    name: str
    label: str
    kind: InputKind = "line"
    options: tuple[Option, ...] = ()
    value: str = ""
    hint: str = ""
    required: bool = False
    least: int = 0
    most: int = 500


@dataclass(frozen=True)
class Grid:
    """Counts to type, a row for each question: names and labels of rows and columns.

    A count is sent as ``<row>.<column>``.
    """

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    most: int = 500


@dataclass(frozen=True)
class Form:
    """Inputs that belong together and are sent at once by one button.

    `id` differs from that of every other form on the page. `name` is what the group of inputs
    is called. `grid` stands below the other inputs.
    """

    id: str
    action: str
    inputs: tuple[Input, ...]
    submit: str
    name: str = ""
    hint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    grid: Grid | None = None


@dataclass(frozen=True)
class Table:
    """A table to read; the first cell of each row is its heading. `empty` cells are said so."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Item:
    """One thing of a list: its fields, what is to be said about it, its buttons.

    Attributes
    ----------
    subject
        Such as ``agreement/<id>``; empty for what is no entry.
    title
        How it is called in the list.
    stands
        Sentences about how it stands; `warnings`: what the team should look at.
    forms
        What is asked about it alone, such as who can live with it.
    in_a_row
        Whether its fields are short and stand side by side.
    links
        Names with their addresses; in a report the names alone.
    """

    subject: str
    title: str
    fields: tuple[Field, ...] = ()
    stands: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    buttons: tuple[Button, ...] = ()
    in_a_row: bool = False
    changed_by: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Marked:
    """A text with some of its words marked: its pieces, each with whether it is."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Part:
    """A part of a practice, under its own heading.

    Attributes
    ----------
    lines
        Texts that stand one below the other, such as cards or what others wrote.
    empty
        What is said where there is nothing yet: neither items nor lines nor a table.
    folded
        Whether the part is closed at first, for what is seldom needed.
    private
        Whether it is for the facilitator's eyes; such a part is never in a report.
    alone
        Whether nothing else may be on the screen: the laptop is in other people's hands.
    reflection
        Questions for oneself: on the desk with a place to write that no script reads and nothing
        stores, on paper with lines, in a report not at all.
    links
        Ways to other pages, as name and address; on the desk only.
    """

    title: str
    hint: str = ""
    warnings: tuple[str, ...] = ()
    lines: tuple[str | Marked, ...] = ()
    table: Table | None = None
    items: tuple[Item, ...] = ()
    forms: tuple[Form, ...] = ()
    buttons: tuple[Button, ...] = ()
    empty: str = ""
    folded: bool = False
    private: bool = False
    alone: bool = False
    reflection: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to read in it."""
        return not (self.lines or self.table or self.items or self.warnings)


@dataclass(frozen=True)
class Screen:
    """Something of a practice that the room can see; `name` such as ``agreements.poster``."""

    name: str
    label: str
    shown: bool = False


@dataclass(frozen=True)
class PracticeDesk:
    """A practice as the facilitator works in it.

    `primer` is the five minutes that explain it: a heading and paragraphs, folded. `alone`: its
    parts cover the whole page, for somebody to whom the laptop is passed.
    """

    id: str
    title: str
    instruction: str = ""
    hint: str = ""
    primer: tuple[str, ...] = ()
    screens: tuple[Screen, ...] = ()
    parts: tuple[Part, ...] = ()
    alone: bool = False


def practice_desk(desk: PracticeDesk, words: Words, *, level: int = 3) -> Markup:
    """The whole desk of a practice, its heading at `level`; 0 for none, where a section has it.

    A part that stands alone is all of it.
    """
    alone = tuple(part for part in desk.parts if part.alone)
    if alone:
        desk = PracticeDesk(id=desk.id, title=desk.title, parts=alone, alone=True)
    return render("practice_desk", desk=desk, level=level, words=words)


def practice_told(parts: tuple[Part, ...], words: Words, *, level: int = 3) -> Markup:
    """What was recorded, to read: private parts, buttons, forms and empty fields are left out."""
    open_parts = [part for part in parts if not part.private]
    return render("practice_parts", parts=open_parts, mode="told", level=level, words=words)


def practice_paper(parts: tuple[Part, ...], words: Words, *, level: int = 3) -> Markup:
    """The practice on paper: lines and boxes where nothing is written."""
    open_parts = [part for part in parts if not part.private]
    return render("practice_parts", parts=open_parts, mode="paper", level=level, words=words)
