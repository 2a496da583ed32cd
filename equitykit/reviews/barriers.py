"""What of a barrier scan is still in the way, and who sees to it."""

from dataclasses import dataclass
from datetime import date

from equitykit.content.barriers import barrier_ids
from equitykit.records.barriers import BarrierCheck
from equitykit.reviews.entries import Standing, records_of


@dataclass(frozen=True)
class Checked:
    """A barrier at an event; without a `check`, or a state in it, nobody has looked."""

    subject: str
    barrier: str
    check: BarrierCheck | None

    @property
    def state(self) -> str:
        return self.check.state if self.check else ""

    @property
    def has_nobody(self) -> bool:
        """Whether it is open and no role sees to it, or there is no day for it."""
        return self.state == "open" and not (self.check.owner.strip() and self.check.by)

    @property
    def says_no_fix(self) -> bool:
        """Whether it is called fixed, and nothing says what was done."""
        return self.state == "fixed" and not self.check.fix.strip()

    def is_late(self, on: date) -> bool:
        """Whether its day is past and it is still in the way."""
        return self.state == "open" and self.check.by is not None and self.check.by < on

    def comes_after(self, event: date | None) -> bool:
        """Whether it would be fixed only after the event."""
        by = self.check.by if self.state == "open" else None
        return event is not None and by is not None and by > event


def scan_of(standing: Standing, event: str) -> list[Checked]:
    """The whole list for an event, and behind it what the team has named itself.

    `event` is the subject of a meeting or of an event.
    """
    checks = {
        subject: check
        for subject, check in records_of(standing, BarrierCheck)
        if subject.startswith(f"{event}/barrier/")
    }
    listed = [f"{event}/barrier/{id}" for id in barrier_ids()]
    own = [subject for subject, check in checks.items() if not check.barrier]
    return [
        *(
            Checked(subject, id, checks.get(subject))
            for subject, id in zip(listed, barrier_ids(), strict=True)
        ),
        *(Checked(subject, "", checks[subject]) for subject in own),
    ]


def was_scanned(standing: Standing, event: str) -> bool:
    """Whether anybody has looked at anything."""
    return any(each.state for each in scan_of(standing, event))


def still_open(standing: Standing, event: str) -> list[Checked]:
    """What is still in the way."""
    return [each for each in scan_of(standing, event) if each.state == "open"]


def not_looked_at(standing: Standing, event: str) -> list[Checked]:
    """What nobody has looked at."""
    return [each for each in scan_of(standing, event) if each.barrier and not each.state]


def solved(standing: Standing, event: str) -> list[Checked]:
    """What guests can count on."""
    return [each for each in scan_of(standing, event) if each.state in ("there", "fixed")]
