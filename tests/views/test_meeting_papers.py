"""Run sheet, paper twin, minutes and the story so far: readable without the software."""

import re
from html import unescape

import made_up_meeting as meetings
import pytest

from equitykit.content.continuity import load_newcomer_path, load_pack_sections
from equitykit.content.preparation import MIRROR_QUESTIONS, load_room_checks
from equitykit.views.continuity import continuity_pack, newcomer_page
from equitykit.views.minutes import minutes
from equitykit.views.paper import paper_twin
from equitykit.views.private_reflection import private_reflection
from equitykit.views.run_sheet import run_sheet

ENGLISH, SPANISH = meetings.BOTH


def text(html) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html))))


def twin(languages=meetings.BOTH) -> str:
    return text(
        paper_twin(meetings.paper_steps(), meeting="Data", when="today", languages=languages)
    )


@pytest.mark.parametrize("words", meetings.BOTH, ids=["en", "es"])
def test_the_run_sheet_has_every_step_with_what_to_say_and_every_check(words):
    said = text(run_sheet(meetings.sheet(words), words=words))

    for step in meetings.AGENDA.steps:
        assert words(f"steps.{step.id}.room") in said
    for lines in load_room_checks().values():
        for line in lines:
            assert words(f"room_checks.{line}.line") in said


def test_the_run_sheet_marks_what_goes_first_and_what_stays():
    said = text(run_sheet(meetings.sheet(ENGLISH), words=ENGLISH))

    assert "Crossings and small groups ° first to go when late" in said
    assert "Equity pause stays" in said


def test_the_debrief_is_not_part_of_the_record():
    said = text(run_sheet(meetings.sheet(ENGLISH), words=ENGLISH))

    assert "Take this page with you. It is not part of the record." in said


def test_the_paper_twin_has_both_languages_on_the_same_sheet():
    said = twin()

    for step in meetings.AGENDA.steps:
        for words in meetings.BOTH:
            assert words(f"steps.{step.id}.name") in said


def test_on_paper_a_pause_can_change_something_nothing_or_be_skipped():
    said = twin((ENGLISH,))

    for line in ("What we now see", "What changes", "Nothing changes, because", "short on time"):
        assert line in said
    assert "What do we expect to see, and why? What can we see? No reasons yet." in said


@pytest.mark.parametrize("words", meetings.BOTH, ids=["en", "es"])
def test_the_pack_names_every_part_and_says_of_an_empty_one_that_it_is(words):
    html = continuity_pack(meetings.sections(), team="Lantern Hill", words=words)
    said = text(html)

    for part in load_pack_sections():
        assert words(f"pack_sections.{part.id}.name") in said
    filled = [each for each in meetings.sections() if each.records]
    empty = len(load_pack_sections()) - len(filled)
    assert said.count(words("pack_sections.pack.not_yet")) == empty


def test_the_pack_holds_decisions_with_reasons_and_the_pause_that_changed_them():
    line = "Changed by the pause on January 13"
    html = continuity_pack(
        meetings.sections(), team="T", changed_by={"decision/1": line}, words=ENGLISH
    )

    assert "Ninth grade first" in text(html)
    assert "The gap is widest" in text(html)
    assert line in html


def test_a_role_that_only_one_has_carried_is_named():
    html = continuity_pack(
        meetings.sections(),
        team="T",
        holders={"scribe": ("seat 3",), "timekeeper": ("seat 1", "seat 2")},
        words=ENGLISH,
    )

    assert text(html).count("Only one seat or job has carried this role so far.") == 1


def test_the_ten_minute_path_says_what_is_not_there_yet():
    said = text(newcomer_page(meetings.path(), {}, team="T", words=ENGLISH))

    for item in load_newcomer_path():
        assert ENGLISH(f"newcomer.{item.id}.not_yet") in said


def test_the_ten_minute_path_has_the_chart_and_todays_question():
    said = text(
        newcomer_page(meetings.path(), {}, team="T", question="Whose bus is late?", words=ENGLISH)
    )

    assert "Whose bus is late?" in said
    assert ENGLISH("newcomer.todays_question.not_yet") not in said


def test_the_minutes_hold_lines_decisions_promises_and_pauses():
    said = text(minutes(meetings.held(ENGLISH), labels={"decision/1": "Grade 9"}, words=ENGLISH))

    for line in (*meetings.LINES[:3], "Ninth grade first", "Ask the bus office", "March 2, 2026"):
        assert line in said
    assert "We meet on Saturdays" in said
    assert "Crossings left out" in said
    assert "No date was set." in said


@pytest.mark.parametrize("words", meetings.BOTH, ids=["en", "es"])
def test_private_thoughts_have_a_field_that_nothing_reads_or_stores(words):
    html = str(private_reflection(words))
    area = re.search(r"<textarea[^>]*>", html)[0]

    assert "data-private" in area
    assert 'autocomplete="off"' in area
    assert 'spellcheck="false"' in area
    assert "name=" not in area
    assert "data-field" not in area
    assert words("care.private.note") in html
    for question in MIRROR_QUESTIONS:
        assert words(f"care.{question}.question") in html
