"""What the room sees, and what it cannot see."""

import re
from dataclasses import fields

import made_up_meeting as meetings
import pytest

from equitykit.views import today_room
from equitykit.views.timers import Timer, clock
from equitykit.views.today_room import (
    BlankScreen,
    CardScreen,
    FigureScreen,
    LinesScreen,
    PauseScreen,
    RoomScreen,
    StepScreen,
    page_count,
    room_screen,
)

ENGLISH, SPANISH = meetings.BOTH
HOSTILE = "<img src=x onerror=alert(1)>{{ words }}\u202e=cmd|calc"


def said(text: str) -> dict[str, str]:
    return {"en": text, "es": text}


def seen(html) -> str:
    """What the room reads: no attributes, no buttons that only the keyboard finds."""
    shown = re.sub(r'(?s)<div class="room-keys">.*?</div>', "", str(html))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)).strip()


def test_a_meeting_starts_blank():
    assert RoomScreen().show == BlankScreen()


def test_a_blank_screen_has_one_sentence_for_those_who_cannot_see_it():
    html = room_screen(RoomScreen(meeting="Data", place="3 / 9"), meetings.BOTH)

    assert seen(html) == "The screen is blank"
    assert 'class="unseen">The screen is blank' in html


@pytest.mark.parametrize("name", meetings.screens())
def test_every_screen_says_that_waking_returns_it_to_blank(name):
    html = room_screen(RoomScreen(meetings.screens()[name]), meetings.BOTH)

    assert "data-blank-on-wake" in html


@pytest.mark.parametrize("name", meetings.screens())
def test_a_screen_in_two_languages_marks_each_of_them(name):
    html = room_screen(RoomScreen(meetings.screens()[name]), meetings.BOTH)

    if name != "blank":
        assert 'lang="en"' in html
        assert 'lang="es"' in html


@pytest.mark.parametrize("name", meetings.screens())
def test_the_only_controls_are_keys(name):
    html = str(room_screen(RoomScreen(meetings.screens()[name]), meetings.BOTH))
    keys = html[html.index('<div class="room-keys">') :]

    assert "data-action" not in html.replace(keys, "")
    assert not re.search(r"<(input|textarea|select|form|a)\b", html)
    assert set(re.findall(r'data-action="(\w+)"', keys)) <= {"blank", "wake", "page"}


def test_no_screen_has_a_place_for_a_note_a_hint_or_an_error():
    private = {"note", "hint", "reason", "why", "error", "path", "address", "absent"}

    for kind in today_room.Shown.__args__:
        assert not {each.name for each in fields(kind)} & private, kind


def test_a_pause_shows_its_question_then_what_came_of_it():
    pause = PauseScreen(said("Who is missing?"), seen="Night shifts", change="Saturday")

    silent = seen(room_screen(RoomScreen(pause), (ENGLISH,)))
    assert "Who is missing?" in silent
    assert "Night shifts" not in silent
    after = PauseScreen(said("Who?"), "consequence", seen="Night shifts", change="Saturday")
    shown = seen(room_screen(RoomScreen(after), (ENGLISH,)))
    assert "What do we now see? Night shifts What changes? Saturday" in shown


def test_a_pause_that_changes_nothing_can_say_so():
    pause = PauseScreen(said("Who?"), "consequence", seen="x", unchanged="the bell is not ours")

    assert "Nothing changes because … the bell is not ours" in seen(
        room_screen(RoomScreen(pause), (ENGLISH,))
    )


def test_what_a_pause_says_at_length_goes_on_on_more_pages():
    pause = PauseScreen(said("Who?"), "consequence", seen="word " * 600, change="Saturday")

    number, of = page_count(RoomScreen(pause), (ENGLISH,))
    assert (number, of > 2) == (1, True)
    last = PauseScreen(pause.prompt, "consequence", seen=pause.seen, change="Saturday", page=of)
    assert "Saturday" in seen(room_screen(RoomScreen(last), (ENGLISH,)))


def test_a_figure_stands_in_the_language_whose_turn_it_is():
    figures = {"en": "IN ENGLISH", "es": "EN ESPAÑOL"}

    first = room_screen(RoomScreen(FigureScreen(figures)), meetings.BOTH)
    second = room_screen(RoomScreen(FigureScreen(figures, page=2)), meetings.BOTH)

    assert "IN ENGLISH" in first and "EN ESPAÑOL" not in first
    assert "EN ESPAÑOL" in second and "IN ENGLISH" not in second
    assert page_count(RoomScreen(FigureScreen(figures)), meetings.BOTH) == (1, 2)


def test_what_people_wrote_stands_once_between_two_languages():
    html = room_screen(RoomScreen(LinesScreen(said("Lines"), ("Once",))), meetings.BOTH)

    assert seen(html).count("Once") == 1
    assert seen(html).count("Lines") == 2


@pytest.mark.parametrize(
    "show",
    [
        LinesScreen(said(HOSTILE), (HOSTILE,)),
        CardScreen(said(HOSTILE), (HOSTILE,)),
        PauseScreen(said(HOSTILE), "consequence", seen=HOSTILE, change=HOSTILE, changes=HOSTILE),
        StepScreen(said(HOSTILE), said(HOSTILE)),
    ],
)
def test_what_people_wrote_is_text_and_nothing_else(show):
    html = room_screen(RoomScreen(show, meeting=HOSTILE), meetings.BOTH)

    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;{{ words }}" in html


def test_a_timer_that_runs_and_one_that_stands_are_told_apart():
    running = room_screen(
        RoomScreen(StepScreen(said("a"), said("b"), Timer(ends=1_768_000_000_000))), (ENGLISH,)
    )
    standing = room_screen(
        RoomScreen(StepScreen(said("a"), said("b"), Timer(left=65_000))), (ENGLISH,)
    )

    assert 'data-ends="1768000000000"' in running and "data-left" not in running
    assert 'data-left="65000">1:05<' in standing and "data-ends" not in standing


def test_a_timer_below_zero_stands_at_zero():
    assert clock(-5_000) == "0:00"
