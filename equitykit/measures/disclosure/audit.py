"""Whether each hidden quantity can be as many things as the rules ask, by tables that prove it.

An *aim* says how far the range of a quantity has to reach, down and up. One possible table
(see `tables`) reaches many aims at once; what no joint table reaches is asked for alone, so
that an aim is called missed only after a linear program of its own.
"""

from dataclasses import dataclass

import numpy as np

from equitykit.measures.disclosure.system import (
    AUXILIARY,
    NOBODY,
    OTHERS,
    OUTCOMES,
    STUDENTS,
    WITHOUT_GROUP,
    System,
)
from equitykit.measures.disclosure.tables import Wish, find_table


@dataclass(frozen=True)
class Aims:
    """For each of some quantities, how low and how high its range has to reach at least.

    nan: not asked. With `differs` it is enough that the value may be another than the true one,
    by at least this much. Of an aim that is `limited` by what is out (see `limits`) nothing is
    asked for students who know their own record.
    """

    quantity: np.ndarray
    low: np.ndarray
    high: np.ndarray
    differs: np.ndarray
    limited: np.ndarray | None = None

    def __post_init__(self):
        if self.limited is None:
            object.__setattr__(self, "limited", np.zeros(len(self.quantity), dtype=bool))

    def __len__(self) -> int:
        return len(self.quantity)

    @property
    def step(self) -> np.ndarray:
        """By how much each value may at least be another."""
        return np.nan_to_num(self.differs, nan=1.0)

    def at(self, chosen) -> "Aims":
        """Some of the aims."""
        return Aims(*(column[chosen] for column in vars(self).values()))


class Reach:
    """The least and the most of each quantity in the tables found so far.

    Row 0 is what a reader can think possible who knows what is told and which students have no
    group (see `System.holder`); row i is the same for the student `i`, who is alone in a cell.
    """

    def __init__(self, system: System):
        readers = int(system.holder.max(initial=0)) + 1
        self.system = system
        self.least = np.tile(system.values, (readers, 1))
        self.most = self.least.copy()

    def take(self, table: np.ndarray) -> None:
        """Learn from a possible table. It counts for those to whom it is possible."""
        holder = self.system.holder
        moved = np.abs(table - self.system.values) > 1e-6
        knows = np.setdiff1d(np.arange(len(self.least)), holder[moved])
        if moved[holder == WITHOUT_GROUP].any():
            rows, columns = [0], np.flatnonzero(holder == WITHOUT_GROUP)
        else:
            rows, columns = np.union1d(knows, [0]), np.arange(len(table))
        at = np.ix_(rows, columns)
        self.least[at] = np.fmin(self.least[at], table[columns])
        self.most[at] = np.fmax(self.most[at], table[columns])

    def missed(self, aims: Aims, readers=slice(None)) -> np.ndarray:
        """For each reader which aims are not reached; nobody is kept from what is their own."""
        at, number = aims.quantity, np.arange(len(self.least))[readers]
        least, most, value = (
            self.least[number][:, at],
            self.most[number][:, at],
            self.system.values[at],
        )
        missed = most < aims.high - 1e-6
        missed |= (least > aims.low + 1e-6) & (number == 0)[:, None]
        missed |= np.maximum(value - least, most - value) < aims.step - 1e-6
        return missed & self.concerned(aims, number)

    def concerned(self, aims: Aims, readers: np.ndarray) -> np.ndarray:
        """For each reader and aim, whether the aim holds for the reader."""
        kept_from = _kept_from(readers, self.system.holder[aims.quantity])
        return kept_from & ~((readers > 0)[:, None] & aims.limited)

    def width(self, quantities: np.ndarray) -> np.ndarray:
        """How wide the proven ranges are to the reader of row 0."""
        return (self.most[0] - self.least[0])[quantities]


def _kept_from(readers: np.ndarray, holder: np.ndarray) -> np.ndarray:
    """For each reader and quantity, whether it is kept from the reader: not what is their own;
    and students without a group are kept from those who know of none."""
    reader = readers[:, None]
    return np.where(holder == WITHOUT_GROUP, reader == 0, reader != np.maximum(holder, NOBODY))


def audit(system: System, free: np.ndarray, aims: Aims) -> tuple[Reach, np.ndarray]:
    """The ranges that are proven, and which aims are missed by any reader."""
    reach = Reach(system)
    ask_together(system, free, aims, reach)
    audit_rest(system, free, aims, reach)
    return reach, reach.missed(aims).any(axis=0)


def audit_rest(system: System, free: np.ndarray, aims: Aims, reach: Reach) -> None:
    """Ask alone for what no table reached together with others."""
    for known, missed in readers(aims, reach):
        for one in range(len(missed)):
            varies = free & ~np.isin(system.holder, known)
            pursue(system, varies, missed.at(np.array([one])), reach)


STAGES = ((STUDENTS,), (OUTCOMES, OTHERS), (STUDENTS, OUTCOMES, OTHERS))
"""Aims for sizes are asked for with the outcomes as they are, those for outcomes with the sizes
as they are, which makes small programs of each measure; what is left, with everything."""


def in_stages(system: System, aims: Aims):
    """The aims of each stage, with what may vary in it."""
    for kinds in STAGES:
        varies = np.isin(system.kind, [*kinds, OTHERS, AUXILIARY])
        yield varies, aims.at(np.isin(system.kind[aims.quantity], kinds))


def ask_together(
    system: System, free: np.ndarray, aims: Aims, reach: Reach, *, whole: bool = True
) -> None:
    """Look for tables that reach many aims for all readers at once, then for each who is left."""
    for varies, some in in_stages(system, aims):
        _ask_stage(system, free & varies, some, reach, whole)


def _ask_stage(system: System, free: np.ndarray, aims: Aims, reach: Reach, whole: bool) -> None:
    holder = system.holder
    held = holder[aims.quantity]
    pursue(system, free & (holder == NOBODY), aims.at(held == NOBODY), reach, whole)
    pursue(system, free & (holder <= WITHOUT_GROUP), aims.at(held == WITHOUT_GROUP), reach, whole)
    for some in _halves(held):
        varies = free & ((holder == NOBODY) | np.isin(holder, some))
        pursue(system, varies, aims.at(np.isin(held, some)), reach, whole)
    for known, missed in readers(aims, reach):
        pursue(system, free & ~np.isin(holder, known), missed, reach, whole)
        if not any(known) and reach.missed(missed, [0]).any():
            return  # what nobody can reach, no student can


def _halves(held: np.ndarray):
    """Groups of students, such that of any two each is in a group without the other."""
    students = np.unique(held[held > 0])
    for bit in range(max(len(students) - 1, 0).bit_length()):
        for side in (0, 1):
            yield students[(np.arange(len(students)) >> bit & 1) == side]
    if len(students) == 1:
        yield students


def readers(aims: Aims, reach: Reach):
    """For each reader who can still tell too much: whose knowledge they have (holders), and the
    aims that are missed."""
    for reader in np.flatnonzero(reach.missed(aims).any(axis=1)):
        own = reach.system.holder[aims.quantity] == WITHOUT_GROUP
        for known, some in (([], own), ([WITHOUT_GROUP], ~own)):
            missed = aims.at(reach.missed(aims, [reader])[0] & some)
            if len(missed):
                yield [*known, reader] if reader else known, missed


def pursue(system: System, free: np.ndarray, aims: Aims, reach: Reach, whole: bool = True) -> None:
    """Look for tables that reach the aims, as long as each reaches a further one."""
    missed = reach.missed(aims).any(axis=0)
    turned = 0
    while missed.any() and turned < 2:
        table = find_table(system, free, wishes(aims.at(missed), reach, turned), whole=whole)
        if table is not None:
            reach.take(table)
        still = reach.missed(aims).any(axis=0)
        turned = 0 if still.sum() < missed.sum() else turned + 1
        missed = still


def wishes(aims: Aims, reach: Reach, turned: int = 0) -> list[Wish]:
    """What to ask of one table: for each aim its upper end, or when that is reached, or
    `turned`, its lower."""
    system, at = reach.system, aims.quantity
    counted = reach.concerned(aims, np.arange(len(reach.least)))
    rises = (counted & (reach.most[:, at] < aims.high - 1e-6)).any(axis=0)
    falls = counted[0] & (reach.least[0, at] > aims.low + 1e-6)
    either = ~rises & ~falls
    high = np.where(either, system.values[at] + aims.step, aims.high)
    low = np.where(either, system.values[at] - aims.step, aims.low)
    up = np.where(either, not turned, rises & ~(bool(turned) & falls))
    return [
        Wish(int(q), 1 if rise else -1, most if rise else least)
        for q, rise, most, least in zip(at, up, high, low, strict=True)
    ]
