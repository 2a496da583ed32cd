"""The log of equity pauses: when, why, with which question, what was seen, what it changed.

It never holds who said what, and makes no score of it: pauses are counted, not graded.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from equitykit.records.pauses import Pause
from equitykit.reviews.entries import Entry, Standing, standing_entries, versions


@dataclass(frozen=True)
class LoggedPause:
    """A pause as it stands now; `time` and `sequence` are those of its first entry."""

    subject: str
    pause: Pause
    time: datetime
    sequence: int

    @property
    def was_held(self) -> bool:
        """Whether the team paused; also when it had done so just before, by itself."""
        return self.pause.skipped in ("", "just_done")

    @property
    def changed_something(self) -> bool:
        return not self.pause.skipped and bool(self.pause.change.strip())

    @property
    def is_finished(self) -> bool:
        """Each pause ends with a consequence, also if that is "nothing changes, because …"."""
        return self.pause.has_consequence


@dataclass(frozen=True)
class PauseLog:
    """All pauses of a team, oldest first."""

    pauses: tuple[LoggedPause, ...]

    @property
    def held(self) -> tuple[LoggedPause, ...]:
        """Pauses that took place in the meeting's own record."""
        return tuple(each for each in self.pauses if not each.pause.skipped)

    @property
    def skipped(self) -> tuple[LoggedPause, ...]:
        return tuple(each for each in self.pauses if each.pause.skipped)

    @property
    def changed(self) -> tuple[LoggedPause, ...]:
        """Pauses that changed something: to be told beside how many were held."""
        return tuple(each for each in self.pauses if each.changed_something)

    @property
    def unfinished(self) -> tuple[LoggedPause, ...]:
        """Pauses that still owe their consequence."""
        return tuple(each for each in self.pauses if not each.is_finished)

    @property
    def prompts(self) -> dict[str, int]:
        """How often each prompt was used, the first used first."""
        return dict(Counter(each.pause.prompt for each in self.held if each.pause.prompt))

    @property
    def focuses(self) -> dict[str, int]:
        """How often the team has looked at what."""
        return dict(Counter(each.pause.focus for each in self.held if each.pause.focus))

    def of_meeting(self, meeting: str) -> "PauseLog":
        return PauseLog(tuple(each for each in self.pauses if each.pause.meeting == meeting))


def pause_log(entries: Iterable[Entry]) -> PauseLog:
    """The log of all entries of a team; withdrawn and erased pauses are not in it."""
    logged = [
        LoggedPause(subject, those[-1].record, those[0].time, those[0].sequence)
        for subject, those in versions(entries, Pause).items()
    ]
    return PauseLog(tuple(sorted(logged, key=lambda each: each.sequence)))


def changed_by(standing: Standing, subject: str) -> list[tuple[str, Pause]]:
    """The pauses, with their subjects, that changed what stands under `subject`."""
    return [
        (entry.subject, entry.record)
        for entry in standing_entries(standing)
        if isinstance(entry.record, Pause)
        and entry.record.changes == subject
        and not entry.record.skipped
    ]
