"""When a pause is due: for each trigger that a rule can see, the rule over the record.

A trigger of ``content/codes/triggers.csv`` that has no rule here waits for kinds of records
that do not exist yet, and sleeps until then. A rule says what the pause is about and since
when it is due, or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from equitykit.records.notes import Decision, MeasureShown
from equitykit.reviews.entries import (
    Entry,
    current_stage,
    stages_reached,
    standing_of,
    versions,
)
from equitykit.reviews.pause_log import LoggedPause
from equitykit.reviews.voice import below_shaped

WITHOUT_PAUSE = timedelta(minutes=40)
AT_MOST_WITHOUT_PAUSE = timedelta(minutes=60)


@dataclass(frozen=True)
class Situation:
    """What a rule may look at.

    `began` is when the meeting began (nothing: it has not); `hidden_groups` are the codes of
    student groups that suppression hides.
    """

    entries: tuple[Entry, ...]
    pauses: tuple[LoggedPause, ...]
    meeting: str
    now: datetime
    began: datetime | None
    hidden_groups: frozenset[str]

    def was_answered(self, trigger: str, since: int) -> bool:
        """Whether the trigger's own pause was held, or skipped, after entry `since`."""
        return any(each.sequence > since and each.pause.trigger == trigger for each in self.pauses)

    def was_held(self, since: int) -> bool:
        """Whether there was any pause after entry `since`."""
        return any(each.sequence > since and each.was_held for each in self.pauses)


@dataclass(frozen=True)
class Due:
    """Why a pause is due: the stage it looks back at, subjects it is about, since when.

    `overdue` says that it should not wait any longer.
    """

    stage: str
    since: datetime
    about: tuple[str, ...] = ()
    overdue: bool = False


Rule = Callable[[Situation], Due | None]


def group_hidden(situation: Situation) -> Due | None:
    """T15: a decision of this meeting is about a group that suppression hides."""
    due = []
    for subject, those in versions(situation.entries, Decision).items():
        if those[-1].record.meeting != situation.meeting:
            continue
        hidden = [each for each in those if situation.hidden_groups & set(each.record.groups)]
        still = hidden and hidden[-1] is those[-1]
        if still and not situation.was_answered("T15", hidden[0].sequence):
            due.append((subject, hidden[0].time))
    return _together(situation, due)


def decided_without_voice(situation: Situation) -> Due | None:
    """T4: a decision of this meeting is about a group whose words shaped nothing at this stage."""
    standing, due = standing_of(situation.entries), []
    for subject, those in versions(situation.entries, Decision).items():
        decision = those[-1].record
        if decision.meeting != situation.meeting:
            continue
        below = set(below_shaped(standing, decision.groups)) if decision.groups else set()
        first = next((each for each in those if below & set(each.record.groups)), None)
        if first and not situation.was_answered("T4", first.sequence):
            due.append((subject, first.time))
    return _together(situation, due)


def stage_left(situation: Situation) -> Due | None:
    """T1: the team stands at another stage than when it last paused.

    Somebody who went on by mistake and came back has left nothing.
    """
    reached = stages_reached(situation.entries)
    paused = [
        each.sequence for each in situation.pauses if each.was_held or each.pause.trigger == "T1"
    ]
    before = [each for each in reached if paused and each.sequence < paused[-1]][-1:] or reached[:1]
    if not before or reached[-1].record.stage == before[0].record.stage:
        return None
    left = next(
        each
        for each in reached
        if each.sequence > before[0].sequence and each.record.stage != before[0].record.stage
    )
    return Due(before[0].record.stage, left.time, about=(left.subject,))


def measure_is_new(situation: Situation) -> Due | None:
    """T3: a measure was shown for the first time, in this meeting, and nobody has paused since."""
    shown = versions(situation.entries, MeasureShown)
    due = [
        (subject, those[0].time)
        for subject, those in shown.items()
        if those[0].record.meeting == situation.meeting
        and not situation.was_held(those[0].sequence)
        and not situation.was_answered("T3", those[0].sequence)
    ]
    return _together(situation, due)


def long_without(situation: Situation) -> Due | None:
    """T2: 40 to 60 minutes of this meeting without a pause."""
    if situation.began is None:
        return None
    held = [each.time for each in situation.pauses if each.was_held]
    waited = situation.now - max([situation.began, *held])
    if waited < WITHOUT_PAUSE:
        return None
    return Due(
        current_stage(situation.entries),
        since=situation.now - waited + WITHOUT_PAUSE,
        overdue=waited >= AT_MOST_WITHOUT_PAUSE,
    )


def _together(situation: Situation, due: list[tuple[str, datetime]]) -> Due | None:
    if not due:
        return None
    subjects, times = zip(*due, strict=True)
    return Due(current_stage(situation.entries), min(times), about=subjects)


RULES: dict[str, Rule] = {
    "T15": group_hidden,
    "T4": decided_without_voice,
    "T1": stage_left,
    "T3": measure_is_new,
    "T2": long_without,
}
"""Rules by trigger, in the order in which their offers are made: content before plan."""
