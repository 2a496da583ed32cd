"""What a team should look at in its series: too few meetings, gaps, who stopped coming, depth."""

from dataclasses import dataclass
from datetime import date

from equitykit.records.record import Record
from equitykit.records.series import (
    DEPTHS,
    ROLES,
    Attendance,
    BetweenTask,
    DepthSign,
    PlannedMeeting,
)
from equitykit.records.team import Meeting

FEWEST, MOST = 4, 8
"""Meetings of a series (feature table, S26); what is learned once fades within days."""

LONGEST_GAP, SHORTEST_GAP = 42, 7
"""Days between two meetings: eight meetings in a year are six weeks apart; in less than a week
no work between them is possible."""

STILL = 3
"""After so many meetings on one level the team should ask why."""


@dataclass(frozen=True)
class SeriesMeeting:
    """A meeting of the series, held or to come.

    Attributes
    ----------
    planned
        ``None`` for a meeting that was held without having been planned.
    held
        The subject of the meeting that it became; empty until then.
    days
        Days since the meeting before it; ``None`` for the first, or where a date is missing.
    tasks
        Subjects and records of the work that follows it.
    """

    subject: str
    planned: PlannedMeeting | None
    held: str
    agenda: str
    on: date | None
    days: int | None = None
    tasks: tuple[tuple[str, BetweenTask], ...] = ()


def series_of(standing) -> list[SeriesMeeting]:
    """All meetings, planned and held, in the order of their dates; those without one last."""
    planned, meetings = standing.of(PlannedMeeting), dict(standing.of(Meeting))
    became = _became(planned, meetings)
    tasks: dict[str, list] = {}
    for subject, task in standing.of(BetweenTask):
        tasks.setdefault(task.planned, []).append((subject, task))
    found = [
        SeriesMeeting(
            subject, each, held := became.get(subject, ""), each.agenda,
            meetings[held].on if held else each.on, tasks=tuple(tasks.get(subject, ())),
        )
        for subject, each in planned
    ]  # fmt: skip
    unplanned = meetings.keys() - set(became.values())
    found += [
        SeriesMeeting(subject, None, subject, each.agenda, each.on)
        for subject, each in meetings.items()
        if subject in unplanned
    ]
    # sorting keeps the order of planning among those of one day
    return _with_gaps(sorted(found, key=lambda each: each.on or date.max))


def _became(planned, meetings: dict[str, Meeting]) -> dict[str, str]:
    """Which meeting each planned one became: that of its day, else the next of its agenda."""
    free, became = dict(meetings), {}
    for same in (_same_day, _same_agenda):
        for subject, each in planned:
            found = next((name for name, held in free.items() if same(each, held)), None)
            if subject not in became and found:
                became[subject] = found
                del free[found]
    return became


def _same_day(planned: PlannedMeeting, held: Meeting) -> bool:
    return planned.on == held.on


def _same_agenda(planned: PlannedMeeting, held: Meeting) -> bool:
    return bool(planned.agenda) and planned.agenda == held.agenda


def _with_gaps(meetings: list[SeriesMeeting]) -> list[SeriesMeeting]:
    found = []
    for each in meetings:
        before = found[-1].on if found else None
        days = (each.on - before).days if each.on and before else None
        found.append(
            SeriesMeeting(
                each.subject, each.planned, each.held, each.agenda, each.on, days, each.tasks
            )
        )
    return found


def design(meetings: list[SeriesMeeting]) -> str:
    """What is wrong with the number: ``single``, ``few``, ``many``; empty if nothing is."""
    number = len(meetings)
    if number == 1:
        return "single"
    if number > MOST:
        return "many"
    return "few" if 1 < number < FEWEST else ""


def gap(each: SeriesMeeting) -> str:
    """``long`` or ``short`` where the time since the meeting before is; else empty."""
    if each.days is None:
        return ""
    if each.days > LONGEST_GAP:
        return "long"
    return "short" if each.days < SHORTEST_GAP else ""


def is_missed(each: SeriesMeeting, day: date) -> bool:
    """Whether its day has passed and it was not held."""
    return not each.held and each.on is not None and each.on < day


def without_work(meetings: list[SeriesMeeting]) -> list[SeriesMeeting]:
    """Planned meetings after which nothing is to be done before the next one."""
    return [
        each
        for each in meetings[:-1]
        if each.planned and not any(task.state != "dropped" for _, task in each.tasks)
    ]


def next_planned(standing, day: date) -> SeriesMeeting | None:
    """The next meeting of the series that is to come, on `day` or later."""
    coming = (each for each in series_of(standing) if not each.held and each.on and each.on >= day)
    return next(coming, None)


# who came


def attendance_of(standing) -> list[tuple[Meeting, Attendance]]:
    """The counts of each meeting with the meeting itself, by date."""
    return _by_date(standing, Attendance)


def depths_of(standing) -> list[tuple[Meeting, DepthSign]]:
    """The signs of depth with their meeting, by date."""
    return _by_date(standing, DepthSign)


def _by_date(standing, kind: type[Record]) -> list:
    found = [
        (standing.record(record.meeting), record)
        for _, record in standing.of(kind)
        if isinstance(standing.record(record.meeting), Meeting)
    ]
    return sorted(found, key=lambda pair: pair[0].on)


def total(counts: dict[str, int]) -> int:
    return sum(counts.values())


def before(standing, meeting: str) -> Attendance | None:
    """The counts of the meeting before `meeting`, if they are known."""
    here = standing.record(meeting)
    earlier = [
        record
        for held, record in attendance_of(standing)
        if record.meeting != meeting and isinstance(here, Meeting) and held.on <= here.on
    ]
    return earlier[-1] if earlier else None


def mostly_new(counts: list[tuple[Meeting, Attendance]]) -> bool:
    """Whether fewer than half of those at the last meeting had been at the one before."""
    if len(counts) < 2:
        return False
    last = counts[-1][1]
    return total(last.again) * 2 < total(last.present)


def stayed_away(counts: list[tuple[Meeting, Attendance]]) -> list[str]:
    """Roles of which some came to an earlier meeting, and nobody to the last one."""
    if len(counts) < 2:
        return []
    came = {role for _, each in counts[:-1] for role, count in each.present.items() if count}
    return [role for role in ROLES if role in came and not counts[-1][1].present.get(role)]


def stands_still(depths: list[tuple[Meeting, DepthSign]]) -> bool:
    """Whether the last meetings went no deeper than the first of them, short of changing things."""
    levels = [DEPTHS.index(sign.level) for _, sign in depths[-STILL:]]
    return len(levels) == STILL and max(levels) == levels[0] < len(DEPTHS) - 1
