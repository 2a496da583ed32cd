"""Collects quantities and the sums between them, measure by measure."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from equitykit.measures.disclosure.cells import Cell, remainders, sums
from equitykit.measures.disclosure.system import (
    NOBODY,
    OTHERS,
    OUTCOMES,
    WITHOUT_GROUP,
    SystemBuilder,
)

NONE = -1


@dataclass(frozen=True)
class Set:
    """Quantities of one set of students; -1 where there is none.

    `students` of whom `outcomes` have the outcome and `others` do not; for a measure that is a
    mean (days, points), `outcomes` is its sum over the students and there are no `others`.
    """

    students: int = NONE
    outcomes: int = NONE
    others: int = NONE


@dataclass
class Family:
    """The cells of one measure and period, in one release."""

    measure: str
    period: str
    counts: bool
    cells: dict[Cell, Set]


@dataclass
class Collector:
    """Builds the system of what is released together."""

    builder: SystemBuilder = field(default_factory=SystemBuilder)
    derived: list[Set] = field(default_factory=list)
    wholes: list = field(default_factory=list)
    splits: list = field(default_factory=list)
    _split: dict = field(default_factory=dict)

    def value(self, quantity: int) -> float:
        return self.builder.quantities[quantity][0]

    def family(self, measure, period, counts, cells, figures, students) -> Family:
        """Quantities of one measure. `students` are those of measures with the same students,
        by cell; `figures` the true students and outcomes of each cell, nan where unknown."""
        made = {}
        for cell, (n, s) in zip(cells, figures, strict=True):
            if cell not in students:
                # a reader is told which groups have no students, but of no crossing
                told = len(cell.parts) < 2
                most = 0.0 if n == 0 and told else np.inf
                students[cell] = self.builder.add(n, lower=float(n > 0 and told), upper=most)
            made[cell] = self._outcomes(students[cell], n, s, counts)
        return Family(measure, period, counts, made)

    def _outcomes(self, students: int, n, s, counts: bool, holder: int = NOBODY) -> Set:
        if not counts:
            total = self.builder.add(s, lower=-np.inf, whole=False, kind=OUTCOMES)
            return Set(students, total)
        outcomes = self.builder.add(s, kind=OUTCOMES, holder=holder)
        others = self.builder.add(n - s, kind=OTHERS, holder=holder)
        self.builder.relate({students: 1, outcomes: -1, others: -1})
        return Set(students, outcomes, others)

    def relate(self, family: Family) -> None:
        """All sums within one measure."""
        for (whole, _), parts in sums(family.cells).items():
            self._divide(family, family.cells[whole], [family.cells[part] for part in parts])
        for terms in remainders(family.cells):
            signed = {family.cells[cell]: sign for cell, sign in terms.items()}
            made = self.derive(signed, counts=family.counts)
            if made and len(terms) == 2:
                whole, part = signed
                whole, part = (whole, part) if signed[whole] > 0 else (part, whole)
                self.wholes.append((whole.students, [part.students, made.students]))

    def _divide(self, family: Family, whole: Set, parts: list[Set]) -> None:
        """A whole is its parts and perhaps students of whom no group is known: these are a set
        too, but as others may well know them, nobody hides behind them."""
        self.splits.append((whole, parts))
        key = (whole.students, *sorted(part.students for part in parts))
        if key not in self._split:
            signed = {whole.students: 1} | {part.students: -1 for part in parts}
            rest = self._left(signed)
            at = self.builder.add(rest, holder=WITHOUT_GROUP) if rest > 0 else NONE
            self.builder.relate(signed | ({at: -1} if at >= 0 else {}), 0 if rest > 0 else rest)
            self.wholes.append((whole.students, [part.students for part in parts]))
            self._split[key] = at
        at = self._split[key]
        signed = {whole.outcomes: 1} | {part.outcomes: -1 for part in parts}
        rest = self._left(signed)
        if at < 0 or not family.counts or not 0 <= rest <= self.value(at):
            self.builder.relate(signed, rest)
            return
        made = self._outcomes(at, self.value(at), rest, True, WITHOUT_GROUP)
        self.builder.relate(signed | {made.outcomes: -1})
        self.derived.append(made)

    def _left(self, signed: dict[int, int]) -> float:
        left = sum(sign * self.value(at) for at, sign in signed.items())
        return 0.0 if np.isnan(left) else left

    def derive(self, signed: dict[Set, int], *, counts: bool) -> Set | None:
        """The set of students that is a sum of sets with signs; None where it makes no sense."""
        values = [
            sum(sign * self.value(at) for at, sign in self._each(signed, name).items())
            for name in ("students", "outcomes")
        ]
        n, s = values
        if n < 0 or (counts and (s < 0 or s > n)):
            return None
        key = tuple(sorted(self._each(signed, "students").items()))
        if key not in self._split:
            students = self.builder.add(n)
            self.builder.relate(dict(key) | {students: -1})
            self._split[key] = students
        students = self._split[key]
        made = self._outcomes(students, n, s, counts)
        self.builder.relate(self._each(signed, "outcomes") | {made.outcomes: -1})
        self.derived.append(made)
        return made

    @staticmethod
    def _each(signed: dict[Set, int], name: str) -> dict[int, int]:
        summed = defaultdict(int)
        for each, sign in signed.items():
            summed[getattr(each, name)] += sign
        return {at: sign for at, sign in summed.items() if sign}

    def nest(self, larger: Family, smaller: Family) -> None:
        """Sets of students that are in one family's cell but not in the other's."""
        made = {}
        for cell, whole in larger.cells.items():
            part = smaller.cells.get(cell)
            if part and whole.students != part.students and whole != part:
                made[cell] = self.derive({whole: 1, part: -1}, counts=larger.counts)
        # whoever left a crossing left its groups too: one student, not one for each
        for (whole, _), parts in sums(made).items():
            if made[whole] and all(made[part] for part in parts):
                self.wholes.append((made[whole].students, [made[part].students for part in parts]))

    def keep_within(self, larger: int, smaller: int) -> None:
        """One number of students is not above another. How many are between is no secret."""
        between = self.builder.add(self.value(larger) - self.value(smaller))
        self.builder.relate({larger: 1, smaller: -1, between: -1})

    def nest_outcomes(self, more: Family, fewer: Family) -> None:
        """Of the same students, those with the one outcome and not the other: once, not twice."""
        for cell in more.cells.keys() & fewer.cells.keys():
            whole, part = more.cells[cell].outcomes, fewer.cells[cell].outcomes
            between = self.builder.add(self.value(whole) - self.value(part), kind=OUTCOMES)
            self.builder.relate({whole: 1, part: -1, between: -1})
            self.derived.append(Set(outcomes=between))
