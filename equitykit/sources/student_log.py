"""The problems of a student file: told by row and column, never by what says who somebody is."""

import re

import numpy as np

from equitykit.sources.published_table import Column
from equitykit.sources.reports import LISTED_ROWS, Problem

# A label of fewer students than this is neither named nor counted on any screen.
FEW = 11

# More labels than this in one column are no list of groups: none of them is named.
MOST_LABELS = 30


class StudentLog:
    """Collects problems, and which students they rule out; has no value of a cell in it but
    labels that are fit to be named. `few` is from how many rows on a label may be named; where a
    row is a group and no student, that is one."""

    def __init__(self, numbers: np.ndarray, few: int = FEW):
        self.numbers = numbers
        self.few = few
        self.refused = np.zeros(len(numbers), dtype=bool)
        self.problems: list[Problem] = []

    def refuse(self, rule: str, mask: np.ndarray, column: str | None = None, **values) -> None:
        """Refuse the rows of `mask` that nothing has refused yet; one problem for all of them."""
        mask = mask & ~self.refused
        if mask.any():
            self.refused |= mask
            self._add(rule, mask, column, refused=True, values=values)

    def note(self, rule: str, mask: np.ndarray, column: str | None = None, **values) -> None:
        """Tell of the rows of `mask` that are not refused, and keep them."""
        mask = mask & ~self.refused
        if mask.any():
            self._add(rule, mask, column, refused=False, values=values)

    def tell(self, rule: str, column: str | None = None, **values) -> None:
        """Tell of something that is about no single row."""
        self.problems.append(Problem(rule, column=column, refused=False, values=values))

    def labels(self, rule: str, mask: np.ndarray, column: Column, asked: str) -> bool:
        """Tell of labels that have no meaning; say whether one of them is asked for.

        A label that `few` or more rows have is named, counted and asked for (`asked`)
        before anything is counted. What fewer have may be a name in the wrong column: it is told
        by its row alone, and not how many there are.
        """
        if not mask.any():
            return False
        codes, counts = np.unique(column.codes[mask], return_counts=True)
        if len(codes) > MOST_LABELS:
            self._add("labels_many", mask, column.name, refused=False, values={})
            return True
        many = {code for code, count in zip(codes, counts, strict=True) if count >= self.few}
        named = [code for code in many if is_label(column.words[code])]
        for code in named:
            rows, value = mask & (column.codes == code), column.words[code]
            self._add(asked, rows, column.name, refused=False, values={}, value=value)
        if {*named} != many:
            self._add("labels_many", mask, column.name, refused=False, values={})
        self.stray(rule, mask & ~np.isin(column.codes, list(many)), column.name)
        return bool(many)

    def stray(self, rule: str, mask: np.ndarray, column: str) -> None:
        """Tell of the first of some rows, and not how many there are."""
        mask = mask & ~self.refused
        if mask.any():
            self._add(rule, mask, column, refused=False, values={}, told=False)

    def _add(self, rule, mask, column, *, refused, values, value=None, told=True) -> None:
        rows = self.numbers[mask]
        self.problems.append(
            Problem(
                rule=rule,
                row=int(rows[0]),
                column=column,
                value=value,
                rows=len(rows) if told else None,
                refused=refused,
                values=values,
                all_rows=tuple(int(row) for row in rows[:LISTED_ROWS]),
            )
        )


def is_label(word: str) -> bool:
    """Whether a cell may be named: short, and neither an address, a date nor a person's number.

    >>> is_label("Two or more races"), is_label("maria@example.org"), is_label("501-22-1234")
    (True, False, False)
    """
    digits = sum(letter.isdigit() for letter in word)
    person = re.search(r"@|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|,\s", word)
    return len(word) <= 60 and digits <= 5 and not person and word.isprintable()
