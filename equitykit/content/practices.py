"""The practices of the stage workbooks: which there are, where they live, which features they are.

A practice is what a team does at a stage: agree how to talk, map who is at the table. Its words
are the content file of its name, its code the module of its name in ``workbook/practices``.
"""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows

EVERYWHERE = "all"


@dataclass(frozen=True)
class PracticeInfo:
    """A practice: its `workbook` (``all``: in each of them), and the features it answers."""

    id: str
    workbook: str
    features: tuple[str, ...]


@cache
def load_practices() -> dict[str, PracticeInfo]:
    """All practices by id, in the order in which a workbook shows them."""
    return {
        row["practice"]: PracticeInfo(
            row["practice"], row["workbook"], tuple(row["features"].split())
        )
        for row in code_rows("practices")
    }


def practices_of(workbook: str) -> list[str]:
    """The ids of the practices of a workbook, such as ``02_open``."""
    return [
        info.id for info in load_practices().values() if info.workbook in (workbook, EVERYWHERE)
    ]
