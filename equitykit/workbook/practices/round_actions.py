"""What the buttons and forms of an anonymous round do, by name."""

from collections.abc import Callable
from functools import partial

from equitykit.reviews.rounds import Instrument
from equitykit.workbook.practices.round_collect import ACTIONS as COLLECT
from equitykit.workbook.practices.round_collect import begin
from equitykit.workbook.practices.round_late import LATER


def round_actions(instrument: Instrument, *, words_of) -> dict[str, Callable]:
    """The actions of a round, to merge into those of its practice: ``<instrument>_<name>``."""
    named = {
        f"{instrument.id}_{name}": partial(_with_instrument, act, instrument)
        for name, act in (COLLECT | LATER).items()
    }
    return named | {f"{instrument.id}_open": partial(begin, instrument, words_of)}


def _with_instrument(act, instrument: Instrument, page, moment, values: dict) -> None:
    act(page, moment, instrument, values)
