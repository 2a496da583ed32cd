"""The numbers of a table of counts: numerator and denominator as whole students, checked."""

import re
from dataclasses import dataclass

import numpy as np

from equitykit.sources.numbers import BLANK, HIDDEN, NUMBER, numbers_of
from equitykit.sources.published_table import Column, PublishedTable
from equitykit.sources.reports import ProblemLog

# How small groups are marked in such tables.
MARKERS = re.compile(
    r"[<>≤≥]\s*=?\s*\d+\s*%?|n\s*<\s*\d+|DS|\*+|--|suppressed|masked", re.IGNORECASE
)


@dataclass(frozen=True)
class TotalFigures:
    """Counts of students; `known` where both stand, `hidden` where a marker does."""

    numerator: np.ndarray
    denominator: np.ndarray
    known: np.ndarray
    hidden: np.ndarray


def read_total(
    numerator: Column, denominator: Column, table: PublishedTable, log: ProblemLog
) -> TotalFigures:
    """Read numerator and denominator; what can be no count is refused."""
    part = read_counts(numerator, table, log)
    whole = read_counts(denominator, table, log)
    hidden = marked(numerator) | marked(denominator)
    both = part.present & whole.present & ~hidden
    above = both & (part.thousandths > whole.thousandths)
    log.refuse("numerator_above_denominator", above, numerator)
    return TotalFigures(part.thousandths // 1000, whole.thousandths // 1000, both, hidden)


def read_counts(column: Column, table: PublishedTable, log: ProblemLog):
    """The numbers of a column of counts; what is neither a count nor a marker is refused."""
    found = numbers_of(column, grouping=table.grouping)
    whole = (found.kinds == NUMBER) & (found.thousandths % 1000 == 0)
    fine = whole | (found.kinds == BLANK) | (found.kinds == HIDDEN) | marked(column)
    log.refuse("count_unreadable", ~fine, column)
    log.refuse("number_negative", (found.kinds == NUMBER) & (found.thousandths < 0), column)
    return found


def marked(column: Column) -> np.ndarray:
    """Where a marker says that a small group is hidden."""
    return column.where(lambda word: bool(MARKERS.fullmatch(word)))
