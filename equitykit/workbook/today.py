"""The sections of the meeting's workbook.

On a served page the address says which view it is: the wall and the one screen show the
meeting alone, the facilitator's page also the place for private thoughts, and two more views
hold the papers and the record so far. A report shows everything that can be read.
"""

from collections.abc import Callable

from equitykit.views.html import joined, render
from equitykit.views.section import section
from equitykit.workbook.life import RENDERED, SERVED, life
from equitykit.workbook.section import Section

WALLS = ("room", "one")
LIVE_VIEWS = (*WALLS, "facilitator")


def is_bare(book) -> bool:
    """Whether a page shows the meeting and nothing around it."""
    return life() == SERVED and book.texts == "today" and book.view in LIVE_VIEWS


def meeting(book) -> Section:
    """What are we doing today?"""
    if life() == SERVED and book.view not in LIVE_VIEWS:
        return _nothing()

    def html():
        return section("meeting.meetings", _meetings(book), words=book.words)

    is_live = life() != RENDERED and len(book.teams) == 1
    return Section(html, (lambda: live_meeting(book)) if is_live else None)


def live_meeting(book):
    """The live section over the record of the page's one team."""
    from equitykit.widgets.live_section import LiveSection
    from equitykit.workbook.meeting import MeetingPage

    page = MeetingPage(book, book.teams[0], book.view)
    return LiveSection(
        page.draw,
        save=page.save,
        act=page.act,
        pulse=page.pulse,
        words=book.words,
        record=page.team.stream,
    )


def _meetings(book):
    """The meetings that were held, or why there is nothing to tell."""
    words = book.words
    if not book.teams:
        id = "meeting.none.team" if book.journal else "meeting.none.store"
        return render("lines", lines=[words(id)])
    from equitykit.records.team import Meeting
    from equitykit.workbook.meeting_screens import when

    lines = [
        words(
            "meeting.held.text",
            team=team.team.name,
            meeting=words(f"agendas.{record.agenda}.name"),
            when=when(record, words),
        )
        for team in book.teams
        for _, record in team.standing().of(Meeting)
    ]
    return render("lines", lines=lines or [words("meeting.none.meetings")])


def private(book) -> Section:
    """What do I keep to myself?"""
    if life() == SERVED and book.view != "facilitator":
        return _nothing()
    from equitykit.views.private_reflection import private_reflection

    return Section(lambda: private_reflection(book.words))


def _nothing() -> Section:
    return Section(joined)


def _to_read(id: str, view: str, tell: Callable):
    """A section of a view to read; `tell` gives the HTML for a team, or None for none."""

    def make(book) -> Section:
        if life() == SERVED and book.view != view:
            return _nothing()

        def html():
            told = [part for team in book.teams or [None] if (part := tell(book, team))]
            body = joined(*told) if told else render("lines", lines=[_nothing_yet(book)])
            return section(id, body, words=book.words)

        return Section(html)

    return make


def _nothing_yet(book) -> str:
    return book.words("meeting.none.meetings" if book.teams else "meeting.none.record")


def _account(book, team):
    from equitykit.workbook.meeting_minutes import Account

    return Account(book, team)


def _minutes(book, team):
    account = _account(book, team) if team else None
    latest = account.latest_meeting() if account else None
    return account.minutes(latest) if latest else None


def _pauses(book, team):
    return _account(book, team).pauses() if team else None


def _path(book, team):
    return _account(book, team).path() if team else None


def _pack(book, team):
    return _account(book, team).pack() if team else None


def _bank(book, team):
    from equitykit.workbook.meeting_minutes import bank

    return _account(book, team).bank() if team else bank(book, book.words)


def _paper(book, team):
    from equitykit.workbook.meeting_papers import Papers

    papers = Papers(book, team)
    return joined(papers.run_sheet(), papers.twin())


SECTIONS = {
    "today.meeting": meeting,
    "today.minutes": _to_read("meeting.minutes", "record", _minutes),
    "today.pauses": _to_read("meeting.pauses", "record", _pauses),
    "today.path": _to_read("meeting.path", "record", _path),
    "today.pack": _to_read("meeting.pack", "record", _pack),
    "today.prompts": _to_read("meeting.prompts", "record", _bank),
    "today.paper": _to_read("meeting.paper", "paper", _paper),
    "today.private": private,
}
