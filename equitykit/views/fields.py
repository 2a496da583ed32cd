"""A field of a record as a page shows it: to write in, to read, or as an empty line on paper."""

import json
import re
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.html import render

FieldKind = Literal["text", "line", "choice", "number", "date", "time", "check", "checks"]


@dataclass(frozen=True)
class Option:
    """One of the values that a choice can take, and how readers call it."""

    value: str
    label: str


@dataclass(frozen=True)
class Version:
    """One of several texts that stand under one field: `entry` is the id of its entry."""

    entry: str
    text: str


@dataclass(frozen=True)
class Field:
    """An attribute of a subject of the record.

    Attributes
    ----------
    name
        ``<subject>#<attribute>``, as the journal knows it.
    label
        How readers call it.
    text
        What stands in it, as text: a draft if there is one, else what is stored. A check is
        ``true`` or empty; checks are a JSON list of values.
    base
        The sequence that `text` rests on; with versions, at least the highest of theirs.
    draft_id, revision
        The draft whose text is shown, if one is.
    versions
        Empty, or the two and more texts that were written at the same time.
    kind
        ``text`` is a running text, ``line`` a single line, ``choice`` one of `options`,
        ``checks`` any of them, ``check`` yes or no.
    hint
        A sentence under the label.
    rows
        Height of a running text, and of its blank lines on paper.
    """

    name: str
    label: str
    text: str = ""
    base: int = 0
    draft_id: str = ""
    revision: int = 0
    versions: tuple[Version, ...] = ()
    kind: FieldKind = "text"
    options: tuple[Option, ...] = ()
    hint: str = ""
    rows: int = 2

    @property
    def id(self) -> str:
        """An id for the page."""
        return "f-" + re.sub(r"[^\w-]+", "-", self.name)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked."""
        if self.kind != "checks":
            return (self.text,) if self.text else ()
        return tuple(json.loads(self.text)) if self.text else ()

    @property
    def said(self) -> str:
        """The value as a reader calls it."""
        names = {option.value: option.label for option in self.options}
        return " · ".join(names.get(value, value) for value in self.chosen)


def field(each: Field, *, words: Words) -> Markup:
    """A field to write in; with conflicting versions, all of them and a button to keep each."""
    return render("field", field=each, live=True, words=words)


def field_on_paper(each: Field, *, words: Words) -> Markup:
    """The same field to read; where nothing stands, blank lines or boxes to fill by hand."""
    return render("field", field=each, live=False, words=words)
