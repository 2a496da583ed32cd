"""Published files: what else to hide, so that no row that we hide can be had by subtraction.

Complementary suppression within one dimension at one place. A reader can subtract the visible
groups of a partition from all students; what is left, the *remainder*, is a result that we
have published whether we print it or not. So a remainder must itself be fit to print:

- it holds at least two hidden groups;
- it is large enough that no group in it is proven to be below the floor;
- its outcome is not forced (nobody, or everybody) on the groups in it.

Where it is not, further groups join: the smallest that settles it alone, or else the smallest
that is left. Rows that a publisher hid count as partners, and nothing more is asked of them.

Schools and districts are each looked at by themselves: the rest of the publication is on the
state's site for everybody to subtract, and nothing that we do could take it back. The
district's own rows are protected by the full audit of `measures.disclosure`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures.visibility import (
    HIDDEN,
    HIDDEN_BY_PUBLISHER,
    NO_STUDENTS,
    NOT_PUBLISHED,
    VISIBLE,
    counts_students,
    is_partition,
    students_in,
)

PLACE = ["measure", "period", "level", "cds", "coverage"]
"""Rows with these in common are results of the same students, split in different ways."""


@dataclass(frozen=True)
class Split:
    """One partition at one place: students and outcomes by group and in all; -1 is unknown."""

    students: np.ndarray
    outcomes: np.ndarray
    all_students: int
    all_outcomes: int
    minimum_n: int

    def is_safe(self, hidden: np.ndarray) -> bool:
        """Whether these groups can be hidden without the visible ones giving one away."""
        open_groups = ~hidden & (self.students > 0)
        if not open_groups.any():
            return True
        if hidden.sum() < 2:
            return False
        if self.all_students < 0:
            return True
        remainder = self.all_students - self.students[open_groups].sum()
        if remainder - (hidden.sum() - 1) < self.minimum_n:
            return False
        if not 0 < self.all_outcomes < self.all_students or self.outcomes[open_groups].min() < 0:
            return True
        outcomes = self.all_outcomes - self.outcomes[open_groups].sum()
        return 0 < outcomes < remainder


def suppress(rows: pd.DataFrame, states: np.ndarray, *, minimum_n: int):
    """Hide what would give a hidden row away.

    Returns the states, and for each row whether its denominator may still be seen.
    """
    states = states.copy()
    place = rows.groupby(PLACE, dropna=False, sort=False).ngroup().to_numpy()
    total = totals_by_place(rows, place)[place]
    below = (total >= 0) & (states[total] == HIDDEN)
    states[below & ~np.isin(states, (HIDDEN_BY_PUBLISHER, NOT_PUBLISHED))] = HIDDEN
    sized = np.isin(states, (*VISIBLE, NO_STUDENTS))
    parts = rows.groupby([place, rows["dimension"]], sort=False).indices
    for (_, dimension), at in parts.items():
        if is_partition(dimension) and (states[at] == HIDDEN).any():
            _protect(rows, states, sized, at, total[at[0]], minimum_n)
    return states, sized


def totals_by_place(rows: pd.DataFrame, place: np.ndarray) -> np.ndarray:
    """For each place the position of its row of all students, -1 where it has none."""
    positions = np.full(place.max(initial=-1) + 1, -1)
    is_total = rows["dimension"].eq("all").to_numpy(bool, na_value=False)
    positions[place[is_total]] = np.flatnonzero(is_total)
    return positions


def _protect(rows, states, sized, at, total, minimum_n):
    """Hide partners for the hidden rows of one partition at one place."""
    split = _split(rows, states, at, total, minimum_n)
    by_size = np.argsort(split.students, kind="stable")
    sizable = sized[at] & (split.students > 0)
    hidden = np.isin(states[at], (HIDDEN, HIDDEN_BY_PUBLISHER))
    partners = _enough(by_size[sizable[by_size]], hidden, split.is_safe) & ~hidden
    states[at[partners]], sized[at[partners]] = HIDDEN, False


def _split(rows, states, at, total, minimum_n) -> Split:
    students = students_in(rows["denominator"].iloc[at])
    outcomes = students_in(rows["numerator"].iloc[at])
    if not counts_students(rows.iloc[at[:1]])[0]:
        outcomes[:] = -1
    if total >= 0:
        of_all = rows.iloc[[total]]
        seen = states[total] in VISIBLE
        all_students = students_in(of_all["denominator"])[0]
        all_outcomes = students_in(of_all["numerator"])[0] if seen else -1
    else:  # another dimension, or the publisher, may tell what the groups add up to
        all_students = students.sum() if (students >= 0).all() else -1
        all_outcomes = outcomes.sum() if (outcomes >= 0).all() else -1
    return Split(students, outcomes, int(all_students), int(all_outcomes), minimum_n)


def _enough(candidates: np.ndarray, hidden: np.ndarray, is_enough) -> np.ndarray:
    """Add candidates to the hidden, in their order, until it is enough or none is left."""
    left = list(candidates)
    while left and not is_enough(hidden):
        settling = (group for group in left if is_enough(_with(hidden, group)))
        partner = next(settling, left[0])
        left.remove(partner)
        hidden = _with(hidden, partner)
    return hidden


def _with(hidden: np.ndarray, group: int) -> np.ndarray:
    hidden = hidden.copy()
    hidden[group] = True
    return hidden
