"""What a team can choose to look at, read off the figures that are there."""

from dataclasses import dataclass, replace

from equitykit.content.codelists import load_dimensions, load_measures, load_student_groups
from equitykit.measures.privacy import ReleasedTable

YARDSTICKS = ("everyone_else", "overall", "highest", "own_past", "target")


@dataclass(frozen=True)
class DataChoice:
    """One look at the data: a measure, a school year, a way to split the students, a yardstick.

    `left_out` are the groups the team has chosen not to show; none at first.
    """

    measure: str
    period: str
    dimension: str
    yardstick: str
    left_out: tuple[str, ...] = ()


class Choices:
    """The choices that `released`, the figures of one place, allows.

    Only what is there by student group can be chosen: a year of which there is nothing but
    the total has no gap to look at. `measures` limits and orders the measures (all that are
    there when empty); `targets` are rates by measure id. Groups stand in `order` as far as it
    names them, the others after those in the order of the code list.
    """

    def __init__(self, released: ReleasedTable, *, measures=(), targets=None, order=()):
        rows = released.rows
        there = rows.drop_duplicates(["measure", "period", "dimension", "group"])
        there = there[["measure", "period", "dimension", "group"]]
        wanted = measures or load_measures()
        self._there = there[there["measure"].isin(list(wanted)) & (there["dimension"] != "all")]
        self.measures = [name for name in wanted if name in set(self._there["measure"])]
        self.targets = targets or {}
        self._order = tuple(dict.fromkeys([*order, *load_student_groups()]))

    def periods(self, measure: str) -> list[str]:
        """School years with figures on `measure`, the latest first."""
        found = self._there[self._there["measure"] == measure]["period"]
        return sorted(set(found), reverse=True)

    def dimensions(self, measure: str, period: str) -> list[str]:
        """Ways to split the students, in the order of the code list."""
        found = self._of(measure, period)["dimension"]
        return [name for name in load_dimensions() if name in set(found)]

    def groups(self, measure: str, period: str, dimension: str) -> list[str]:
        """Codes of the groups of `dimension` that have a row, hidden ones too."""
        found = self._of(measure, period)
        found = set(found[found["dimension"] == dimension]["group"])
        return [code for code in self._order if code in found]

    def yardsticks(self, measure: str, period: str, dimension: str) -> list[str]:
        """Yardsticks that make sense here: a target only where one is set, each named group."""
        general = [name for name in YARDSTICKS if name != "target" or measure in self.targets]
        named = [f"group:{code}" for code in self.groups(measure, period, dimension)]
        return general + named

    def first(self, *, yardstick: str, year: str) -> DataChoice:
        """The choice a page opens with; `year` is a school year or ``latest``.

        There must be a measure to choose.
        """
        measures = [name for name in self.measures if year in ("latest", *self.periods(name))]
        measure = (measures or self.measures)[0]
        return self.fit(DataChoice(measure, year, "race_ethnicity", yardstick))

    def fit(self, choice: DataChoice) -> DataChoice:
        """Return the nearest choice that exists: changing one thing never empties a page."""
        period = _kept(choice.period, self.periods(choice.measure))
        dimension = _kept(choice.dimension, self.dimensions(choice.measure, period))
        yardstick = _kept(choice.yardstick, self.yardsticks(choice.measure, period, dimension))
        groups = self.groups(choice.measure, period, dimension)
        left_out = tuple(code for code in choice.left_out if code in groups)
        return replace(
            choice,
            period=period,
            dimension=dimension,
            yardstick=yardstick,
            left_out=left_out if len(left_out) < len(groups) else (),
        )

    def _of(self, measure: str, period: str):
        there = self._there
        return there[(there["measure"] == measure) & (there["period"] == period)]


def _kept(value: str, allowed: list[str]) -> str:
    return value if value in allowed else allowed[0]
