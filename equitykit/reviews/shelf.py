"""Which one example to offer, and what is still missing before a team can answer it."""

from collections.abc import Collection, Iterable

from equitykit.content.shelf import ShelfInfo
from equitykit.records.shelf import ShelfCard


def offer(
    cards: Iterable[ShelfInfo], *, stage: str, topic: str, seen: Collection[str] = ()
) -> ShelfInfo | None:
    """The one example that fits best; ``None`` where none fits that was not seen yet.

    What the team asked for comes before the stage; without a `topic` the stage alone decides.
    """
    fitting = [
        card
        for card in cards
        if card.id not in seen and (topic in card.topics if topic else stage in card.stages)
    ]
    return max(fitting, key=lambda card: stage in card.stages, default=None)


def missing_for(card: ShelfCard, outcome: str, reason: str) -> str:
    """What the team has yet to say before `outcome` is its answer: needs, adaptation or reason.

    Whoever takes something over says what it needs here first; empty where nothing is missing.
    """
    if outcome != "not" and not card.needs.strip():
        return "needs"
    if outcome == "adapted" and not card.adaptation.strip():
        return "adaptation"
    return "" if reason.strip() else "reason"
