"""What a team can choose to look at, read off the figures that are there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

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
    """The choices that the figures of one place allow.

    `figures` say which rows there are: a released table, or a frame with the columns
    `measure`, `period`, `dimension` and `group`.

    Only what is there by student group can be chosen: a year of which there is nothing but
    the total has no gap to look at. `measures` limits and orders the measures (all that are
    there when empty); `targets` are rates by measure id. Groups stand in `order` as far as it
    names them, the others after those in the order of the code list.
    """

    def __init__(self, figures, *, measures=(), targets=None, order=()):
        rows = figures.rows if isinstance(figures, ReleasedTable) else figures
        there = rows.drop_duplicates(["measure", "period", "dimension", "group"])
        there = there[["measure", "period", "dimension", "group"]]
        # the number of students is no outcome: it has no gap
        known = load_measures()
        counts = {name for name, measure in known.items() if measure.unit == "students"}
        wanted = [name for name in measures or known if name not in counts]
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
        # crossings stand after the dimensions that they cross
        return sorted(set(found), key=lambda name: (name.count("×"), _places(name)))

    def groups(self, measure: str, period: str, dimension: str) -> list[str]:
        """Codes of the groups of `dimension` that have a row, hidden ones too."""
        found = self._of(measure, period)
        found = set(found[found["dimension"] == dimension]["group"])
        places = {code: place for place, code in enumerate(self._order)}
        ranked = {code: [places.get(part) for part in code.split("×")] for code in found}
        return sorted((code for code in found if None not in ranked[code]), key=ranked.get)

    def yardsticks(self, measure: str, period: str, dimension: str) -> list[str]:
        """Yardsticks that make sense here: a target only where one is set, each named group."""
        general = [name for name in YARDSTICKS if name != "target" or measure in self.targets]
        named = [f"group:{code}" for code in self.groups(measure, period, dimension)]
        return general + named

    def first(self, *, yardstick: str, year: str, asked: Mapping | None = None) -> DataChoice:
        """The choice a page opens with; `year` is a school year or ``latest``.

        `asked` are parts of a :class:`DataChoice` by name, as somebody wants them: those that
        do not exist here are passed over. There must be a measure to choose.
        """
        measures = [name for name in self.measures if year in ("latest", *self.periods(name))]
        measure = (measures or self.measures)[0]
        first = self.fit(DataChoice(measure, year, "race_ethnicity", yardstick))
        known = {name: asked[name] for name in asdict(first) if (asked or {}).get(name)}
        if known.get("measure") not in self.measures:
            known.pop("measure", None)
        return self.fit(replace(first, **known))

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


def _places(dimension: str) -> list[int]:
    """Where the parts of a dimension stand in the code list."""
    known = [*load_dimensions(), *dimension.split("×")]
    return [known.index(part) for part in dimension.split("×")]


def _kept(value: str, allowed: list[str]) -> str:
    return value if value in allowed else allowed[0]
