"""What the sponsor stands behind, said in public, and what came of it at each check-back."""

from datetime import date
from typing import Literal

from equitykit.records.record import Name, Record, Text

PROVIDES = ("hours", "money", "release_time", "decision_rights", "cover")
PROTECTED_FROM = ("job_loss", "bad_review", "blame", "retaliation", "unpaid_work", "exposure")
CHECKED = ("on_the_way", "kept", "late", "broken", "released")
ANSWERS = ("stands", "changed", "ends")


class Sponsor(Record):
    """Which seat sponsors the work, and since when. `subject`: ``sponsor``.

    `seat` is an office, never a name. `follows` is the seat that sponsored before, which may be
    the same office with another person in it; empty for the first sponsor.
    """

    kind = "sponsor"

    seat: Name = ""
    since: date | None = None
    follows: Name = ""


class Commitment(Record):
    """Something the sponsor promises. `subject`: ``commitment/<id>``.

    `en` and `es` are the statement in the sponsor's own words; one may be missing. `amount` says
    how many hours, how much money. `protects` is what staff are protected from, `protects_how`
    how they will know. `policy` is the rule or budget that it touches, `checked_by` the role
    that checks. `meeting` and `on`: when it was written down.
    """

    kind = "commitment"

    meeting: Name = ""
    on: date | None = None
    en: Text = ""
    es: Text = ""
    provides: tuple[Literal[PROVIDES], ...] = ()
    amount: Text = ""
    protects: tuple[Literal[PROTECTED_FROM], ...] = ()
    protects_how: Text = ""
    policy: Text = ""
    by: date | None = None
    checked_by: Name = ""

    @property
    def text(self) -> str:
        """The statement in one of its languages."""
        return self.en or self.es


class CommitmentCheck(Record):
    """What a check-back found. `subject`: ``commitment/<id>/check/<id>``.

    `result` in the words of the promise register; `came_of_it` is what could be seen.
    """

    kind = "commitment_check"

    meeting: Name = ""
    on: date
    result: Literal[CHECKED]
    came_of_it: Text = ""
    checked_by: Name = ""


class CommitmentAsked(Record):
    """What a new sponsor said to a commitment of the one before.

    `subject`: ``commitment/<id>/asked/<id>``; `seat` is the sponsor who was asked, `since`
    when they began, which may be later than the day they were asked.
    """

    kind = "commitment_asked"

    meeting: Name = ""
    on: date
    seat: Name = ""
    since: date | None = None
    answer: Literal[ANSWERS]
