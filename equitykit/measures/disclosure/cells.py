"""Which cells of the released tables are sums of which others.

A *cell* is one set of students at one place: all, a group, a crossing. What holds between cells
holds for the students in them and for those with an outcome alike.
"""

import re
from collections import defaultdict
from functools import cache
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_student_groups
from equitykit.measures.outcomes import LEVELS

CODE_OF_LEVEL = {"state": 0, "county": 2, "district": 7, "school": 14}
"""How many digits of the 14 say where a place of this level lies."""
GRADES = ("TK", "K", *map(str, range(1, 13)))
SPAN_ENDS = {
    "TKKN": ("TK", "K"), "TK8": ("TK", "8"), "K8": ("K", "8"), "912": ("9", "12"),
    "HS": ("10", "12"),
}  # fmt: skip
WITHIN = (("race_alone", "race_any"), ("race_ethnicity", "race_any"))
"""A group of the first dimension lies within that of the same code of the second."""


class Cell(NamedTuple):
    """Where, and which students."""

    level: str
    cds: str
    coverage: str
    dimension: str
    group: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The dimensions that are crossed, each with its group; none for all students."""
        if self.dimension == "all":
            return []
        return list(zip(self.dimension.split("×"), self.group.split("×"), strict=True))

    def of(self, parts) -> "Cell":
        """The cell of the same place with these parts."""
        if not parts:
            return self._replace(dimension="all", group="TA")
        dimension, group = ("×".join(each) for each in zip(*parts, strict=True))
        return self._replace(dimension=dimension, group=group)


def sums(cells) -> dict[tuple[Cell, str], list[Cell]]:
    """For each cell that is a whole, in each way to split it, its parts among the cells."""
    found = defaultdict(list)
    for cell in cells:
        for whole, way in chain(_by_dimension(cell), _by_grade(cell), _by_place(cell, cells)):
            if whole in cells:
                found[whole, way].append(cell)
    return found


def _by_dimension(cell: Cell):
    for at, (dimension, _) in enumerate(cell.parts):
        if _is_partition(dimension):
            yield cell.of(cell.parts[:at] + cell.parts[at + 1 :]), dimension


def _by_place(cell: Cell, cells):
    """A place is a part of the nearest larger place that is there."""
    for level in reversed(LEVELS[: LEVELS.index(cell.level)] if cell.level in LEVELS else ()):
        digits = CODE_OF_LEVEL[level]
        larger = cell._replace(level=level, cds=cell.cds[:digits].ljust(14, "0"))
        if larger in cells:
            yield larger, cell.level
            return


def _by_grade(cell: Cell):
    """A grade is a part of each span that holds it, crossed or not."""
    parts = cell.parts
    for at, (dimension, code) in enumerate(parts):
        if dimension == "grade":
            for span in grade_spans():
                if grades_of(code) <= grades_of(span):
                    yield cell.of([*parts[:at], ("grade_span", span), *parts[at + 1 :]]), "grade"


@cache
def grade_spans() -> tuple[str, ...]:
    """The codes of spans of grades that publishers tell of, such as ``GR912``."""
    groups = load_student_groups().values()
    return tuple(each.code for each in groups if each.dimension == "grade_span")


@cache
def grades_of(code: str) -> frozenset[str]:
    """The grades that a code of a grade or a span of grades (``GR03``, ``GR912``) takes in."""
    told = code.removeprefix("GR")
    if re.fullmatch(r"0[1-9]|1[0-2]", told):
        return frozenset({str(int(told))})
    if re.fullmatch(r"[1-8][1-8]", told):
        first, last = told
    elif told in SPAN_ENDS:
        first, last = SPAN_ENDS[told]
    else:
        return frozenset({"K" if told in ("00", "KN") else told})
    return frozenset(GRADES[GRADES.index(first) : GRADES.index(last) + 1])


def remainders(cells) -> list[dict[Cell, int]]:
    """The students of a cell's larger cells that are *not* in its groups, where the groups of a
    dimension overlap or do not cover all: not EL, Latino and not EL, neither EL nor SWD.

    Each is a sum of cells with signs (inclusion and exclusion); only what can be worked out
    of the cells that are there.
    """
    found = []
    for cell in cells:
        parts = cell.parts
        for narrow, wide in WITHIN:
            wider = cell.of([(wide if name == narrow else name, code) for name, code in parts])
            if wider != cell and wider in cells:
                found.append({wider: 1, cell: -1})
        apart = [part for part in parts if not _is_partition(part[0])]
        for size in range(1, len(apart) + 1):
            for without in combinations(apart, size):
                terms = _inclusion_exclusion(cell, parts, without)
                if all(term in cells for term in terms):
                    found.append(terms)
    return found


def _inclusion_exclusion(cell: Cell, parts, without) -> dict[Cell, int]:
    terms = {}
    for size in range(len(without) + 1):
        for taken in combinations(without, size):
            kept = [part for part in parts if part not in without or part in taken]
            terms[cell.of(kept)] = (-1) ** size
    return terms


def splits_of(rows: pd.DataFrame) -> np.ndarray:
    """Which traits each row crosses, where, as numbers; a program is a trait of its own."""
    names = [
        "×".join(
            part if _is_partition(part) else code
            for part, code in zip(dimension.split("×"), group.split("×"), strict=True)
        )
        for dimension, group in zip(
            rows["dimension"].fillna(""), rows["group"].fillna(""), strict=True
        )
    ]
    keys = ["period", "cds", "coverage"]
    table = rows[keys].assign(split=names)
    return table.groupby([*keys, "split"], dropna=False).ngroup().to_numpy()


def _is_partition(dimension: str) -> bool:
    known = load_dimensions()
    return dimension in known and known[dimension].is_partition
