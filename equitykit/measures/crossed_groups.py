"""What appears only where traits are crossed: a cell beside what its traits alone foretell.

The students of a place are parted by each trait into those who are in its group and those who
are not. If traits simply added up, the rate where all come together would be the rate of those
in none of the groups plus what each trait alone adds to it; for two traits

    predicted = rate(a, not b) + rate(not a, b) - rate(neither)

and the *excess* is the cell's rate minus that (the interaction contrast of epidemiology). It
rests on no model of the other cells, and groups that overlap much (English learners and
students of low income) are not counted twice, as they are when two group rates are added. For
three traits it is what they foretell one by one, so the excess holds what pairs of them do.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from equitykit.measures.rates import wilson_bounds
from equitykit.measures.shares import Shares


def crossing_figures(
    shares: Shares, *, comparable: np.ndarray, minimum_n: int
) -> dict[str, np.ndarray]:
    """For each row that is a crossing what an additive model predicts, NaN for all others.

    Returns `predicted_rate`, `excess_points`, and `excess_low` and `excess_high`, its 95 %
    interval (of Wilson intervals, as Newcombe's). Only visible rows are read, and there is no
    prediction where one of the parts has fewer than `minimum_n` students, nor where a trait's
    group is not `comparable` with everyone else: they may be a sum of hidden groups.
    """
    figures = np.full((4, len(shares.rows)), np.nan)
    codes, words = pd.factorize(shares.rows["group"].astype(object))
    sizes = np.array([1 + word.count("×") for word in words])[codes]
    for size in sorted({*sizes[sizes > 1].tolist()}):
        at = np.flatnonzero((sizes == size) & shares.counted)
        if len(at):
            figures[:, at] = _of_one_size(shares, comparable, at, size, minimum_n)
    names = ("predicted_rate", "excess_points", "excess_low", "excess_high")
    return dict(zip(names, figures, strict=True))


def _of_one_size(shares: Shares, comparable, at, size: int, minimum_n: int) -> np.ndarray:
    counts, known = _counts_of_margins(shares, comparable, at, size)
    everyone = tuple(range(size))
    none = _exactly((), counts)
    alone = [_exactly((trait,), counts) for trait in everyone]
    cell = _exactly(everyone, counts)
    weights = [1, *[-1] * size, size - 1]
    cells = [cell, *alone, none]
    possible = [(n >= max(minimum_n, 1)) & (s >= 0) & (s <= n) for s, n in cells]
    usable = known & np.all(possible, axis=0)
    excess, below, above = np.zeros((3, len(at)))
    for weight, (s, n) in zip(weights, cells, strict=True):
        s, n = np.where(usable, s, 0), np.where(usable, n, 1)
        share, (low, high) = s / n, wilson_bounds(s, n)
        excess += weight * share
        down, up = (share - low, high - share) if weight > 0 else (high - share, share - low)
        below, above = below + (weight * down) ** 2, above + (weight * up) ** 2
    predicted = shares.numerator[at] / shares.denominator[at] - excess
    figures = [predicted, excess, excess - np.sqrt(below), excess + np.sqrt(above)]
    return np.where(usable, 100 * np.array(figures), np.nan)


def _counts_of_margins(shares: Shares, comparable, at: np.ndarray, size: int):
    """For each set of the traits outcomes and students of those who are in all its groups, and
    for which rows of `at` all these are visible and each trait is comparable."""
    rows = shares.rows
    index = pd.MultiIndex.from_arrays(
        [shares.place, rows["dimension"].astype(object), rows["group"].astype(object)]
    )
    split = [np.array(rows[name].astype(object).iloc[at].str.split("×").tolist(), dtype=object)
             for name in ("dimension", "group")]  # fmt: skip
    positions = {(): shares.total[at]}
    for chosen in (c for k in range(1, size + 1) for c in combinations(range(size), k)):
        names = [_joined(words, chosen) for words in split]
        sought = pd.MultiIndex.from_arrays([shares.place[at], *names])
        positions[chosen] = index.get_indexer(sought)
    found = np.array(list(positions.values()))
    known = ((found >= 0) & shares.counted[found]).all(axis=0)
    single = np.array([its for chosen, its in positions.items() if len(chosen) == 1])
    known &= comparable[single].all(axis=0)
    counts = {
        chosen: (shares.numerator[its], shares.denominator[its])
        for chosen, its in positions.items()
    }
    return counts, known


def _joined(words: np.ndarray, chosen: tuple) -> np.ndarray:
    joined = words[:, chosen[0]]
    for trait in chosen[1:]:
        joined = joined + "×" + words[:, trait]
    return joined


def _exactly(chosen: tuple, counts: dict):
    """Outcomes and students in all groups of `chosen` and in no other, by taking away."""
    s, n = (np.zeros_like(count) for count in counts[()])
    for traits, (more_s, more_n) in counts.items():
        if set(chosen) <= set(traits):
            sign = (-1) ** (len(traits) - len(chosen))
            s, n = s + sign * more_s, n + sign * more_n
    return s, n
