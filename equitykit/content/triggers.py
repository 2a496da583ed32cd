"""What can lead to an equity pause."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class Trigger:
    """A reason to pause; its words are ``pauses.<id>.name``, ``.why`` and ``.reason``.

    Attributes
    ----------
    id
        ``T1`` to ``T15`` as in the facilitation guide; ``agenda`` for a pause that stands in
        the agenda, ``asked`` for one that somebody in the room asks for.
    kind
        ``planned``, ``content`` (a rule reads what the team records) or ``facilitator``.
    automatic
        Whether a rule offers it; all others are called by the facilitator.
    focus
        What its prompt should look at; empty where the focus simply rotates.
    waits_for
        The kinds of record without which its rule has nothing to read. While there are none
        it sleeps.
    breath
        Whether it asks no question: two quiet minutes, the screen blank, the offer of a break.
    """

    id: str
    kind: str
    automatic: bool
    focus: str
    waits_for: tuple[str, ...]
    breath: bool


@cache
def load_triggers() -> dict[str, Trigger]:
    """Triggers by id."""
    return {
        row["id"]: Trigger(
            id=row["id"],
            kind=row["kind"],
            automatic=row["automatic"] == "yes",
            focus=row["focus"],
            waits_for=tuple(row["waits_for"].split()),
            breath=row["breath"] == "yes",
        )
        for row in code_rows("triggers")
    }
