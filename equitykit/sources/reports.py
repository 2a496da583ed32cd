"""What a reader says about a file: what it is, what was read, what was refused and why."""

from dataclasses import dataclass, field

import numpy as np

from equitykit.content.texts import Words, load_words

# More different values than this under one rule and column are told as one problem.
VALUES_NAMED = 10

# So many rows of a problem are named where a person reads of it.
ROWS_NAMED = 10

# So many rows of a problem are listed one by one for whoever puts them right.
LISTED_ROWS = 2_000


@dataclass(frozen=True)
class Problem:
    """Something in a file that a person has to know of, told once for all rows it concerns.

    `row` is the row of the file (the header is a row, too) where it is first seen, `column`
    the name in the header, `value` what stands there, `rule` an item of
    ``content/sources.yml``, `rows` how many rows it concerns (None where that number would
    tell of few students), `refused` whether they are left out, `values` what the sentences
    name (`kind`: a kind of file, `status`: a forbidden one, said in words), `all_rows` the
    first of the rows, for the list that goes back to whoever made the file, `sheet` the sheet
    of a workbook of which several are read.
    """

    rule: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    rows: int | None = 0
    refused: bool = True
    values: dict = field(default_factory=dict)
    all_rows: tuple[int, ...] = ()
    sheet: str | None = None

    def sentence(self, words: Words) -> str:
        """The rule, in words."""
        return words(f"sources.{self.rule}.rule", **self._named(words))

    def next_step(self, words: Words) -> str:
        """What to do, in words."""
        return words(f"sources.{self.rule}.next_step", **self._named(words))

    def _named(self, words: Words) -> dict:
        named = {"row": self.row, "column": self.column, "value": self.value} | self.values
        if "kind" in named:
            named["kind"] = words(f"sources.kind_{named['kind']}.name")
        if "status" in named:
            named["status"] = words(f"sources.status_{named['status']}.name")
        return named

    def as_dict(self, words: Words) -> dict:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "rule": self.sentence(words),
            "next_step": self.next_step(words),
            "id": self.rule,
            "rows": self.rows,
            "refused": self.refused,
            "sheet": self.sheet,
        }


class UnreadableFile(Exception):
    """Nothing of a file can be read; `rule` is an item of ``content/sources.yml``."""

    def __init__(self, rule: str, *, family: str | None = None, **values):
        super().__init__(rule, values)
        self.family = family
        self.problem = Problem(rule=rule, values=values)


@dataclass(frozen=True)
class FileReport:
    """What one file is and what was read of it.

    `family` is the kind of file (None where we do not know it), `layout` how it is written
    down, `rows_read` its rows, `rows_refused` those of them that were left out for a problem,
    `rows_repeated` those left out because they say again what another row says (charter and
    alternative-school repetition, identical rows), `rows_in_part` those of which a figure was left
    out and others are kept, `counts` the outcomes by status, `places`
    the places by level. `data_use` is what the data-use note says of an extract (columns with
    their privacy classes, refusals). `ok` is false where nothing could be read.
    """

    file: str
    ok: bool
    family: str | None = None
    layout: str | None = None
    periods: tuple[str, ...] = ()
    rows_read: int = 0
    rows_refused: int = 0
    rows_repeated: int = 0
    rows_in_part: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    problems: tuple[Problem, ...] = ()
    sha256: str | None = None
    data_use: dict | None = None

    def as_dict(self, words: Words | None = None) -> dict:
        """The report for a program; its sentences in the language of `words`."""
        words = words or load_words("en")
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return plain | {
            "periods": list(self.periods),
            "problems": [problem.as_dict(words) for problem in self.problems],
        }


def _listed(numbers: np.ndarray) -> str:
    """Numbers of rows in a sentence, as far as they can be read."""
    named = ", ".join(str(int(number)) for number in numbers[:ROWS_NAMED])
    return f"{named}, …" if len(numbers) > ROWS_NAMED else named


class ProblemLog:
    """Collects the problems of one file's rows, and which rows they rule out.

    `numbers` are the rows' numbers in the file. A row that is refused once is not looked at
    again: it has one problem, the first that was found.
    """

    def __init__(self, numbers: np.ndarray):
        self.numbers = numbers
        self.refused = np.zeros(len(numbers), dtype=bool)
        self.problems: list[Problem] = []

    def refuse(self, rule: str, mask: np.ndarray, column=None, **values) -> None:
        """Refuse the rows of `mask`; `column` (if any) holds the values that are to blame."""
        mask = mask & ~self.refused
        if mask.any():
            self._tell(rule, mask, column, refused=True, values=values)
            self.refused |= mask

    def refuse_twice(self, rule: str, mask: np.ndarray, keys: np.ndarray) -> None:
        """Refuse all rows but the first of those of `mask` that have the same key."""
        rows = np.flatnonzero(mask & ~self.refused)
        _, first, which = np.unique(keys[rows], return_index=True, return_inverse=True)
        again = np.zeros(len(mask), dtype=bool)
        again[rows[first[which] != np.arange(len(rows))]] = True
        self.tell_alike(rule, rows, which, again[rows])
        self.refused |= again

    def tell_alike(
        self, rule: str, rows: np.ndarray, which: np.ndarray, refused: np.ndarray
    ) -> None:
        """Tell of `rows` that are alike: those of one `which`, some of which are `refused`.

        Each set of rows is told by itself, with all its rows, up to a number that can be read.
        """
        sets = [n for n in dict.fromkeys(which[refused].tolist())]
        for n in sets[:VALUES_NAMED]:
            alike = np.unique(rows[which == n])
            self._add(rule, alike, None, None, True, {"alike": _listed(self.numbers[alike])})
        if len(sets) > VALUES_NAMED:
            rest = np.unique(rows[np.isin(which, sets[VALUES_NAMED:])])
            alike = rows[which == sets[VALUES_NAMED]]
            self._add(rule, rest, None, None, True, {"alike": _listed(self.numbers[alike])})

    def note(self, rule: str, mask: np.ndarray, column=None, **values) -> None:
        """Tell of the rows of `mask` and keep them."""
        if mask.any():
            self._tell(rule, mask, column, refused=False, values=values)

    def _tell(self, rule, mask, column, *, refused, values) -> None:
        rows = np.flatnonzero(mask)
        if column is None:
            self._add(rule, rows, None, None, refused, values)
            return
        codes, first, counts = np.unique(column.codes[rows], return_index=True, return_counts=True)
        order = np.argsort(first)
        for n in order[:VALUES_NAMED]:
            same = rows[column.codes[rows] == codes[n]]
            self._add(rule, same, column.name, column.words[codes[n]], refused, values)
        if len(order) > VALUES_NAMED:
            rest = rows[np.isin(column.codes[rows], codes[order[VALUES_NAMED:]])]
            example = column.words[column.codes[rest[0]]]
            self._add(rule, rest, column.name, example, refused, values)

    def _add(self, rule, rows, column, value, refused, values) -> None:
        self.problems.append(
            Problem(
                rule=rule,
                row=int(self.numbers[rows[0]]),
                column=column,
                value=value,
                rows=len(rows),
                refused=refused,
                values=values,
                all_rows=tuple(int(row) for row in self.numbers[rows[:LISTED_ROWS]]),
            )
        )
