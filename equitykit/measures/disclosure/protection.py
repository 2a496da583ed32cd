"""Choose what else to hide, so that nothing hidden can be worked out.

Complementary suppression: for aims that the audit misses, a linear program finds the cheapest
table that reaches them when quantities that are still seen may move as well. Those that moved
are hidden. That is repeated until no aim is missed (statistics.md §5.3; the paths through hidden
cells are those of the network-flow heuristics of Kelly and Castro). What rows cost: `prices`.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.audit import (
    Aims,
    Reach,
    ask_together,
    audit,
    in_stages,
    readers,
    wishes,
)
from equitykit.measures.disclosure.cells import splits_of
from equitykit.measures.disclosure.joint_sets import parts_to_hide, pooled_to_hide
from equitykit.measures.disclosure.limits import Limits
from equitykit.measures.disclosure.prices import OUTCOME, SQUEEZE, ranks, with_burden
from equitykit.measures.disclosure.rules import aims_of
from equitykit.measures.disclosure.system import System
from equitykit.measures.disclosure.tables import Prices, find_table
from equitykit.measures.disclosure.together import Together
from equitykit.measures.visibility import BAND

BATCHES = 12
ROUNDS = 40


@dataclass
class Protection:
    """What is hidden of the rows of a table, and grows until the audit is clean.

    `few`, `band`: which rows are hidden by their own counts, and of which a band is said.
    `settled`: which rows are out as they are; what they show is known, and more of them cannot
    be hidden. `hidden`, `unsaid`: what is hidden to begin with.
    """

    rows: pd.DataFrame
    together: Together
    few: np.ndarray
    band: np.ndarray
    minimum_n: int
    settled: np.ndarray
    hidden: np.ndarray
    unsaid: np.ndarray
    limits: Limits = field(init=False)

    def __post_init__(self):
        sets = self.together.rows
        self.n = np.array([each.students for each in sets], dtype=int)
        self.s = np.array([each.outcomes for each in sets], dtype=int)
        self.c = np.array([each.others for each in sets], dtype=int)
        self.rank = ranks(self.rows)
        self.hidden = self.hidden | self.few & ~self.settled  # the whole row
        self.unsaid = self.unsaid | (self.few | self.band) & ~self.settled  # its outcome
        out = self.together.out | self._shown(self.settled)
        for pooled, years in self.together.pooled:
            for name in ("students", "outcomes", "others"):
                # whoever knows all years knows their sum
                known = out[[getattr(year, name) for year in years]].all()
                out[getattr(pooled, name)] |= known
        self.together = replace(self.together, out=out)
        self.limits = Limits(self._said(self.settled), out)
        self._hide_pooled()
        self._spread()

    # -- what the reader sees ---------------------------------------------------------------

    def _spread(self) -> None:
        """A set of students that is hidden in one measure is hidden in each."""
        gone = np.zeros(len(self.together.system.values) + 1, dtype=bool)
        gone[self.n[self.hidden]] = True
        gone[-1] = False
        self.hidden |= gone[self.n] & ~self.settled
        self.unsaid |= self.hidden

    def shown(self) -> np.ndarray:
        """Which quantities stand in the table, or are told by two that do."""
        return self._shown(np.ones(len(self.n), dtype=bool))

    def _shown(self, rows: np.ndarray) -> np.ndarray:
        shown = np.zeros(len(self.together.system.values), dtype=bool)
        for at, there in ((self.n, ~self.hidden), (self.s, ~self.unsaid), (self.c, ~self.unsaid)):
            shown[at[rows & there & (at >= 0)]] = True
        return shown

    @property
    def visible(self) -> int:
        """How many rows of students are shown with their outcome."""
        own = self.n >= 0
        return int((own & ~self.unsaid & (self.together.system.values[self.n] > 0)).sum())

    def seen(self) -> np.ndarray:
        """Which quantities stand in the table or in an earlier one."""
        return self.shown() | self.together.out

    def known(self) -> System:
        """The system with what the states of the rows say: a band, or that it is none."""
        return self._said(np.ones(len(self.n), dtype=bool))

    def _said(self, rows: np.ndarray) -> System:
        system = self.together.system
        lower, upper = system.lower.copy(), system.upper.copy()
        sized = rows & self.unsaid & ~self.hidden & (self.c >= 0)
        plain = sized & ~self.band
        for at in (self.s, self.c):
            lower[at[plain]] = np.fmax(lower[at[plain]], BAND)
            said = at[sized & self.band]
            said = said[system.values[said] < BAND]
            upper[said] = np.fmin(upper[said], BAND - 1)
        return replace(system, lower=lower, upper=upper)

    def aims(self) -> Aims:
        """What the rules ask of what is hidden now, as far as it can be had."""
        sizes = np.zeros(len(self.together.system.values), dtype=bool)
        sizes[self.n[self.hidden & (self.n >= 0)]] = True
        outcomes = np.zeros_like(sizes)
        for at in (self.s, self.c):
            outcomes[at[self.unsaid & (at >= 0)]] = True
        return self.limits.within(aims_of(self.together, sizes, outcomes, self.minimum_n))

    # -- prices -----------------------------------------------------------------------------

    def _price(self) -> np.ndarray:
        """What each row costs now."""
        paid = self.unsaid & ~self.few & ~self.band & ~self.settled
        return with_burden(self.rank, self.rows["group"], paid)

    def prices(self) -> Prices:
        """What moving each quantity that is seen costs now."""
        price = self._price()
        values = self.together.system.values
        move, squeeze, floor = (np.full(len(values), np.nan) for _ in range(3))
        there = (self.n >= 0) & (values[self.n] > 0)
        usable = there & ~self.together.out[self.n]
        sizes = usable & ~self.hidden
        outcomes = there & ~self.together.out[self.s] & ~self.unsaid
        move[self.n[sizes]] = price[sizes]
        move[self.s[outcomes]] = OUTCOME * price[outcomes]
        counted = usable & ~self.hidden & (self.c >= 0) & ~self.band
        for at in (self.s, self.c):
            squeeze[at[counted]] = SQUEEZE * price[counted]
            floor[at[counted]] = BAND
        return Prices(move, squeeze, floor)

    # -- hiding -----------------------------------------------------------------------------

    def run(self) -> tuple[Reach, Aims, np.ndarray]:
        """Hide until the rules are kept; what the final audit proves, asks and misses."""
        if self.together.out.any() or self.together.bounded:
            self.limits.look_ahead(self.aims())
        for again in range(ROUNDS):
            self._improve(whole=again > 0)
            while self._hide_joint_sets():
                self._improve(whole=again > 0)
            aims = self.aims()
            reach, missed = audit(self.known(), ~self.seen(), aims)
            if not missed.any():
                break
            lost = aims.at(missed)
            if not self.limits.learn(lost, reach) and not self._give_way(lost.quantity):
                if not self._shows_nothing_new():
                    break
                self.limits.accept(lost, reach)
        return reach, aims, missed

    def _improve(self, whole: bool) -> None:
        """Buy tables for the aims that are missed, some at a time; in fractions when that is
        enough to choose by."""
        reach, turned = Reach(self.together.system), 0
        while turned < 2:
            before, aims = self._amount(), self.aims()
            ask_together(self.known(), ~self.seen(), aims, reach, whole=whole)
            for varies, some in in_stages(self.together.system, aims):
                if before != self._amount():
                    break  # see first what this has done
                for known, missed in readers(some, reach):
                    others = ~np.isin(self.together.system.holder, known)
                    self._buy(missed, varies & others, reach, turned)
                    if not any(known):  # what all readers need often helps each student as well
                        break
            turned = turned + 1 if before == self._amount() else 0

    def _amount(self) -> tuple[int, int]:
        return int(self.hidden.sum()), int(self.unsaid.sum())

    def _buy(self, missed: Aims, varies, reach: Reach, turned: int) -> None:
        size = -(-len(missed) // BATCHES) or 1
        for first in range(0, len(missed), size):
            some = missed.at(np.arange(first, min(first + size, len(missed))))
            some = some.at(reach.missed(some).any(axis=0))
            if len(some):
                self._buy_table(some, varies, reach, turned)

    def _buy_table(self, aims: Aims, varies, reach: Reach, turned: int) -> None:
        """One table: what moves in it is hidden, and it proves what it reaches."""
        system, prices = self.known(), self.prices()
        free = ~self.seen() | (prices.move > 0) | (prices.squeeze > 0)
        free &= varies
        least = self.together.system.lower
        relaxed = replace(system, lower=np.where(prices.squeeze > 0, least, system.lower))
        table = find_table(relaxed, free, wishes(aims, reach, turned), prices, whole=False)
        if table is None:
            return
        moved = np.abs(table - system.values) > 1e-6
        below = (prices.squeeze > 0) & (table < prices.floor - 1e-6)
        sized = (self.n >= 0) & ~self.hidden
        counted = (self.c >= 0) & sized
        self.hidden |= sized & moved[self.n]
        self.unsaid |= sized & (self.s >= 0) & moved[self.s]
        self.hidden |= counted & self.unsaid & ~self.band & (below[self.s] | below[self.c])
        self._spread()
        now = self.known()
        if ((table >= now.lower - 1e-6) & (table <= now.upper + 1e-6))[free].all():
            reach.take(table)

    def _hide_pooled(self) -> None:
        """Hide pooled years that would tell of their hidden years at once."""
        values, seen = self.together.system.values, self.seen()
        for students, outcomes, sized in pooled_to_hide(
            self.together.pooled, seen, values, self.minimum_n
        ):
            rows = (self.n == students) & ~self.settled & ~self.together.out[self.n]
            if sized:
                self.hidden |= rows
            rows = (self.n == students) & ~self.settled & ~self.together.out[self.s]
            self.unsaid |= rows & (self.s == outcomes)

    def _hide_joint_sets(self) -> bool:
        """Hide what the hidden parts of a split need to be fit to be told together."""
        before = self._amount()
        price = np.full(len(self.together.system.values), np.inf)
        np.minimum.at(price, self.n[self.n >= 0], self._price()[self.n >= 0])
        found = parts_to_hide(
            self.together.splits, self.seen(), self.shown() & ~self.together.out,
            self.together.system.values, price, self.minimum_n,
        )  # fmt: skip
        for students, outcomes, sized in [*found]:
            rows = (self.n == students) & ~self.settled
            if sized:
                self.hidden |= rows
            self.unsaid |= rows & (self.s == outcomes)
        self._spread()
        return self._amount() != before

    def _give_way(self, quantities: np.ndarray) -> bool:
        """Where nothing that can be bought helps: hide rows near by, those with most traits
        first and the total last. False when none is left that is not out already."""
        system, out = self.together.system, self.together.out
        left = (self.n >= 0) & ~self.hidden & ~self.settled
        left &= (system.values[self.n] > 0) & ~(out[self.n] & (out[self.s] | (self.s < 0)))
        place = self.rows.groupby(["period", "cds", "coverage"], dropna=False).ngroup().to_numpy()
        near = np.zeros(len(system.values))
        near[quantities] = 1.0
        rows = self._of(near > 0)
        if not (rows & left).any():
            around = near + abs(system.matrix).T @ (abs(system.matrix) @ near)
            traits = self.rows["dimension"].fillna("").str.count("×").to_numpy()
            rows = self._of(around > 0)
            if traits[left].max(initial=0):  # the split that cannot be protected, and no other
                splits = splits_of(self.rows)
                of_it = rows if not self._of(near > 0).any() else self._of(near > 0)
                rows = np.isin(splits, splits[of_it & (traits > 0)])
            if not (rows & left).any():
                rows = np.isin(place, place[self._of(around > 0)])
            rows &= left
            traits = np.where(self.rows["dimension"] == "all", -1, traits)
            rows &= traits == traits[rows].max(initial=-1)
        rows &= left
        self.hidden |= rows
        self._spread()
        return bool(rows.any())

    def _shows_nothing_new(self) -> bool:
        """Whether only what was out or settled is seen: nothing else takes part in a leak."""
        out = self.together.out
        told = self.settled | out[self.n] & (out[self.s] | (self.s < 0))
        empty = (self.n < 0) | (self.together.system.values[self.n] == 0)
        return bool(told.any() and (told | self.hidden | empty).all())

    def _of(self, quantities: np.ndarray) -> np.ndarray:
        """The rows that tell of some of these quantities."""
        told = [(at >= 0) & quantities[at] for at in (self.n, self.s, self.c)]
        return np.logical_or.reduce(told)
