"""Gaps: how far a group is from a yardstick, in points, as a ratio, and in students.

Everything is worked of the released table: of numbers that are there to be seen.
"""

import numpy as np
import pandas as pd

from equitykit.measures.privacy import ReleasedTable, numbers
from equitykit.measures.rates import (
    gap_in_tenths,
    newcombe_bounds,
    ratio_in_hundredths,
    wilson_bounds,
)
from equitykit.measures.shares import Shares, read_shares
from equitykit.measures.students_needed import moving_shortfall, shortfall
from equitykit.measures.visibility import NO_STUDENTS, NOT_PUBLISHED, in_points
from equitykit.measures.yardsticks import Yardstick, find_yardstick

CLEAR = "clear"
COULD_BE_CHANCE = "could_be_chance"


def compare(
    released: ReleasedTable, *, yardstick: str, target: float | None = None
) -> ReleasedTable:
    """Compare each row with a yardstick (see `measures.yardsticks`), within its measure,
    period and place; with `own_past`, within its measure and place.

    `target` is in the measure's unit, read to a thousandth. Compare first and choose rows
    afterwards: a group that was left out of the table is nobody's yardstick.

    Returns
    -------
    ReleasedTable
        The same rows with these columns, a missing value wherever one cannot be had:

        - `yardstick`, as asked; `yardstick_group` (code) and `yardstick_period`: whose rate;
        - `yardstick_rate`: in percent, or the measure's unit;
        - `gap_points`: the row's rate minus the yardstick's, halves away from zero, to 0.1;
        - `gap_low`, `gap_high`: its 95 % interval in points: Newcombe's for two groups; against
          all students that of the others, scaled, since ``gap = (1 - w) gap to the others``
          where w is the group's share of the students; against a target, Wilson minus target.
          Where there are no counts of students there is no interval;
        - `ratio`: the row's rate over the yardstick's, to 0.01, halves up; missing over zero,
          and of distances in points, whose ratio means nothing;
        - `students_needed`: how many more (fewer, where lower is better) to be level; 0 when
          level or better. Against `overall` that rate moves along. It can always be reached,
          as a target above 100 % is refused;
        - `certainty`: ``clear`` when the interval leaves out 0, else ``could_be_chance``;
        - `direction`: ``better``, ``worse`` or ``level``, of the exact shares, so that 0.04
          points may be worse and shown as 0.0;
        - `gap_note`: why there is no gap: ``hidden``, or a note of `measures.yardsticks`.

    Raises
    ------
    EquitykitError
        ``yardstick_unknown``, ``target_out_of_range``.
    """
    shares = read_shares(released)
    against = find_yardstick(shares, yardstick, minimum_n=released.minimum_n, target=target)
    return released.with_figures(gap_figures(shares, against, yardstick))


def gap_figures(shares: Shares, against: Yardstick, yardstick: str) -> pd.DataFrame:
    """The columns of :func:`compare` for shares and what they are compared with."""
    note = gap_notes(shares, against)
    known = note == ""
    named = known | (note == "is_yardstick")
    figures = {
        "yardstick": pd.array([yardstick] * len(note), dtype="string"),
        "yardstick_group": _words(np.where(named, against.group, None)),
        "yardstick_period": _words(np.where(named, against.period, None)),
        **_gaps(shares, against, known),
        **_certainties(shares, against, known, yardstick),
        "gap_note": _words(np.where(known, None, note)),
    }
    return pd.DataFrame(figures)


def gap_notes(shares: Shares, against: Yardstick) -> np.ndarray:
    """A row without a figure of its own says so first."""
    empty = shares.rows["visibility"].isin([NO_STUDENTS, NOT_PUBLISHED]).to_numpy(bool)
    unrated = shares.rows["visibility"].isin(["shown", "read_with_care"]).to_numpy(bool)
    own = np.where(empty | unrated, "no_counts", "hidden")
    return np.where(shares.visible, against.note, own).astype(object)


def _gaps(shares: Shares, against: Yardstick, known: np.ndarray) -> dict:
    """Yardstick, gap, ratio and direction: exact."""
    s, n = shares.numerator, shares.denominator
    other_s = np.where(known, against.numerator, 0)
    other_n = np.where(known, against.denominator, 1)
    comparable = known & (other_s > 0) & ~in_points(shares.rows)
    ratio = ratio_in_hundredths(s, n, np.where(comparable, other_s, 1), other_n)
    side = shares.sign * np.sign(s * other_n - other_s * n)
    direction = np.array(["worse", "level", "better"], dtype=object)[side + 1]
    return {
        "yardstick_rate": numbers(gap_in_tenths(other_s, other_n, 0, 1) / 10, known, "Float64"),
        "gap_points": numbers(gap_in_tenths(s, n, other_s, other_n) / 10, known, "Float64"),
        "ratio": numbers(ratio / 100, comparable, "Float64"),
        "direction": _words(np.where(known, direction, None)),
    }


def _certainties(shares: Shares, against: Yardstick, known: np.ndarray, yardstick: str) -> dict:
    """Interval, certainty and students: where both sides count students."""
    counted = known & shares.counted & against.counted
    counts = (shares.numerator, shares.denominator, against.numerator, against.denominator)
    counts = tuple(count[counted] for count in counts)
    low, high, needed = np.zeros((3, len(known)))
    low[counted], high[counted] = _interval(*counts, yardstick)
    short = moving_shortfall if yardstick == "overall" else shortfall
    needed[counted] = short(*counts, shares.sign[counted])
    certainty = np.where((low > 0) | (high < 0), CLEAR, COULD_BE_CHANCE)
    return {
        "gap_low": numbers(100 * low, counted, "Float64"),
        "gap_high": numbers(100 * high, counted, "Float64"),
        "students_needed": numbers(needed.astype("int64"), counted, "Int64"),
        "certainty": _words(np.where(counted, certainty, None)),
    }


def _interval(numerator, denominator, other_numerator, other_denominator, yardstick: str):
    if yardstick == "target":
        low, high = wilson_bounds(numerator, denominator)
        return low - other_numerator / other_denominator, high - other_numerator / other_denominator
    if yardstick == "overall":
        others = other_denominator - denominator
        low, high = newcombe_bounds(numerator, denominator, other_numerator - numerator, others)
        return low * others / other_denominator, high * others / other_denominator
    return newcombe_bounds(numerator, denominator, other_numerator, other_denominator)


def _words(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(values, dtype="string")
