"""The exported record in a real browser: readable by everyone, alone on a disk, and on paper."""

import io
import uuid
from datetime import date

import pytest
from browser import browser, keep_picture, violations, watched_context  # noqa: F401
from pypdf import PdfReader

from equitykit.content.texts import LANGUAGES, load_words
from equitykit.records.notes import Decision, Line, Promise
from equitykit.records.pauses import Pause
from equitykit.records.record import FromLater, Withdrawn
from equitykit.records.team import Meeting, MeetingEnded, StageReached, Team
from equitykit.storage.journal.journal import open_journal
from equitykit.workbook.record_files import write_export

pytestmark = pytest.mark.browser

LONG = "Nobody_called_" * 60


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The pages of a record in which everything is there once."""
    folder = tmp_path_factory.mktemp("export")
    journal = open_journal(folder / "record.sqlite")
    stream = journal.create_team(Team(name="Attendance team", district="99600410000000"))

    def write(subject, record, **more):
        return journal.append(stream, subject, record, id=str(uuid.uuid4()), **more)

    write("stage", StageReached(stage="data"))
    write("meeting/one", Meeting(agenda="data", on=date(2026, 3, 4), roles={"scribe": "parent"}))
    write("line/1", Line(meeting="one", step="notice", text="The bus was late.\nTwice."))
    write("line/1", Line(meeting="one", step="notice", text="The bus was late."), reason="counted")
    write("line/2", Line(meeting="one", step="notice", text=LONG))
    write("line/3", Line(meeting="one", step="notice", text="erased"))
    write("line/4", Line(meeting="one", step="notice", text="taken out"))
    write("line/4", Withdrawn())
    first = write("decision/1", Decision(meeting="one", text="Letters go out.", groups=("SE",)))
    for text in ("Ask first.", "Wait a week."):
        write("decision/1", Decision(meeting="one", text=text), base=first.sequence)
    write("pause/1", Pause(meeting="one", stage="data", trigger="T1", prompt="D2", focus="voice",
                           change="Ask first.", changes="decision/1"))  # fmt: skip
    write("promise/1", Promise(meeting="one", text="Call", to="families", by=date(2026, 4, 1)))
    write("later/1", FromLater(named="fishbone", body={"branches": ["one", "two"]}))
    write("meeting/one/end", MeetingEnded(meeting="one", minutes={"notice": 21}))
    journal.erase(stream, subjects=["line/3"])
    draft = {"id": str(uuid.uuid4()), "revision": 1, "base": 1}
    journal.keep_draft(stream, "line/9#text", "half a", **draft)
    (info,) = journal.teams()
    words = tuple(map(load_words, LANGUAGES))
    _, *pages = write_export(journal, info, folder / "out", languages=words)
    journal.close()
    return dict(zip(LANGUAGES, pages, strict=True))


@pytest.mark.parametrize("size", ["1280x800", "1024x768"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(browser, exported, language, size):  # noqa: F811
    with watched_context(browser, size=size) as context:
        page = context.new_page()
        page.goto(exported[language].as_uri())
        keep_picture(page, f"record-{language}-{size}")

        assert violations(page) == []
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_link_leads_to_something_on_the_page(browser, exported):  # noqa: F811
    with watched_context(browser) as context:
        page = context.new_page()
        page.goto(exported["en"].as_uri())
        targets = page.evaluate("[...document.querySelectorAll('a')].map(a => a.hash.slice(1))")

        assert len(targets) > 10
        assert all(
            page.evaluate("id => Boolean(document.getElementById(id))", id) for id in targets
        )


def test_on_paper_every_word_is_there(browser, exported):  # noqa: F811
    with watched_context(browser) as context:
        page = context.new_page()
        page.goto(exported["en"].as_uri())
        pdf = PdfReader(io.BytesIO(page.pdf()))

        text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
        for words in ("The bus was late. Twice.", "taken out", "Wait a week.", "half a", "counted"):
            assert words in text
        assert "erased for good" in text
