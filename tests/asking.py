"""Anonymous rounds as a facilitator runs them, without a practice around them.

``Asking(page)`` opens, counts, reveals and reads; its questions are made up.
"""

from types import SimpleNamespace

import pytest
from practices import text_of

from equitykit.errors import EquitykitError
from equitykit.records.rounds import Round
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.practices import practice_desk, practice_told
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.practices import rounds

ANSWERS = ("never", "often", "dont_know")
ASKED = Instrument(
    "asked",
    (
        Question("safe", "scale", ANSWERS),
        Question("heard", "scale", ANSWERS),
        Question("hope", "text"),
    ),
    moments=("start", "end"),
)
NAMES = {
    "safe": ("It is safe here", "Aquí es seguro"),
    "heard": ("I was heard", "Me escucharon"),
    "hope": ("I hope", "Espero"),
    "never": ("never", "nunca"),
    "often": ("often", "a menudo"),
    "dont_know": ("I don't know", "no sé"),
}


def words_of(id, languages):
    return {each.language: NAMES[id][each.language == "es"] for each in languages}


class Asking:
    """A round of `instrument` on one page, without a practice around it."""

    def __init__(self, page, instrument=ASKED):
        self.page, self.instrument, self._n = page, instrument, 0
        self.words_of = words_of
        self.actions = rounds.round_actions(instrument, words_of=words_of)

    def do(self, name, *, id="", **values):
        self._n += 1
        id = id or f"{self._n:08x}-{self.page.now()}"
        values = {key: str(value) for key, value in values.items()}
        self.actions[f"{self.instrument.id}_{name}"](
            self.page, self.page.moment(), {"id": id, **values}
        )
        return id

    def refused(self, name, **values):
        with pytest.raises(EquitykitError) as raised:
            self.do(name, **values)
        return raised.value.id

    def slips(self, count, **values):
        for _ in range(count):
            self.do("slip", **(values or {"safe": "often", "heard": "never"}))

    def grid(self, **rows):
        """A table of counts: ``safe="5 1 0 0"``, the last number for what was left out."""
        told = {}
        for question, row in rows.items():
            for answer, n in zip((*ANSWERS, ""), row.split(), strict=True):
                told[f"{question}.{answer}"] = n
        self.do("grid", **told)

    def desk(self):
        parts = rounds.round_parts(
            self.page, self.page.moment(), self.instrument, words_of=words_of
        )
        return practice_desk(
            SimpleNamespace(id="asked", title="", parts=parts, screens=(), primer=(), hint="",
                            instruction="", alone=False),
            self.page.words,
        )  # fmt: skip

    def read(self):
        return text_of(self.desk())

    def told(self):
        account = Account(self.page.book, self.page.team)
        parts = rounds.round_told(account, self.instrument, words_of=words_of)
        return text_of(practice_told(parts, account.words))

    @property
    def released(self):
        return [each for _, each in self.page.moment().standing.of(Round)]

    @property
    def tally(self):
        return self.page.team.journal.room(self.page.team.stream).values.get("rounds")
