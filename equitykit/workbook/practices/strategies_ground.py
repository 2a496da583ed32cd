"""How a condition or capacity is told: by the spread of a round, or as the team says."""

from equitykit.records.rounds import Round
from equitykit.reviews.strategies import Ground

INSTRUMENT = "readiness"
ANSWERS = ("not_yet", "starting", "usually", "how_we_work", "dont_know")


def round_counts(standing) -> dict[str, dict[str, int]]:
    """The released counts of the latest readiness round, by condition; empty without one.

    A round of too few has released nothing: the one before it still counts.
    """
    rounds = [
        each for _, each in standing.of(Round) if each.instrument == INSTRUMENT and not each.few
    ]
    latest = max(rounds, key=lambda each: each.on, default=None)
    return {id.lower(): dict(counts) for id, counts in latest.counts.items()} if latest else {}


def ground_text(ground: Ground, words) -> str:
    """A condition or capacity with how it stands; where a round asked, with all its answers."""
    stand = words(f"strategies.stand.{ground.stand}")
    if ground.counts:
        counts = {each: ground.counts.get(each, 0) for each in ANSWERS}
        stand = words("strategies.spread.counts", stand=stand, **counts)
    elif ground.stand != "unknown":
        stand = words("strategies.spread.said", stand=stand)
    return f"{words(f'strategies.ground.{ground.id}')}: {stand}"
