"""The shelf: examples from other places, each with what it helps with and when."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class ShelfInfo:
    """An example; its words are ``shelf.<id>.name``, ``.place`` and ``.summary``.

    `source` is who described it (``shelf.source.<source>``); `stages` are stages of the arc,
    `topics` the conditions and capacities that it speaks to (``shelf.topic.<topic>``).
    """

    id: str
    source: str
    stages: tuple[str, ...]
    topics: tuple[str, ...]


@cache
def load_shelf() -> dict[str, ShelfInfo]:
    """All examples by id, in the order in which they stand."""
    return {
        row["card"]: ShelfInfo(
            row["card"], row["source"], tuple(row["stages"].split()), tuple(row["topics"].split())
        )
        for row in code_rows("shelf")
    }
