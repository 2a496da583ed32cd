"""How a condition or capacity is told: by the spread of a round, or as the team says."""

from equitykit.reviews.strategies import Ground
from equitykit.workbook.practices.round_state import latest_round

INSTRUMENT = "readiness"
ANSWERS = ("not_yet", "starting", "usually", "how_we_work", "dont_know")


def round_counts(standing) -> dict[str, dict[str, int]]:
    """The released counts of the latest readiness round, by condition; empty without one."""
    latest = latest_round(standing, INSTRUMENT)
    return {id.lower(): dict(counts) for id, counts in latest.counts.items()} if latest else {}


def ground_text(ground: Ground, words) -> str:
    """A condition or capacity with how it stands."""
    return f"{words(f'strategies.ground.{ground.id}')}: {stand_text(ground, words)}"


def stand_text(ground: Ground, words) -> str:
    """How it stands: where a round asked with all its answers, else as the team says."""
    stand = words(f"strategies.stand.{ground.stand}")
    if ground.counts:
        counts = {each: ground.counts.get(each, 0) for each in ANSWERS}
        return words("strategies.spread.counts", stand=stand, **counts)
    if ground.stand != "unknown":
        stand = words("strategies.spread.said", stand=stand)
    if ground.sign:
        stand = words("strategies.spread.shown_by", stand=stand, sign=ground.sign)
    return stand
