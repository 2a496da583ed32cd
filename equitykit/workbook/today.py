"""The sections of the meeting's workbook.

On a served page the address says which view it is: the wall and the one screen show the
meeting alone, the facilitator's page also the place for private thoughts, and two more views
hold the papers and the record so far. A report shows everything that can be read.
"""

from equitykit.views.html import joined, render
from equitykit.views.private_reflection import private_reflection
from equitykit.views.section import section
from equitykit.workbook.life import RENDERED, SERVED, life
from equitykit.workbook.section import Section

LIVE_VIEWS = ("room", "facilitator", "one")


def meeting(book) -> Section:
    """What are we doing today?"""

    def html():
        return section(
            "today.meeting", _no_team(book) if not book.teams else _held(book), words=book.words
        )

    def widget():
        return live_meeting(book)

    is_live = life() != RENDERED and len(book.teams) == 1
    if life() == SERVED and book.view not in LIVE_VIEWS:
        return _nothing()
    return Section(html, widget if is_live else None)


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


def private(book) -> Section:
    """What do I keep to myself?"""
    if life() == SERVED and book.view != "facilitator":
        return _nothing()
    return Section(
        lambda: section("today.private", private_reflection(book.words), words=book.words)
    )


def _no_team(book):
    id = "meeting.none.team" if book.journal else "meeting.none.store"
    return render("lines", lines=[book.words(id)])


def _held(book):
    return render("lines", lines=[])


def _nothing() -> Section:
    return Section(joined)


def _read_in(view: str, draw):
    """A section of the views to read: the papers, or the record so far."""

    def make(book) -> Section:
        if life() == SERVED and book.view != view:
            return _nothing()
        return Section(lambda: draw(book))

    return make


SECTIONS = {
    "today.meeting": meeting,
    "today.private": private,
}
