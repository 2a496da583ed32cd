"""Which further rows to hide, so that no hidden row can be had by subtraction.

Complementary suppression within one dimension at one place. A reader can subtract the visible
groups of a partition from all students; what is left, the *remainder*, is a result that we
have published whether we print it or not. So a remainder must itself be fit to print:

- it holds at least two hidden groups;
- it is large enough that no group in it is proven to be below the floor;
- its outcome is not forced (nobody, or everybody) on the groups in it.

Where it is not, further groups join: the smallest that settles it alone, or else the smallest
that is left. Rows that a publisher hid count as partners, and nothing more is asked of them.

Schools and districts are each looked at by themselves; sums across levels, dimensions, years
and measures, and a choice of partners that does not always fall on the next-smallest
community, belong to a full audit, which this is not.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures.visibility import (
    BAND,
    BANDS,
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
    """One partition at one place: students and outcomes by group and in all; -1 is unknown.

    `least` is how many students of the remainder must be on either side of the outcome.
    """

    students: np.ndarray
    outcomes: np.ndarray
    all_students: int
    all_outcomes: int
    minimum_n: int
    least: int

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
        return self.least <= outcomes <= remainder - self.least

    def blurs_bands(self, partners: np.ndarray) -> bool:
        """Whether these groups, their outcomes hidden, leave every band its full width.

        A reader knows that a partner has at least BAND students on either side.
        """
        s, n = self.outcomes[partners], self.students[partners]
        return (s - BAND).sum() >= BAND - 1 and (n - s - BAND).sum() >= BAND - 1


def suppress(rows: pd.DataFrame, states: np.ndarray, *, minimum_n: int, bands: bool):
    """Hide what would give a hidden row away.

    Returns the states, and for each row whether its denominator may still be seen (bands and
    their partners lose the outcome, not the size of the group).
    """
    states = states.copy()
    place = rows.groupby(PLACE, dropna=False, sort=False).ngroup().to_numpy()
    total = totals_by_place(rows, place)[place]
    below = (total >= 0) & (states[total] == HIDDEN)
    states[below & ~np.isin(states, (HIDDEN_BY_PUBLISHER, NOT_PUBLISHED))] = HIDDEN
    sized = np.isin(states, (*VISIBLE, *BANDS, NO_STUDENTS))
    if bands:
        _hide_beside_small_others(rows, states, sized, total, minimum_n)
    parts = rows.groupby([place, rows["dimension"]], sort=False).indices
    for (_, dimension), at in parts.items():
        if is_partition(dimension) and np.isin(states[at], (HIDDEN, *BANDS)).any():
            _protect(rows, states, sized, at, total[at[0]], minimum_n, bands)
    return states, sized


def totals_by_place(rows: pd.DataFrame, place: np.ndarray) -> np.ndarray:
    """For each place the position of its row of all students, -1 where it has none."""
    positions = np.full(place.max(initial=-1) + 1, -1)
    is_total = rows["dimension"].eq("all").to_numpy(bool, na_value=False)
    positions[place[is_total]] = np.flatnonzero(is_total)
    return positions


def _protect(rows, states, sized, at, total, minimum_n, bands):
    """Hide partners for the hidden rows and the bands of one partition at one place."""
    split = _split(rows, states, at, total, minimum_n, BAND if bands else 1)
    by_size = np.argsort(split.students, kind="stable")
    sizable = sized[at] & (split.students > 0)
    if (states[at] == HIDDEN).any():
        hidden = np.isin(states[at], (HIDDEN, HIDDEN_BY_PUBLISHER))
        partners = _enough(by_size[sizable[by_size]], hidden, split.is_safe) & ~hidden
        states[at[partners]], sized[at[partners]] = HIDDEN, False
    elif split.all_outcomes >= 0:
        visible = np.isin(states[at], VISIBLE)
        partners = _enough(by_size[visible[by_size]], np.zeros_like(visible), split.blurs_bands)
        states[at[partners]] = HIDDEN
        if not split.blurs_bands(partners):
            states[at[sizable]], sized[at[sizable]] = HIDDEN, False


def _split(rows, states, at, total, minimum_n, least) -> Split:
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
    return Split(students, outcomes, int(all_students), int(all_outcomes), minimum_n, least)


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


def _hide_beside_small_others(rows, states, sized, total, minimum_n):
    """Where a group is no part of a partition, all students minus the group can still be read:
    hide the group when those others are below the floor, its outcome when theirs is a band."""
    dimension = rows["dimension"].astype(object)
    alone = ~dimension.map(is_partition).to_numpy(bool) & (dimension != "all").to_numpy()
    n, s = students_in(rows["denominator"]), students_in(rows["numerator"])
    others = n[total] - n
    comparable = alone & (total >= 0) & sized & sized[total] & (n > 0) & (others > 0)
    small = comparable & (others < minimum_n)
    states[small], sized[small] = HIDDEN, False
    seen = comparable & ~small & counts_students(rows) & (s >= 0)
    seen &= np.isin(states, VISIBLE) & np.isin(states[total], VISIBLE)
    outcomes = s[total] - s
    states[seen & ((outcomes < BAND) | (others - outcomes < BAND))] = HIDDEN
