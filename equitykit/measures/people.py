"""A rate as a count of people out of 10, 20 or 100: how families read it.

A rounded count says no more than the rate does, and never more than its students can carry:
of a group of 40, one in a hundred is less than one student.

How many students a group has may stand beside it: the number is released, alike for every
audience, with the rate. Rounding it for families alone would protect nobody, since the other
versions have it, and would keep from them how much a figure can carry.
"""

from dataclasses import dataclass

import pandas as pd

from equitykit.measures.largest_gaps import largest_gaps
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE

BASES = ((100, 100), (20, 20), (0, 10))
"""From how many students on a count is out of how many."""


@dataclass(frozen=True)
class People:
    """`count` of every `out_of`; `kind` is ``under`` where less than one half of a person
    rounds to nobody, ``over`` where fewer than all round to everybody, else ``about``."""

    count: int
    out_of: int
    kind: str


@dataclass(frozen=True)
class Message:
    """The one thing that a family figure says: a `group`, its people, those of its yardstick.

    `row` is the compared row it stands in; `others` is None where there is no comparison.
    """

    group: str
    row: pd.Series
    people: People
    others: People | None


def base_for(students: int) -> int:
    """Out of how many the students of a group are counted."""
    return next(base for least, base in BASES if students >= least)


def people(rate: float, out_of: int) -> People:
    """A rate in percent as people out of 10, 20 or 100, halves up (rates have one decimal)."""
    tenths = round(float(rate) * 10)
    count = (2 * tenths * out_of + 1000) // 2000
    kind = "about"
    if count == 0 and tenths > 0:
        kind = "under"
    elif count == out_of and tenths < 1000:
        kind = "over"
    return People(int(count), out_of, kind)


def one_message(compared: ReleasedTable) -> Message | None:
    """Choose what a family figure of this dimension says; None where nothing can be counted.

    It is the group furthest behind its yardstick among those large enough to rank, the clear
    ones first; where nobody is behind, the group with the most students.
    """
    rows = compared.rows
    counted = rows["visibility"].isin(VISIBLE) & rows["low"].notna() & (rows["dimension"] != "all")
    if not counted.any():
        return None
    behind = largest_gaps(compared, count=1).rows
    sizes = rows[counted].sort_values(["denominator"], ascending=False, kind="stable")
    row = sizes.iloc[0] if behind.empty else behind.iloc[0]
    base = base_for(int(row["denominator"]))
    others = None
    if pd.isna(row["gap_note"]) and pd.notna(row["yardstick_rate"]):
        others = people(row["yardstick_rate"], base)
    return Message(row["group"], row, people(row["rate"], base), others)
