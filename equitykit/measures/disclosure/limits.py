"""How far a range can be at all: what is already told, nothing that we hide can take back.

An aim counts as far as it is reached when nothing of this release is shown. What is missed even
then is lost to what is already out; what is left of its range is asked for instead, and it is
counted, but it is no reason to hide anything.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from equitykit.measures.disclosure.audit import Aims, Reach, ask_together, pursue
from equitykit.measures.disclosure.system import WITHOUT_GROUP, System
from equitykit.measures.disclosure.tables import derive


@dataclass
class Limits:
    """The ends of the ranges that are lost, by quantity.

    `out` are the quantities that are told: by earlier releases and publishers, and by rows that
    are settled and stay as they are. `to_students`: quantities of which no more is hidden from
    students who know their own record.
    """

    system: System
    out: np.ndarray
    ends: dict[int, tuple[float, float]] = field(default_factory=dict)
    to_students: set[int] = field(default_factory=set)

    def within(self, aims: Aims) -> Aims:
        """The aims, as far as they can be reached."""
        limited = np.isin(aims.quantity, [*self.ends])
        ends = [self.ends.get(each, (-np.inf, np.inf)) for each in aims.quantity]
        least, most = np.array(ends).reshape(-1, 2).T
        values = self.system.values[aims.quantity]
        apart = np.minimum(aims.step, np.maximum(values - least, most - values))
        return replace(
            aims,
            low=np.maximum(aims.low, least),
            high=np.minimum(aims.high, most),
            differs=np.where(limited, apart, aims.differs),
            limited=limited | aims.limited | np.isin(aims.quantity, [*self.to_students]),
        )

    def look_ahead(self, aims: Aims) -> None:
        """Look which aims are missed when nothing of ours is shown; of students' not yet."""
        reach = Reach(self.system)
        asked = replace(aims, limited=np.ones(len(aims), dtype=bool))
        ask_together(self.system, ~self.out, asked, reach)
        for one in np.flatnonzero(reach.missed(asked).any(axis=0)):
            self._learn(asked.at(np.array([one])))

    def learn(self, aims: Aims, reach: Reach) -> bool:
        """The same of these aims, which were missed, for every reader; whether any is lost."""
        found = False
        for one in range(len(aims)):
            aim = aims.at(np.array([one]))
            found |= self._learn(aim) or self._learn_of_students(aim, reach)
        return found

    def accept(self, aims: Aims, reach: Reach) -> None:
        """Take for lost what no table reaches, though nothing of ours is shown."""
        for one, at in enumerate(aims.quantity):
            aim = aims.at(np.array([one]))
            if reach.missed(aim, [0]).any():
                self.ends[int(at)] = reach.least[0, at], reach.most[0, at]
            else:
                self.to_students.add(int(at))

    def _learn(self, aim: Aims) -> bool:
        """What a linear program says is left of a range; where that is more than whole tables
        have, what they have."""
        at = int(aim.quantity[0])
        free = self._free(at)
        if at in self.ends:
            reach = Reach(self.system)
            pursue(self.system, free, aim, reach)
            ends = reach.least[0, at], reach.most[0, at]
        else:
            ends = self._derive(at, free)
        lost = self._is_short(aim, *ends) or ends[0] > aim.low[0] + 1e-6
        if lost:
            self.ends[at] = ends
        return bool(lost)

    def _derive(self, at: int, free: np.ndarray) -> tuple[float, float]:
        least, most = derive(self.system, free, at)
        # of counts, whole numbers only
        whole = self.system.whole[at]
        return (np.ceil(least - 1e-6), np.floor(most + 1e-6)) if whole else (least, most)

    def _is_short(self, aim: Aims, least: float, most: float) -> bool:
        value = self.system.values[aim.quantity[0]]
        apart = max(value - least, most - value)
        return bool(most < aim.high[0] - 1e-6 or apart < aim.step[0] - 1e-6)

    def _learn_of_students(self, aim: Aims, reach: Reach) -> bool:
        """Whether a linear program says that a student who knows her own record can tell."""
        if aim.limited[0]:
            return False
        at, holder = int(aim.quantity[0]), self.system.holder
        for reader in np.setdiff1d(np.flatnonzero(reach.missed(aim)[:, 0]), [0]):
            ends = self._derive(at, self._free(at) & (holder != reader))
            if self._is_short(aim, *ends):
                self.to_students.add(at)
                return True
        return False

    def _free(self, at: int) -> np.ndarray:
        """What is not told; students without a group are no place to hide for others."""
        holder = self.system.holder
        return ~self.out & ((holder != WITHOUT_GROUP) | (holder[at] == WITHOUT_GROUP))

    def __len__(self) -> int:
        return len({*self.ends} | self.to_students)
