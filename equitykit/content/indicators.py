"""The starter bank of indicators: what can be watched besides tests, how often, at what cost."""

from dataclasses import dataclass
from functools import cache

from equitykit.content.codelists import code_rows


@dataclass(frozen=True)
class IndicatorInfo:
    """A starter; its words are ``indicators.starter_<id>.name`` and ``.how``.

    `type` is one of ``records.indicators.TYPES``, `minutes` what it costs each time, `by_group`
    whether it can be split by student group without keeping anything about a student.
    """

    id: str
    type: str
    cadence: str
    minutes: int
    by_group: bool


@cache
def load_indicators() -> dict[str, IndicatorInfo]:
    """All starters by id, in the order in which they stand."""
    return {
        row["indicator"]: IndicatorInfo(
            row["indicator"],
            row["type"],
            row["cadence"],
            int(row["minutes"]),
            row["by_group"] == "yes",
        )
        for row in code_rows("indicators")
    }
