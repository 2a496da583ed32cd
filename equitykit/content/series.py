"""The series of meetings that the guide proposes: what follows what, and the work between."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class SeriesMeeting:
    """A meeting of the guide's series (§23).

    Its words are ``series.starter.<id>``, those of its tasks ``series.task.<id>``; `agenda` is
    empty where we have none.
    """

    id: str
    agenda: str
    tasks: tuple[str, ...]


@cache
def load_series() -> dict[str, SeriesMeeting]:
    """The meetings by id, in the order in which they follow each other."""
    return {
        row["meeting"]: SeriesMeeting(row["meeting"], row["agenda"], tuple(row["tasks"].split()))
        for row in code_rows("series")
    }
