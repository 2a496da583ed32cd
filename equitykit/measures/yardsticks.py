"""What each row is compared with; always one that a team chose, never a silent default.

===================  ==================================================================
yardstick            a group is compared with
===================  ==================================================================
``everyone_else``    all students who are not in it
``overall``          all students, itself included
``highest``          the group of its dimension that does best, of those large enough
``target``           a fixed number
``own_past``         itself, in the latest earlier year in which it is published
``group:<code>``     a named group
===================  ==================================================================

Where there is nothing to compare with, a note says why: ``is_yardstick``, ``no_comparison``
(all students are not compared with a part of themselves, and a group that is everyone has no
others), ``yardstick_hidden``, ``others_hidden``, ``others_too_few``, ``no_overall``,
``others_unclear`` (averages in points, of which the others' cannot be told), ``no_target``,
``no_past``, ``no_yardstick`` (no row of the named group, or no group large
enough to be the highest), ``no_counts``.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.errors import EquitykitError
from equitykit.measures.shares import PARTS_OF_A_HUNDRED, Shares, parts_of
from equitykit.measures.visibility import (
    BANDS,
    HIDDEN,
    HIDDEN_BY_PUBLISHER,
    SHOWN,
    in_points,
    is_partition,
)

YARDSTICKS = ("everyone_else", "overall", "highest", "target", "own_past")
MISSING_INFORMATION = ("RD", "GZ")
"""Race not reported, gender missing: gaps in the record, never a group to measure up to."""


@dataclass(frozen=True)
class Yardstick:
    """For each row what it is compared with: a share, whose it is, of which period; `counted`
    where the share is one of counted students. `note` says why there is none, else empty."""

    numerator: np.ndarray
    denominator: np.ndarray
    counted: np.ndarray
    group: np.ndarray
    period: np.ndarray
    note: np.ndarray


def find_yardstick(
    shares: Shares, yardstick: str, *, minimum_n: int, target: float | None
) -> Yardstick:
    """Find what each row is compared with.

    Raises
    ------
    EquitykitError
        ``yardstick_unknown``; ``target_out_of_range`` when a target is no percentage.
    """
    if yardstick == "everyone_else":
        return _everyone_else(shares, minimum_n)
    if yardstick == "overall":
        return _one_of_the_rows(shares, shares.total, _others(shares, minimum_n))
    if yardstick == "highest":
        return _group(shares, _best_of_each_part(shares)[shares.part])
    if yardstick == "target":
        return _target(shares, target)
    if yardstick == "own_past":
        return _own_past(shares)
    if yardstick.startswith("group:") and yardstick != "group:TA":
        return _group(shares, _named(shares, yardstick.removeprefix("group:"))[shares.place])
    raise EquitykitError("yardstick_unknown", value=yardstick, known=", ".join(YARDSTICKS))


def _everyone_else(shares: Shares, minimum_n: int) -> Yardstick:
    numerator = shares.numerator[shares.total] - shares.numerator
    denominator = shares.denominator[shares.total] - shares.denominator
    counted = shares.counted & shares.counted[shares.total]
    averaged, unclear, average = _average_of_others(shares)
    notes = [(averaged & unclear, "others_unclear"), (~counted & ~averaged, "no_counts")]
    numerator = np.where(averaged, average, numerator)
    denominator = np.where(averaged, PARTS_OF_A_HUNDRED, denominator)
    found = _yardstick(_others(shares, minimum_n) + notes, numerator, denominator, counted)
    found.period[:] = np.where(found.note == "", shares.rows["period"].astype(object), None)
    return found


def _average_of_others(shares: Shares) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row whether it is an average in points beside one of all students, whether the
    average of the others cannot be told, and that average: ``(N M - n m) / (N - n)``.

    `M` and `m` are rounded to a tenth, which moves the result by up to
    ``0.05 (N + n) / (N - n)``; beyond half a point it is not told.
    """
    all_n, n = shares.students[shares.total], shares.students
    averaged = in_points(shares.rows) & shares.visible & shares.visible[shares.total]
    averaged &= (shares.total >= 0) & (n > 0) & (all_n > n)
    others = np.where(averaged, all_n - n, 1)
    unclear = all_n + n > 10 * others
    total = shares.numerator[shares.total] * all_n - shares.numerator * n
    return averaged, unclear, np.rint(np.where(averaged, total, 0) / others).astype("int64")


def _others(shares: Shares, minimum_n: int) -> list:
    """Why a group may have no others to be told apart from.

    Besides the floor: in a partition some other group must be visible. Where all are hidden (or
    were left out of the table) everyone else is a sum of hidden groups, which we do not work out.
    """
    others = shares.students[shares.total] - shares.students
    outcomes = shares.numerator[shares.total] - shares.numerator
    counted = shares.counted & shares.counted[shares.total]
    sized = (shares.students >= 0) & (shares.students[shares.total] >= 0)
    seen = np.bincount(shares.part, weights=shares.visible)[shares.part] - shares.visible
    partition = shares.rows["dimension"].map(is_partition).to_numpy(bool)
    return [
        (shares.is_all, "no_comparison"),
        (shares.total < 0, "no_overall"),
        (~shares.visible[shares.total], "yardstick_hidden"),
        (sized & (others == 0), "no_comparison"),
        (sized & (others < 0), "no_counts"),
        (sized & (others < minimum_n), "others_too_few"),
        (partition & (seen == 0), "others_hidden"),
        (counted & ((outcomes < 0) | (outcomes > others)), "no_counts"),
    ]


def _best_of_each_part(shares: Shares) -> np.ndarray:
    """The position of the best result of each split among groups that may be ranked; of equal
    ones the larger group's, then the first by code. Dividing is exact enough to order: two
    different shares of fewer than 60 million students differ by more than rounding can hide."""
    group = shares.rows["group"].astype(object)
    ranked = shares.visible & shares.rows["visibility"].eq(SHOWN).to_numpy(bool)
    ranked &= ~group.isin(MISSING_INFORMATION).to_numpy() & ~shares.is_all
    result = -shares.sign * shares.numerator / shares.denominator
    code = pd.factorize(group, sort=True)[0]
    order = np.lexsort((code, -shares.students, result, shares.part))
    order = order[ranked[order]]
    best = np.full(shares.part.max(initial=-1) + 1, -1)
    parts, first = np.unique(shares.part[order], return_index=True)
    best[parts] = order[first]
    return best


def _named(shares: Shares, code: str) -> np.ndarray:
    """The position of the named group's row at each place, -1 where it has none."""
    named = np.full(shares.place.max(initial=-1) + 1, -1)
    at = np.flatnonzero(shares.rows["group"].eq(code).to_numpy(bool, na_value=False))
    named[shares.place[at]] = at
    return named


def _group(shares: Shares, at: np.ndarray) -> Yardstick:
    itself = at == np.arange(len(at))
    notes = [(shares.is_all, "no_comparison"), (at < 0, "no_yardstick"), (itself, "is_yardstick")]
    return _one_of_the_rows(shares, at, notes)


def _own_past(shares: Shares) -> Yardstick:
    series = shares.rows.groupby(
        ["measure", "level", "cds", "dimension", "group", "coverage"], dropna=False, sort=False
    ).ngroup()
    order = np.lexsort((pd.factorize(shares.rows["period"], sort=True)[0], series))
    years = series.iloc[order]
    seen = pd.Series(np.where(shares.visible[order], order, np.nan), index=years.index)
    earlier = seen.groupby(years).shift().groupby(years).ffill()
    at = earlier.reindex(shares.rows.index).fillna(-1).to_numpy("int64")
    states = shares.rows["visibility"].isin([HIDDEN, HIDDEN_BY_PUBLISHER, *BANDS]).iloc[order]
    hidden = states.astype(float).groupby(years).shift().groupby(years).cummax()
    was_hidden = hidden.reindex(shares.rows.index).eq(1).to_numpy()
    notes = [((at < 0) & was_hidden, "yardstick_hidden"), (at < 0, "no_past")]
    return _one_of_the_rows(shares, at, notes)


def _target(shares: Shares, target: float | None) -> Yardstick:
    everywhere = np.ones(len(shares.rows), dtype="int64")
    if target is None:
        return _yardstick([(everywhere > 0, "no_target")], everywhere, everywhere, shares.counted)
    percents = {name for name, measure in load_measures().items() if measure.unit == "percent"}
    if not 0 <= target <= 100 and shares.rows["measure"].isin(percents).any():
        raise EquitykitError("target_out_of_range", target=target)
    top = parts_of(target) * everywhere
    return _yardstick([(everywhere < 1, "")], top, PARTS_OF_A_HUNDRED * everywhere, shares.counted)


def _one_of_the_rows(shares: Shares, at: np.ndarray, notes: list) -> Yardstick:
    hidden = shares.rows["visibility"].isin([HIDDEN, HIDDEN_BY_PUBLISHER, *BANDS]).to_numpy()
    notes = notes + [(hidden[at], "yardstick_hidden"), (~shares.visible[at], "no_counts")]
    found = _yardstick(notes, shares.numerator[at], shares.denominator[at], shares.counted[at])
    named = np.isin(found.note, ("", "is_yardstick"))
    for column in ("group", "period"):
        values = shares.rows[column].astype(object).to_numpy()[at]
        getattr(found, column)[:] = np.where(named, values, None)
    return found


def _yardstick(notes: list, numerator, denominator, counted) -> Yardstick:
    conditions, ids = zip(*notes, strict=True)
    nobody = np.full(len(numerator), None, dtype=object)
    note = np.select(conditions, ids, default="").astype(object)
    return Yardstick(numerator, denominator, counted, nobody, nobody.copy(), note)
