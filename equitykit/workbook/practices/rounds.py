"""Anonymous rounds, for every practice that asks without wanting to know who answered.

A practice names its questions (:class:`equitykit.reviews.rounds.Instrument`) and puts these
into its desk, actions, screens, reports and paper.
"""

from equitykit.workbook.practices.round_actions import round_actions
from equitykit.workbook.practices.round_desk import round_parts
from equitykit.workbook.practices.round_state import latest_round, released_rounds, runs
from equitykit.workbook.practices.round_told import (
    kept_screen,
    round_paper,
    round_screen,
    round_told,
    texts_screen,
)

__all__ = [
    "kept_screen", "latest_round", "released_rounds", "round_actions", "round_paper",
    "round_parts", "round_screen", "round_told", "runs", "texts_screen",
]  # fmt: skip
