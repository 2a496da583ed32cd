"""The linear system of everything that is released together.

A *quantity* is a number that stands in a table or could be worked out of one: the students of a
group, those with the outcome, those without, what is left of a total when the groups are taken
away. *Relations* are the sums that everybody knows: ``matrix @ values == totals``. The model is
that of statistics.md §5.2 (Fischetti and Salazar's): what can be derived of a hidden quantity is
its least and its most over all tables that agree with the relations and with what is seen.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

NOBODY, WITHOUT_GROUP = -1, 0
STUDENTS, OUTCOMES, OTHERS, AUXILIARY = range(4)


@dataclass(frozen=True)
class System:
    """Quantities, and what anybody knows of them without seeing one.

    Attributes
    ----------
    values : array
        The true values; nan where we do not know them ourselves (of an earlier release).
    lower, upper : array
        Bounds that everybody knows.
    whole : array of bool
        Which are whole numbers.
    kind : array of int
        ``STUDENTS`` of a set, ``OUTCOMES`` or ``OTHERS`` among them, or ``AUXILIARY``.
    holder : array of int
        Who knows the quantity from their own life: ``NOBODY``; ``WITHOUT_GROUP``, all who know
        how many students have no group; or a number from 1 on, one student alone in her cells.
    matrix, totals
        The relations.
    """

    values: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    whole: np.ndarray
    kind: np.ndarray
    holder: np.ndarray
    matrix: sparse.csr_matrix
    totals: np.ndarray

    def agrees(self, table: np.ndarray) -> bool:
        """Whether a table satisfies all relations (in whole numbers exactly)."""
        return bool(np.abs(self.matrix @ table - self.totals).max(initial=0) < 1e-6)


@dataclass
class SystemBuilder:
    """Collects quantities and relations one by one."""

    quantities: list = field(default_factory=list)
    _rows: list = field(default_factory=list)
    _columns: list = field(default_factory=list)
    _factors: list = field(default_factory=list)
    _totals: list = field(default_factory=list)

    def add(
        self, value, *, lower=0.0, upper=np.inf, whole=True, kind=STUDENTS, holder=NOBODY
    ) -> int:
        """A quantity; its position."""
        self.quantities.append((value, lower, upper, whole, kind, holder))
        return len(self.quantities) - 1

    def relate(self, terms: dict[int, float], total: float = 0.0) -> None:
        """The sum of factor × quantity is `total`."""
        self._rows += [len(self._totals)] * len(terms)
        self._columns += terms.keys()
        self._factors += terms.values()
        self._totals.append(total)

    def relate_rate(self, part: int, whole: int, rate: float, step: float) -> None:
        """A rate in percent, rounded to `step`: ``(rate ± step/2) / 100 × whole`` holds `part`."""
        above = self.add(np.nan, whole=False, kind=AUXILIARY)
        below = self.add(np.nan, whole=False, kind=AUXILIARY)
        self.relate({part: 100.0, whole: -(rate - step / 2), above: -1.0})
        self.relate({part: -100.0, whole: rate + step / 2, below: -1.0})

    def build(self) -> System:
        """The system of what was added."""
        values, lower, upper, whole, kind, holder = (
            np.array(column) for column in zip(*self.quantities, strict=True)
        )
        shape = (len(self._totals), len(values))
        return System(
            values.astype(float),
            lower.astype(float),
            upper.astype(float),
            whole.astype(bool),
            kind.astype(int),
            holder.astype(int),
            sparse.csr_matrix((self._factors, (self._rows, self._columns)), shape=shape),
            np.array(self._totals, dtype=float),
        )
