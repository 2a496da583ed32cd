"""Everything about a team's meeting at one moment, read once for a page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from equitykit.content.agendas import Agenda, Step, load_agendas
from equitykit.content.texts import Words
from equitykit.records.notes import Line
from equitykit.records.team import Meeting
from equitykit.reviews.elastic_time import stretched
from equitykit.reviews.progress import Progress
from equitykit.storage.journal.entry import Draft, Entry, Standing

BOTH = "both"


@dataclass(frozen=True)
class Moment:
    """What stands, what is typed, and where the meeting is.

    `sequence` is the latest entry that was read, `now` milliseconds since 1970; `own_prompts`
    are a district's own questions for the equity pause; `data` reads the district's figures
    (``MeetingData``) for a screen that shows some, or gives nothing where there are none.
    """

    standing: Standing
    read_entries: Callable[[], list[Entry]]
    drafts: list[Draft]
    progress: Progress
    sequence: int
    now: int
    own_prompts: tuple = ()
    data: Callable[[], object] = lambda: None

    @cached_property
    def entries(self) -> list[Entry]:
        """All entries of the team, read where a rule or the desk asks for them."""
        return self.read_entries()

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting that is open, if one is."""
        found = self.standing.record(self.progress.meeting) if self.progress.meeting else None
        return found if isinstance(found, Meeting) else None

    @cached_property
    def agenda(self) -> Agenda:
        """The agenda of the open meeting, longer where the meeting is interpreted."""
        agenda = load_agendas()[self.meeting.agenda]
        return stretched(agenda) if self.meeting.interpreted else agenda

    @cached_property
    def step(self) -> Step:
        """The step where the meeting stands."""
        try:
            return self.agenda.step(self.progress.step)
        except KeyError:
            return self.agenda.steps[0]

    @property
    def minutes(self) -> int:
        """How long the meeting may take, by now."""
        return self.agenda.minutes + self.progress.longer

    @property
    def meeting_id(self) -> str:
        return self.progress.meeting

    @property
    def elapsed(self) -> float:
        """Minutes since the meeting began."""
        return self.progress.elapsed_minutes(self.now)

    def of_meeting(self, kind) -> list[tuple[str, object]]:
        """Subjects and records of a kind that belong to the open meeting."""
        return [
            (subject, record)
            for subject, record in self.standing.of(kind)
            if record.meeting == self.meeting_id
        ]

    def lines(self, step: str) -> list[tuple[str, Line]]:
        """The lines of a step of the open meeting."""
        return [(subject, line) for subject, line in self.of_meeting(Line) if line.step == step]

    def draft(self, field: str) -> Draft | None:
        """The latest draft of a field, if somebody is typing in it."""
        found = [draft for draft in self.drafts if draft.field == field]
        return max(found, key=lambda draft: draft.revision) if found else None

    def languages(self, all_words: dict[str, Words], page: str) -> tuple[Words, ...]:
        """The words of the room: what was switched to for the meeting, else those of the page."""
        chosen = self.progress.language or page
        return tuple(all_words.values()) if chosen == BOTH else (all_words[chosen],)
