"""Whether a Dashboard file of test results is of English or of mathematics (before 2023).

The headers are the same and no column says it. But the publisher gives each result a level by
cut points, and those of the two subjects differ (CDE, Dashboard technical guides 2017 to 2025).
"""

import numpy as np

from equitykit.sources.numbers import numbers_of
from equitykit.sources.published_rows import column_for
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.reports import ProblemLog, UnreadableFile

# From how many tenths of a point levels 2 to 5 begin: in grades 3 to 8, and in high school.
CUT_POINTS = {
    "dashboard_ela": ((-700, -50, 100, 450), (-450, 0, 300, 750)),
    "dashboard_math": ((-950, -250, 0, 350), (-1150, -600, 0, 250)),
}

# How many of the levels have to be those of one subject: the publisher changes a few by hand.
AGREEING = 0.9


def which_subject(table: PublishedTable, layout: dict, log: ProblemLog) -> str:
    """Return the family.

    Raises
    ------
    UnreadableFile
        ``subject_without_levels`` (the grade 11 files of 2017), ``subject_unclear`` where the
        levels go with the cut points of both subjects or of neither
    """
    column = column_for(table, layout["best_level"], log)
    if column is None:
        raise UnreadableFile("subject_without_levels", family="dashboard_academic")
    level = numbers_of(column, grouping=False)
    points = numbers_of(column_for(table, layout["figures"]["rate"], log), grouping=False)
    rated = level.present & points.present & (level.thousandths > 0)
    levels, tenths = level.thousandths[rated] // 1000, points.thousandths[rated] // 100
    high = column_for(table, layout["high_school"], log)
    in_high_school = np.zeros(len(rated), dtype=bool)
    if high is not None:
        in_high_school = high.where(lambda word: word.upper() == "Y")
    agreed = {
        family: _agreed(levels, tenths, in_high_school[rated], cuts)
        for family, cuts in CUT_POINTS.items()
    }
    best, other = sorted(agreed, key=agreed.get, reverse=True)
    if agreed[best] < AGREEING * len(levels) or agreed[best] == agreed[other]:
        raise UnreadableFile("subject_unclear", family="dashboard_academic")
    return best


def _agreed(levels: np.ndarray, tenths: np.ndarray, in_high_school: np.ndarray, cuts) -> int:
    """How many rows have the level that these cut points give."""
    lower, upper = (1 + np.searchsorted(np.array(c), tenths, side="right") for c in cuts)
    return int((np.where(in_high_school, upper, lower) == levels).sum())
