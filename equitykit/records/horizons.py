"""A long goal, an aim of one to three years, this term's tests: side by side, each with a date."""

from datetime import date
from typing import Literal

from equitykit.records.record import Record, Text

HORIZONS = ("long", "aim", "tests")


class Horizon(Record):
    """One of the three horizons. `subject`: ``horizon/<which>``; a revision has its reason.

    `en` and `es` say the same in both languages, one may be missing; `by` is its date.
    """

    kind = "horizon"

    which: Literal[HORIZONS]
    en: Text = ""
    es: Text = ""
    by: date

    @property
    def text(self) -> str:
        """The horizon in one of its languages."""
        return self.en or self.es


class Expectation(Record):
    """What the board may expect by when, and what not yet. `subject`: ``horizon/board``."""

    kind = "expectation"

    en: Text = ""
    es: Text = ""

    @property
    def text(self) -> str:
        """The text in one of its languages."""
        return self.en or self.es
