"""The rows of a released table as exact fractions, side by side, ready to be compared."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.students_needed import SIGNS
from equitykit.measures.suppression import PLACE, totals_by_place
from equitykit.measures.visibility import VISIBLE, counts_students, students_in

PARTS_OF_A_HUNDRED = 100_000
"""A published rate without counts is a fraction of this, to a thousandth of a point."""


@dataclass(frozen=True)
class Shares:
    """Arrays with one value a row.

    `numerator` / `denominator` is the share with the outcome: of counts where `counted`, of a
    published rate otherwise (a distance in points as if it were percent), 0 / 1 where nothing
    is known. `students` is the size of the group,
    -1 where unknown. `place` and `part` number what belongs together (results of the same
    students; the same split of them); `total` is the position of the row of all students, or
    -1. `sign` is 1 where a higher share is better, -1 where it is worse.
    """

    rows: pd.DataFrame
    numerator: np.ndarray
    denominator: np.ndarray
    students: np.ndarray
    visible: np.ndarray
    counted: np.ndarray
    is_all: np.ndarray
    place: np.ndarray
    part: np.ndarray
    total: np.ndarray
    sign: np.ndarray


def read_shares(released: ReleasedTable) -> Shares:
    """Read the visible numbers of a released table, and no others."""
    rows = released.rows
    s, n = students_in(rows["numerator"]), students_in(rows["denominator"])
    rate = rows["rate"].fillna(-1.0).to_numpy("float64")
    visible = rows["visibility"].isin(VISIBLE).to_numpy(bool) & rows["rate"].notna().to_numpy(bool)
    counted = visible & counts_students(rows) & (s >= 0) & (n > 0)
    place = rows.groupby(PLACE, dropna=False, sort=False).ngroup().to_numpy()
    measures = load_measures()
    signs = {name: SIGNS[measures[name].improvement_direction] for name in measures}
    return Shares(
        rows=rows,
        numerator=np.where(counted, s, np.where(visible, parts_of(rate), 0)),
        denominator=np.where(counted, n, np.where(visible, PARTS_OF_A_HUNDRED, 1)),
        students=n,
        visible=visible,
        counted=counted,
        is_all=rows["dimension"].eq("all").to_numpy(bool, na_value=False),
        place=place,
        part=rows.groupby([place, rows["dimension"]], sort=False).ngroup().to_numpy(),
        total=totals_by_place(rows, place)[place],
        sign=rows["measure"].map(signs).to_numpy("int64"),
    )


def parts_of(rate):
    """A rate in percent as the top of a fraction of `PARTS_OF_A_HUNDRED`."""
    return np.rint(np.asarray(rate, dtype="float64") * (PARTS_OF_A_HUNDRED // 100)).astype("int64")
