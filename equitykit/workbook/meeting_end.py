"""Ending a meeting: one step that writes everything down where people find it again."""

from pathlib import Path

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.records.notes import Promise
from equitykit.records.team import MeetingEnded, NextMeeting
from equitykit.reviews.framing_words import framing_line
from equitykit.storage.calendar_file import calendar_file
from equitykit.storage.clock import local
from equitykit.storage.exports import file_stem
from equitykit.storage.journal.copies import backup
from equitykit.storage.places import work_folder
from equitykit.storage.written_files import write_beside
from equitykit.views.html import joined, render
from equitykit.views.page import document
from equitykit.workbook.meeting_desk import not_entered
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.practices.round_state import forget_late
from equitykit.workbook.record_files import write_team_pack


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
    forget_late(page)
    page.told_at_end = tuple(_write_all(page, page.moment()))


def _write_all(page, moment: Moment):
    """Write each file and say so; what one of them could not do never stops the others."""
    words = page.words
    stem = file_stem(page.team.team, page.team.stream)
    meeting = f"{moment.meeting.on.isoformat()}-{moment.meeting.agenda}"
    folder = work_folder() / "exports" / stem / meeting
    for write in (_backup, _pack, _minutes, _calendar):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in write(page, folder, moment):
                yield words("meeting.end.written", file=path.name)
        except EquitykitError as error:
            yield explain(error, words.language)
        except OSError as problem:
            error = EquitykitError(
                "folder_not_writable", folder=str(folder), detail=problem.strerror
            )
            yield explain(error, words.language)
    if not _next(moment):
        yield words("meeting.end.no_date")
    still_open = [each for _, each in moment.standing.of(Promise) if each.state in ("open", "late")]
    yield words("meeting.end.open_promises", count=words.number(len(still_open)))
    yield from not_entered(moment, words)
    yield words("meeting.end.folder", folder=f"exports/{stem}/{folder.name}")


def _backup(page, folder: Path, moment: Moment):
    at = local(moment.now).strftime("%H%M%S")
    yield backup(page.team.journal, folder / f"record-{at}.sqlite")


def _pack(page, folder: Path, moment: Moment):
    path = folder / f"{folder.parent.name}.equitykit"
    write_team_pack(page.team.journal, page.team.info, path, words=page.words)
    yield path


def _minutes(page, folder: Path, moment: Moment):
    """The minutes in each language: whoever was there can read them."""
    for language, words in page.all_words.items():
        account = Account(page.book, page.team, words)
        framing = render("lines", lines=[framing_line(account.standing, words)])
        html = document(
            joined(account.minutes(moment.meeting_id), framing),
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
