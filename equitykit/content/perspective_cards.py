"""The cards of the four perspectives on equity: what each one speaks about, and takes for granted.

Their words are ``perspectives.card.<id>``. Ids and their order say nothing about either.
"""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class PerspectiveCard:
    """A card: its `row` (what it speaks about) and its `perspective` (what it assumes)."""

    id: str
    row: str
    perspective: str


@cache
def load_cards() -> dict[str, PerspectiveCard]:
    """All cards by id: one for each row and perspective."""
    return {
        row["card"]: PerspectiveCard(row["card"], row["row"], row["perspective"])
        for row in code_rows("perspective_cards")
    }
