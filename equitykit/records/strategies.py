"""What a planned strategy stands on: conditions, capacities, a principle."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import AfterValidator

from equitykit.records.record import Name, Record, Text

# of the organization, as numbered in the facilitation guide §6
CONDITIONS = tuple(f"ro{number}" for number in range(1, 21))
# of people: the dimensions of the private check in the guide §6
CAPACITIES = (
    "history", "data", "mirror", "conversation", "facilitation", "partnership", "method",
)  # fmt: skip
PRINCIPLES = ("name_racism", "all_levels", "with_those_affected", "shared_by_all")


def _one_of(known: Collection[str]) -> AfterValidator:
    def check(id: str) -> str:
        if id not in known:
            raise ValueError(f"not one of {', '.join(known)}")
        return id

    return AfterValidator(check)


# ids that ``content/strategies.yml`` names for readers
Condition = Annotated[Name, _one_of(CONDITIONS)]
Capacity = Annotated[Name, _one_of(CAPACITIES)]
Principle = Annotated[Name, _one_of((*PRINCIPLES, ""))]


class Strategy(Record):
    """Something that the team plans to do. `subject`: ``strategy/<id>``.

    `conditions` and `capacities` are what has to be there for it to hold, `principle` what it
    is for. Feature S5.
    """

    kind = "strategy"

    en: Text = ""
    es: Text = ""
    principle: Principle = ""
    conditions: tuple[Condition, ...] = ()
    capacities: tuple[Capacity, ...] = ()

    @property
    def text(self) -> str:
        """The strategy in one of its languages."""
        return self.en or self.es


class GroundSaid(Record):
    """What the team says of a condition or capacity. `subject`: ``ground/<condition or capacity>``.

    For conditions an anonymous round counts more than this, once there is one. `sign` is what
    somebody could see that shows it.
    """

    kind = "ground_said"

    meeting: Name = ""
    ground: Annotated[Name, _one_of((*CONDITIONS, *CAPACITIES))]
    stand: Literal["not_yet", "there"]
    sign: Text = ""
