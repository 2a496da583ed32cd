"""Ending a meeting: one step that writes everything down where people find it again."""

from pathlib import Path

from equitykit.records.notes import Promise
from equitykit.records.team import MeetingEnded, NextMeeting
from equitykit.storage.calendar_file import calendar_file
from equitykit.storage.clock import local
from equitykit.storage.exports import file_stem
from equitykit.storage.journal.copies import backup
from equitykit.storage.packs import write_pack
from equitykit.storage.places import work_folder
from equitykit.storage.written_files import write_beside
from equitykit.views.page import document
from equitykit.views.record_page import record_document
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.meeting_moment import Moment


def end_meeting(page, moment: Moment, values: dict) -> None:
    """Note how the meeting went, then write backup, pack, minutes and calendar file.

    Each file is written whole or not at all. What cannot be written is a sentence; the record
    itself is complete before the first file is begun.
    """
    if moment.standing.record(f"{moment.meeting_id}/end") is None:
        ended = MeetingEnded(
            meeting=moment.meeting_id,
            minutes=moment.progress.minutes_worked(moment.now),
            dropped=moment.progress.dropped,
            shortened=tuple(moment.progress.shortened),
        )
        page.team.write(f"{moment.meeting_id}/end", ended, id=values["id"])
    page.room(blank=True, timer=None)
    page.told_at_end = tuple(_write_all(page, page.moment()))


def _write_all(page, moment: Moment):
    words = page.words
    stem = file_stem(page.team.team, page.team.stream)
    meeting = f"{moment.meeting.on.isoformat()}-{moment.meeting.agenda}"
    folder = work_folder() / "exports" / stem / meeting
    folder.mkdir(parents=True, exist_ok=True)
    for path in [
        _backup(page, folder, moment),
        _pack(page, folder / f"{stem}.equitykit", words),
        *_minutes(page, folder, moment),
        *_calendar(page, folder, moment),
    ]:
        yield words("meeting.end.written", file=path.name)
    if not _next(moment):
        yield words("meeting.end.no_date")
    still_open = [each for _, each in moment.standing.of(Promise) if each.state == "open"]
    yield words("meeting.end.open_promises", count=words.number(len(still_open)))
    yield words("meeting.end.folder", folder=f"exports/{stem}/{folder.name}")


def _backup(page, folder: Path, moment: Moment) -> Path:
    at = local(moment.now).strftime("%H%M%S")
    return backup(page.team.journal, folder / f"record-{at}.sqlite")


def _pack(page, target: Path, words) -> Path:
    journal, stream = page.team.journal, page.team.stream
    readable = record_document(
        journal.entries(stream),
        team=page.team.team,
        drafts=journal.drafts(stream),
        made=local(page.now()),
        words=words,
    )
    write_pack(journal, stream, target, page=str(readable))
    return target


def _minutes(page, folder: Path, moment: Moment):
    """The minutes in each language: whoever was there can read them."""
    for language, words in page.all_words.items():
        html = document(
            Account(page.book, page.team, words).minutes(moment.meeting_id),
            title=words("meeting.minutes.title"),
            words=words,
        )
        path = folder / f"minutes.{language}.html"
        write_beside(path, str(html))
        yield path


def _next(moment: Moment) -> NextMeeting | None:
    found = moment.standing.record(f"{moment.meeting_id}/next")
    return found if isinstance(found, NextMeeting) and found.on else None


def _calendar(page, folder: Path, moment: Moment):
    upcoming = _next(moment)
    if upcoming is None:
        return
    title = page.words(
        "meeting.next.title",
        team=page.team.team.name,
        meeting=page.words("today.room.next"),
    )
    path = folder / "next-meeting.ics"
    event = calendar_file(
        uid=moment.meeting_id.replace("/", "-"),
        title=title,
        on=upcoming.on,
        starts=upcoming.starts,
        minutes=moment.agenda.minutes,
        place=upcoming.place,
    )
    write_beside(path, event)
    yield path
