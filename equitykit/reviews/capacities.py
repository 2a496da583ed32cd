"""From wishes for help to what a team could learn together (facilitation guide §6)."""

from equitykit.records.rounds import FEWEST, Round

ABOUT = {
    "RI1": "history", "RI2": "history", "RI3": "data", "RI4": "data", "RI5": "mirror",
    "RI6": "mirror", "RI7": "conversation", "RI8": "conversation", "RI9": "facilitation",
    "RI10": "facilitation", "RI11": "partnership", "RI12": "method",
}  # fmt: skip
HELP = "help"


def wanted(done: Round | None) -> list[tuple[str, int]]:
    """Statements with which at least five want help, the most wanted first."""
    if done is None:
        return []
    counts = [(id, done.counts.get(id, {}).get(HELP, 0)) for id in ABOUT]
    return sorted((each for each in counts if each[1] >= FEWEST), key=lambda each: -each[1])
