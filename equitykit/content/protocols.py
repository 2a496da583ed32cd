"""Structures for listening: silent writing, pairs, rounds, talk of the whole room."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class Part:
    """A part of a protocol with its `share` of the minutes, in percent.

    Its words are ``protocols.<id>.name`` and ``.room``.
    """

    id: str
    share: int


@dataclass(frozen=True)
class Protocol:
    """Parts in their order; the shares add up to 100."""

    id: str
    parts: tuple[Part, ...]


@cache
def load_protocols() -> dict[str, Protocol]:
    """Protocols by id, the quietest first."""
    return {
        id: Protocol(id, tuple(Part(row["part"], int(row["share"])) for row in parts))
        for id, parts in groupby(code_rows("protocols"), key=lambda row: row["protocol"])
    }
