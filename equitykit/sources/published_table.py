"""A published file as columns of text, before anything is understood of it.

Statewide files have hundreds of thousands of rows but few different words in a column.
A column is therefore a list of its different words and, for each row, which of them stands
there: what a word means is worked out once for the word, not for each row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """The header's name, the different words, and for each row the position of its word."""

    name: str
    words: list[str]
    codes: np.ndarray

    def map(self, meaning: Callable[[str], object], dtype) -> np.ndarray:
        """Work out `meaning` for each word, and return it for each row."""
        return np.array([meaning(word) for word in self.words], dtype=dtype)[self.codes]

    def where(self, test: Callable[[str], bool]) -> np.ndarray:
        """Say for each row whether its word passes the test."""
        return self.map(test, bool)

    @cached_property
    def blank(self) -> np.ndarray:
        return self.where(lambda word: word == "")


def column_of(name: str, words: list[str], codes: np.ndarray) -> Column:
    """Make a column whose words are trimmed and freed of quotes, each different word once."""
    places: dict[str, int] = {}
    new = np.array(
        [places.setdefault(_clean(word), len(places)) for word in words] or [0], dtype="int32"
    )
    return Column(name, list(places), new[codes])


def _clean(word: str) -> str:
    word = word.strip()
    # A quoted number keeps its quotes: they tell that its commas group thousands.
    if len(word) > 1 and word[0] == word[-1] == '"' and not _GROUPED.fullmatch(word):
        word = word[1:-1].replace('""', '"').strip()
    return word


_GROUPED = re.compile(r'"-?\d{1,3}(,\d{3})+(\.\d+)?"', re.ASCII)


def constant_column(name: str, word: str, rows: int) -> Column:
    """A column that says the same in each row."""
    return Column(name, [word], np.zeros(rows, dtype="int32"))


def joined(first: Column, second: Column) -> tuple[Column, np.ndarray]:
    """Join two columns of one meaning, and say in which rows they contradict each other."""
    shifted = second.codes + len(first.words)
    both = column_of(
        first.name,
        [*first.words, *second.words],
        np.where(first.blank, shifted, first.codes),
    )
    seconds = column_of(second.name, [*first.words, *second.words], shifted)
    differ = ~first.blank & ~second.blank & (both.codes != seconds.codes)
    return both, differ


@dataclass(frozen=True)
class PublishedTable:
    """A file's header and columns, the number of each row in the file, and how it is written.

    `cells` holds the columns that some layout names, each under its position in the header;
    `cut_rows` are rows with another number of cells than the header: their row number and
    number of cells. `grouping` says whether a comma in a number can only group thousands,
    `encoding` how the bytes of the cells are read. A workbook's table knows its `sheet`; `more`
    are the tables of further sheets of the same kind, where these belong together. Of a file
    that is read in pieces, `passed_over` rows are not among the cells, since none is used.
    `mixed_row` is the first row whose letters are written otherwise than those above it.
    """

    header: list[str]
    cells: pa.Table
    numbers: np.ndarray
    layout: str
    cut_rows: list[tuple[int, int]]
    last_row: int
    grouping: bool
    encoding: str = "utf-8"
    sheet: str = ""
    more: tuple["PublishedTable", ...] = ()
    passed_over: int = 0
    mixed_row: int | None = None

    def column(self, position: int) -> Column:
        """The column at a position of the header."""
        cells = self.cells.column(str(position)).unify_dictionaries().combine_chunks()
        return column_of(
            self.header[position],
            [word.decode(self.encoding) for word in cells.dictionary.cast("binary").to_pylist()],
            cells.indices.to_numpy(zero_copy_only=False),
        )

    def without_blank_rows(self) -> "PublishedTable":
        """Leave out rows in which nothing stands, as spreadsheets write them below a table."""
        blank = np.ones(self.cells.num_rows, dtype=bool)
        for name in self.cells.column_names:
            blank &= self.column(int(name)).blank
            if not blank.any():
                return self
        return replace(self, cells=self.cells.filter(~blank), numbers=self.numbers[~blank])


def encoded(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different numbers, as they first come, and for each number the position of its own."""
    found = pa.array(numbers).dictionary_encode()
    return found.dictionary.to_numpy(), found.indices.to_numpy()


def normal(name: str) -> str:
    """A header without spaces, punctuation and case: how spellings are compared."""
    return re.sub(r"[\W_]+", "", name).lower()
