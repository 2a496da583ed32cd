"""Questions that a district's figures raise, for people to answer: about the system, never
about what is wrong with students."""

from dataclasses import dataclass

import pandas as pd

from equitykit.measures.largest_gaps import largest_gaps
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.small_groups import SmallGroup
from equitykit.measures.yardsticks import MISSING_INFORMATION

AT_MOST = 5


@dataclass(frozen=True)
class Question:
    """An item of ``content/questions.yml`` with the codes of what it is about."""

    id: str
    measure: str = ""
    groups: tuple[str, ...] = ()


def first_questions(
    compared: ReleasedTable, over_time: ReleasedTable, small: list[SmallGroup]
) -> list[Question]:
    """Choose what to ask first.

    `compared` are the latest figures against everyone else, `over_time` the same figures
    against the group's own past, `small` the groups that figures cannot describe.
    """
    questions = []
    top = largest_gaps(compared, count=1).rows
    for row in top.itertuples():
        questions.append(Question("largest_gap", row.measure, (row.group,)))
    questions += _overall_hides(over_time)
    if any(group.hidden for group in small):
        questions.append(Question("hidden_groups"))
    questions += _did_well(compared)
    questions.append(Question("who_is_missing"))
    return questions[:AT_MOST]


def _overall_hides(over_time: ReleasedTable) -> list[Question]:
    """All students moved one way and a group that is large enough clearly moved the other."""
    rows = over_time.rows
    better = set(rows["measure"][(rows["dimension"] == "all") & (rows["direction"] == "better")])
    left_behind = rows[
        rows["measure"].isin(better)
        & (rows["direction"] == "worse").fillna(False)
        & (rows["certainty"] == "clear").fillna(False)
        & (rows["visibility"] == "shown")
        & ~rows["group"].isin(MISSING_INFORMATION)
        & rows["dimension"].isin(["race_ethnicity", "program", "gender"])
    ]
    return [
        Question("overall_hides", measure, tuple(its["group"][:2]))
        for measure, its in list(left_behind.groupby("measure", sort=False))[:1]
    ]


def _did_well(compared: ReleasedTable) -> list[Question]:
    """A group that the district clearly serves well: what do we do there?"""
    rows = compared.rows
    well = rows[
        (rows["visibility"] == "shown")
        & (rows["direction"] == "better").fillna(False)
        & (rows["certainty"] == "clear").fillna(False)
        & rows["dimension"].isin(["race_ethnicity", "program"])
        & ~rows["group"].isin(MISSING_INFORMATION)
    ]
    if well.empty:
        return []
    best = well.loc[pd.to_numeric(well["gap_points"]).abs().astype(float).idxmax()]
    return [Question("served_well", best["measure"], (best["group"],))]
