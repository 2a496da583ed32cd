"""*Launch* and *Define*, played by twelve people in two windows, in English and in Spanish.

What the room saw and did not see, what a refusal kept, and what the pack alone tells somebody
who was never there. The steps are in ``tests/played_launch.py`` and ``tests/played_define.py``.
"""

import re
from html import unescape

import played_define
import pytest
from browser import browser, violations, watched_context  # noqa: F401
from meeting import Desk, Wall, a_place, a_room
from played_define import define
from played_launch import GIVEN_AWAY, PEOPLE, SECRET, Play, launch
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.content.texts import load_words
from equitykit.records.agreements import AgreementConsent
from equitykit.records.labour import LabourTask
from equitykit.records.notes import Decision
from equitykit.records.pauses import Pause
from equitykit.records.rights import ItemInput
from equitykit.records.rounds import Round
from equitykit.records.team import MeetingEnded
from equitykit.workbook.meeting_minutes import Account
from equitykit.workbook.workbook import open_workbook

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["en", pytest.param("es", marks=pytest.mark.slow)])
def play(request, browser, tmp_path_factory):  # noqa: F811
    """Both meetings, once in each language; each test then asks one thing about them."""
    language = request.param
    place = a_place(tmp_path_factory.mktemp(f"played-{language}"))
    with watched_context(browser) as windows, a_room(place) as room:
        wall = Wall(windows, room, place, language=language)
        desk = Desk(windows, room, place, language=language)
        played = Play(place, wall, desk, load_words(language))
        launch(played)
        played.seen["faults after Launch"] = violations(desk.page)
        define(played)
        played.seen["faults after Define"] = violations(desk.page)
        played.seen["language of the page"] = desk.page.locator("html").get_attribute("lang")
        for window in (wall, desk):
            window.page.goto("about:blank")
    yield played
    place.journal.close()


@pytest.fixture(scope="module")
def pack(play):
    """What the continuity pack tells, as text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EQUITYKIT_HOME", str(play.place.folder / "work"))
        patch.setenv("QUERY_STRING", f"team={play.place.team}")
        book = open_workbook(
            "00_today", district="sample", team=play.place.team, year="latest",
            language=play.words.language, audience="team", store=str(play.place.store),
            data="sample",
        )  # fmt: skip
        html = Account(book, book.teams[0]).pack()
        book.journal.close()
    return text_of(html)


def text_of(html) -> str:
    body = re.sub(r"(?s)<(style|script|title)\b.*?</\1>", " ", str(html))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def defined(play: Play, name: str, **values) -> str:
    return played_define.says(play, name, **values)


# the room


def test_everything_that_was_revealed_lay_within_the_wall(play):
    assert play.beyond == []


def test_nothing_was_sent_to_the_wall_before_it_was_revealed(play):
    assert play.too_early == []
    for name in ("worries before the reveal", "dots while sorting"):
        assert play.words("rounds.screen.wait") in play.seen[name]
    assert play.words("rounds.screen.wait") in play.seen["drafts before the reveal"]
    assert play.words("perspectives.labels.wait") in play.seen["labels while sorting"]


def test_what_was_not_reviewed_is_nowhere_in_the_room_and_nowhere_in_the_record(play, pack):
    ever = "\n".join(heard.text for heard in play.wall.heard) + "\n".join(play.wall.frames)
    for secret in (GIVEN_AWAY, SECRET):
        assert secret not in ever
        assert secret not in pack
        assert secret.encode() not in play.place.store.read_bytes()


def test_fewer_than_five_are_shown_nothing_and_twelve_are(play):
    few = play.seen["three answers"].replace("9 / 9", "")
    assert play.words("rounds.screen.few") in few and not re.search(r"\d", few)
    assert play.words("rounds.screen.note", count=str(PEOPLE)) in play.seen["spread"]
    hopes, few, pulse, drafts, cards = play.place.stands(Round).values()
    assert (few.few, few.answers, few.counts) == (True, 0, {})
    assert {each.answers for each in (hopes, pulse, drafts, cards)} == {PEOPLE}
    assert sum(pulse.counts["p1"].values()) == PEOPLE


# the passed laptop


def test_under_the_cover_no_key_leads_out_and_an_empty_slip_is_told_beside_its_form(play):
    assert play.seen["reached by Tab"] == []
    assert play.seen["empty slip"] == play.refusal("round_slip_empty")


def test_a_slip_that_was_refused_leaves_no_word_on_the_desk(play):
    assert play.seen["long slip"].startswith(play.refusal("round_text_long", most=0)[:10])
    assert SECRET not in play.seen["desk after the refused slip"]


# what was refused


def test_nobody_is_asked_about_what_is_decided(play):
    assert play.says("decided") not in play.seen["wall when refused"]
    [heard] = play.place.stands(ItemInput).values()
    assert (heard.about, heard.text) == (play.says("open"), play.says("heard"))


def test_contradictory_counts_are_a_sentence_and_what_was_typed_stays(play):
    refused = play.refusal("more_than_present", count=PEOPLE + 2, people=PEOPLE)
    assert play.seen["too many hands"] == refused
    assert play.seen["typed after it was refused"] == str(PEOPLE)
    consents = play.place.stands(AgreementConsent).values()
    assert [(each.can, each.talk) for each in consents] == [(PEOPLE, 0)] * 3


def test_a_decision_about_an_absent_group_needs_a_day_and_wears_its_mark(play):
    assert play.seen["no day to return"] == play.refusal("return_date_missing")
    entered, begun = play.place.stands(Decision).values()
    assert entered.groups_without_part == entered.groups and entered.reopen_on
    assert begun.on is None and begun.text == defined(play, "decision")
    assert play.seen["no hours"] == play.refusal("hours_unreadable", value="some", most=400)
    [task] = play.place.stands(LabourTask).values()
    assert (task.text, task.hours, task.paid) == (play.says("task"), 3, "unpaid")


# the next meeting


def test_the_next_meeting_opens_on_its_day_with_what_was_promised(play):
    assert play.seen["planned for"] == play.on(21)
    for promised in ("promise", "commitment"):
        assert play.says(promised) in play.seen["promised"]
    assert len(play.place.stands(MeetingEnded)) == 2
    [skipped] = [each for each in play.place.stands(Pause).values() if each.skipped]
    assert skipped.skipped == "just_done"


def test_the_pack_alone_tells_a_newcomer_what_matters(play, pack):
    agreed = [play.words(f"agreements.starter.{id}") for id in ("ag3", "ag7")]
    missing = [play.says("absent"), play.words("barriers.item.hour"), play.says("need")]
    promised = [play.says("promise"), play.says("commitment"), play.says("owner")]
    still_open = [play.says("open"), play.says("answer"), defined(play, "decision")]
    meant = [played_define.SAID[each]["definition"] for each in ("en", "es")]
    told = [*agreed, play.says("agreement"), *missing, *promised, *still_open, *meant,
            defined(play, "difference"), play.says("decision"), play.says("reworded")]  # fmt: skip
    assert [text for text in told if text not in pack] == []


def test_the_export_tells_it_in_both_languages_without_any_software(play, tmp_path):
    asked = ["export", "--store", play.place.store, "--out", tmp_path, "--language", "both"]
    done = CliRunner().invoke(app, [str(each) for each in asked])
    assert done.exit_code == 0, done.output
    pages = [text_of(page.read_text(encoding="utf-8")) for page in tmp_path.glob("*.html")]
    assert len(pages) == 2
    for page in pages:
        for name in ("agreement", "absent", "need", "promise", "commitment", "decision", "answer"):
            assert play.says(name) in page
        for name in ("difference", "draft", "reworded"):
            assert defined(play, name, n=2) in page
        assert GIVEN_AWAY not in page and SECRET not in page


def test_axe_finds_nothing_at_the_end_of_either_meeting(play):
    assert play.seen["faults after Launch"] == []
    assert play.seen["faults after Define"] == []
    assert play.seen["language of the page"] == play.words.language
