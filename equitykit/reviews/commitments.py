"""What of the sponsor's commitments has to be asked about: passed dates, checks, a new sponsor."""

from dataclasses import dataclass
from datetime import date, timedelta

from equitykit.records.commitments import Commitment, CommitmentAsked, CommitmentCheck, Sponsor
from equitykit.records.team import Meeting
from equitykit.reviews.promises import CLOSED, state_on

REASK_DAYS = 30
"""After a change of sponsor each commitment is asked about within these days (guide §22)."""

LONGEST = 40
"""Words that a screen can hold (facilitation guide §24)."""


@dataclass(frozen=True)
class CommitmentStand:
    """A commitment, what its checks found, and how it stands on a day.

    Attributes
    ----------
    checks, asked
        Oldest first.
    state
        ``open``, ``late``, ``kept``, ``broken`` or ``released``.
    meetings
        How many later meetings went by without a check-back; the open one is not counted.
    reask_by
        The day until which the new sponsor has to be asked; ``None`` where nobody has to.
    day
        The day of all this.
    """

    subject: str
    commitment: Commitment
    checks: tuple[CommitmentCheck, ...]
    asked: tuple[CommitmentAsked, ...]
    state: str
    meetings: int
    reask_by: date | None
    day: date

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def closed_on(self) -> date | None:
        """When it was closed, by a check or by the new sponsor."""
        if not self.is_closed:
            return None
        ends = [each.on for each in (*self.checks, *self.asked)]
        return max(ends) if ends else None

    @property
    def passed_unchecked(self) -> bool:
        """Whether its date has passed and nobody has looked since."""
        by = self.commitment.by
        if self.is_closed or by is None or by >= self.day:
            return False
        return not any(check.on > by for check in self.checks)

    @property
    def reask_is_late(self) -> bool:
        return self.reask_by is not None and self.reask_by < self.day

    @property
    def lacks(self) -> tuple[str, ...]:
        """What makes it words alone: ``provides``, ``by``, ``checked_by``, ``how``, ``short``."""
        said = self.commitment
        missing = {
            "provides": not said.provides and not said.protects,
            "how": bool(said.protects) and not said.protects_how.strip(),
            "by": said.by is None,
            "checked_by": not said.checked_by.strip(),
            "short": max(len(said.en.split()), len(said.es.split())) > LONGEST,
        }
        return tuple(name for name, is_missing in missing.items() if is_missing)


def commitments_of(standing, day: date, meeting: str = "") -> list[CommitmentStand]:
    """All commitments as they stand on `day`, in order of first appearance.

    `meeting` is the subject of the open meeting, if one is.
    """
    sponsor = standing.record("sponsor")
    held = [
        (subject, each.on)
        for subject, each in standing.of(Meeting)
        if subject != meeting and each.on <= day
    ]
    return [
        _stand(standing, subject, said, sponsor, held, day)
        for subject, said in standing.of(Commitment)
    ]


def _stand(standing, subject, said, sponsor, held, day: date) -> CommitmentStand:
    checks = _under(standing, f"{subject}/check/", CommitmentCheck)
    asked = _under(standing, f"{subject}/asked/", CommitmentAsked)
    told = checks[-1].result if checks else "open"
    if asked and asked[-1].answer == "ends" and told not in CLOSED:
        told = "broken"
    state = state_on(told, said.by, day)
    checked_in = {check.meeting for check in checks}
    return CommitmentStand(
        subject, said, checks, asked, state,
        meetings=sum(
            _is_later(on, meeting, said) and meeting not in checked_in for meeting, on in held
        ),
        reask_by=None if state in CLOSED else _reask_by(said, asked, sponsor),
        day=day,
    )  # fmt: skip


def _under(standing, start: str, kind) -> tuple:
    found = [record for subject, record in standing.of(kind) if subject.startswith(start)]
    return tuple(sorted(found, key=lambda record: record.on))


def _is_later(on: date, meeting: str, said: Commitment) -> bool:
    return meeting != said.meeting and (said.on is None or on >= said.on)


def _reask_by(said: Commitment, asked, sponsor) -> date | None:
    """Until when the sponsor of now has to be asked about what one before promised."""
    if not isinstance(sponsor, Sponsor) or not sponsor.follows or sponsor.since is None:
        return None
    if said.on is not None and said.on >= sponsor.since:
        return None
    # whoever is to begin may be asked before
    if any(each.on >= sponsor.since or each.since == sponsor.since for each in asked):
        return None
    return sponsor.since + timedelta(days=REASK_DAYS)


def nobody_is_protected(stands: list[CommitmentStand]) -> bool:
    """Whether not one commitment that counts says what staff are protected from."""
    live = [each for each in stands if each.state not in ("broken", "released")]
    return not any(each.commitment.protects for each in live)
