"""What a team's record tells when a meeting is over: minutes, pauses, path, pack."""

from equitykit.content.agendas import load_agendas
from equitykit.content.prompts import with_own_prompts
from equitykit.records.notes import Decision, Line, Promise
from equitykit.records.record import Record
from equitykit.records.team import Meeting, MeetingEnded, NextMeeting
from equitykit.reviews.continuity import pack
from equitykit.reviews.newcomer import newcomer_path
from equitykit.reviews.pause_log import changed_by, pause_log
from equitykit.reviews.pause_questions import team_prompts
from equitykit.reviews.promises import CLOSED
from equitykit.reviews.turnover import holders
from equitykit.storage.clock import local, now
from equitykit.views import continuity, minutes
from equitykit.views import pause_log as pause_log_view
from equitykit.views.prompt_bank import prompt_bank
from equitykit.workbook.carried_words import carried
from equitykit.workbook.meeting_screens import when


class Account:
    """Everything that stands in a team's record, to be told in one language."""

    def __init__(self, book, team, words=None):
        self.book, self.team = book, team
        self.entries = team.journal.entries(team.stream)
        self.standing = team.standing()
        self.words = carried(words or book.words, self.standing)
        self.zone = local(now()).tzinfo

    def latest_meeting(self) -> str | None:
        """The subject of the meeting that was written down last."""
        meetings = self.standing.of(Meeting)
        return meetings[-1][0] if meetings else None

    def minutes(self, subject: str):
        """The minutes of one meeting."""
        meeting = self.standing.record(subject)
        words = self.words
        upcoming = self.standing.record(f"{subject}/next")
        earlier = [each for each in self.standing.of(Promise) if each[1].meeting != subject]
        held = minutes.Minutes(
            meeting=words(f"agendas.{meeting.agenda}.name"),
            team=self.team.team.name,
            when=when(meeting, words),
            steps=self._steps(subject, meeting),
            decisions=self._of(Decision, subject),
            promises=self._of(Promise, subject),
            # one that was opened once more is still open
            closed_promises=[
                each for each in earlier if each[1].closed_in == subject and each[1].state in CLOSED
            ],
            open_promises=[each for each in earlier if each[1].state in ("open", "late")],
            pauses=pause_log(self.entries).of_meeting(subject),
            next=when(upcoming, words) if isinstance(upcoming, NextMeeting) else "",
        )
        return minutes.minutes(
            held, labels=self.labels(), changed_by=self.changes(), zone=self.zone, words=words
        )

    def _steps(self, subject: str, meeting: Meeting):
        ended = self.standing.record(f"{subject}/end")
        dropped = ended.dropped if isinstance(ended, MeetingEnded) else ()
        for step in load_agendas()[meeting.agenda].steps:
            lines = tuple(line.text for _, line in self._of(Line, subject) if line.step == step.id)
            if lines or step.id in dropped:
                stand = self.words("today.stand.dropped") if step.id in dropped else ""
                yield minutes.StepMinutes(self.words(f"steps.{step.id}.name"), lines, stand)

    def _of(self, kind: type[Record], meeting: str):
        return [each for each in self.standing.of(kind) if each[1].meeting == meeting]

    def pauses(self):
        """The log of all pauses."""
        return pause_log_view.pause_log(
            pause_log(self.entries), labels=self.labels(), zone=self.zone, words=self.words
        )

    def path(self, *, figure=None):
        """Ten minutes for whoever has just come."""
        latest = self.latest_meeting()
        meeting = self.standing.record(latest) if latest else None
        records = {subject: self.standing.record(subject) for subject in self.standing}
        return continuity.newcomer_page(
            newcomer_path(self.standing),
            {subject: record for subject, record in records.items() if record is not None},
            team=self.team.team.name,
            figure=figure,
            question=self.words(f"agendas.{meeting.agenda}.when") if meeting else "",
            words=self.words,
        )

    def pack(self):
        """What has to survive if everybody left."""
        return continuity.continuity_pack(
            pack(self.standing),
            team=self.team.team.name,
            place=self.book.place.district,
            made=self.words.moment(local(now())),
            holders=holders(self.standing),
            changed_by=self.changes(),
            words=self.words,
        )

    def bank(self):
        """The questions of the equity pause, with how often each was asked."""
        return bank(
            self.book,
            self.words,
            asked=pause_log(self.entries).prompts,
            own=team_prompts(self.standing),
        )

    def labels(self) -> dict[str, str]:
        """How readers call entries: by their own text."""
        found = {}
        for subject in self.standing:
            text = getattr(self.standing.record(subject), "text", "")
            if text:
                found[subject] = text
        return found

    def changes(self) -> dict[str, str]:
        """For each entry that a pause has changed, the line that says so."""
        return {
            subject: self.words(
                "meeting.changed_by.text", date=self.words.moment(self._began(pauses[-1][0]))
            )
            for subject in self.standing
            if (pauses := changed_by(self.standing, subject))
        }

    def _began(self, subject: str):
        first = next(each for each in self.entries if each.subject == subject)
        return first.time.astimezone(self.zone)


def bank(book, words, *, asked=None, own=()):
    """The bank of questions, also where no team has asked any yet; `own` are those of a team."""
    own = (*book.overlay.prompts, *own)
    return prompt_bank(
        with_own_prompts(own).values(), own=[each.id for each in own], asked=asked, words=words
    )
