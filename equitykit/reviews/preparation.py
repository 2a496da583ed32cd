"""Which meeting is to be prepared, and what its preparation still lacks."""

from datetime import date

from equitykit.content.preparation import load_meeting_roles
from equitykit.records.notes import Note
from equitykit.records.preparation import MeetingReady
from equitykit.records.team import Meeting, MeetingEnded

# the id that the list for next time has among the notes of its meeting
NEXT_TIME = "next_time"


def coming(standing, *, today: date, opened: str = "") -> tuple[str, Meeting] | None:
    """The meeting to prepare: the one that is open, else the next, else the last not ended."""
    waiting = [
        each
        for each in standing.of(Meeting)
        if not isinstance(standing.record(f"{each[0]}/end"), MeetingEnded)
    ]
    open_now = [each for each in waiting if each[0] == opened]
    ahead = sorted((each for each in waiting if each[1].on >= today), key=lambda each: each[1].on)
    return next(iter((*open_now, *ahead, *reversed(waiting))), None)


def ready_of(standing, meeting: str) -> MeetingReady:
    """How far the preparation of a meeting has come; nothing yet where nobody has begun."""
    found = standing.record(f"{meeting}/ready")
    return found if isinstance(found, MeetingReady) else MeetingReady(meeting=meeting)


def latest_held(standing) -> str:
    """The meeting that was ended last, else the last there is; empty without any."""
    meetings = [subject for subject, _ in standing.of(Meeting)]
    ended = [each for each in meetings if standing.record(f"{each}/end") is not None]
    ended.sort(key=lambda subject: standing.entry(f"{subject}/end").sequence)
    return next(iter((*reversed(ended), *reversed(meetings))), "")


def is_first_contact(standing, subject: str, meeting: Meeting, practised: set[str]) -> bool:
    """Whether people would see the meeting before its facilitators have gone through it.

    It has been gone through where it was rehearsed, where the practice team has held its agenda
    (`practised` are ids of agendas), or where this team itself has.
    """
    held = {
        other.agenda
        for name, other in standing.of(Meeting)
        if name != subject and isinstance(standing.record(f"{name}/end"), MeetingEnded)
    }
    rehearsed = ready_of(standing, subject).rehearsed is not None
    return not rehearsed and meeting.agenda not in practised | held


def without_holder(meeting: Meeting) -> list[str]:
    """Roles that no meeting should be without, and that nobody carries."""
    return [
        role
        for role, essential in load_meeting_roles().items()
        if essential and not meeting.roles.get(role, "").strip()
    ]


def with_several_roles(meeting: Meeting) -> dict[str, list[str]]:
    """Holders of more than one role, as they were written down first, with their roles."""
    held: dict[str, list[str]] = {}
    called: dict[str, str] = {}
    for role, holder in meeting.roles.items():
        if holder.strip():
            key = holder.strip().casefold()
            called.setdefault(key, holder.strip())
            held.setdefault(key, []).append(role)
    return {called[key]: roles for key, roles in held.items() if len(roles) > 1}


def left_for_next_time(standing) -> list[tuple[str, Note]]:
    """The lists for next time, with the meeting that left them, newest first."""
    found = []
    for subject, _ in reversed(standing.of(Meeting)):
        note = standing.record(f"{subject}/note/{NEXT_TIME}")
        if isinstance(note, Note) and note.text.strip():
            found.append((subject, note))
    return found
