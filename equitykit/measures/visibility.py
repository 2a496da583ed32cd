"""What may be seen of each row, looked at alone.

=======================  ===============================================================
state                    meaning
=======================  ===============================================================
``shown``                at least as many students as the stability line
``read_with_care``       from the floor up to the line, or a rate whose n is not known
``hidden``               by us: below the floor, or because another row could be had by
                         subtraction; one marker for both
``hidden_by_publisher``  the state hid it
``almost_none``          own rows: fewer than three students have the outcome
``almost_all``           own rows: fewer than three students do not have it
``no_students``          the group has no students here; own rows do not say it of crossings
``not_published``        nothing is known
``listened``             the team reads no figure on this group and learns by listening
``few_for_us``           fewer students than the team reads a figure of, for this group
=======================  ===============================================================
"""

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_measures
from equitykit.measures.outcomes import NOT_PUBLISHED as NOT_PUBLISHED_STATUS
from equitykit.measures.outcomes import SUPPRESSED

SHOWN = "shown"
READ_WITH_CARE = "read_with_care"
HIDDEN = "hidden"
HIDDEN_BY_PUBLISHER = "hidden_by_publisher"
ALMOST_NONE = "almost_none"
ALMOST_ALL = "almost_all"
NO_STUDENTS = "no_students"
NOT_PUBLISHED = "not_published"
LISTENED = "listened"
FEW_FOR_US = "few_for_us"

VISIBLE = (SHOWN, READ_WITH_CARE)
BANDS = (ALMOST_NONE, ALMOST_ALL)

BAND = 3
"""Own rows: fewer students than this on either side of the outcome are said as a band."""


def look_at_rows(rows: pd.DataFrame, *, minimum_n: int, stability_line: int, bands: bool):
    """The state of every row by its own counts: the primary rules."""
    n = students_in(rows["denominator"])
    known = (n >= 0) | rows["rate"].notna().to_numpy()
    # which crossings are empty tells where the few of a group are: our own do not say it
    unsaid = (n == 0) & bands & rows["dimension"].str.contains("×").fillna(False).to_numpy(bool)
    states = [
        (rows["status"].eq(SUPPRESSED).to_numpy(bool, na_value=False), HIDDEN_BY_PUBLISHER),
        (rows["status"].eq(NOT_PUBLISHED_STATUS).to_numpy(bool, na_value=True), NOT_PUBLISHED),
        (~known, NOT_PUBLISHED),
        (unsaid, HIDDEN),
        (n == 0, NO_STUDENTS),
        ((n > 0) & (n < minimum_n), HIDDEN),
    ]
    if bands:
        s = students_in(rows["numerator"])
        counted = counts_students(rows) & (s >= 0) & (n >= 0)
        states += [
            # our own rows have counts; a rate without them cannot be looked at for the floor
            ((n < 0) | (counts_students(rows) & (s < 0)), HIDDEN),
            (counted & (s < BAND), ALMOST_NONE),
            (counted & (n - s < BAND), ALMOST_ALL),
        ]
    states += [(n >= stability_line, SHOWN)]
    conditions, names = zip(*states, strict=True)
    return np.select(conditions, names, default=READ_WITH_CARE).astype(object)


def students_in(column: pd.Series) -> np.ndarray:
    """A column of counts as integers, -1 where it is missing."""
    return column.fillna(-1).to_numpy("int64")


def counts_students(rows: pd.DataFrame) -> np.ndarray:
    """Whether each row counts students in numerator and denominator: its rate has an interval."""
    counting = {measure.id for measure in load_measures().values() if measure.counts_students}
    return rows["measure"].isin(counting).to_numpy()


def in_points(rows: pd.DataFrame) -> np.ndarray:
    """Whether each row is an average distance from a standard, which may be below zero."""
    points = {measure.id for measure in load_measures().values() if measure.unit == "points"}
    return rows["measure"].isin(points).to_numpy(bool)


def is_partition(dimension: str) -> bool:
    """Whether each student is in exactly one group; true of a crossing when of all its parts."""
    known = load_dimensions()
    return all(part in known and known[part].is_partition for part in dimension.split("×"))
