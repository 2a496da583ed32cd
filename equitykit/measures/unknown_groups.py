"""How many students stand in no group of a dimension, because nobody recorded theirs."""

from dataclasses import dataclass

import pandas as pd

from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import NO_STUDENTS, VISIBLE, is_partition
from equitykit.measures.yardsticks import MISSING_INFORMATION


@dataclass(frozen=True)
class Unknown:
    """Students of one dimension and year whose group (`code`, such as RD) is not recorded.

    `students` is None where their number is hidden; `visibility` is the state of their row.
    `share`, in percent of all students, is None too where it would tell what a hidden group has.
    """

    dimension: str
    code: str
    period: str
    visibility: str
    students: int | None
    share: float | None


def unknown_students(released: ReleasedTable) -> list[Unknown]:
    """Those of the latest school year, for each dimension that has a row of them.

    The rows are of one measure and place. Nothing is worked out from what other groups leave
    over. Where a group beside them is hidden, the number of all students, which a share can be
    turned into, would give the hidden ones by subtraction: then there is a number and no share.
    """
    rows = released.rows
    last = rows[rows["period"] == rows["period"].max()]
    return [
        _unknown(row, last)
        for _, row in last[last["group"].isin(MISSING_INFORMATION)].iterrows()
        if row["visibility"] != NO_STUDENTS
    ]


def _unknown(row: pd.Series, rows: pd.DataFrame) -> Unknown:
    told = row["visibility"] in VISIBLE and pd.notna(row["denominator"])
    beside = rows[rows["dimension"] == row["dimension"]]
    unseen = ~beside["visibility"].isin((*VISIBLE, NO_STUDENTS))
    everybody = rows[(rows["group"] == "TA") & rows["visibility"].isin(VISIBLE)]["denominator"]
    whole = len(everybody) == 1 and everybody.gt(0).fillna(False).all()
    alone = unseen.any() and is_partition(row["dimension"])
    shared = told and whole and not alone
    return Unknown(
        dimension=row["dimension"],
        code=row["group"],
        period=row["period"],
        visibility=row["visibility"],
        students=int(row["denominator"]) if told else None,
        share=100 * float(row["denominator"]) / float(everybody.iloc[0]) if shared else None,
    )
