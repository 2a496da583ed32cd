"""The labels of a column that a mapping names, and what they mean as far as it is known.

A mapping is passed on. So it names the labels of lists of ours, and of others only those that
many students have: what stands in few rows may be a name, or tell that there is such a student.
"""

import numpy as np

from equitykit.sources.kind_of_own import are_counts, largest
from equitykit.sources.mapping_roles import LABELS, NUMBERS, own_measures
from equitykit.sources.numbers import NUMBER, read_number
from equitykit.sources.person_cells import holds_persons, person_words
from equitykit.sources.published_table import Column
from equitykit.sources.student_labels import BLANK, MISSING, NO, known_meanings
from equitykit.sources.student_log import FEW, MOST_LABELS, is_label
from equitykit.sources.student_places import year_of
from equitykit.sources.total_words import group_of, is_total, measure_of

# A column with more different texts than this is no list of schools.
MOST_SCHOOLS = 2_000


def labels_of(role: str, column: Column, *, each_row: bool = True) -> dict[str, str]:
    """The labels of a column and what they mean as far as it is known; `each_row` says that a
    row is a student, so that a label of few rows may tell of one."""
    words = [word for word in column.words if word]
    if role in (*NUMBERS, "place_name", "place_code", "numerator", "denominator", "rate"):
        return {}
    if holds_persons(role, column, each_row=each_row):
        return {}
    few = FEW if each_row else 1
    if role == "period":
        unread = {word for word in words if not year_of(word)}
        return dict.fromkeys(_fit_to_name(column, sorted(unread), few), "")
    if role == "school":
        named = [word for word in words if not word.replace(".0", "").isdigit()]
        # schools are public, and what names a person in their column is no school
        named = [w for w in named if w not in person_words(named) and not is_total(w)]
        return dict.fromkeys(named[:MOST_SCHOOLS], "")
    if role in ("group", "measure"):
        return _labels_of_totals(role, words)
    if role in own_measures() and not each_row and are_counts(column) and largest(column) > 1:
        return {}
    if not each_row:
        words = [word for word in words if not is_total(word)]
    known = known_meanings(role, words)
    named = [*known] + _fit_to_name(column, [w for w in words if w not in known], few)
    labels = {word: known.get(word, "") for word in sorted(named[: 2 * MOST_LABELS])}
    if column.blank.any() and role not in LABELS:
        # a column that only ever says yes says no by saying nothing
        labels[BLANK] = MISSING if NO in labels.values() else NO
    return labels


def _fit_to_name(column: Column, words: list[str], few: int) -> list[str]:
    """Of words that stand in no list of ours, those that may stand in a file that is passed on.

    What fewer than `few` rows have may be a name in the wrong column, and may tell that
    there is such a student at all.
    """
    counts = np.bincount(column.codes, minlength=len(column.words))
    many = {word for word, count in zip(column.words, counts, strict=True) if count >= few}
    persons = person_words(words)
    return [word for word in words if word in many and is_label(word) and word not in persons]


def _labels_of_totals(role: str, words: list[str]) -> dict[str, str]:
    find = group_of if role == "group" else measure_of
    return {word: find(word) or "" for word in sorted(words) if is_label(word)}


def labels_to_ask(column: Column) -> dict[str, str]:
    """The labels of a column of which nothing is known, if they look like names of groups."""
    words = [word for word in column.words if word]
    numbers = all(read_number(word)[0] == NUMBER for word in words)
    few = 1 < len(words) <= MOST_LABELS // 2 and len(column.codes) > 2 * len(words)
    if not few or numbers or not all(map(is_label, words)):
        return {}
    return dict.fromkeys(_fit_to_name(column, sorted(words), FEW), "")
