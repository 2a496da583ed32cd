"""Which rows of a table are the groups of a figure, and in which order they stand."""

import pandas as pd

from equitykit.content.codelists import load_student_groups
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.visibility import VISIBLE

MOST_DRAWN = 12
"""So many groups stand in one picture with a line each, also those without a figure."""


def in_groups(released: ReleasedTable) -> pd.DataFrame:
    """The rows of groups, without the all-students row unless that is all there is.

    Raises
    ------
    ValueError
        When the table holds more than one measure, place, dimension or row for a group and year.
    """
    rows = released.rows
    groups = rows[rows["dimension"] != "all"]
    groups = groups if len(groups) else rows
    for column in ("measure", "cds", "level", "dimension"):
        if groups[column].nunique() > 1:
            raise ValueError(f"a figure shows one {column}, not several")
    if groups.duplicated(["group", "period"]).any():
        raise ValueError("a figure needs one row for each group and year")
    return groups


def drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand in a picture: all of them, or those with a figure where crossings or
    many groups would make its letters too small to read; the others are named beneath it."""
    if len(rows) <= MOST_DRAWN and not rows["dimension"].str.contains("×").any():
        return rows
    return rows[rows["visibility"].isin(VISIBLE)]


def by_size(rows: pd.DataFrame, order: tuple[str, ...] = ()) -> pd.DataFrame:
    """Groups with a figure from the largest to the smallest, then the others in code order.

    Nothing about a group without a figure may show in its place. In an `order` that readers
    have decided, no place depends on a figure, so all stand in it. Adds `visible`.
    """
    visible = rows["visibility"].isin(VISIBLE).astype(bool)
    if order:
        places = {code: place for place, code in enumerate(by_code(rows["group"], order))}
        ranked = rows.assign(visible=visible, place=rows["group"].map(places))
        return ranked.sort_values("place").drop(columns="place").reset_index(drop=True)
    return (
        rows.assign(
            visible=visible,
            size=rows["denominator"].fillna(0).where(visible, 0),
            place=rows["group"].map(_places()).fillna(len(_places())),
        )
        .sort_values(["visible", "size", "place", "group"], ascending=[False, False, True, True])
        .drop(columns=["size", "place"])
        .reset_index(drop=True)
    )


def by_code(codes, order: tuple[str, ...] = ()) -> list[str]:
    """Group codes in the order of the code list, others after them; those of `order` first."""
    places = _places()
    # all students are no group among others: they stay where they are
    first = {code: place for place, code in enumerate(("TA", *order) if order else ())}
    return sorted(
        set(codes),
        key=lambda code: (first.get(code, len(first)), places.get(code, len(places)), code),
    )


def _places() -> dict[str, int]:
    return {code: place for place, code in enumerate(load_student_groups())}
