"""Anonymous rounds: what was released together, in counts, after everybody had answered."""

from datetime import date
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field, model_validator

from equitykit.records.record import Name, Record, Text

# counts are shown from so many answers on (facilitation guide §25)
FEWEST = 5
WAYS = ("slips", "laptop", "grid")
# who answers, never as a person: a seat at the table; empty where it was not said
ROLES = ("leader", "school", "office", "student", "family", "partner", "unsaid")

Count = Annotated[int, Field(ge=0, le=500)]
Counts = dict[Name, Count]


class Round(Record):
    """What one anonymous round released. `subject`: ``round/<id>``.

    It cannot be made with a count that is below the threshold, whoever makes it.

    Attributes
    ----------
    instrument, moment
        Which questions were asked, and at which of its moments (such as ``start``).
    few
        Fewer than five handed in: nothing else is kept.
    answers
        How many slips were handed in.
    order, scale
        Ids of the questions, and of the answers to choose from, as they stood.
    wording
        The questions and answers as they were asked, by id: language to text.
    counts
        For each question that at least five answered, how many gave each answer.
    roles
        The same by role, only where each role that answered had at least five answers.
    texts
        What was written, read by the facilitator first, in an order that says nothing.
    """

    kind = "round"

    instrument: Name
    meeting: Name = ""
    moment: Name = ""
    way: Literal[WAYS]
    on: date
    few: bool = False
    answers: Count = 0
    order: tuple[Name, ...] = ()
    scale: tuple[Name, ...] = ()
    wording: dict[Name, dict[Name, Text]] = {}
    counts: dict[Name, Counts] = {}
    roles: dict[Name, dict[Literal[ROLES], Counts]] = {}
    texts: dict[Name, tuple[Text, ...]] = {}

    @model_validator(mode="after")
    def _nothing_below_the_threshold(self) -> "Round":
        if self.few and (self.answers or self.counts or self.roles or self.texts):
            raise ValueError("a round of too few keeps nothing")
        if not self.few and self.answers < FEWEST:
            raise ValueError("fewer than five answers are not released")
        split = [sum(each.values()) for roles in self.roles.values() for each in roles.values()]
        if any(n < FEWEST for n in [*self.answered.values(), *split]):
            raise ValueError("a count below the threshold")
        if any(sum(self.role_sizes(id)) != self.answered.get(id) for id in self.roles):
            raise ValueError("roles that do not add up")
        return self

    @property
    def answered(self) -> dict[str, int]:
        """How many answered each question whose counts are shown."""
        return {id: sum(counts.values()) for id, counts in self.counts.items()}

    def role_sizes(self, question: str) -> list[int]:
        """How many of each role answered a question."""
        return [sum(counts.values()) for counts in self.roles.get(question, {}).values()]

    def sizes(self, question: str) -> set[int]:
        """Of how many people some table of a question tells: all, and roles put together."""
        roles = self.role_sizes(question)
        some = {sum(each) for size in range(1, len(roles)) for each in combinations(roles, size)}
        return some | {n for n in [self.answered.get(question, 0)] if n}
