"""The practices of a stage, worked as a facilitator works them, over a real record.

::

    def test_a_line_is_taken_up(practiced):
        desk = practised.at("02_open")
        desk.press("agreements.take", starter="ag1")
        assert "Say what we saw" in desk.read("agreements")

``practised`` is a fixture of ``tests/conftest.py``: a record with one team in a work folder.
"""

import re
from html import unescape
from uuid import uuid4

from equitykit.views.today_room import room_screen
from equitykit.widgets.field_change import FieldChange, read_message
from equitykit.workbook.meeting import FACILITATOR, MeetingPage
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.meeting_screens import screen_of
from equitykit.workbook.practices.practice import practice_of
from equitykit.workbook.workbook import open_workbook

NAMES = ("district", "team", "year", "language", "audience", "store", "data")
DEFAULTS = ("sample", "none", "latest", "en", "team", "none", "sample")


class Practised:
    """A record with one team, whose workbooks can be opened in either language."""

    def __init__(self, clock):
        self.clock = clock
        self._journals = []

    def at(self, workbook: str = "02_open", *, language: str = "en", view: str = FACILITATOR):
        """The page of a workbook; each is a page of its own over the same record."""
        asked = dict(zip(NAMES, DEFAULTS, strict=True)) | {"language": language}
        book = open_workbook(workbook, **asked)
        self._journals.append(book.journal)
        return PracticeDriver(MeetingPage(book, book.teams[0], view, self.clock))

    def close(self):
        for journal in self._journals:
            journal.close()


class PracticeDriver:
    """Presses, writes and reads on one page."""

    def __init__(self, page: MeetingPage):
        self.page = page

    def press(self, action: str, *, id: str = "", **values) -> str:
        """Press a button or send a form; gives the id that the press had."""
        id = id or str(uuid4())
        texts = {name: str(value) for name, value in values.items()}
        message = read_message({"type": "action", "id": id, "name": action, "values": texts})
        self.page.act(message.name, message.handed_over())
        return id

    def write(self, subject: str, attribute: str, text: str) -> None:
        """Type into a field and leave it."""
        self.page.save(
            FieldChange(
                field=f"{subject}#{attribute}", text=text, final=True, id=str(uuid4()),
                revision=1, base=self.page.moment().sequence,
            )
        )  # fmt: skip

    def plan(self, agenda: str = "launch", *, people: int = 12, **values) -> None:
        """Plan a meeting and open it."""
        self.press("plan_meeting", agenda=agenda, on="2027-01-15", people=people, **values)

    def stands(self, kind) -> dict:
        """All records of a kind that count, by subject."""
        return dict(self.page.moment().standing.of(kind))

    def read(self, practice: str) -> str:
        """The desk of a practice as text."""
        return text_of(self.page.draw_practice(practice))

    def desk(self, practice: str) -> str:
        """The desk of a practice as HTML."""
        return str(self.page.draw_practice(practice))

    def wall(self) -> str:
        """What the room sees now, as text."""
        moment = self.page.moment()
        languages = self.page.languages(moment)
        screen = screen_of(moment, languages, figures=self.page.figures)
        return text_of(room_screen(screen, languages))

    def show(self, screen: str) -> str:
        """Show a screen of a practice to the room and read it."""
        self.press("show", thing=screen)
        return self.wall()

    def told(self, practice: str) -> str:
        """What a report tells of a practice, as text; empty where nothing was recorded."""
        from equitykit.views.practices import practice_told

        account = Account(self.page.book, self.page.team)
        parts = practice_of(practice).told(account)
        return text_of(practice_told(parts, account.words)) if parts else ""

    def paper(self, practice: str) -> str:
        """The paper twin, as text."""
        from equitykit.views.practices import practice_paper

        words = self.page.book.words
        return text_of(practice_paper(practice_of(practice).paper(self.page.book, words), words))


def text_of(html) -> str:
    """The words of a piece of HTML, in one line."""
    # a school year is kept on one line within its sentence
    html = re.sub(r'<span class="year">([^<]*)</span>', r"\1", str(html))
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
