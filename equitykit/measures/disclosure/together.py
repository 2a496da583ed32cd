"""Everything that is released together, as one linear system.

Measures that count the same students share one quantity for them. Crossings, levels, spans of
grades, those *not* in a group, measures of one topic that lie within one another, and what was
released earlier of the same record all stand in the same system.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from equitykit.content.codelists import load_measures
from equitykit.measures.disclosure.collector import Collector, Family, Set
from equitykit.measures.disclosure.system import WITHOUT_GROUP, System
from equitykit.measures.disclosure.told import KNOWN, figures_of, limits_of
from equitykit.measures.disclosure.years import as_summed, link_years, years_within


@dataclass
class Together:
    """The system, and which of its quantities stand where.

    Attributes
    ----------
    system : System
    rows : list of Set
        For each row of the table, its quantities.
    derived : list of Set
        Sets of students that no row tells of but sums do.
    wholes : list of (int, list of int)
        A whole and its parts, as quantities of students.
    splits : list of (Set, list of Set)
        A whole and the groups of a partition that are its parts.
    out : array of bool
        Quantities that an earlier release, or somebody else, has told.
    pooled : list of (Set, list of Set)
        Pooled years and their years.
    bounded : bool
        Whether somebody else has told about how many some of them are.
    """

    system: System
    rows: list[Set]
    derived: list[Set]
    wholes: list[tuple[int, list[int]]]
    splits: list[tuple[Set, list[Set]]]
    out: np.ndarray
    pooled: list[tuple[Set, list[Set]]] = field(default_factory=list)
    bounded: bool = False


def collect(rows: pd.DataFrame, earlier=(), *, minimum_n: int = 0) -> Together:
    """The system of a table of outcomes (the true one) and of tables released earlier.

    Of a row without counts nothing is known; its students are among those of whom no group is
    told. `earlier` are frames with the columns of `ReleasedTable.rows`: where all their figures
    on a measure and period are those of now, they tell of the same students; else they tell of
    students who have joined or left since, and these are sets too. Pooled years that only they
    have are sums of the years of now: where these have changed, a reader is taken to know them
    as they are now, and so how much was corrected.
    """
    builder = _Builder(rows, minimum_n)
    for table in earlier:
        builder.add_earlier(table)
    return builder.finish()


class _Builder:
    def __init__(self, rows: pd.DataFrame, minimum_n: int):
        self.minimum_n = minimum_n
        self.collector = Collector()
        self.table = figures_of(rows)
        self.sets = [Set()] * len(rows)
        self.families: dict[tuple, Family] = {}
        self.out: set[int] = set()
        self.told = []
        self.later = []

    def add_earlier(self, rows: pd.DataFrame) -> None:
        """Take in a release that is already out."""
        given = figures_of(rows.reset_index(drop=True))
        for key, part in given.groupby(["measure", "period"], sort=False):
            now = self.table[(self.table["measure"] == key[0]) & (self.table["period"] == key[1])]
            if now.empty and years_within(key[1]):
                part = as_summed(part, self.table, ["measure", *KNOWN])
            both = part.merge(now, on=KNOWN, suffixes=("", "_now"))
            same = all(
                (both[name].isna() | (both[name] == both[f"{name}_now"])).all()
                for name in ("n", "s")
            )
            (self.told if same else self.later).append((key, part))

    def finish(self) -> Together:
        self._add_now()
        for key, part in self.told:
            self._tell(self.families[key], part)
        for key, part in self.later:
            self._add_changed(key, part)
        for family in self.families.values():
            self.collector.relate(family)
        self._nest_topics()
        years = {key: family for key, family in self.families.items() if len(key) == 2}
        pooled = link_years(self.collector, years, self.minimum_n)
        _name_the_alone(self.collector, [*self.families.values()])
        system = self.collector.builder.build()
        out = np.zeros(len(system.values), dtype=bool)
        out[list(self.out)] = True
        made = self.collector
        bounded = any("n_least" in part for _, part in self.told)
        return Together(
            system, self.sets, made.derived, made.wholes, made.splits, out, pooled, bounded
        )

    def _add_now(self) -> None:
        told = {key: [] for key, _ in self.told}
        for key, part in self.told:
            told[key].append(part)
        for period, of_period in self.table.groupby("period", sort=False):
            classes = []
            for measure, part in of_period.groupby("measure", sort=False):
                students = _same_students(classes, part)
                self.families[measure, period] = self._family((measure, period), part, students)
                for at, cell in zip(part["at"], part["cell"], strict=True):
                    self.sets[at] = self.families[measure, period].cells[cell]
                self._add_gone(measure, period, told, students)
        for key, parts in told.items():
            if key not in self.families:
                self.families[key] = self._family(key, parts[0].head(0), {})
                self._add_gone(*key, told, {})

    def _add_gone(self, measure, period, told, students) -> None:
        """Cells that only an earlier release of the same students has."""
        family = self.families[measure, period]
        for part in told.get((measure, period), []):
            gone = part[~part["cell"].isin(list(family.cells))]
            family.cells.update(self._family((measure, period), gone, students).cells)

    def _family(self, key: tuple, part: pd.DataFrame, students: dict) -> Family:
        names = ["true_n", "true_s"] if "true_n" in part else ["n", "s"]
        figures = part[names].to_numpy(float)
        counts = bool(part["counts"].all())
        return self.collector.family(*key[:2], counts, part["cell"], figures, students)

    def _tell(self, family: Family, part: pd.DataFrame) -> None:
        """What an earlier release says of these cells is known."""
        quantities = self.collector.builder.quantities
        for row in part.itertuples():
            at = family.cells[row.cell]
            self.out |= {each for each, told in ((at.students, row.n), (at.outcomes, row.s))
                         if not np.isnan(told)}  # fmt: skip
            if not np.isnan(row.s) and at.others >= 0 and not np.isnan(row.n):
                self.out.add(at.others)
            for each, least, most in limits_of(at, row):
                value, lower, upper, *rest = quantities[each]
                quantities[each] = (value, max(lower, least), min(upper, most), *rest)
            if family.counts and np.isnan(row.s) and not np.isnan(row.rate):
                self.collector.builder.relate_rate(at.outcomes, at.students, row.rate, row.step)

    def _add_changed(self, key: tuple, part: pd.DataFrame) -> None:
        """An earlier release of other figures: a layer of its own, and who is in only one."""
        layer = self._family(key, part, {})
        self.families[(*key, len(self.families))] = layer
        self._tell(layer, part)
        now = self.families[key]
        order = self._order(now, layer)
        if order >= 0:
            self.collector.nest(now, layer)
        if order <= 0:
            self.collector.nest(layer, now)

    def _nest_topics(self) -> None:
        """Measures of one topic, and all schools with and without charter schools."""
        measures = load_measures()
        current = {key: family for key, family in self.families.items() if len(key) == 2}
        for one, other in combinations(current, 2):
            topics = [measures[each[0]].topic if each[0] in measures else None
                      for each in (one, other)]  # fmt: skip
            if one[1] == other[1] and topics[0] and topics[0] == topics[1]:
                self._nest_pair(current[one], current[other])
            elif one[1] == other[1] and all(_is_own(each[0]) for each in (one, other)):
                self._nest_students(current[one], current[other])
        for family in current.values():
            for cell, whole in list(family.cells.items()):
                part = family.cells.get(cell._replace(coverage="without_charter"))
                if part and cell.coverage == "all_schools":
                    self.collector.derive({whole: 1, part: -1}, counts=family.counts)

    def _nest_pair(self, one: Family, other: Family) -> None:
        order = self._order(one, other)
        if order:
            self.collector.nest(*((one, other) if order > 0 else (other, one)))
            return
        value = self.collector.value
        both = [(one.cells[cell], other.cells[cell]) for cell in one.cells.keys() & other.cells]
        if any(value(a.students) != value(b.students) for a, b in both):
            return
        more = [value(a.outcomes) - value(b.outcomes) for a, b in both]
        if min(more, default=-1) >= 0:
            self.collector.nest_outcomes(one, other)
        elif max(more) <= 0:
            self.collector.nest_outcomes(other, one)

    def _nest_students(self, one: Family, other: Family) -> None:
        """Of two measures of one file, where the students of the one lie within the other's."""
        value, both = self.collector.value, one.cells.keys() & other.cells.keys()
        pairs = [(one.cells[cell].students, other.cells[cell].students) for cell in both]
        more = np.array([value(a) - value(b) for a, b in pairs])
        if not np.nanmax(np.abs(more), initial=0) or min(more, default=-1) < 0 < max(more):
            return
        for pair in pairs:
            larger, smaller = pair if np.nanmax(more) > 0 else pair[::-1]
            self.collector.keep_within(larger, smaller)

    def _order(self, one: Family, other: Family) -> int:
        """1 when every set of the other family can lie in this one's, -1 the other way round."""
        value = self.collector.value
        differences = np.array([
            [value(getattr(one.cells[cell], name)) - value(getattr(other.cells[cell], name))
             for name in ("students", "outcomes", "others")]
            for cell in one.cells.keys() & other.cells.keys()
        ]) if one.counts else np.empty((0, 3))  # fmt: skip
        if np.nanmax(np.abs(differences), initial=0) == 0:
            return 0
        if np.nanmin(differences, initial=0) >= 0:
            return 1
        return -1 if np.nanmax(differences, initial=0) <= 0 else 0


def _is_own(measure: str) -> bool:
    measures = load_measures()
    return measure in measures and measures[measure].family == "extract"


def _name_the_alone(collector: Collector, families: list[Family]) -> None:
    """Give each student who is alone in a cell a number; she is the same in the larger cells in
    which she is alone too, and in every measure."""
    quantities = collector.builder.quantities
    cells = defaultdict(list)
    for family in families:
        for cell, each in family.cells.items():
            cells[family.period, cell].append(each.students)
    links = [[*many] for many in cells.values()]
    links += [[whole, *parts] for whole, parts in collector.wholes]
    pairs = [
        (many[0], each)
        for many in links
        for each in many
        if collector.value(many[0]) == collector.value(each) == 1
    ]
    rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(quantities),) * 2)
    person = connected_components(graph, directed=False)[1]
    sets = [each for family in families for each in family.cells.values()] + collector.derived
    numbers = {}
    for each in sets:
        if each.students >= 0 and collector.value(each.students) == 1 and each.others >= 0:
            if quantities[each.students][-1] == WITHOUT_GROUP:
                continue
            number = numbers.setdefault(person[each.students], len(numbers) + 1)
            for at in (each.students, each.outcomes, each.others):
                quantities[at] = (*quantities[at][:-1], number)


def _same_students(classes: list, part: pd.DataFrame) -> dict:
    """The quantities of students of a measure with the same students in every common cell."""
    sizes = dict(zip(part["cell"], part["n"], strict=True))
    for known, students in classes:
        common = sizes.keys() & known.keys()
        if common and all(sizes[cell] == known[cell] for cell in common):
            known.update(sizes)
            return students
    classes.append((sizes, {}))
    return classes[-1][1]
