"""Pages with a text field over a real journal, and the question whether any word was lost.

The same page once as a live section and once as ipywidgets' own ``Textarea``, which is the
control: the question must find what that one loses.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser import wait_until_ready
from room import ServedRoom, served_room, write_notebook

from equitykit.records import notes  # noqa: F401  (records are read back by those that are imported)
from equitykit.records.team import Team
from equitykit.storage.journal.journal import Journal, open_journal

SUBJECT, ATTRIBUTE = "meeting/one/note/opening", "text"
FIELD = f"{SUBJECT}#{ATTRIBUTE}"
LIVE, STOCK = "live", "stock"

# what Chromium itself notes when a server or a kernel that a test has stopped does not answer
NO_ANSWER = (
    r"ERR_CONNECTION_REFUSED|ERR_INTERNET|ERR_NETWORK|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|"
    r"Failed to load resource|WebSocket connection|WebSocket is already|Failed to fetch|"
    r"NetworkError"
)

OPENING = f"""
import os, uuid
from markupsafe import escape
from equitykit.content.texts import load_words
from equitykit.records.notes import Note
from equitykit.storage.journal.journal import open_journal
journal, stream = open_journal(os.environ["EQUITYKIT_STORE"]), "STREAM"
SUBJECT, ATTRIBUTE, FIELD = "{SUBJECT}", "{ATTRIBUTE}", "{FIELD}"
blank = Note(meeting="one", step="opening")
"""

LIVE_CELL = """
from equitykit.views.html import own_markup
from equitykit.widgets.field_change import Kept
from equitykit.widgets.live_section import LiveSection

def save(change):
    subject, _, attribute = change.field.partition("#")
    named = {"id": change.id, "base": change.base}
    if not change.final:
        journal.keep_draft(stream, change.field, change.text, revision=change.revision, **named)
        return Kept(None)
    entry = journal.change(stream, subject, attribute, change.text, blank=blank, **named)
    return Kept(entry.sequence)

def draw():
    if "view=room" in os.environ.get("QUERY_STRING", ""):
        return own_markup("<h1>Projected</h1>")
    heads = journal.standing(stream).get(SUBJECT, ())
    text, base = (heads[-1].record.text, heads[-1].sequence) if heads else ("", 0)
    also = "".join(f"<p class='head'>{escape(head.record.text)}</p>" for head in heads[:-1])
    return own_markup(f'<h1>Note</h1><label for="note">Note</label><textarea id="note" '
        f'data-field="{escape(FIELD)}" data-base="{base}">{escape(text)}</textarea>{also}'
        '<button type="button" data-action="next">Next</button>')

LiveSection(draw, save=save, act=lambda name, values: None, words=load_words("LANGUAGE"),
            pulse=lambda: journal.pulse(stream), record=stream)
"""

STOCK_CELL = """
import ipywidgets
from IPython.display import HTML, display
display(HTML("<h1>Note</h1>"))
standing = journal.standing(stream).record(SUBJECT)
area = ipywidgets.Textarea(standing.text if standing else "", description="Note")
area.observe(lambda change: journal.change(stream, SUBJECT, ATTRIBUTE, change.new,
    id=str(uuid.uuid4()), base=journal.pulse(stream)[0], blank=blank), "value")
area
"""

# what the page has said in this tab, and each time it says "Saved", what stands in the field,
# for the test to compare later
WITNESS = """
addEventListener("DOMContentLoaded", () => {
  const status = document.getElementById("equitykit-status");
  if (!status) return;
  new MutationObserver(() => {
    const told = JSON.parse(sessionStorage["test/told"] ?? "[]");
    sessionStorage["test/told"] = JSON.stringify([...told, status.dataset.moment]);
    const field = document.querySelector("textarea[data-field]");
    if (status.dataset.moment !== "live-saved" || !field) return;
    const said = JSON.parse(localStorage["test/saved"] ?? "[]");
    localStorage["test/saved"] = JSON.stringify([...said, field.value]);
  }).observe(status, { attributes: true, childList: true });
});
"""

TOLD = "moment => JSON.parse(sessionStorage['test/told'] ?? '[]').includes(moment)"

MARKED = """
() => [...document.querySelectorAll("main textarea[data-field]")]
  .filter(field => (field.getAttribute("aria-describedby") ?? "").split(" ")
    .some(id => document.getElementById(id)?.checkVisibility()))
  .map(field => field.value)
  .concat([...document.querySelectorAll(".live-card pre")].map(each => each.textContent))
"""


@dataclass
class LivePlace:
    """A served page of either kind, and the store behind it."""

    room: ServedRoom
    journal: Journal
    stream: str
    name: str

    def open(self, context):
        """A page of it in a browser, ready for typing, with a witness of what it says."""
        page = context.new_page()
        page.add_init_script(WITNESS)
        page.goto(self.room.page(self.name))
        ready(page)
        return page

    def open_projected(self, context):
        """The same record in another view, which has no field."""
        page = context.new_page()
        page.goto(self.room.page(self.name, view="room"))
        page.wait_for_selector("h1:text-is('Projected')", timeout=60_000)
        return page

    def stored(self) -> list[str]:
        """Every text of the field that is durable: versions and drafts."""
        versions = self.journal.versions(self.stream, SUBJECT)
        drafts = self.journal.drafts(self.stream)
        return [each.record.text for each in versions] + [
            each.text for each in drafts if each.field == FIELD
        ]

    def lost(self, page, typed: str) -> list[str]:
        """The words of `typed` that are neither stored nor on screen and marked unsaved."""
        safe = " ".join([*self.stored(), *page.evaluate(MARKED)]).split()
        return [word for word in typed.split() if word not in safe]

    def not_stored(self, typed: str) -> list[str]:
        safe = " ".join(self.stored()).split()
        return [word for word in typed.split() if word not in safe]

    def wait_until_stored(self, page, typed: str, *, seconds: float = 20) -> list[str]:
        """Wait until all words of `typed` are stored; return those that are not in the end."""
        for _ in range(int(seconds * 10)):
            if not (missing := self.not_stored(typed)):
                return []
            page.wait_for_timeout(100)
        return missing

    def falsely_saved(self, page) -> list[str]:
        """Texts beside which the page said "Saved" and which no stored text begins with."""
        said = page.evaluate("JSON.parse(localStorage['test/saved'] ?? '[]')")
        return [text for text in said if not any(each.startswith(text) for each in self.stored())]


def ready(page) -> None:
    wait_until_ready(page)
    page.wait_for_selector("main textarea", timeout=20_000)


def status(page) -> str:
    return page.inner_text("[role=status]")


def words(begin: int, count: int) -> str:
    """Words of which no two are alike."""
    return " ".join(f"word{number:04d}" for number in range(begin, begin + count)) + " "


@contextmanager
def live_place(
    folder: Path, kind: str = LIVE, *, port: int | None = None, language: str = "en", **options
):
    """Serve a page of a kind over a new journal; the same folder again is the same journal."""
    journal = _journal(folder)
    known = journal.teams()
    stream = known[0].stream if known else _team(journal)
    _write_page(folder, kind, kind, stream, language)
    options |= {"port": port} if port else {}
    try:
        with served_room(folder / "notebooks", folder=folder, language=language, **options) as room:
            yield LivePlace(room, journal, stream, kind)
    finally:
        journal.close()


@contextmanager
def live_page(room: ServedRoom, folder: Path, kind: str = LIVE):
    """A page of a kind for a new team, in a room that serves `folder` already."""
    journal = _journal(folder)
    stream = _team(journal)
    name = f"{kind}-{len(journal.teams())}"
    _write_page(folder, name, kind, stream, "en")
    try:
        yield LivePlace(room, journal, stream, name)
    finally:
        journal.close()


def _journal(folder: Path) -> Journal:
    store = folder / "work" / "record.sqlite"
    store.parent.mkdir(parents=True, exist_ok=True)
    return open_journal(store)


def _team(journal: Journal) -> str:
    name = f"Team {len(journal.teams()) + 1}"
    return journal.create_team(Team(name=name, district="99123450000000"))


def _write_page(folder: Path, name: str, kind: str, stream: str, language: str) -> None:
    cell = OPENING + {LIVE: LIVE_CELL, STOCK: STOCK_CELL}[kind]
    filled = cell.replace("STREAM", stream).replace("LANGUAGE", language)
    write_notebook(folder / "notebooks" / f"{name}.ipynb", filled)
