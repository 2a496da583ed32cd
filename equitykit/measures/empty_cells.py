"""Crossings without students: listed like any other, so that which rows there are tells nothing."""

from itertools import combinations, groupby, product

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_student_groups
from equitykit.measures.outcomes import REPORTED, outcomes_table

PLACE = ["measure", "period", "level", "cds", "coverage"]


def with_empty_cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Counted rows, and for each crossing among them a row of none for every cell that is left
    out: each group that has a row by itself with each group of the other traits. A program is
    a trait of its own: which of them were crossed, the rows tell.

    `rows` are outcomes; so is what is returned.
    """
    rank = {code: at for at, code in enumerate(load_student_groups())}
    added = []
    for place, part in rows.groupby(PLACE, sort=False):
        groups = {name: {*its} for name, its in part.groupby("dimension", sort=False)["group"]}
        ordered = {
            name: sorted(codes, key=lambda code: (rank.get(code, len(rank)), code))
            for name, codes in groups.items()
        }
        for dimension in [name for name in groups if "×" in name]:
            crossed = _with_crossed(dimension.split("×"), ordered, groups[dimension])
            cells = {"×".join(cell) for cell in _cells(dimension.split("×"), crossed)}
            for group in sorted(cells - groups[dimension]):
                added.append((*place, dimension, group))
    empty = pd.DataFrame(added, columns=[*PLACE, "dimension", "group"])
    if empty.empty:
        return outcomes_table(rows)
    empty = empty.assign(numerator=0, denominator=0, status=REPORTED)
    named = [name for name in ("county", "district", "school", "source") if name in rows]
    if named:
        of_place = rows.drop_duplicates(PLACE)[[*PLACE, *named]]
        empty = empty.merge(of_place, on=PLACE, how="left")
    return outcomes_table(pd.concat([rows, outcomes_table(empty)]))


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
