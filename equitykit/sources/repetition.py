"""Rows that say the same place again: charter schools in or out, alternative schools in or out.

The state's files repeat a state, county or district for all schools, for charter schools and
for the others. Of each place we take all schools; where a file has no such rows of a place,
those without charter schools, and say so in `coverage`. Schools stand once, as they are.
"""

import numpy as np

from equitykit.sources.places import SCHOOL
from equitykit.sources.published_table import Column, encoded
from equitykit.sources.reports import ProblemLog

ALL_SCHOOLS, WITHOUT_CHARTER, WITHOUT_DIRECT_CHARTER = range(3)
COVERAGES = ["all_schools", "without_charter", "without_direct_charter"]

# A row's place in the order of preference, by charter and alternative schools.
_ORDER = {("A", "A"): 0, ("N", "A"): 1, ("N", "N"): 2}
_NOT_TAKEN = 9


def take_whole_places(
    *, level: np.ndarray, place: np.ndarray, level_words: Column, charter: Column, dass: Column,
    log: ProblemLog,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Say which rows to take, and the coverage of each row.

    `place` is a number that is the same for all rows of one year, level and place.
    """
    order = _order(level_words, charter, dass)
    order[level == SCHOOL] = 0
    order[log.refused] = _NOT_TAKEN
    places, place_of_row = encoded(place)
    best = np.full(len(places), _NOT_TAKEN)
    np.minimum.at(best, place_of_row, order)
    best_of_row = best[place_of_row]
    taken = (order == best_of_row) & (order != _NOT_TAKEN)
    log.refuse("place_in_parts", (best_of_row == _NOT_TAKEN) & ~log.refused, charter)
    coverage = np.where(order == 0, ALL_SCHOOLS, WITHOUT_CHARTER)
    return taken, coverage


def _order(level_words: Column, charter: Column, dass: Column) -> np.ndarray:
    without = level_words.where(lambda word: word.upper() == "D2")
    charters = charter.map(_first_letter, "U1")
    charters = np.where(without & (charters == "A"), "N", charters)
    alternative = dass.map(_first_letter, "U1")
    order = np.full(len(charters), _NOT_TAKEN)
    for (in_charter, in_dass), rank in _ORDER.items():
        order[(charters == in_charter) & (alternative == in_dass)] = rank
    return order


def _first_letter(word: str) -> str:
    """``All``, ``ALL``, ``No `` and ``N`` by their first letter; blank says all schools."""
    return word[:1].upper() or "A"
