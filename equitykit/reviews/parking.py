"""What was parked comes back by itself: in the next meeting once its day has come."""

from dataclasses import dataclass
from datetime import date

from equitykit.records.parking import Parked
from equitykit.records.team import Meeting, NextMeeting

# parked so often, it should be talked about or openly let go
OFTEN = 3


@dataclass(frozen=True)
class CarryOver:
    """What of the parked topics concerns a meeting: subjects and records.

    Attributes
    ----------
    back
        Those whose day has come by the day of the meeting: they belong in its opening.
    later
        Those that wait for a later day.
    here
        Those that this very meeting has parked.
    """

    back: tuple[tuple[str, Parked], ...]
    later: tuple[tuple[str, Parked], ...]
    here: tuple[tuple[str, Parked], ...]


def carry_over(standing, meeting: str, on: date) -> CarryOver:
    """What the meeting `meeting` (empty: none yet) on the day `on` gets back."""
    back, later, here = [], [], []
    for each in waiting(standing):
        parked = each[1]
        if meeting and parked.meeting == meeting:
            here.append(each)
        else:
            (back if parked.back_on <= on else later).append(each)
    return CarryOver(tuple(back), tuple(later), tuple(here))


def waiting(standing) -> list[tuple[str, Parked]]:
    """All topics that have neither been taken up nor let go, the earliest day first."""
    found = [each for each in standing.of(Parked) if each[1].state == "waiting"]
    return sorted(found, key=lambda each: each[1].back_on)


def past(parked: Parked, today: date) -> int:
    """How many days ago it should have come back; 0 while its day has not passed."""
    return max(0, (today - parked.back_on).days) if parked.state == "waiting" else 0


def next_day(standing, meeting: str, today: date) -> date | None:
    """The day on which the team meets next, if it is known: what is parked comes back then."""
    days = [each.on for _, each in standing.of(NextMeeting) if each.on and each.on >= today]
    days += [
        each.on for subject, each in standing.of(Meeting) if subject != meeting and each.on >= today
    ]
    return min(days, default=None)
