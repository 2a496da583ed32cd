"""A 90-minute meeting, played in fast time in two windows: what the room saw, what was kept.

The team studies a test. It gets late, lets a step go, puts the pause of its agenda off, is
offered another one when it leaves the stage, and holds it. A kernel dies in the middle of a
sentence; somebody switches the server off, and the meeting goes on the next day.
"""

import html
import json
import re
from dataclasses import dataclass, field
from statistics import median

import pytest
from browser import browser, violations, watched_context  # noqa: F401
from faults.live_pages import NO_ANSWER
from meeting import Desk, Heard, Place, Wall, a_place, a_room
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.records.notes import Decision, Line
from equitykit.records.pauses import Pause
from equitykit.records.team import MeetingEnded
from equitykit.storage.journal.journal import open_journal
from equitykit.storage.packs import open_pack

pytestmark = pytest.mark.browser

# what is shown is in the room within a second; a machine that runs other suites beside this
# one may take longer, which the printed figures tell
A_SECOND = 1_000
ALLOWANCE = 4_000

CANARY = "zitronenfalter"
PRIVATE = "The principal looked away when the buses came up."
OPENING = "Welcome back: we begin with the aim."
BEFORE_THE_KILL = "Half of the families said that the night "
AFTER_THE_KILL = "shift ends after the last bus."
DECISION = "We go on with the later bus in March"
REASON = "Absences on Mondays fell for two of three groups"
SEEN = "Nobody asked families who work at night"
CHANGE = "We ask them before March, by telephone"
PROMISE = "Call the twelve families of the night shift"
PLACE = "Library, second door"
LINES = [
    "Monday absences fell from 41 to 29",
    "Nadie preguntó a las familias que trabajan de noche",
    "The late bus came on nine of ten days",
]


@dataclass
class Played:
    """What happened in the meeting, for the questions below."""

    place: Place
    heard: list[Heard] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    shown_after: dict[str, int] = field(default_factory=dict)
    seen: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def times(self, what: str, pressed: int, shown: int) -> None:
        self.shown_after[what] = shown - pressed


@pytest.fixture(scope="module")
def played(browser, tmp_path_factory):  # noqa: F811
    """The whole meeting, once; each test then asks one thing about it."""
    place = a_place(tmp_path_factory.mktemp("meeting"))
    play = Played(place)
    with watched_context(browser, complaints=NO_ANSWER) as windows:
        with a_room(place) as room:
            wall, desk = Wall(windows, room, place), Desk(windows, room, place)
            first_half(play, place, wall, desk)
            leaving_the_stage(play, place, wall, desk)
            in_both_languages(play, place, wall, desk)
            in_the_middle_of_a_sentence(play, desk)
            keep(play, wall, desk)
        for window in (wall, desk):
            window.page.goto("about:blank")
    place.let_pass(minutes=24 * 60)
    with a_room(place) as room, watched_context(browser) as windows:
        the_next_day(play, place, windows, room)
    print(f"\nshown in the room after, in ms: {play.shown_after}")
    yield play
    place.journal.close()


def keep(play: Played, wall: Wall, desk: Desk) -> None:
    play.heard += wall.heard
    play.frames += wall.frames


def first_half(play, place, wall, desk):
    """Opening, figures, lines; it gets late, and a step goes."""
    play.seen["wall at the start"] = wall.screen
    desk.plan("study", people="9", role_scribe="teacher, seat 3")
    play.times("step", desk.shows("step"), wall.shows("step", "Opening"))
    desk.writes_line(OPENING)
    desk.writes_note(f"{CANARY}: {PRIVATE}")
    place.let_pass(minutes=5)

    pressed = desk.goes_on()
    play.times("next step", pressed, wall.shows("step", "Re-read", since=pressed))
    place.let_pass(minutes=5)
    desk.goes_on()
    play.times("figure", desk.shows("figure"), wall.shows("figure"))
    # twenty minutes over figures that were to take twelve
    place.let_pass(minutes=20)
    desk.goes_on()
    for line in LINES[:2]:
        desk.writes_line(line)
    pressed = desk.shows("lines")
    play.times("lines", pressed, wall.shows("lines", LINES[1], since=pressed))
    blanked(play, wall, desk)
    late(play, desk)
    place.let_pass(minutes=15)


def blanked(play, wall, desk):
    """Somebody comes in: F9 while typing, then the key of the room's own window."""
    note = "textarea[data-field*='/note/']"
    desk.writes_note("a parent has come ", ends=False)
    pressed = desk.presses_key("F9")
    play.times("blank from the desk", pressed, wall.shows("blank", since=pressed))
    desk.sees("[data-action=wake]")
    desk.page.wait_for_function("!document.querySelector('dialog[open]')", polling=100)
    play.seen["field after F9"] = desk.page.evaluate("document.activeElement.dataset.field")
    desk.page.keyboard.type("in with a child", delay=5)
    play.seen["text after F9"] = desk.page.input_value(note)
    desk.page.locator(note).blur()
    desk.is_saved()

    pressed = desk.presses("wake")
    wall.shows("lines", since=pressed)
    wall.page.bring_to_front()
    wall.page.keyboard.press("F9")
    play.times("blank from the wall", wall.pressed, wall.shows("blank", since=wall.pressed))
    desk.page.bring_to_front()
    desk.sees("[data-action=wake]")
    pressed = desk.presses("wake")
    play.times("waking", pressed, wall.shows("lines", since=pressed))


def late(play, desk):
    """What could go: never the pause and the closing; then the first of it does."""
    desk.sees(".late-options")
    play.seen["late"] = desk.page.locator(".bar-stand .late").inner_text()
    play.seen["could go"] = desk.page.locator(".late-options button").all_inner_texts()
    desk.presses("win_time", option="drop")
    desk.sees(".agenda li.dropped")
    play.seen["late after"] = desk.page.locator(".bar-stand").inner_text()


def leaving_the_stage(play, place, wall, desk):
    """Two pauses are put off; one is offered when the stage is left, and held."""
    desk.goes_on()
    desk.sees(".offer")
    play.seen["offers after 45 minutes"] = desk.offers
    for trigger in ("T2", "T3"):
        desk.presses("pause_later", trigger=trigger)
    place.let_pass(minutes=12)
    desk.goes_on()
    desk.sees(".offer", has_text="pause of this agenda")
    desk.presses("pause_later", trigger="agenda")
    desk.page.locator(".offer", has_text="pause of this agenda").wait_for(state="detached")
    place.let_pass(minutes=2)

    pressed = desk.goes_on()
    desk.sees(".offer", has_text="moved on from a stage")
    wall.shows("step", "Decide", since=pressed)
    subject = desk.decides(DECISION, REASON)
    desk.writes_line(LINES[2])
    play.seen["offers when the stage was left"] = desk.offers
    play.seen["wall with an offer"] = (wall.screen, wall.text)
    the_pause(play, place, wall, desk, subject)


def the_pause(play, place, wall, desk, decision):
    """A silent minute, a round, what the team now sees, what changes, and where."""
    desk.presses("pause_accept", trigger="T1")
    desk.sees(".prompt")
    play.seen["wall before the silent minute"] = wall.screen
    pressed = desk.presses("pause_phase", phase="silent")
    play.times("pause", pressed, wall.shows("pause", "one silent minute", since=pressed))
    place.let_pass(minutes=1)
    pressed = desk.presses("pause_phase", phase="round")
    play.times("round", pressed, wall.shows("pause", "around the circle", since=pressed))
    place.let_pass(minutes=2)
    # an end without a consequence is refused
    desk.presses("pause_end")
    play.seen["refused"] = desk.sees("[role=alert], .live-mark", has_text="pause").inner_text()
    pressed = desk.presses("pause_phase", phase="consequence")
    wall.shows("pause", since=pressed)
    desk.writes("[data-field^='pause/'][data-field$='#seen']", SEEN)
    play.seen["what it saw"] = wall.shows("pause", SEEN)
    desk.writes("[data-field^='pause/'][data-field$='#change']", CHANGE)
    desk.page.select_option("[data-field^='pause/'][data-field$='#changes']", decision)
    desk.is_saved()
    pressed = desk.pressed
    wall.shows("pause", DECISION)
    desk.presses("pause_end")
    desk.sees(".changed-by")
    play.seen["the decision says"] = desk.page.locator(".changed-by").first.inner_text()
    play.seen["quiet"] = desk.sees(".hint", has_text="No pause is offered").inner_text()
    play.faults += violations(desk.page)
    place.let_pass(minutes=9)


def in_both_languages(play, place, wall, desk):
    """English, both, Spanish, while a note is being typed; then a pause that is skipped."""
    desk.goes_on()
    note = "textarea[data-field*='/note/']"
    desk.writes_note("tell the board ", ends=False)
    for language in ("both", "es"):
        pressed = desk.speaks(language)
        voices = "2" if language == "both" else "1"
        wall.page.wait_for_selector(f"[data-voices='{voices}']")
        at = next(each.at for each in reversed(wall.heard) if each.at >= pressed)
        play.times(f"language {language}", pressed, at)
        play.seen[f"wall in {language}"] = wall.text
    desk.sees("h2", has_text="Pausa de equidad")
    play.seen["text after the switch"] = desk.page.input_value(note)
    desk.writes_note("before it hears", ends=True)
    play.seen["step after the switch"] = desk.step

    desk.presses_key("F4")
    desk.sees(".pause-skip summary").click()
    desk.presses("pause_skip", reason="just_done")
    desk.sees("[data-action=pause_start]")
    play.seen["wall after skipping"] = wall.screen
    place.let_pass(minutes=8)


def in_the_middle_of_a_sentence(play, desk):
    """The kernel of the desk is killed between two words."""
    field = "input[data-list]"
    box = desk.sees(field)
    box.click()
    box.press_sequentially(BEFORE_THE_KILL, delay=5)
    with desk.page.expect_navigation(timeout=90_000):
        desk.kill_kernel()
        desk.page.keyboard.type(AFTER_THE_KILL, delay=15)
    desk.comes()
    sentence = BEFORE_THE_KILL + AFTER_THE_KILL
    desk.page.wait_for_function(
        "([field, text]) => document.querySelector(field)?.value === text",
        arg=[field, sentence], polling=100,
    )  # fmt: skip
    desk.page.locator(field).press("Enter")
    desk.sees(".written-lines .written", has_text=sentence)
    desk.is_saved()


def the_next_day(play, place, windows, room):
    """The team is in the list; its meeting stands where it stood, the wall is blank."""
    home = windows.new_page()
    home.goto(room.page("00_home"))
    link = home.locator("ul.teams a", has_text="Attendance team").first
    link.wait_for(timeout=60_000)
    play.seen["address of the team"] = link.get_attribute("href")
    home.close()
    play.seen["room of yesterday"] = dict(place.room)
    wall, desk = Wall(windows, room, place), Desk(windows, room, place)
    play.seen["wall the next day"] = (wall.screen, wall.text)
    play.seen["step the next day"] = desk.page.locator("#step-title").inner_text()
    desk.goes_on()
    closing(play, place, wall, desk)
    keep(play, wall, desk)


def closing(play, place, wall, desk):
    """A promise, the next date, and the end."""
    desk.promises(PROMISE, to="families", by="2031-03-02")
    desk.fills("[data-field$='/next#on']", "2031-03-09")
    desk.fills("[data-field$='/next#starts']", "16:30")
    desk.writes("[data-field$='/next#place']", PLACE)
    place.let_pass(minutes=11)
    desk.sees("summary", has_text="Tarjetas").click()
    pressed = desk.presses("show", thing="goodbye")
    wall.shows("card", "9 de marzo de 2031", since=pressed)
    pressed = desk.presses("end_meeting")
    desk.sees("#end-title", has_text="La reunión terminó")
    wall.shows("blank", since=pressed)
    play.seen["told at the end"] = desk.page.locator(".end li").all_inner_texts()
    play.faults += violations(desk.page)


@pytest.fixture(scope="module")
def exported(played, tmp_path_factory):
    """What ``equitykit export`` wrote: the JSON lines, and the text and source of each page."""
    out = tmp_path_factory.mktemp("export")
    asked = ["export", "--store", played.place.store, "--out", out, "--language", "both"]
    done = CliRunner().invoke(app, [str(each) for each in asked])
    assert done.exit_code == 0, done.output
    [lines] = out.glob("*.jsonl")
    pages = {page.name: page.read_text(encoding="utf-8") for page in out.glob("*.html")}
    return [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()], pages


@pytest.fixture(scope="module")
def files(played):
    """The files that ending the meeting has written, by ending or name."""
    return {
        path.name.replace("minutes.", "").removesuffix(".html") if path.suffix == ".html"
        else path.suffix.removeprefix("."): path
        for path in (played.place.folder / "work" / "exports").rglob("*.*")
    }  # fmt: skip


def text_of(page: str) -> str:
    """What a reader of a page reads, in one line."""
    body = re.sub(r"(?s)<(style|script|title)\b.*?</\1>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# what the room saw


def test_what_is_shown_is_in_the_room_within_a_second(played):
    assert len(played.shown_after) >= 10
    assert median(played.shown_after.values()) <= A_SECOND
    assert max(played.shown_after.values()) <= A_SECOND + ALLOWANCE


def test_the_wall_starts_blank_and_is_blank_again_the_next_day(played):
    assert played.seen["wall at the start"] == "blank"
    assert played.seen["room of yesterday"]["blank"] is False
    assert played.seen["wall the next day"][0] == "blank"


def test_an_offered_pause_leaves_the_wall_as_it_is_until_the_silent_minute(played):
    assert (
        "The team has moved on from a stage without a pause."
        in (played.seen["offers when the stage was left"])
    )
    screen, text = played.seen["wall with an offer"]
    assert screen == "step" and text.startswith("Decide: adapt, adopt, abandon")
    assert "moved on" not in text
    assert played.seen["wall before the silent minute"] == "step"


def test_a_pause_asks_in_both_languages_whatever_the_meeting_speaks(played):
    silent = [each.text for each in played.heard if "one silent minute" in each.text]
    assert silent
    assert all("un minuto de silencio" in text for text in silent)


def test_the_wall_spoke_english_then_both_then_spanish(played):
    both, spanish = played.seen["wall in both"], played.seen["wall in es"]
    assert "Next step and tell-back" in both and "Próximo paso y devolución" in both
    assert "Next step and tell-back" not in spanish and "Próximo paso y devolución" in spanish


def test_the_wall_never_showed_the_note_a_path_or_an_error(played):
    ever = "\n".join(each.text for each in played.heard)
    assert LINES[0] in ever
    sent = "\n".join(played.frames)
    assert "Opening and agreements" in sent
    for secret in (CANARY, PRIVATE, "tell the board", "a parent has come"):
        assert secret not in ever
        assert secret not in sent
    for trouble in (str(played.place.folder), "sqlite", "Traceback", "Error", "/home/", "/tmp/",
                    "/dev/shm"):  # fmt: skip
        assert trouble not in ever
    assert "not finished" not in ever


# what the facilitator saw


def test_blanking_by_f9_and_speaking_another_language_leave_the_words_that_are_being_typed(played):
    assert played.seen["field after F9"].endswith("/note/compare_lines#text")
    assert played.seen["text after F9"] == "a parent has come in with a child"
    assert played.seen["text after the switch"] == "tell the board "
    assert played.seen["step after the switch"] == "next_tell_back"


def test_a_late_meeting_is_told_what_could_go_and_never_its_pause_or_closing(played):
    assert played.seen["late"] == "8 min late"
    assert played.seen["could go"][0] == "Drop “Our theory now”: wins 12 min · ends in time"
    for protected in ("Opening", "pause", "Close", "close"):
        assert not [option for option in played.seen["could go"] if protected in option]
    assert "4 min ahead" in played.seen["late after"]


def test_no_pause_is_offered_for_twenty_minutes_after_one(played):
    assert "20 more min" in played.seen["quiet"]


def test_the_next_day_the_team_is_in_the_list_and_the_meeting_where_it_was(played):
    assert f"team={played.place.team}" in played.seen["address of the team"]
    assert played.seen["step the next day"] == "Próximo paso y devolución"


def test_axe_finds_nothing_after_the_pause_and_at_the_end(played):
    assert played.faults == []


# what the record holds


def test_ninety_minutes_were_worked_and_the_step_that_went_is_known(played):
    [ended] = played.place.stands(MeetingEnded).values()
    assert ended.dropped == ("revisit_theory",)
    assert ended.minutes["look_at_data"] == 20
    assert 88 <= sum(ended.minutes.values()) <= 96


def test_one_pause_was_held_and_one_skipped_and_neither_names_anybody(played):
    held, skipped = played.place.stands(Pause).values()
    [(decision, _)] = played.place.stands(Decision).items()
    assert (held.trigger, held.stage) == ("T1", "study")
    assert (held.seen, held.change, held.changes) == (SEEN, CHANGE, decision)
    assert (skipped.trigger, skipped.skipped) == ("asked", "just_done")
    assert not {"by", "who", "person", "name", "author"} & set(Pause.model_fields)


def test_a_sentence_cut_by_the_death_of_its_kernel_is_whole_and_there_once(played):
    texts = [line.text for line in played.place.stands(Line).values()]
    assert sorted(texts) == sorted([OPENING, *LINES, BEFORE_THE_KILL + AFTER_THE_KILL])


def test_the_export_holds_every_word(played, exported):
    lines, pages = exported
    texts = "\n".join(str(value) for line in lines for value in (line.get("record") or {}).values())
    assert len(pages) == 2
    for written in EVERYTHING:
        assert written in texts
        for page in pages.values():
            assert written in text_of(page)
    assert played.place.journal.drafts(played.place.team) == []


def test_the_decision_shows_the_pause_that_changed_it_wherever_it_is_read(played, exported, files):
    assert played.seen["the decision says"].startswith("Changed by the equity pause of")
    _, pages = exported
    for page in pages.values():
        decision = text_of(page).split(DECISION, 1)[1]
        assert SEEN in decision or CHANGE in decision
    assert "Changed by the equity pause of" in text_of(files["en"].read_text(encoding="utf-8"))
    assert "por la pausa de equidad" in text_of(files["es"].read_text(encoding="utf-8"))


def test_the_end_wrote_a_backup_a_pack_minutes_in_both_languages_and_a_date(files, tmp_path):
    backup = open_journal(files["sqlite"])
    assert backup.verify() == []
    assert {d.text for _, d in backup.standing(backup.teams()[0].stream).of(Decision)} == {DECISION}
    backup.close()

    elsewhere = open_journal(tmp_path / "elsewhere.sqlite")
    opened = open_pack(elsewhere, files["equitykit"])
    assert len(elsewhere.standing(opened.info.stream).of(Line)) == 5
    elsewhere.close()

    for language in ("en", "es"):
        minutes = files[language].read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in minutes
        assert DECISION in text_of(minutes) and PROMISE in text_of(minutes)
        assert CANARY not in minutes
    assert "DTSTART:20310309T163000" in files["ics"].read_text(encoding="utf-8")


EVERYTHING = [
    OPENING,
    f"{CANARY}: {PRIVATE}",
    "a parent has come in with a child",
    "tell the board before it hears",
    *LINES,
    BEFORE_THE_KILL + AFTER_THE_KILL,
    DECISION,
    REASON,
    SEEN,
    CHANGE,
    PROMISE,
    PLACE,
]
