"""A group's share of the students beside its share of the outcome.

"14 % of the students, 31 % of the suspensions": the pair that people grasp fastest. Shares of
a partition add up to the whole, so what the shares shown leave over is the share of the groups
that are not shown; where that would tell on them, no share of that split is worked out.
"""

import numpy as np
import pandas as pd

from equitykit.measures.privacy import ReleasedTable, numbers
from equitykit.measures.rates import rate_in_tenths
from equitykit.measures.shares import Shares, read_shares
from equitykit.measures.visibility import BAND, NO_STUDENTS, is_partition


def composition(released: ReleasedTable) -> ReleasedTable:
    """Work out both shares of each row, within its measure, period and place.

    Compose first and choose rows afterwards: of a table without its hidden rows nobody can
    tell what the shares leave over.

    Returns
    -------
    ReleasedTable
        The same rows with these columns:

        - `share_of_students`: the group's students of all students counted, in percent, halves
          up, to 0.1;
        - `share_of_outcome`: its students with the outcome of all students with it;
        - `share_note`: why there are none: ``hidden``, ``no_counts`` (no counts of students, of
          the group or of all), ``no_outcome`` (nobody has it), ``rest_would_show`` (what is
          left over would tell on hidden groups), ``is_all`` (all students).
    """
    shares = read_shares(released)
    note = _notes(shares, released)
    known = note == ""
    s, n = shares.numerator, shares.denominator
    all_s = np.where(known, s[shares.total], 1)
    all_n = np.where(known, n[shares.total], 1)
    figures = {
        "share_of_students": numbers(rate_in_tenths(n, all_n) / 10, known, "Float64"),
        "share_of_outcome": numbers(rate_in_tenths(s, all_s) / 10, known, "Float64"),
        "share_note": pd.array(np.where(known, None, note), dtype="string"),
    }
    return released.with_figures(pd.DataFrame(figures))


def _notes(shares: Shares, released: ReleasedTable) -> np.ndarray:
    of_all = (shares.total >= 0) & shares.counted[shares.total]
    states = [
        (shares.is_all, "is_all"),
        (~shares.visible, "hidden"),
        (~shares.counted | ~of_all, "no_counts"),
        (shares.numerator[shares.total] == 0, "no_outcome"),
        (_rest_would_show(shares, released), "rest_would_show"),
    ]
    conditions, names = zip(*states, strict=True)
    return np.select(conditions, names, default="").astype(object)


def _rest_would_show(shares: Shares, released: ReleasedTable) -> np.ndarray:
    """Whether each row's split is a partition whose rest is not fit to be read off."""
    found = np.zeros(len(shares.rows), dtype=bool)
    dimensions = shares.rows["dimension"].to_numpy(object)
    empty = shares.rows["visibility"].eq(NO_STUDENTS).to_numpy(bool)
    for part in np.unique(shares.part):
        at = np.flatnonzero(shares.part == part)
        total = shares.total[at[0]]
        if total < 0 or not shares.counted[total] or not is_partition(dimensions[at[0]]):
            continue
        shown = at[shares.counted[at]]
        students = shares.denominator[total] - shares.denominator[shown].sum()
        outcomes = shares.numerator[total] - shares.numerator[shown].sum()
        hidden = int((~shares.counted[at] & ~empty[at]).sum())
        found[at] = (students != 0 or hidden > 0) and not _is_safe(
            students, outcomes, hidden, released
        )
    return found


def _is_safe(students: int, outcomes: int, hidden: int, released: ReleasedTable) -> bool:
    """The rest is of two groups or more, of which none is proven to be below the floor, and
    its outcome is forced on nobody; the rule of `measures.suppression` for its remainder."""
    least = BAND if released.regime == "own_rows" else 1
    large_enough = hidden >= 2 and students - (hidden - 1) >= released.minimum_n
    return bool(large_enough and least <= outcomes <= students - least)
