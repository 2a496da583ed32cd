"""A meeting on paper: the run sheet for the one who leads it, a sheet of each step for the room."""

from datetime import datetime, timedelta

from equitykit.content.agendas import Agenda, load_agendas
from equitykit.content.codelists import load_student_groups
from equitykit.content.preparation import load_meeting_roles
from equitykit.content.protocols import load_protocols
from equitykit.records.notes import Note
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting, MeetingEnded, SupportCard
from equitykit.reviews.elastic_time import stretched
from equitykit.reviews.prompt_choice import next_prompt
from equitykit.reviews.talk_order import part_seconds
from equitykit.storage.clock import today
from equitykit.views.fields import Option
from equitykit.views.group_rows import by_code
from equitykit.views.paper import PaperStep, paper_twin
from equitykit.views.run_sheet import RunSheet, RunStep, run_sheet
from equitykit.views.said import said
from equitykit.workbook.meeting_fields import NEXT_TIME
from equitykit.workbook.meeting_screens import when
from equitykit.workbook.practices.resistance_parking import run_sheet_lines

FIRST_AGENDA = "launch"


class Papers:
    """The papers of a team's next meeting; without a team those of a first meeting.

    `meeting` names another one than the last, `words` another language than that of the page.
    """

    def __init__(self, book, team=None, *, meeting: str = "", words=None):
        self.book, self.team, self.words = book, team, words or book.words
        self.languages = (words,) if words else book.languages
        self.standing = team.standing() if team else {}
        meetings = self.standing.of(Meeting) if team else []
        chosen = [each for each in meetings if each[0] == meeting] or meetings
        self.subject, self.meeting = chosen[-1] if chosen else ("", None)

    @property
    def agenda(self) -> Agenda:
        agenda = load_agendas()[self.meeting.agenda if self.meeting else FIRST_AGENDA]
        return stretched(agenda) if self.meeting and self.meeting.interpreted else agenda

    def run_sheet(self):
        """The run sheet, in the language of the page."""
        words = self.words
        card = self.standing.record("support") if self.team else None
        sheet = RunSheet(
            meeting=words(f"agendas.{self.agenda.id}.name"),
            team=self.team.team.name if self.team else "",
            when=when(self.meeting, words) if self.meeting else "",
            minutes=self.agenda.minutes,
            steps=tuple(self._run_steps()),
            roles=tuple(self._roles()),
            support=card.text if isinstance(card, SupportCard) else "",
            next_time=(*self._left_by_the_last_meeting(), *self._parked()),
        )
        return run_sheet(sheet, words=words, languages=self.languages)

    def _roles(self):
        """Roles with who carries them; one that no meeting should be without has a line to fill."""
        held = self.meeting.roles if self.meeting else {}
        for role, essential in load_meeting_roles().items():
            if essential or held.get(role):
                yield self.words(f"meeting_roles.{role}.name"), held.get(role, "")

    def _left_by_the_last_meeting(self) -> tuple[str, ...]:
        meetings = self.standing.of(Meeting) if self.team else []
        earlier = [subject for subject, _ in meetings if subject != self.subject]
        note = self.standing.record(f"{earlier[-1]}/note/{NEXT_TIME}") if earlier else None
        return tuple(note.text.splitlines()) if isinstance(note, Note) else ()

    def _parked(self) -> tuple[str, ...]:
        """What was parked and comes back in this meeting."""
        if not self.team:
            return ()
        on = self.meeting.on if self.meeting else today()
        return run_sheet_lines(self.standing, self.subject, on, self.words)

    def _run_steps(self):
        words, begins = self.words, None
        if self.meeting and self.meeting.starts:
            begins = datetime.combine(self.meeting.on, self.meeting.starts)
        ended = self.standing.record(f"{self.subject}/end") if self.subject else None
        for step in self.agenda.steps:
            parts = load_protocols()[step.protocol].parts if step.protocol else ()
            seconds = part_seconds(load_protocols()[step.protocol], step.minutes) if parts else {}
            yield RunStep(
                title=words(f"steps.{step.id}.name"),
                minutes=step.minutes,
                starts=words.clock(begins.time()) if begins else "",
                instruction=words(f"steps.{step.id}.room"),
                hint=words(f"steps.{step.id}.hint"),
                structure=tuple(
                    f"{words(f'protocols.{part.id}.name')} · {self._minutes(seconds[part.id])}"
                    for part in parts
                ),
                goes_first=step.droppable,
                stays=step.protected,
                stand=_worked(step, ended, words) if isinstance(ended, MeetingEnded) else "",
                prompt=self._prompt(step) if step.section == "pause" else None,
            )
            begins = begins + timedelta(minutes=step.minutes) if begins else None

    def _minutes(self, seconds: int) -> str:
        return self.words("today.agenda.minutes", minutes=max(1, round(seconds / 60)))

    def _prompt(self, step):
        log = [record for _, record in self.standing.of(Pause)] if self.team else []
        prompt = next_prompt(step.stage, log)
        return said(f"prompts.{prompt.id}.text", self.languages)

    def twin(self):
        """A sheet for each step, to write on."""
        languages = self.languages
        steps = tuple(
            PaperStep(
                said(f"steps.{step.id}.name", languages),
                said(f"steps.{step.id}.room", languages),
                step.minutes,
                step.section,
                self._prompt(step) if step.section == "pause" else None,
            )
            for step in self.agenda.steps
        )
        return paper_twin(
            steps,
            meeting=said(f"agendas.{self.agenda.id}.name", languages),
            when=when(self.meeting, self.words) if self.meeting else "",
            languages=languages,
            groups=tuple(self._groups()),
        )

    def _groups(self):
        words = self.words
        known = load_student_groups()
        for code in by_code(known, words.group_order):
            if known[code].dimension in ("race_ethnicity", "program"):
                yield Option(code, words(f"groups.{code}.name"))


def _worked(step, ended: MeetingEnded, words) -> str:
    if step.id in ended.dropped:
        return words("today.stand.dropped")
    minutes = ended.minutes.get(step.id)
    return "" if minutes is None else words("meeting.worked.text", minutes=minutes, of=step.minutes)
