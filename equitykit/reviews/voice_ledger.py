"""What shows that people had a part: read from what happened, never from what was meant.

Levels are those of facilitation guide §4: 0 not involved, 1 informed, 2 asked, 3 shaped (their
words visibly changed something), 4 decided, 5 led. What the record shows by itself reaches 3 at
most. One person alone in a room is presence (1) and no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from equitykit.content.agendas import load_agendas
from equitykit.content.voice_sources import load_voice_sources
from equitykit.records.dialogue import DialogueAnswer, DialogueTable
from equitykit.records.notes import Decision, Promise, RoleTally
from equitykit.records.pauses import Pause
from equitykit.records.series import Attendance
from equitykit.records.table import TableMap, Touched
from equitykit.records.team import STAGES, Meeting, MeetingEnded, StageReached
from equitykit.records.voice import VoiceEntry, VoiceStruck
from equitykit.reviews.entries import Standing, records_of, standing_entries
from equitykit.reviews.table import OUTNUMBERED, Row, is_alone, rows_of

PRESENT, ASKED, SHAPED = 1, 2, 3
BY_HAND = "hand"


@dataclass(frozen=True)
class Heard:
    """An entry of the ledger: at `stage`, those of `voice_of` had a part of `level`.

    Attributes
    ----------
    voice_of
        Subject of those touched, or a student-group code.
    by
        What shows it: ``present``, ``alone``, ``spoke``, ``asked``, ``chosen``, ``maybe_chosen``,
        ``talked``, ``talked_alone``, ``decided``, ``told``, or ``hand``
        for what was written by hand.
    subject, meeting
        The entry of the record that shows it, and its meeting.
    text
        What it says: the step, the kind of record, the words that changed or were promised.
    struck
        Why somebody has said that it is not so; empty where it stands.
    """

    stage: str
    voice_of: str
    level: int
    by: str
    subject: str
    meeting: str = ""
    text: str = ""
    struck: str = ""

    @property
    def key(self) -> str:
        """What names it, also when it is read again."""
        named = "|".join((self.subject, self.voice_of, self.stage, self.by))
        return sha256(named.encode()).hexdigest()[:32]


def ledger(standing: Standing) -> list[Heard]:
    """All that shows a part, each with its source, in the order of meetings."""
    struck = dict(records_of(standing, VoiceStruck))
    entries = []
    for subject, meeting in sorted(records_of(standing, Meeting), key=lambda each: each[1].on):
        here = _in_the_room(standing, subject)
        if here:
            entries += _present(standing, subject, meeting, here)
            entries += _spoke(standing, subject, meeting, here)
            entries += _asked(standing, subject, meeting, here)
            entries += _chosen(standing, subject, here)
    entries += [*_talked(standing), *_decided(standing), *_told(standing)]
    entries = [_with_struck(each, struck) for each in dict.fromkeys(entries)]
    return [*entries, *_by_hand(standing)]


def _in_the_room(standing: Standing, meeting: str) -> list[Row]:
    """Who was there by the table map, or for a whole role by the count of who came."""
    came = dict(records_of(standing, Attendance)).get(f"{meeting}/attendance")
    rows = []
    for row in rows_of(standing, meeting):
        counted = came.present.get(row.touched.role, 0) if came and not row.touched.groups else 0
        if row.stand == "unknown" and counted:
            row = Row(row.subject, row.touched, TableMap(meeting=meeting, here=counted))
        if row.stand == "here":
            rows.append(row)
    return rows


def _with_struck(each: Heard, struck: dict[str, VoiceStruck]) -> Heard:
    made = struck.get(f"voice/not/{each.key}")
    return replace(each, struck=made.reason) if made else each


def stages_of(standing: Standing, subject: str, meeting: Meeting) -> list[str]:
    """Stages that a meeting has worked at; of one that goes on, those up to where it stands."""
    steps = load_agendas()[meeting.agenda].steps if meeting.agenda in load_agendas() else ()
    ended = dict(records_of(standing, MeetingEnded)).get(f"{subject}/end")
    if ended is not None:
        worked = [step for step in steps if ended.minutes.get(step.id)] or [
            step for step in steps if step.id not in ended.dropped
        ]
        return list(dict.fromkeys(step.stage for step in worked))
    stages = list(dict.fromkeys(step.stage for step in steps))
    now = stage_of(standing)
    return stages[: stages.index(now) + 1] if now in stages else stages[:1]


def _stage(standing: Standing, subject: str, meeting: Meeting) -> str:
    return (stages_of(standing, subject, meeting) or [stage_of(standing)])[-1]


def _heard(row: Row, here: list[Row], stage: str, level: int, by: str, subject: str, **parts):
    """An entry for those in the room; one person alone is there, whatever was asked."""
    if is_alone(row, here):
        level, by = PRESENT, "alone"
    return Heard(stage, row.subject, level, by, subject, **parts)


def _present(standing, subject: str, meeting: Meeting, here: list[Row]) -> Iterator[Heard]:
    for stage in stages_of(standing, subject, meeting):
        for row in here:
            yield _heard(row, here, stage, PRESENT, "present", subject, meeting=subject)


def _spoke(standing, subject: str, meeting: Meeting, here: list[Row]) -> Iterator[Heard]:
    steps = {step.id: step for step in load_agendas()[meeting.agenda].steps}
    for tallied, tally in records_of(standing, RoleTally):
        if tally.meeting != subject or tally.step not in steps:
            continue
        for row in here:
            # a tally counts roles: it says nothing of some of all students
            if not row.touched.groups and tally.counts.get(row.touched.role):
                yield _heard(
                    row, here, steps[tally.step].stage, ASKED, "spoke", tallied,
                    meeting=subject, text=tally.step,
                )  # fmt: skip


def _asked(standing, subject: str, meeting: Meeting, here: list[Row]) -> Iterator[Heard]:
    # asked ten times in a meeting is asked: a kind stands for all of its entries; where too few
    # have answered, not everybody was
    kinds = {
        entry.record.kind
        for entry in standing_entries(standing)
        if entry.record.kind in load_voice_sources()
        and entry.record.meeting == subject
        and not getattr(entry.record, "few", False)
    }
    for source in load_voice_sources().values():
        if source.kind not in kinds:
            continue
        stage = source.stage or _stage(standing, subject, meeting)
        for row in here:
            yield _heard(
                row, here, stage, source.level, "asked", f"{subject}/{source.kind}",
                meeting=subject, text=source.kind,
            )  # fmt: skip


def _chosen(standing, subject: str, here: list[Row]) -> Iterator[Heard]:
    """A question that students or families chose has changed something."""
    those = [row for row in here if row.touched.role in OUTNUMBERED and not row.touched.groups]
    for paused, pause in records_of(standing, Pause):
        if pause.meeting != subject or pause.chosen_by != "students_or_families":
            continue
        if pause.skipped or not pause.change.strip() or pause.stage not in STAGES:
            continue
        # with both in the room nobody can tell whose question it was
        is_clear = len({row.touched.role for row in those}) == 1
        level, by = (SHAPED, "chosen") if is_clear else (ASKED, "maybe_chosen")
        for row in those:
            yield Heard(pause.stage, row.subject, level, by, paused, subject, pause.change)


def _talked(standing) -> Iterator[Heard]:
    """A table of their role, or a talk before the meeting, said what should be written."""
    meetings = dict(records_of(standing, Meeting))
    answered = {
        subject.partition("/answer/")[0] for subject, _ in records_of(standing, DialogueAnswer)
    }
    people = [each for each in records_of(standing, Touched) if not each[1].groups]
    for subject, table in records_of(standing, DialogueTable):
        if subject not in answered:
            continue
        meeting = meetings.get(table.meeting)
        stage = _stage(standing, table.meeting, meeting) if meeting else STAGES[0]
        level, by = (ASKED, "talked") if table.people > 1 else (PRESENT, "talked_alone")
        for row, touched in people:
            if touched.role == table.role:
                yield Heard(stage, row, level, by, subject, table.meeting, str(table.number))


def _decided(standing) -> Iterator[Heard]:
    """The register names groups that had a part in shaping a decision."""
    meetings = dict(records_of(standing, Meeting))
    for subject, decision in records_of(standing, Decision):
        meeting = meetings.get(decision.meeting)
        if decision.on is None:
            continue
        stage = _stage(standing, decision.meeting, meeting) if meeting else stage_of(standing)
        for code in decision.groups_involved:
            yield Heard(stage, code, SHAPED, "decided", subject, decision.meeting, decision.text)


def _told(standing) -> Iterator[Heard]:
    """A promise that was made to them, by the words of their row, was kept."""
    meetings = dict(records_of(standing, Meeting))
    people = records_of(standing, Touched)
    for subject, promise in records_of(standing, Promise):
        meeting, to = meetings.get(promise.meeting), promise.to.casefold()
        if promise.state != "kept" or meeting is None:
            continue
        stage = _stage(standing, promise.meeting, meeting)
        for row, touched in people:
            if any(name and name.casefold() in to for name in (touched.en, touched.es)):
                yield Heard(stage, row, PRESENT, "told", subject, promise.meeting, promise.text)


def _by_hand(standing) -> Iterator[Heard]:
    for subject, entry in records_of(standing, VoiceEntry):
        yield Heard(
            entry.stage, entry.voice_of, entry.level, BY_HAND, subject, entry.meeting, entry.source
        )


def stage_of(standing: Standing) -> str:
    """Where the team stands."""
    reached = records_of(standing, StageReached)
    return reached[-1][1].stage if reached else STAGES[0]
