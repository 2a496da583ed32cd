"""The agendas of the meetings: which steps, for how many minutes, and what may go first."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows

SECTIONS = ("note", "data", "pause", "break", "closing")


@dataclass(frozen=True)
class Step:
    """A part of a meeting; its words are ``steps.<id>.name``, ``.room`` and ``.hint``.

    `minutes` as planned; `section`, one of `SECTIONS`, is what the page shows. A `droppable`
    step is the first to go when time runs short, a `protected` one the last. `protocol` is the
    structure for listening (empty: none), `stage` where in the arc the step stands, `practices`
    what of the stage workbooks the team does in it.
    """

    id: str
    minutes: int
    section: str
    droppable: bool
    protected: bool
    protocol: str
    stage: str
    practices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agenda:
    """A meeting; its words are ``agendas.<id>.name`` and ``.when``."""

    id: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Length of the meeting."""
        return sum(step.minutes for step in self.steps)

    def step(self, id: str) -> Step:
        """The step `id`; ``KeyError`` if the agenda has none."""
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)


@cache
def load_agendas() -> dict[str, Agenda]:
    """Agendas by id, in the order in which a series uses them."""
    steps: dict[str, list[Step]] = {}
    for row in sorted(code_rows("agendas"), key=lambda row: int(row["order"])):
        steps.setdefault(row["agenda"], []).append(_step(row))
    order = dict.fromkeys(row["agenda"] for row in code_rows("agendas"))
    return {agenda: Agenda(agenda, tuple(steps[agenda])) for agenda in order}


def _step(row: dict[str, str]) -> Step:
    return Step(
        id=row["step"],
        minutes=int(row["minutes"]),
        section=row["section"],
        droppable=row["droppable"] == "yes",
        protected=row["protected"] == "yes",
        protocol=row["protocol"],
        stage=row["stage"],
        practices=tuple(row["practices"].split()),
    )
