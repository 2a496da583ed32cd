"""Our answer beside the one that the state has published, and why they differ where they do."""

from dataclasses import dataclass

import pandas as pd

from equitykit.measures.assistance import GroupAnswer, LeaAnswer
from equitykit.measures.assistance_local import CLIMATE
from equitykit.measures.performance import LETTERS

LOCAL_CLIMATE, UNEXPLAINED = "local_climate", "unexplained"


@dataclass(frozen=True)
class Difference:
    """A student group with another letter than the published one; None is no letter.

    `why` is ``local_climate`` (school climate may rest on the local indicator, which is not
    known), or ``unexplained`` (corrected since, or counted by a rule that is not known here).
    """

    group: str
    ours: str | None
    published: str | None
    why: str


@dataclass(frozen=True)
class Comparison:
    """Every group of one LEA beside the published file.

    Attributes
    ----------
    compared : int
        How many student groups.
    differences : tuple of Difference
    status : str
        The published status in words of the file, such as ``Differentiated Assistance, Year 2``.
    methods : tuple of int
        The methods that the file says were met.
    """

    compared: int
    differences: tuple[Difference, ...]
    status: str
    methods: tuple[int, ...]

    @property
    def earlier_year_only(self) -> bool:
        """Whether the LEA is still in assistance because of the year before alone."""
        return "year 2" in self.status.casefold() and not self.methods


def compare_with_published(answer: LeaAnswer, published: pd.DataFrame) -> Comparison | None:
    """Compare with the rows of the published file; None where it has none of this LEA and year,
    and where files that the answer rests on are missing: what is not judged does not differ.

    `published` is the table of published answers of :mod:`equitykit.measures.performance`.
    """
    rows = published[
        (published["cds"] == answer.cds)
        & (published["year"] == answer.year)
        & (published["kind"] == "lea")
    ]
    if rows.empty or answer.missing:
        return None
    letters = dict(zip(rows["group"], rows["letter"], strict=True))
    theirs = {group: None if pd.isna(letter) else str(letter) for group, letter in letters.items()}
    groups = [group for group in answer.groups if group.group in theirs]
    differences = tuple(
        Difference(group.group, group.letter, theirs[group.group], _why(answer, group, theirs))
        for group in groups
        if group.letter != theirs[group.group]
    )
    first = rows.iloc[0]
    methods = "" if pd.isna(first["methods"]) else str(first["methods"])
    return Comparison(
        compared=len(groups),
        differences=differences,
        status="" if pd.isna(first["status"]) else str(first["status"]),
        methods=tuple(int(number) for number in methods.split(",") if number),
    )


def _why(answer: LeaAnswer, group: GroupAnswer, theirs: dict[str, str | None]) -> str:
    published = set(LETTERS.get(theirs[group.group], ()))
    more = published - {*group.areas}
    if more == {CLIMATE} and CLIMATE in answer.local.unknown:
        return LOCAL_CLIMATE
    return UNEXPLAINED
