"""A team's meeting without a browser: the page's own object over a real record.

What a person does comes in as the messages that a browser sends, checked as those are.
"""

import uuid
from contextlib import contextmanager
from pathlib import Path

from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal
from equitykit.widgets.field_change import ActionMessage, FieldMessage, read_message
from equitykit.workbook.meeting import MeetingPage
from equitykit.workbook.workbook import open_workbook

DISTRICT = "99600410000000"


class Desk:
    """Views of one team's meeting: the facilitator's page, the wall and the one screen."""

    def __init__(self, store: str, stream: str, *, language: str = "en", data: str = "sample"):
        book = open_workbook(
            "00_today", district="sample", team=stream, year="latest", language=language,
            audience="team", store=store, data=data,
        )  # fmt: skip
        self.book, self.stream, self.journal = book, stream, book.journal
        self.facilitator = MeetingPage(book, book.teams[0], "facilitator")
        self.one = MeetingPage(book, book.teams[0], "one")
        self.room = MeetingPage(book, book.teams[0], "room")
        self.pages = {"facilitator": self.facilitator, "one": self.one, "room": self.room}

    def do(self, name: str, view: str = "facilitator", **values) -> None:
        """Press a button, as its message arrives from the page of a view."""
        content = {"type": "action", "id": new_id(), "name": name, "values": values}
        message = read_message(content)
        assert isinstance(message, ActionMessage)
        self.pages[view].act(message.name, message.handed_over())

    def write(self, field: str, text: str, *, final: bool = True, view: str = "facilitator"):
        """Type a text into a field and, if `final`, leave it."""
        change = {
            "field": field, "id": new_id(), "revision": 1,
            "base": self.journal.pulse(self.stream)[0], "text": text, "final": final,
        }  # fmt: skip
        message = read_message({"type": "field", "change": change})
        assert isinstance(message, FieldMessage)
        return self.pages[view].save(message.change)

    def begin(self, agenda: str = "data", **more) -> str:
        """Plan a meeting and open it; gives its subject."""
        self.do("plan_meeting", agenda=agenda, on="2026-01-13", starts="16:00", **more)
        return self.facilitator.moment().meeting_id

    def go_to(self, section: str) -> None:
        """Go to the first step that has a section of this kind."""
        steps = self.facilitator.moment().agenda.steps
        self.do("go", step=next(each.id for each in steps if each.section == section))

    def add(self, kind: str) -> str:
        """Begin a decision or a promise; gives its subject."""
        self.do(f"new_{kind}")
        return self.latest(kind)

    def latest(self, kind: str) -> str:
        """The subject of the latest entry of a kind."""
        return [each for each in self.entries() if each.kind == kind][-1].subject

    def entries(self):
        return self.journal.entries(self.stream)

    def stand(self):
        """All that a message could have changed: entries, drafts, the state of the room."""
        return self.entries(), self.journal.drafts(self.stream), self.journal.room(self.stream)

    def html(self, view: str) -> str:
        return str(self.pages[view].draw())


def new_id() -> str:
    return str(uuid.uuid4())


@contextmanager
def meeting_desk(folder: Path, *, name: str = "Attendance team", **options):
    """A new record in `folder` with one team, and the desk of its meeting."""
    store = folder / "record.sqlite"
    journal = open_journal(store)
    stream = journal.create_team(Team(name=name, district=DISTRICT))
    journal.close()
    desk = Desk(str(store), stream, **options)
    try:
        yield desk
    finally:
        desk.journal.close()
