"""What planned strategies stand on, and what must be true first.

Each strategy sits in capacities of people, those in conditions of the organization, those in a
principle. Conditions are judged by the spread of an anonymous round where there is one, never
by an average; else by what the team says (features S2, S5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from equitykit.records.strategies import CONDITIONS, PRINCIPLES, GroundSaid, Strategy

NOT_YET, STARTING, DONT_KNOW = "not_yet", "starting", "dont_know"

Stand = Literal["not_yet", "starting", "unsure", "there", "unknown"]


@dataclass(frozen=True)
class Ground:
    """A condition or capacity and how it stands.

    `counts` is the spread of the latest round, by answer; empty where the stand is what the
    team `says`, or is not known.
    """

    id: str
    stand: Stand
    counts: Mapping[str, int]
    sign: str = ""

    @property
    def holds(self) -> bool:
        return self.stand == "there"


@dataclass(frozen=True)
class Standing:
    """A strategy with everything it stands on."""

    subject: str
    strategy: Strategy
    conditions: tuple[Ground, ...]
    capacities: tuple[Ground, ...]

    @property
    def first(self) -> tuple[Ground, ...]:
        """What of it must be true first: all that is not known to be there."""
        return tuple(each for each in (*self.conditions, *self.capacities) if not each.holds)

    @property
    def stands_on_not_yet(self) -> bool:
        return any(each.stand == "not_yet" for each in (*self.conditions, *self.capacities))


def stand_of_counts(counts: Mapping[str, int]) -> Stand:
    """How a condition stands by the spread of answers.

    ``not_yet`` where at least half of those who know say so, ``starting`` where half say that or
    *starting*; ``unsure`` where at least half of all say one of these or *I don't know*: too few
    would vouch for it.
    """
    answers = sum(counts.values())
    if not answers:
        return "unknown"
    not_yet, dont_know = counts.get(NOT_YET, 0), counts.get(DONT_KNOW, 0)
    low, knowing = not_yet + counts.get(STARTING, 0), answers - dont_know
    if knowing and 2 * not_yet >= knowing:
        return "not_yet"
    if knowing and 2 * low >= knowing:
        return "starting"
    return "unsure" if 2 * (low + dont_know) >= answers else "there"


def ground_of(id: str, standing, round_counts: Mapping[str, Mapping[str, int]]) -> Ground:
    """A condition or capacity: the latest round counts more than what the team says."""
    counts = round_counts.get(id, {}) if id in CONDITIONS else {}
    said = standing.record(f"ground/{id}")
    sign = said.sign if isinstance(said, GroundSaid) else ""
    if counts:
        return Ground(id, stand_of_counts(counts), counts, sign)
    stand = said.stand if isinstance(said, GroundSaid) else "unknown"
    return Ground(id, stand, {}, sign)


def strategies_of(standing, round_counts: Mapping[str, Mapping[str, int]]) -> list[Standing]:
    """All strategies in order of first appearance."""
    return [
        Standing(
            subject,
            strategy,
            tuple(ground_of(id, standing, round_counts) for id in strategy.conditions),
            tuple(ground_of(id, standing, round_counts) for id in strategy.capacities),
        )
        for subject, strategy in standing.of(Strategy)
    ]


def true_first(strategies: list[Standing]) -> list[tuple[Ground, tuple[Standing, ...]]]:
    """What must be true first, each with the strategies that wait for it.

    What is known to be missing comes before what is not known, and of both first what most
    strategies stand on.
    """
    waiting: dict[str, tuple[Ground, list[Standing]]] = {}
    for strategy in strategies:
        for ground in strategy.first:
            waiting.setdefault(ground.id, (ground, []))[1].append(strategy)
    order = {"not_yet": 0, "starting": 1, "unsure": 2, "unknown": 3}
    found = sorted(waiting.values(), key=lambda each: (order[each[0].stand], -len(each[1])))
    return [(ground, tuple(those)) for ground, those in found]


def nested(strategies: list[Standing]) -> list[tuple[str, list[Standing]]]:
    """Strategies under the principle they serve, in the order of the principles; those that
    name none are last, under an empty one."""
    rows = [
        (principle, [each for each in strategies if each.strategy.principle == principle])
        for principle in (*PRINCIPLES, "")
    ]
    return [row for row in rows if row[1]]
