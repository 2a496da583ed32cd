"""The log of pauses: what was seen, what it changed, never who said what."""

import re
from datetime import date
from html import unescape
from zoneinfo import ZoneInfo

import made_up_meeting as meetings

from equitykit.content.prompts import load_prompts
from equitykit.reviews.pause_log import PauseLog
from equitykit.views.pause_log import changed_by_line, pause_log, pause_log_lines
from equitykit.views.prompt_bank import prompt_bank

ENGLISH, SPANISH = meetings.BOTH
LABELS = {"decision/1": "Decision: Tuesdays at 4"}


def text(html) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html))))


def test_each_pause_says_what_came_of_it():
    said = text(pause_log(meetings.log(), labels=LABELS, words=ENGLISH))

    assert "What changes We meet on Saturdays" in said
    assert "Which entry it changes Decision: Tuesdays at 4" in said
    assert "Skipped because short on time" in said
    assert "Nothing changes, because the bell is not ours" in said
    assert "not finished" in said


def test_pauses_are_counted_and_not_graded():
    said = text(pause_log(meetings.log(), labels=LABELS, words=ENGLISH))

    assert "3 pauses were held. 1 of 3 changed something. 1 was skipped, with a reason." in said
    assert "%" not in said


def test_moments_are_told_in_the_zone_of_the_room():
    said = text(
        pause_log(
            meetings.log(), labels=LABELS, zone=ZoneInfo("America/Los_Angeles"), words=ENGLISH
        )
    )

    assert "January 13, 2026, 3:40" in said


def test_an_empty_log_says_so():
    assert "No pause yet." in text(pause_log(PauseLog(()), labels={}, words=ENGLISH))


def test_for_the_room_the_log_is_lines():
    assert pause_log_lines(meetings.log(), words=ENGLISH) == (
        "Who is missing → We meet on Saturdays",
        "Nothing changes, because the bell is not ours",
    )


def test_an_entry_names_the_pause_that_changed_it():
    assert changed_by_line(date(2026, 1, 13), words=SPANISH) == (
        "Cambió por la pausa del 13 de enero de 2026"
    )


def test_the_bank_has_every_prompt_once_and_points_to_the_neighbours_by_name():
    said = text(prompt_bank(load_prompts().values(), own=("F1",), asked={"D2": 2}, words=ENGLISH))

    for id in load_prompts():
        assert said.count(ENGLISH(f"prompts.{id}.text")) == 1
    for name in ("equityXdesign", "Liberatory Design", "CI for Equity", "Street Data"):
        assert name in said
    assert "Whose view is missing · asked 2 times" in said
    assert said.count("our district's own") == 1
