"""The part of each group at each stage: levels, gaps, and how they go from meeting to meeting.

Levels are those of facilitation guide §4, and each comes from the ledger
(``reviews/voice_ledger.py``): none rises without a source.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from equitykit.records.notes import Decision
from equitykit.records.table import Touched
from equitykit.records.team import STAGES, Meeting
from equitykit.records.voice import VoiceEntry
from equitykit.reviews.entries import Standing, records_of
from equitykit.reviews.table import OF_A_GROUP
from equitykit.reviews.voice_ledger import SHAPED, Heard, ledger, stage_of, stages_of


@dataclass(frozen=True)
class Voice:
    """A row of the grid: `voice_of` as in `Heard`, and what it is called in each language.

    `is_served`: whether they are those whom the work is for, and nobody of the staff.
    """

    voice_of: str
    en: str = ""
    es: str = ""
    is_served: bool = True


def level_of(standing: Standing, group: str, stage: str = "") -> int:
    """The part, 0 to 5, that `group` has at a stage; without one, where the team stands now.

    `group` is a student-group code or the subject of those touched. A decision about a group
    below 3 is marked and dated (facilitation guide §4).
    """
    return _level(grid(ledger(standing)), standing, group, stage or stage_of(standing))


def below_shaped(standing: Standing, groups: Iterable[str], stage: str = "") -> list[str]:
    """Those of `groups` whose words have changed nothing yet at a stage; see `level_of`."""
    levels, stage = grid(ledger(standing)), stage or stage_of(standing)
    return [group for group in groups if _level(levels, standing, group, stage) < SHAPED]


def _level(levels: dict[tuple[str, str], int], standing, group: str, stage: str) -> int:
    own = {group} | {
        subject
        for subject, touched in records_of(standing, Touched)
        if group in touched.groups and touched.role in OF_A_GROUP
    }
    return max(levels.get((voice_of, stage), 0) for voice_of in own)


def grid(entries: list[Heard]) -> dict[tuple[str, str], int]:
    """The highest level by voice and stage; what was struck out raises nothing."""
    levels: dict[tuple[str, str], int] = {}
    for each in entries:
        if not each.struck:
            where = (each.voice_of, each.stage)
            levels[where] = max(levels.get(where, 0), each.level)
    return levels


def voices(standing: Standing) -> list[Voice]:
    """Whose part is looked at: all who are touched, groups decided about, entries by hand."""
    found = {
        subject: Voice(subject, touched.en, touched.es, touched.role in OF_A_GROUP)
        for subject, touched in records_of(standing, Touched)
        if touched.text
    }
    named = {code for _, each in records_of(standing, Touched) for code in each.groups}
    for _, decision in records_of(standing, Decision):
        for code in decision.groups:
            if code not in named:
                found.setdefault(code, Voice(code))
    for _, entry in records_of(standing, VoiceEntry):
        found.setdefault(entry.voice_of, Voice(entry.voice_of, entry.en, entry.es))
    return list(found.values())


def reached(standing: Standing) -> list[str]:
    """Stages that the team has come to, in the order of the arc."""
    there = {stage_of(standing)} | {
        stage
        for subject, meeting in records_of(standing, Meeting)
        for stage in stages_of(standing, subject, meeting)
    }
    return [stage for stage in STAGES if stage in there]


def gaps(standing: Standing) -> list[tuple[Voice, list[str]]]:
    """For each voice the stages that the team has come to without it."""
    levels, stages = grid(ledger(standing)), reached(standing)
    found = [
        (voice, [stage for stage in stages if not levels.get((voice.voice_of, stage))])
        for voice in voices(standing)
    ]
    return [each for each in found if each[1]]


def trend(standing: Standing) -> tuple[list[tuple[str, Meeting]], dict[tuple[str, str], int]]:
    """Meetings by date, and the highest level by voice and meeting."""
    meetings = sorted(records_of(standing, Meeting), key=lambda each: each[1].on)
    levels: dict[tuple[str, str], int] = {}
    for each in ledger(standing):
        if each.meeting and not each.struck:
            where = (each.voice_of, each.meeting)
            levels[where] = max(levels.get(where, 0), each.level)
    return meetings, levels
