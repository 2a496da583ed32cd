"""Numerator, denominator and rate of one measure: checked, and told apart by status."""

from dataclasses import dataclass

import numpy as np

from equitykit.measures.outcomes import NOT_PUBLISHED, REPORTED, REPORTED_ZERO, STATUSES, SUPPRESSED
from equitykit.sources.numbers import HIDDEN, UNREADABLE, Numbers
from equitykit.sources.published_table import constant_column
from equitykit.sources.reports import ProblemLog

# The publishers hide groups of 10 or fewer.
HIDES_UP_TO = 10

# So many groups of 0 students in a file without any marker are markers that someone replaced.
ZEROS_THAT_REPLACE = 5

# What rounding to one decimal can change of a rate, in thousandths.
ROUNDING = 50

_REPORTED, _ZERO, _SUPPRESSED, _NOT_PUBLISHED = (
    STATUSES.index(status) for status in (REPORTED, REPORTED_ZERO, SUPPRESSED, NOT_PUBLISHED)
)


@dataclass(frozen=True)
class Figures:
    """For each row its status (position in `STATUSES`) and what is known.

    Counts are students, `rate` is in thousandths of the measure's unit. Where the masks
    `has_…` are false, there is no figure.
    """

    status: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    rate: np.ndarray
    has_numerator: np.ndarray
    has_denominator: np.ndarray
    has_rate: np.ndarray


def read_figures(
    columns: dict[str, Numbers],
    *,
    unit: str,
    blank_is_hidden: bool,
    log: ProblemLog,
    within: int = ROUNDING,
    decimals: int = 1,
) -> Figures | None:
    """Check the figures of one measure and say what each row is.

    `columns` holds the roles that the file has. `blank_is_hidden` says that a row without any
    figure lost its marker (DataQuest); else a blank is a small group where its denominator
    says so (Dashboard). A rate may differ from that of its counts by `within` thousandths.
    `decimals` are those with which the publisher writes percent: more are a fraction, and with
    two nobody takes 0.88 for one. Returns None where nobody can tell percent from fractions.
    """
    _refuse_what_is_no_number(columns, unit, log)
    figures = {role: columns.get(role) for role in ("numerator", "denominator", "rate")}
    counted = _Counts(figures["numerator"], figures["denominator"], len(log.refused))
    rate, has_rate = _rate(columns, unit, counted, decimals, log)
    if rate is None:
        return None
    _refuse_contradictions(figures, counted, rate, has_rate, unit, within, log)
    if blank_is_hidden and figures["denominator"] is not None:
        _refuse_zeros_that_replace(figures, counted, log)
    hidden = _any(figures, HIDDEN)
    silent = ~hidden & ~counted.has_numerator & ~has_rate & ~counted.nobody
    if blank_is_hidden:
        small = silent
        log.note("marker_lost", silent & ~log.refused, _first(figures).column)
    else:
        small = silent & counted.has_denominator & (counted.denominator <= HIDES_UP_TO)
    is_share = has_rate & (unit != "points")
    status = _status(counted, rate, is_share, hidden | small, silent & ~small)
    shown = (status == _REPORTED) | (status == _ZERO)
    return Figures(
        status, counted.numerator, counted.denominator, rate,
        shown & counted.has_numerator, shown & counted.has_denominator, shown & has_rate,
    )  # fmt: skip


class _Counts:
    """Numerator and denominator as whole students."""

    def __init__(self, numerator: Numbers | None, denominator: Numbers | None, rows: int):
        self.numerator, self.has_numerator = _count(numerator, rows)
        self.denominator, self.has_denominator = _count(denominator, rows)
        self.nobody = self.has_denominator & (self.denominator == 0)
        self.both = self.has_numerator & self.has_denominator


def _count(numbers: Numbers | None, rows: int) -> tuple[np.ndarray, np.ndarray]:
    if numbers is None:
        return np.zeros(rows, dtype="int64"), np.zeros(rows, dtype=bool)
    return numbers.thousandths // 1000, numbers.present


def _first(figures: dict[str, Numbers | None]) -> Numbers:
    return figures["rate"] or figures["numerator"]


def _any(figures: dict[str, Numbers | None], kind: int) -> np.ndarray:
    return np.logical_or.reduce([n.kinds == kind for n in figures.values() if n is not None])


def _refuse_what_is_no_number(columns: dict[str, Numbers], unit: str, log: ProblemLog) -> None:
    for role, numbers in columns.items():
        log.refuse("number_unreadable", numbers.kinds == UNREADABLE, numbers.column)
        # A distance from the standard may be below it.
        if role != "rate" or unit != "points":
            log.refuse("number_negative", numbers.thousandths < 0, numbers.column)
        if role in ("numerator", "denominator"):
            log.refuse("count_not_whole", numbers.thousandths % 1000 != 0, numbers.column)


def _rate(columns, unit, counted: _Counts, decimals: int, log: ProblemLog):
    """Return the rates, ×100 where they were saved again as fractions; None where unclear."""
    rows = len(log.refused)
    numbers = columns.get("rate")
    if numbers is None:
        return np.zeros(rows, dtype="int64"), np.zeros(rows, dtype=bool)
    rate, has_rate = numbers.thousandths, numbers.present & ~log.refused
    if unit != "percent":
        return rate, has_rate
    part, whole, proven = _proof(columns, counted)
    proven = proven & has_rate & (rate > 0) & (whole > 0)
    if proven.any():
        fractions = proven & _agrees(rate * 100, part, whole)
        percents = proven & _agrees(rate, part, whole)
        return (rate * 100 if fractions.sum() > percents.sum() else rate), has_rate
    largest = rate[has_rate].max(initial=0)
    if largest == 0 or largest > 1000:
        return rate, has_rate
    if (numbers.decimals[has_rate] > decimals).any():
        return rate * 100, has_rate
    if decimals > 1:
        return rate, has_rate
    log.note("rates_unclear", has_rate, constant_column(numbers.column.name, "", rows))
    return None, has_rate


def _proof(columns, counted: _Counts):
    """The part and the whole of which the rate must be the share."""
    if "days" in columns and "all_days" in columns:
        days, all_days = columns["days"], columns["all_days"]
        return days.thousandths, all_days.thousandths, days.present & all_days.present
    return counted.numerator, counted.denominator, counted.both


def _agrees(rate: np.ndarray, part: np.ndarray, whole: np.ndarray, within: int = ROUNDING):
    """Whether the rate is the share to within what rounding can change."""
    return np.abs(rate * whole - 100_000 * part) <= within * whole


def _refuse_contradictions(figures, counted, rate, has_rate, unit, within, log: ProblemLog) -> None:
    if figures["numerator"] is not None:
        column = figures["numerator"].column
        log.refuse(
            "numerator_above_denominator",
            counted.both & (counted.numerator > counted.denominator),
            column,
        )
    if figures["rate"] is not None and unit == "percent":
        column = figures["rate"].column
        log.refuse("rate_above_100", has_rate & (rate > 100_000), column)
        wrong = ~_agrees(rate, counted.numerator, counted.denominator, within)
        log.refuse("rate_not_of_counts", counted.both & has_rate & wrong, column)
        log.refuse("rate_of_nobody", counted.nobody & has_rate & (rate > 0), column)


def _refuse_zeros_that_replace(figures, counted: _Counts, log: ProblemLog) -> None:
    """Refuse groups of 0 students in a file without markers: many of 0, and none of 1 to 10."""
    if _any(figures, HIDDEN).any() or counted.nobody.sum() < ZEROS_THAT_REPLACE:
        return
    small = counted.has_denominator & ~counted.nobody & (counted.denominator <= HIDES_UP_TO)
    if not small.any():
        log.refuse("zeros_for_markers", counted.nobody, figures["denominator"].column)


def _status(counted: _Counts, rate, is_share, hidden, unpublished) -> np.ndarray:
    """`is_share` says where there is a rate of which 0 means nobody, and no point of a scale."""
    none_of_some = counted.has_numerator & (counted.numerator == 0)
    rate_of_zero = ~counted.has_numerator & is_share & (rate == 0)
    status = np.full(len(rate), _REPORTED, dtype="int8")
    nobody = counted.nobody & ~(is_share & (rate > 0))
    status[none_of_some | rate_of_zero | nobody] = _ZERO
    status[unpublished] = _NOT_PUBLISHED
    status[hidden] = _SUPPRESSED
    return status
