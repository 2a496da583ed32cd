"""Quiet minutes leave nothing behind but a line that somebody chose to give away (S24)."""

import re

import pytest

from equitykit.content.preparation import MIRROR_QUESTIONS
from equitykit.errors import EquitykitError
from equitykit.records.mirror import GivenLine
from equitykit.workbook.practices.mirror import PRACTICE

TEXT = "I bent a rule for my own child"


def refused(desk, **values) -> str:
    with pytest.raises(EquitykitError) as raised:
        desk.press("mirror.give", **values)
    return raised.value.id


def test_what_is_typed_for_oneself_has_no_way_out_of_the_page(practised):
    desk = practised.at("02_open")
    html = desk.desk("mirror")
    areas = re.findall(r"<textarea[^>]*>", html)
    assert len(areas) == len(MIRROR_QUESTIONS)
    for area in areas:
        # no name that a form would send, no field of the record, no action
        assert "data-private" in area
        assert not re.search(r"\b(name|id|form|data-field|data-action)=", area)
    for form in re.findall(r"<form.*?</form>", html, re.DOTALL):
        assert "<textarea" not in form


def test_no_field_and_no_action_takes_private_text(practised):
    desk = practised.at("02_open")
    before = len(desk.page.moment().entries), desk.page.team.journal.room(desk.page.team.stream)
    assert PRACTICE.writes == ()
    assert set(PRACTICE.actions) == {"give", "take_back"}
    for subject in ("mirror", "mirror/answer", "given/abcdef0123456789"):
        with pytest.raises(EquitykitError):
            desk.write(subject, "text", TEXT)
    for action in ("mirror.save", "mirror.send", "mirror.answer"):
        with pytest.raises(EquitykitError):
            desk.press(action, text=TEXT)
    assert refused(desk, text=TEXT, free="") == "given_not_free"
    after = len(desk.page.moment().entries), desk.page.team.journal.room(desk.page.team.stream)
    assert after[0] == before[0] and TEXT not in str(after[1].values)
    assert desk.page.team.journal.drafts(desk.page.team.stream) == []


def test_a_given_line_is_one_line_given_freely_without_a_name(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    assert refused(desk, text="", free="true") == "text_missing"
    assert refused(desk, text="x" * 201, free="true") == "given_too_long"
    assert refused(desk, text="one\ntwo", free="true") == "given_too_long"
    press = desk.press("mirror.give", text="I will ask before I explain.", free="true")
    desk.press("mirror.give", id=press, text="I will ask before I explain.", free="true")

    assert set(GivenLine.model_fields) == {"meeting", "text"}
    assert [each.text for each in desk.stands(GivenLine).values()] == [
        "I will ask before I explain."
    ]
    assert "I will ask before I explain." in desk.show("mirror.given")
    assert "I will ask before I explain." in desk.told("mirror")


def test_who_gave_a_line_may_take_it_back_and_it_is_gone(practised, tmp_path):
    desk = practised.at("02_open")
    subject = f"given/{desk.press('mirror.give', text='I wait for them.', free='true')}"
    press = desk.press("mirror.take_back", subject=subject)
    desk.press("mirror.take_back", id=press, subject=subject)
    assert desk.stands(GivenLine) == {}
    assert desk.told("mirror") == ""
    # nor is it among the earlier versions, or in a file
    versions = desk.page.team.journal.versions(desk.page.team.stream, subject)
    assert [each.record for each in versions if not each.erased] == []
    assert [
        f for f in tmp_path.rglob("*") if f.is_file() and b"I wait for them" in f.read_bytes()
    ] == []
    with pytest.raises(EquitykitError):
        desk.press("mirror.take_back", subject="support")


def test_the_wall_has_the_questions_in_both_languages_and_says_that_nothing_is_collected(practised):
    desk = practised.at("02_open")
    desk.plan("launch")
    desk.press("language", language="both")
    wall = desk.show("mirror.quiet")
    assert "When did a rule bend for me?" in wall and "¿Cuándo se dobló una regla" in wall
    assert "Nothing is collected." in wall and "Nada se recoge." in wall


def test_quiet_minutes_run_on_the_meetings_quiet_timer(practised):
    desk = practised.at("02_open")
    assert "Start 3 quiet minutes" not in desk.read("mirror")
    desk.plan("launch")
    assert "Start 3 quiet minutes" in desk.read("mirror")
    desk.press("timer_start", minutes=3)
    assert desk.page.moment().progress.timer is not None


def test_the_private_sheet_is_paper_with_room_for_each_question(practised):
    desk = practised.at("02_open")
    paper = desk.paper("mirror")
    assert "Whose mistakes do I explain" in paper and "Nobody collects it" in paper
    spanish = practised.at("02_open", language="es").paper("mirror")
    assert "¿Qué errores explico y cuáles castigo?" in spanish
