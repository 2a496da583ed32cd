"""What every practice is made of, and where it is found by its id."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from equitykit.content.practices import load_practices
from equitykit.records.record import Record
from equitykit.views.practices import Part, PracticeDesk
from equitykit.views.today_room import Shown

ID = r"[0-9a-f-]{8,36}"


@dataclass(frozen=True)
class Writes:
    """Subjects whose fields can be written.

    `subject` is a pattern that the whole subject matches; `attributes` are those of `record`
    that a field may hold, everything else is ours to set. `blank` makes the record that an
    empty subject starts from, of the match and the id of the open meeting (empty: none is);
    without it the subject must be there already.
    """

    subject: str
    record: type[Record]
    attributes: tuple[str, ...]
    blank: Callable[[re.Match, str], Record] | None = None


@dataclass(frozen=True)
class Practice:
    """A practice of a stage workbook.

    Attributes
    ----------
    id
        As in ``content/codes/practices.csv``.
    desk
        What the facilitator works in, of page and moment.
    told
        What was recorded, of the account; no parts where nothing was.
    paper
        The blank twin, of the book and one language's words.
    screens
        What the room can see, by name: of moment and languages. Nothing private can be in it.
    actions
        What buttons and forms do, by name: of page, moment and values.
    writes
        Which fields may be written.
    undoes
        Records that *Undo* takes back, besides those of `writes`.
    """

    id: str
    desk: Callable[..., PracticeDesk]
    told: Callable[..., tuple[Part, ...]]
    paper: Callable[..., tuple[Part, ...]]
    screens: Mapping[str, Callable[..., Shown]] = field(default_factory=dict)
    actions: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    writes: tuple[Writes, ...] = ()
    undoes: tuple[type[Record], ...] = ()


@cache
def practice_of(id: str) -> Practice:
    """The practice `id`; ``KeyError`` for one that there is not."""
    if id not in load_practices():
        raise KeyError(id)
    # imported where it is asked for: a page of one workbook needs not all of them
    return import_module(f"equitykit.workbook.practices.{id}").PRACTICE


def all_practices() -> list[Practice]:
    """Every practice, in the order of the workbooks."""
    return [practice_of(id) for id in load_practices()]


def part_of_practice(name: str, kind: str):
    """What ``<practice>.<name>`` names among a practice's `kind` (``actions``, ``screens``).

    ``None`` where there is no such practice, or none of its things is called so.
    """
    id, _, own = name.partition(".")
    if id not in load_practices():
        return None
    return getattr(practice_of(id), kind).get(own)


def writes_of(subject: str) -> tuple[Writes, re.Match] | None:
    """Which practice's fields `subject` belongs to, if it is one's."""
    for practice in all_practices():
        for writes in practice.writes:
            if found := re.fullmatch(writes.subject, subject):
                return writes, found
    return None


@cache
def written_attributes(kind: type[Record]) -> tuple[str, ...]:
    """The attributes of a practice's record that a field may hold."""
    return tuple(
        name
        for practice in all_practices()
        for writes in practice.writes
        if writes.record is kind
        for name in writes.attributes
    )


@cache
def undoable_kinds() -> tuple[str, ...]:
    """Kinds of records that *Undo* takes back."""
    kinds = dict.fromkeys(
        kind.kind
        for practice in all_practices()
        for kind in (*(writes.record for writes in practice.writes), *practice.undoes)
    )
    return tuple(kinds)
