"""Whatever people type stays text: nothing runs, nothing is lost, nothing breaks the page.

Every payload through every field of a meeting, over a real record, into everything that is
made of it. A control of each kind shows that the same look would find what runs.
"""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from types import SimpleNamespace
from unicodedata import category

import pytest
from browser import browser  # noqa: F401
from icalendar import Calendar
from meeting_desk import DISTRICT, Desk, meeting_desk, new_id
from payloads import CANARY, PAYLOADS, RUN, Page, kept
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.content.texts import load_words
from equitykit.errors import EquitykitError
from equitykit.records.notes import Decision, Line, Note, Promise
from equitykit.records.pauses import Pause
from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal
from equitykit.views.html import own_markup
from equitykit.views.page import document, meeting_styles
from equitykit.views.screen_text import page_of
from equitykit.workbook.meeting import MeetingPage
from equitykit.workbook.meeting_desk import desk_of
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.record import TeamRecord
from equitykit.workbook.record_files import record_html
from equitykit.workbook.today import SECTIONS
from equitykit.workbook.workbook import open_workbook

# lines enough for two pages of the wall
HARMLESS = {name: f"text {name} " * 5 for name in list(PAYLOADS)[:14]}
# what fits where a name is asked for: a role, a place, a team
NAMES = {name: text for name, text in PAYLOADS.items() if len(text) <= 200}
WORDS = load_words("en")


@dataclass
class Held:
    """A meeting in which every payload was written into every field, and its work folder."""

    desk: Desk
    texts: dict
    folder: object
    home: object

    def moment(self):
        return self.desk.facilitator.moment()


def hold(folder, home, texts) -> Held:
    """A whole meeting: `texts` through every field that takes many."""
    desk_of = meeting_desk(folder)
    desk = desk_of.__enter__()
    desk.begin()
    desk.go_to("data")
    desk.do("add_lines", lines=[{"id": new_id(), "text": text} for text in texts.values()])
    pieces = list(texts.values())
    decision, promise = desk.add("decision"), desk.add("promise")
    for place, text in enumerate(pieces):
        desk.write(f"decision/{new_id()}#text", text)
        desk.write(f"decision/{new_id()}#reason", pieces[place - 1])
        desk.write(f"{decision}#absent", text)
        desk.write(f"promise/{new_id()}#text", text)
        desk.write(f"{promise}#to", text)
    desk.do("pause_start", trigger="asked")
    pause = desk.latest("pause")
    for text in pieces:
        for attribute in ("seen", "change", "unchanged_because"):
            desk.write(f"{pause}#{attribute}", text)
    return Held(desk, texts, folder, home)


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setenv("EQUITYKIT_HOME", str(home))
    patch.delenv("EQUITYKIT_LIVE", raising=False)
    patch.delenv("EQUITYKIT_STORE", raising=False)
    yield home
    patch.undo()


@pytest.fixture(scope="module")
def held(work, tmp_path_factory):
    made = hold(tmp_path_factory.mktemp("typed"), work, PAYLOADS)
    yield made
    made.desk.journal.close()


@pytest.fixture(scope="module")
def plain(work, tmp_path_factory):
    """The same meeting with nothing but harmless words: what a page is made of by itself."""
    made = hold(tmp_path_factory.mktemp("plain"), work, HARMLESS)
    yield made
    made.desk.journal.close()


def pages_of(held: Held):
    """The facilitator's page, the one screen and the wall, in every part that shows typed text."""
    desk = held.desk
    desk.do("pause_phase", phase="consequence")
    yield "facilitator in a pause", desk.html("facilitator")
    yield "one screen in a pause", desk.html("one")
    yield "wall in a pause", desk.html("room")
    desk.do("pause_end")
    desk.do("show", thing="lines")
    yield "facilitator", desk.html("facilitator")
    last = _pages(desk)
    for page in {*range(1, min(last, 12) + 1), *range(12, last, 60), last}:
        desk.do("page", view="room", page=str(page))
        yield f"wall of lines {page}", desk.html("room")
    for thing in ("agenda", "path", "step", "support", "goodbye"):
        desk.do("show", thing=thing)
        yield f"wall of {thing}", desk.html("room")
    desk.go_to("closing")
    yield "closing", desk.html("facilitator")
    desk.do("go", step=held.moment().agenda.steps[0].id)


def _pages(desk) -> int:
    return desk_of(desk.facilitator, desk.facilitator.moment()).room.pages


def documents_of(held: Held):
    """What is made of the record: pages to read in both languages, export, pack, batch."""
    desk = held.desk
    journal, stream = desk.journal, desk.stream
    info = next(each for each in journal.teams() if each.stream == stream)
    for language in ("en", "es"):
        words = load_words(language)
        account = Account(desk.book, desk.facilitator.team, words)
        yield f"record.{language}", record_html(journal, info, words=words, beside="x.jsonl")
        yield f"minutes.{language}", str(account.minutes(account.latest_meeting()))
        yield f"pauses.{language}", str(account.pauses())
        yield f"pack.{language}", str(account.pack())
        yield f"path.{language}", str(account.path())
    book = open_workbook(
        "00_today", district=DISTRICT, team=stream, year="latest", language="en",
        audience="team", store=str(held.folder / "record.sqlite"), data="sample",
    )  # fmt: skip
    batch = [book.section(id)._repr_mimebundle_().get("text/html", "") for id in SECTIONS]
    book.journal.close()
    # a section that fails would say so in its place, and nothing of it would be looked at
    assert not [each for each in batch if "data-not-shown" in each]
    yield "batch", "\n".join(batch)


@pytest.fixture(scope="module")
def drawn(held):
    return dict(pages_of(held)) | dict(documents_of(held))


@pytest.fixture(scope="module")
def kinds(plain):
    """All kinds of element that our templates have, with the attributes of each."""
    # what a form of a practice offers first: it stands on some steps and not on others
    found = set(Page('<input type="radio" name="way" value="slips" checked>').kinds)
    running = set()
    for html in (dict(pages_of(plain)) | dict(documents_of(plain))).values():
        page = Page(html)
        found |= page.kinds
        running |= set(page.running)
    assert running == set()
    return found


def test_there_are_more_than_forty_payloads_and_all_are_different():
    assert len(set(PAYLOADS.values())) == len(PAYLOADS) >= 40


def test_the_record_holds_what_was_typed(held):
    entries = held.desk.entries()
    typed = {name: kept(text) for name, text in PAYLOADS.items()}
    fields = {
        (Line, "text"), (Decision, "text"), (Decision, "reason"), (Decision, "absent"),
        (Promise, "text"), (Promise, "to"),
        (Pause, "seen"), (Pause, "change"), (Pause, "unchanged_because"),
    }  # fmt: skip
    for kind, attribute in fields:
        there = {
            getattr(each.record, attribute) for each in entries if isinstance(each.record, kind)
        }
        # space around a line is not part of it
        wanted = {text.strip() if kind is Line else text for text in typed.values()}
        assert wanted <= there, (kind, attribute)


def test_no_page_and_no_document_has_an_element_that_was_typed(drawn, kinds):
    for name, html in drawn.items():
        page = Page(html)
        assert page.running == [], name
        assert page.kinds <= kinds, name


@pytest.mark.parametrize(
    "name", ["facilitator", "record.en", "record.es", "minutes.en", "minutes.es", "batch"]
)
def test_each_text_can_be_read_in_the_page(drawn, name):
    assert Page(drawn[name]).lacks(PAYLOADS) == []


def test_each_line_can_be_read_on_the_wall(held):
    """Over as many pages as it takes; a long text is cut between two of them, and not lost."""
    lines = [kept(text) for text in PAYLOADS.values()]
    first = page_of(lines, page=1, height=66, size="6")
    pages = [page_of(lines, page=each + 1, height=66, size="6") for each in range(first.of)]
    said = "".join(line for page in pages for line in page.lines)
    # where a text is cut, an ellipsis and a space may stand
    assert "".join(said.replace("…", "").split()) == "".join("".join(lines).split())


def test_the_look_finds_a_text_that_was_not_escaped(kinds):
    missed = []
    for name in ("script", "image", "svg", "frame", "base", "comment", "link to a script"):
        page = Page(str(own_markup(f"<p>{PAYLOADS[name]}</p>")))
        if not page.running:
            missed.append(name)
    assert not Page("<p><img src=x></p>").kinds <= kinds
    assert missed == []
    assert Page("<p>shown</p>").lacks({"gone": "another"}) == ["gone"]


# fields of which a meeting has one


@pytest.mark.parametrize(
    "batch", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in range(1, 6))]
)
def test_a_note_a_card_a_role_and_a_place_stay_text(held, plain, kinds, batch):
    """Where only one text can stand, each payload stands there in turn."""
    desk = held.desk
    meeting = held.moment().meeting_id
    for name, text in list(PAYLOADS.items())[batch::6]:
        step = held.moment().step.id
        desk.write(f"{meeting}/note/{step}#text", text)
        desk.write("support#text", text)
        desk.write(f"{meeting}/next#on", "2026-02-10")
        standing = held.moment().standing
        assert standing.record(f"{meeting}/note/{step}").text == kept(text)
        assert isinstance(standing.record(f"{meeting}/note/{step}"), Note)
        assert standing.record("support").text == kept(text)
        if name in NAMES:
            desk.write(f"{meeting}/next#place", text)
            assert held.moment().standing.record(f"{meeting}/next").place == kept(text)
        else:
            with pytest.raises(EquitykitError) as refusal:
                desk.write(f"{meeting}/next#place", text)
            assert refusal.value.id == "value_not_taken"
        desk.do("show", thing="support")
        for view in ("facilitator", "room"):
            page = Page(desk.html(view))
            assert page.running == [] and page.kinds <= kinds, name
        assert Page(desk.html("facilitator")).lacks({name: text}) == []
        desk.do("show", thing="goodbye")
        page = Page(desk.html("room"))
        assert page.running == [] and page.kinds <= kinds, name
        assert page.lacks({name: text} if name in NAMES else {}) == []


def test_roles_stay_text_on_the_run_sheet(held, kinds, tmp_path):
    from equitykit.content.preparation import load_meeting_roles
    from equitykit.workbook.meeting_papers import Papers

    roles = list(load_meeting_roles())
    with meeting_desk(tmp_path) as desk:
        names = list(NAMES.items())
        for start in range(0, len(names), len(roles)):
            some = dict(zip(roles, names[start : start + len(roles)], strict=False))
            meeting = desk.begin(**{f"role_{role}": text for role, (_, text) in some.items()})
            there = desk.facilitator.moment().standing.record(meeting).roles
            assert there == {role: kept(text).strip() for role, (_, text) in some.items()}
            desk.do("leave_meeting")
            papers = Papers(desk.book, desk.facilitator.team)
            for html in (desk.html("facilitator"), str(papers.run_sheet()), str(papers.twin())):
                page = Page(html)
                assert page.running == []
                assert not {each for each in page.kinds if each[0] in ("img", "svg", "iframe")}
            assert Page(str(papers.run_sheet())).lacks(there) == []


def test_what_is_too_long_for_a_name_is_a_sentence_and_no_meeting(held):
    before = held.desk.entries()
    with pytest.raises(EquitykitError) as refusal:
        held.desk.do(
            "plan_meeting", agenda="data", on="2026-01-13", role_scribe=PAYLOADS["very long word"]
        )
    assert refusal.value.id == "value_not_taken"
    assert held.desk.entries() == before


def test_a_name_of_a_team_stays_text_everywhere(held, kinds, tmp_path, monkeypatch):
    """On the home page, the meeting's page, the record, the commands; and is no path."""
    from equitykit.storage.exports import file_stem
    from equitykit.workbook.team_desk import TeamDesk

    store = tmp_path / "record.sqlite"
    journal = open_journal(store)
    streams = {
        name: journal.create_team(Team(name=kept(text), district=DISTRICT))
        for name, text in NAMES.items()
    }
    for info in journal.teams():
        stem = file_stem(info.team, info.stream)
        assert stem.isascii() and not set(stem) & set('/\\:*?"<>|. ') and len(stem) <= 60
        page = Page(record_html(journal, info, words=WORDS))
        assert page.running == [] and page.lacks({"name": info.team.name}) == []
        meeting = MeetingPage(held.desk.book, TeamRecord(journal, info), "facilitator")
        page = Page(str(meeting.draw()))
        assert page.running == [] and page.lacks({"name": info.team.name}) == []
    home = TeamDesk(SimpleNamespace(
        words=WORDS, journal=journal, has_data=False, parameters=held.desk.book.parameters,
        cds=DISTRICT,
    ))  # fmt: skip
    page = Page(str(home.draw()))
    assert page.running == [] and page.lacks(NAMES) == []
    journal.close()
    out = CliRunner().invoke(app, ["export", "--store", str(store), "--out", str(tmp_path / "out")])
    assert out.exit_code == 0
    written = sorted(path.relative_to(tmp_path) for path in (tmp_path / "out").rglob("*"))
    assert len(written) == 2 * len(streams)
    # a terminal does what control characters say: none of them reaches it
    assert not {
        each for each in out.output if each != "\n" and category(each) in ("Cc", "Zl", "Zp")
    }
    assert not set(out.output) & set("\u202e\u2066\u2069\u200f\u200b\ufeff")
    # nor with the sentence that lists the teams there are
    asked = subprocess.run(
        [sys.executable, "-m", "equitykit.cli.main", "export", "--store", str(store), "--team", "none",
         "--out", str(tmp_path / "none")], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert asked.returncode == 1 and "Traceback" not in asked.stderr
    assert not {each for each in asked.stderr if each != "\n" and category(each) == "Cc"}


def test_own_words_and_questions_stay_text(work, kinds, tmp_path):
    """A district's overlay: what its rules take is shown as text, all else is a sentence."""
    import shutil

    from equitykit.storage.overlay import inspect_overlay
    from equitykit.workbook.sample import prepared_sample

    shutil.copytree(prepared_sample(), tmp_path / "data")
    (tmp_path / "overlay").mkdir()
    own = {
        f"OWN-{number}": kept(text)
        for number, text in enumerate(PAYLOADS.values())
        if len(kept(text)) <= 4_000
        and all(c.isprintable() or c == "\n" for c in kept(text))
        # the braces of our own texts have a meaning, and the overlay says so
        and not set(text) & set("{}")
    }
    prompts = "".join(
        f'[[prompt]]\nid = "{id}"\nfocus = "voice"\nstage = "data"\n'
        f"en = {json.dumps(text)}\nes = {json.dumps(text)}\n"
        for id, text in own.items()
    )
    (tmp_path / "overlay" / "prompts.toml").write_text(prompts, encoding="utf-8")
    (tmp_path / "overlay" / "words.toml").write_text(
        f'"steps.welcome.name" = {{en = {json.dumps(PAYLOADS["script"].replace("{", "("))}, '
        f"es = {json.dumps(PAYLOADS['image'])}}}\n",
        encoding="utf-8",
    )
    _, problems = inspect_overlay(tmp_path)
    assert all(each.id.startswith("overlay_") for each in problems)
    if problems:
        (tmp_path / "overlay" / "words.toml").unlink()
        assert inspect_overlay(tmp_path)[1] == []
    record = tmp_path / "record"
    record.mkdir()
    with meeting_desk(record, data=str(tmp_path / "data")) as desk:
        desk.begin()
        desk.go_to("data")
        bank = Page(str(Account(desk.book, desk.facilitator.team).bank()))
        assert bank.running == [] and bank.lacks(own) == []
        for id, text in own.items():
            desk.do("pause_start", trigger="asked")
            desk.do("pause_prompt", prompt=id, by="facilitator")
            desk.do("pause_phase", phase="silent")
            for view in ("room", "facilitator"):
                page = Page(desk.html(view))
                assert page.running == [] and page.kinds & {("script",)} == set(), id
                assert page.lacks({id: text}) == []
            desk.do("pause_skip", reason="just_done")


# files


def test_the_export_as_lines_is_one_object_in_each_line_and_whole(held):
    from equitykit.storage.exports import json_lines

    text = json_lines(held.desk.journal, held.desk.stream)
    objects = [json.loads(line) for line in text.splitlines()]
    texts = {each["record"].get("text") for each in objects if each["type"] == "entry"}
    assert {kept(text).strip() for text in PAYLOADS.values()} <= texts
    assert len(objects) == len(held.desk.entries()) + 1 + sum(
        each["type"] == "draft" for each in objects
    )


def test_the_end_of_a_meeting_writes_files_in_which_nothing_runs(held, kinds, tmp_path):
    meeting = held.moment().meeting_id
    held.desk.write(f"{meeting}/next#on", "2026-02-10")
    held.desk.write(f"{meeting}/next#place", PAYLOADS["calendar"])
    held.desk.do("end_meeting")

    (folder,) = (held.home / "exports").glob("*/*")
    names = {path.name for path in folder.iterdir()}
    assert {"minutes.en.html", "minutes.es.html", "next-meeting.ics"} <= names
    for name in ("minutes.en.html", "minutes.es.html"):
        page = Page((folder / name).read_text(encoding="utf-8"))
        assert page.running == [] and page.lacks(PAYLOADS) == []
    with zipfile.ZipFile(next(folder.glob("*.equitykit"))) as pack:
        page = Page(pack.read("record.html").decode("utf-8"))
    assert page.running == [] and page.lacks(PAYLOADS) == []


def test_a_place_makes_no_second_event_and_no_new_line_of_a_calendar():
    from datetime import date, time

    from equitykit.storage.calendar_file import calendar_file

    for text in NAMES.values():
        content = calendar_file(
            uid="1", title=kept(text), on=date(2026, 2, 10), starts=time(16), minutes=90,
            place=kept(text),
        )  # fmt: skip
        calendar = Calendar.from_ical(content)
        (event,) = calendar.walk("VEVENT")
        assert set(event) == {"UID", "SUMMARY", "LOCATION", "DTSTART", "DTEND", "DTSTAMP"}
        place = str(event["LOCATION"]).split()
        assert "".join(place) == "".join(kept(text).split())
        assert max(map(len, content.split(b"\r\n"))) <= 75


# in a browser


LOOK = """() => ({
    hit: window.hit ?? null,
    wide: document.documentElement.scrollWidth - innerWidth,
    high: document.documentElement.scrollHeight - innerHeight,
})"""


@pytest.fixture(scope="module")
def looked(browser):  # noqa: F811
    """Show a document in Chromium; gives what ran, left, or stuck out."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked, dialogs = [], []
    context.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def look(html: str) -> dict:
        asked.clear()
        dialogs.clear()
        page.set_content(html)
        page.wait_for_timeout(150)
        return page.evaluate(LOOK) | {"asked": [*asked], "dialogs": [*dialogs]}

    yield look
    context.close()


def whole(html: str) -> str:
    body = own_markup(html)
    return str(document(own_markup(f"{meeting_styles()}\n{body}"), title="Today", words=WORDS))


@pytest.mark.browser
def test_in_a_browser_nothing_runs_leaves_or_sticks_out(looked, drawn):
    for name, html in drawn.items():
        seen = looked(html if html.startswith("<!DOCTYPE") else whole(html))
        assert seen["hit"] is None and not seen["asked"] and not seen["dialogs"], name
        assert seen["wide"] <= 0, name
        if name.startswith("wall"):
            assert seen["high"] <= 0, name


@pytest.mark.browser
def test_the_browser_notices_what_runs_leaves_or_sticks_out(looked):
    for name in ("script", "image", "svg", "out of a text area", "out of a style"):
        seen = looked(f"<!DOCTYPE html><textarea></textarea>{PAYLOADS[name]}")
        assert seen["hit"] == 1 or "script" in RUN and seen["asked"], name
    assert any(CANARY in url for url in looked(PAYLOADS["image"])["asked"])
    assert looked(f"<!DOCTYPE html><p>{'w' * 50_000}</p>")["wide"] > 0
