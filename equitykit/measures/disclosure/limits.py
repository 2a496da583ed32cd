"""How far a range can be at all: what others have told, nothing that we hide can take back.

An aim counts as far as it is reached when nothing of this release is shown. What is missed even
then is lost to what is already out; what is left of its range is asked for instead, and it is
counted, but it is no reason to hide anything.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from equitykit.measures.disclosure.audit import Aims, Reach, ask_together, audit_rest, pursue
from equitykit.measures.disclosure.system import WITHOUT_GROUP, System
from equitykit.measures.disclosure.tables import derive


@dataclass
class Limits:
    """The ends of the ranges that are lost, by quantity.

    `others` are the quantities that earlier releases and publishers have told; `out` those and
    the rows that are settled already, which stay as they are.
    """

    system: System
    others: np.ndarray
    out: np.ndarray
    ends: dict[int, tuple[float, float]] = field(default_factory=dict)
    by_others: set[int] = field(default_factory=set)
    by_margins: set[int] = field(default_factory=set)
    unproven: set[int] = field(default_factory=set)

    def within(self, aims: Aims) -> Aims:
        """The aims, as far as they can be reached."""
        limited = np.isin(aims.quantity, [*self.ends])
        least, most = np.array([self.ends.get(q, (-np.inf, np.inf)) for q in aims.quantity]).T
        values = self.system.values[aims.quantity]
        apart = np.minimum(aims.step, np.maximum(values - least, most - values))
        return replace(
            aims,
            low=np.maximum(aims.low, least),
            high=np.minimum(aims.high, most),
            differs=np.where(limited, apart, aims.differs),
            limited=limited,
        )

    def learn(self, aims: Aims) -> bool:
        """Look which of these aims are missed when nothing of ours is shown; whether any is."""
        asked = aims.at(~aims.limited)
        if not len(asked):
            return False
        reach, lost = _alone(self.system, ~self.out, asked)
        if not lost.any():
            return False
        asked = asked.at(lost)
        told = np.ones(len(asked), dtype=bool)
        if (self.out > self.others).any():
            told = _alone(self.system, ~self.others, asked)[1]
        for at, quantity in enumerate(asked.quantity):
            self.ends[int(quantity)] = reach.least[0, quantity], reach.most[0, quantity]
            proven = self._is_proven(asked.at(np.array([at])), reach)
            where = self.by_others if told[at] else self.by_margins
            (where if proven else self.unproven).add(int(quantity))
        return True

    def _is_proven(self, aim: Aims, reach: Reach) -> bool:
        """Whether a linear program says too that the aim cannot be reached; a search for whole
        tables may have been cut short."""
        at, holder = int(aim.quantity[0]), self.system.holder
        value = self.system.values[at]
        for reader in np.flatnonzero(reach.missed(aim)[:, 0])[:1]:
            known = [reader] if reader else []
            least, most = derive(self.system, ~self.out & ~np.isin(holder, known), at)
            least, most = np.ceil(least - 1e-6), np.floor(most + 1e-6)  # whole numbers only
            missed = most < aim.high[0] or (least > aim.low[0] and not reader)
            if missed or max(value - least, most - value) < aim.step[0] - 1e-6:
                return True
        return False


def _alone(system: System, free: np.ndarray, aims: Aims) -> tuple[Reach, np.ndarray]:
    """As `audit`; but what nobody can reach is not asked for any student."""
    reach = Reach(system)
    ask_together(system, free, aims, reach)
    for one in np.flatnonzero(reach.missed(aims, [0])[0]):
        mine = aims.at(np.array([one]))
        varies = free & ((system.holder != WITHOUT_GROUP)
                         | (system.holder[mine.quantity] == WITHOUT_GROUP))  # fmt: skip
        pursue(system, varies, mine, reach)
    to_nobody = reach.missed(aims, [0])[0]
    audit_rest(system, free, aims.at(~to_nobody), reach)
    return reach, to_nobody | reach.missed(aims).any(axis=0)
