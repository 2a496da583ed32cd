"""Published numbers: what is a number, what is a marker, and what is neither.

Numbers are held as whole thousandths, so that every check on them is exact.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from equitykit.sources.published_table import Column

BLANK, HIDDEN, NUMBER, UNREADABLE = range(4)

# What the publisher writes where a group is too small to show.
MARKER = "*"

_PLAIN = re.compile(r"-?(\d{1,9}(\.\d+)?|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3}){1,2}(\.\d+)?", re.ASCII)


def read_number(word: str, *, grouping: bool = False) -> tuple[int, int]:
    """Say what a cell holds and, where it is a number, how many thousandths.

    Only digits, a point and a sign make a number: ``nan``, ``inf``, ``1e3`` and ``1_0`` are
    none, though Python would read them. A comma groups thousands where the number stands in
    quotes, or where `grouping` says that the file can hold a comma in no other way.

    >>> read_number("38.2"), read_number("*"), read_number(""), read_number("1e3")
    ((2, 38200), (1, 0), (0, 0), (3, 0))
    """
    if word in ("", MARKER):
        return (BLANK, 0) if word == "" else (HIDDEN, 0)
    quoted = len(word) > 2 and word[0] == word[-1] == '"'
    plain = word[1:-1] if quoted else word
    if (quoted or grouping) and _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        return UNREADABLE, 0
    return NUMBER, int((Decimal(plain) * 1000).to_integral_value(ROUND_HALF_UP))


@dataclass(frozen=True)
class Numbers:
    """The numbers of a column: for each row what its cell holds, and the thousandths."""

    column: Column
    kinds: np.ndarray
    thousandths: np.ndarray
    decimals: np.ndarray

    @property
    def present(self) -> np.ndarray:
        return self.kinds == NUMBER


def numbers_of(column: Column, *, grouping: bool) -> Numbers:
    """Read the numbers of a column."""
    read = {word: read_number(word, grouping=grouping) for word in column.words}
    return Numbers(
        column,
        kinds=column.map(lambda word: read[word][0], "int8"),
        thousandths=column.map(lambda word: read[word][1], "int64"),
        decimals=column.map(lambda word: len(word.partition(".")[2]), "int16"),
    )
