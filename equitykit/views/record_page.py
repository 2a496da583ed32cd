"""The whole record of a team as one document that a person reads without our software."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.records.notes import Decision, Promise
from equitykit.records.pauses import Pause
from equitykit.records.team import Meeting, Team
from equitykit.views.html import render
from equitykit.views.page import document
from equitykit.views.record_subjects import Entry, Subject, subjects_of
from equitykit.views.record_values import NAMED_BY_CONTENT, known_text

STILL_OPEN = ("open", "late")


class Draft(Protocol):
    """What is being typed and is no entry yet; `field` is ``<subject>#<attribute>``."""

    field: str
    text: str


@dataclass(frozen=True)
class Step:
    """What was written in one step of a meeting; `title` is empty where there is no step."""

    title: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Part:
    """A meeting, or all that belongs to none."""

    id: str
    title: str
    steps: tuple[Step, ...]


def record_document(
    entries: Iterable[Entry],
    *,
    team: Team,
    drafts: Iterable[Draft] = (),
    made: datetime,
    beside: str = "",
    invented: bool = False,
    words: Words,
) -> Markup:
    """The whole page. `made` is the moment, in the time zone in which all times are told;
    `beside` is the name of the file with the same entries as JSON lines."""
    entries = list(entries)
    subjects = subjects_of(entries, zone=made.tzinfo, words=words)
    body = render(
        "record_page",
        team=team,
        made=words.moment(made),
        zone=made.tzname() or "UTC",
        beside=beside,
        overview=_overview(subjects.values()),
        parts=_parts(list(subjects.values()), words),
        drafts=[(draft, subjects.get(draft.field.partition("#")[0])) for draft in drafts],
        chronicle=_chronicle(entries, subjects, words),
        words=words,
    )
    title = words("record.page.title", team=team.name)
    return document(body, title=title, words=words, invented=invented)


def _overview(subjects: Iterable[Subject]) -> list[tuple[str, list[Subject]]]:
    """Decisions, promises and pauses that stand, under the words for each list."""
    found: dict[str, list[Subject]] = {
        name: [] for name in ("decisions", "promises_open", "promises_closed", "pauses")
    }
    for subject in subjects:
        match subject.record:
            case Decision():
                found["decisions"].append(subject)
            case Promise(state=state):
                is_open = state in STILL_OPEN
                found["promises_open" if is_open else "promises_closed"].append(subject)
            case Pause():
                found["pauses"].append(subject)
    return [(name, those) for name, those in found.items() if those]


def _parts(subjects: list[Subject], words: Words) -> list[Part]:
    """The meetings by date, those without one after them; first of all what belongs to none."""
    dates = {
        subject.meeting: subject.record.on
        for subject in subjects
        if isinstance(subject.record, Meeting)
    }
    by_meeting: dict[str, list[Subject]] = {}
    for subject in subjects:
        by_meeting.setdefault(subject.meeting, []).append(subject)
    ordered = sorted(
        by_meeting, key=lambda meeting: (meeting != "", dates.get(meeting) or date.max)
    )
    return [
        Part(f"part-{number}", _title(meeting, dates, words), _steps(by_meeting[meeting], words))
        for number, meeting in enumerate(ordered)
    ]


def _title(meeting: str, dates: dict[str, date], words: Words) -> str:
    if meeting == "":
        return words("record.part.series")
    if meeting not in dates:
        return words("record.part.meeting_undated")
    return words("record.part.meeting", date=words.date(dates[meeting]))


def _steps(subjects: list[Subject], words: Words) -> tuple[Step, ...]:
    by_step: dict[str, list[Subject]] = {"": []}
    for subject in subjects:
        by_step.setdefault(subject.step, []).append(subject)
    return tuple(
        Step(_step_title(step, words), tuple(those)) for step, those in by_step.items() if those
    )


def _step_title(step: str, words: Words) -> str:
    return step and (known_text(NAMED_BY_CONTENT["step"].format(step), words) or step)


def _chronicle(entries: list[Entry], subjects: dict[str, Subject], words: Words) -> list[dict]:
    """Each entry in its order: number, time, subject, and what happened to it."""
    versions = {
        version.number: version
        for subject in subjects.values()
        for version in (*subject.standing, *subject.earlier)
    }
    return [
        {
            "number": entry.sequence,
            "moment": versions[entry.sequence].moment,
            "subject": subjects[entry.subject],
            "event": _event(entry, versions[entry.sequence].state, words),
        }
        for entry in entries
    ]


def _event(entry: Entry, state: str, words: Words) -> str:
    if state in ("withdrawn", "erased"):
        return words(f"record.chronicle.{state}")
    if entry.replaces:
        return words("record.chronicle.changed", number=words.list(entry.replaces))
    return words("record.chronicle.added")
