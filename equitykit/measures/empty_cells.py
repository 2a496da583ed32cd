"""Crossings without students: listed like any other, so that which rows there are tells nothing."""

from itertools import combinations, groupby, product

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_student_groups
from equitykit.measures.outcomes import REPORTED, outcomes_table

PLACE = ["measure", "period", "level", "cds", "coverage"]
NAMED = ["county", "district", "school", "source", "as_of"]


def with_empty_cells(rows: pd.DataFrame, crossed=()) -> pd.DataFrame:
    """Counted rows, and for each crossing among them a row of none for every cell that is left
    out: each group that has a row by itself with each group of the other traits. A program is
    a trait of its own: which of them were crossed, the rows tell, and `crossed` (see
    `lattice.crossed_traits`) of a district also where no student has two of them.

    `rows` are outcomes; so is what is returned. All rows of a place have its names and source.
    """
    rank = {code: at for at, code in enumerate(load_student_groups())}
    added = []
    for place, part in rows.groupby(PLACE, sort=False):
        groups = {name: {*its} for name, its in part.groupby("dimension", sort=False)["group"]}
        ordered = {
            name: sorted(codes, key=lambda code: (rank.get(code, len(rank)), code))
            for name, codes in groups.items()
        }
        cells = _asked_cells(crossed, ordered) if place[PLACE.index("level")] == "district" else {}
        for dimension in [name for name in groups if "×" in name]:
            here = _with_crossed(dimension.split("×"), ordered, groups[dimension])
            its = {"×".join(cell) for cell in _cells(dimension.split("×"), here)}
            cells[dimension] = its | cells.get(dimension, set())
        for dimension, its in cells.items():
            for group in sorted(its - groups.get(dimension, set())):
                added.append((*place, dimension, group))
    empty = pd.DataFrame(added, columns=[*PLACE, "dimension", "group"])
    empty = empty.assign(numerator=0, denominator=0, status=REPORTED)
    return _named_alike(pd.concat([outcomes_table(rows), outcomes_table(empty)]))


def _named_alike(rows: pd.DataFrame) -> pd.DataFrame:
    """Every row of a place with the names, the source and the date that any row of it has: where
    only some had them, a hidden row would tell by them whether students were counted."""
    rows = rows.reset_index(drop=True)
    of_place = rows.groupby(PLACE, sort=False, dropna=False)[NAMED].transform("first")
    return outcomes_table(
        rows.assign(**{name: rows[name].fillna(of_place[name]) for name in NAMED})
    )


def _asked_cells(crossed, groups: dict[str, list[str]]) -> dict[str, set[str]]:
    """The cells of traits that were crossed, by dimension."""
    cells: dict[str, set[str]] = {}
    for traits in crossed:
        # a trait of several groups is named as its dimension
        parts = [
            [each for each in groups.get(name, ()) if trait in (each, name)]
            for name, trait in traits
        ]
        found = {"×".join(cell) for cell in product(*parts)}
        cells.setdefault("×".join(name for name, _ in traits), set()).update(found)
    return cells


def _with_crossed(names: list[str], ordered: dict, listed: set[str]) -> dict[str, list[str]]:
    """The groups of each dimension; of those that are no partition, the ones crossed here."""
    known = load_dimensions()
    found = dict(ordered)
    for name in {*names}:
        if not (name in known and known[name].is_partition):
            at = [place for place, each in enumerate(names) if each == name]
            here = {group.split("×")[place] for group in listed for place in at}
            found[name] = [code for code in ordered.get(name, ()) if code in here]
    return found


def _cells(names: list[str], groups: dict[str, list[str]]):
    """The cells of a crossing; of several groups of one dimension each once, in their order."""
    parts = [[*combinations(groups.get(name, ()), len([*same]))] for name, same in groupby(names)]
    for cell in product(*parts):
        yield [code for codes in cell for code in codes]


def with_unlisted_cells(rows: pd.DataFrame) -> pd.DataFrame:
    """The same of a table that somebody else made, which may leave out what it hides: a cell is
    empty only where those listed beside it are already all students of one of its groups."""
    full = with_empty_cells(rows)
    keys = [*PLACE, "dimension", "group"]
    given = pd.MultiIndex.from_frame(rows[keys])
    added = ~pd.MultiIndex.from_frame(full[keys]).isin(given)
    students = dict(zip(given, rows["denominator"], strict=True))
    listed = {}
    for key, n in students.items():
        for margin in _margins(key):
            listed.setdefault((key[-2], margin), []).append(n)
    # a sum with an unknown in it is none
    full_up = {
        (dimension, margin)
        for (dimension, margin), parts in listed.items()
        if pd.notna(students.get(margin)) and sum(parts) is not pd.NA
        and sum(parts) == students[margin]
    }  # fmt: skip
    proven = [
        any((key[-2], margin) in full_up for margin in _margins(key))
        for key in full.loc[added, keys].itertuples(index=False, name=None)
    ]
    return full.drop(full.index[added][~np.array(proven, dtype=bool)]).reset_index(drop=True)


def _margins(key: tuple):
    """The groups of which a crossed cell is a part in a split into all there are."""
    *place, dimension, group = key
    known = load_dimensions()
    parts = [*zip(dimension.split("×"), group.split("×"), strict=True)]
    for at, (name, _) in enumerate(parts):
        if len(parts) > 1 and name in known and known[name].is_partition:
            yield (*place, *map("×".join, zip(*(parts[:at] + parts[at + 1 :]), strict=True)))
