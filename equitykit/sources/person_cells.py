"""What stands in a column about single persons, whatever its header says.

A header can be wrong, and a mapping can be made by hand. So a column that is to be a trait, a
group or an outcome is looked at before it is used: names, addresses and numbers of persons are
never traits.
"""

import re

import numpy as np

from equitykit.sources.mapping_roles import NUMBERS, OWN
from equitykit.sources.published_table import Column
from equitykit.sources.student_columns import (
    IDENTIFIER,
    NOT_USED,
    STUDENT_ID,
    load_student_words,
    words_of,
)
from equitykit.sources.student_labels import known_meanings

_COUNTS = ("numerator", "denominator", "rate", "place_code", "place_name", "measure")
_NO_TRAITS = (*NUMBERS, *_COUNTS, "period", STUDENT_ID, IDENTIFIER, NOT_USED)

# Cells of this shape, in this share of the rows, make a column one of persons.
MOST = 0.6
# Where a text of two words stands in no more than two rows on average, it names one row.
DISTINCT = 0.5
FEWEST = 5

_LETTERS = r"[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*\.?"
_SHAPES = {
    "email": re.compile(r"\S+@\S+\.\S+"),
    "phone": re.compile(r"\+?1?[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}|\d{3}-\d{4}"),
    "ssn": re.compile(r"\d{3}-\d{2}-\d{4}"),
    "birth_date": re.compile(
        r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: 00:00:00)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    ),
    "address": re.compile(
        r"\d{1,5} .*\b(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|ct|court|way|calle)\b"
        r"\.?.*",
        re.IGNORECASE,
    ),
}
_NUMBER = re.compile(r"\d{5,10}|[A-Za-z]{1,3}[-_]?\d{3,10}", re.ASCII)
_NAME = re.compile(rf"{_LETTERS}(?: {_LETTERS}){{1,3}}")
_TURNED = re.compile(rf"{_LETTERS}(?: {_LETTERS})?, ?{_LETTERS}(?: {_LETTERS})?")
_PLACE = re.compile(
    r"\b(?:school|elementary|middle|high|academy|charter|escuela|primaria|secundaria|college)\b",
    re.IGNORECASE,
)


def about_persons(
    column: Column, *, known=frozenset(), each_row: bool = True, named: bool = True
) -> bool:
    """Whether a column holds names, addresses, dates of birth or numbers of single persons.

    `known` are words that mean a group or an answer and are no names. `each_row` says that a row
    is a student: then a text or number that nearly every row has of its own is a person's. `named`
    says that a text which begins with a given name names a person, which a school may, too.

    >>> words = ["Gomez, Ana", "Lee, Bo", "Diaz, Cy"]
    >>> about_persons(Column("case", words, np.arange(3)))
    True
    >>> about_persons(Column("race", ["African American", "White"], np.array([0, 1, 1, 0])))
    False
    """
    counts = np.bincount(column.codes, minlength=len(column.words))
    rows = {word: int(count) for word, count in zip(column.words, counts, strict=True) if word}
    every = sum(rows.values())
    rows = {word: count for word, count in rows.items() if word not in known}
    if not every or sum(rows.values()) < MOST * every:
        return False
    for shape in _SHAPES.values():
        if _share(rows, every, shape) >= MOST:
            return True
    if _share(rows, every, _TURNED) >= MOST and len(rows) >= 3:
        return True
    own = each_row and len(rows) >= max(FEWEST, DISTINCT * every)
    if own and max(_share(rows, every, _NUMBER), _share(rows, every, _NAME)) >= MOST:
        return True
    return named and _given_names(rows, every)


def holds_persons(role: str, column: Column, *, each_row: bool = True) -> bool:
    """Whether a column that is to have this role holds what says who single persons are.

    `each_row` is that of :func:`about_persons`. Numbers, years and names of places have
    sentences of their own for what they cannot be.
    """
    if role in _NO_TRAITS:
        return False
    if role == "school":
        return about_persons(column, each_row=each_row, named=False)
    known = frozenset() if role in ("", *OWN) else frozenset(known_meanings(role, column.words))
    return about_persons(column, known=known, each_row=each_row)


def person_words(words) -> set[str]:
    """Those of some words that look as if they named a person."""
    return {word for word in words if _TURNED.fullmatch(word) or _is_named(word)}


def _share(rows: dict[str, int], every: int, shape: re.Pattern) -> float:
    return sum(count for word, count in rows.items() if shape.fullmatch(word)) / every


def _given_names(rows: dict[str, int], every: int) -> bool:
    """Whether most rows begin with a given name, as names of persons do."""
    named = {word: count for word, count in rows.items() if _is_named(word)}
    return len(named) >= 3 and sum(named.values()) >= MOST * every


def _is_named(word: str) -> bool:
    if _PLACE.search(word) or any(letter.isdigit() for letter in word):
        return False
    parts = words_of(word.lower()).split()
    return 1 <= len(parts) <= 4 and parts[0] in load_student_words()["given_names"]
