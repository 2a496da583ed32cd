"""Whether a gap got narrower, and whether that is progress: level and gap together, two years.

A gap that narrows because the better-off fell is not progress (facilitation guide §7).
"""

from dataclasses import dataclass

import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import SHOWN

GAINED, PARTLY, FELL, BOTH_FELL = "gained", "partly", "fell", "both_fell"
WIDER, SAME, AHEAD = "wider", "same", "ahead"


@dataclass(frozen=True)
class GapChange:
    """A group in two years: its rate, that of its yardstick, and the gap in points (its rate
    minus the yardstick's).

    `kind`: the gap is narrower and the group does better (``gained``), or does better while the
    yardstick got worse too (``partly``); it is narrower only since the yardstick got worse while
    the group stood still (``fell``) or got worse as well (``both_fell``); ``wider``; ``same``;
    ``ahead`` where the group was not behind to begin with.
    """

    group: str
    before: float
    now: float
    other_before: float
    other_now: float
    gap_before: float
    gap_now: float
    kind: str


def gap_changes(compared: ReleasedTable, *, before: str, now: str) -> list[GapChange]:
    """What became of each group's gap between two school years, in the order of the table.

    `compared` are rows of one measure, place and dimension against one yardstick, of both years.
    Only groups large enough to be ranked in both years come: with fewer students a change says
    little. Rates are compared as they are shown, to a tenth of a point.
    """
    rows = compared.rows
    rows = rows[(rows["dimension"] != "all") & (rows["visibility"] == SHOWN)]
    rows = rows[rows["gap_points"].notna() & rows["yardstick_rate"].notna()]
    early = rows[rows["period"] == before].drop_duplicates("group").set_index("group")
    found = []
    for row in rows[rows["period"] == now].itertuples():
        if row.group in early.index:
            found.append(_change(early.loc[row.group], row))
    return found


def _change(early: pd.Series, late) -> GapChange:
    sign = 1 if load_measures()[late.measure].improvement_direction == "increase" else -1
    values = {
        "before": float(early["rate"]),
        "now": float(late.rate),
        "other_before": float(early["yardstick_rate"]),
        "other_now": float(late.yardstick_rate),
        "gap_before": float(early["gap_points"]),
        "gap_now": float(late.gap_points),
    }
    return GapChange(group=late.group, kind=_kind(values, sign), **values)


def _kind(values: dict[str, float], sign: int) -> str:
    tenths = {name: round(10 * value) for name, value in values.items()}
    if sign * tenths["gap_before"] >= 0:
        return AHEAD
    smaller = abs(tenths["gap_before"]) - abs(tenths["gap_now"])
    if smaller == 0:
        return SAME
    if smaller < 0:
        return WIDER
    own = sign * (tenths["now"] - tenths["before"])
    other = sign * (tenths["other_now"] - tenths["other_before"])
    if own > 0:
        return PARTLY if other < 0 else GAINED
    return BOTH_FELL if own < 0 and other < 0 else FELL
