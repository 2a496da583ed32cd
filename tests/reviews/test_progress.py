"""Where a meeting stands, step by step."""

import pytest

from equitykit.reviews.progress import (
    Progress,
    Timer,
    add_minutes,
    begin,
    come_back,
    continue_timer,
    drop,
    go_to,
    hold,
    leave,
    release,
    reopen,
    start_timer,
    stop_timer,
    take_back,
    tap,
)

MINUTE = 60_000
NOON = 1_800_000_000_000


def after(progress: Progress, changes: dict) -> Progress:
    # a key that is set to nothing goes back to its default, as in the state of a room
    values = progress.model_dump() | changes
    return Progress(**{name: value for name, value in values.items() if value is not None})


@pytest.fixture
def begun() -> Progress:
    return after(Progress(language="both", theme="dark"), begin("meeting/1", "arrival", NOON))


def test_a_meeting_begins_with_a_blank_room_and_keeps_language_and_theme(begun):
    assert (begun.step, begun.blank) == ("arrival", True)
    assert (begun.language, begun.theme) == ("both", "dark")


def test_going_back_adds_to_the_time_a_step_had_before(begun):
    there = after(begun, go_to(begun, "notice", NOON + 8 * MINUTE))
    back = after(there, go_to(there, "arrival", NOON + 10 * MINUTE))

    assert back.minutes_worked(NOON + 13 * MINUTE) == {"arrival": 11, "notice": 2}
    assert back.elapsed_minutes(NOON + 13 * MINUTE) == 13


def test_a_new_step_begins_without_the_timer_phase_and_tally_of_the_last(begun):
    busy = after(begun, start_timer(60, NOON) | {"phase": "pair", "tally": {"teacher": 3}})

    moved = after(busy, go_to(busy, "notice", NOON))

    assert (moved.timer, moved.phase, moved.tally) == (None, "", {})


def test_a_held_room_is_blank_and_its_timer_stands_and_goes_on_where_it_was(begun):
    running = after(begun, start_timer(300, NOON) | {"blank": False})

    held = after(running, hold(running, NOON + MINUTE))
    again = after(held, release(held, NOON + 30 * MINUTE))

    assert held.blank and held.held and held.timer == Timer(left=4 * MINUTE)
    assert again.timer == Timer(ends=NOON + 34 * MINUTE)
    assert again.blank, "waking returns blank"


def test_a_timer_stops_goes_on_and_gets_more_time(begun):
    running = after(begun, start_timer(120, NOON))
    stopped = after(running, stop_timer(running, NOON + MINUTE))
    longer = after(stopped, add_minutes(stopped, 2, NOON + 5 * MINUTE))
    on = after(longer, continue_timer(longer, NOON + 6 * MINUTE))
    run_out = add_minutes(running, 1, NOON + 10 * MINUTE)

    assert longer.timer == Timer(left=3 * MINUTE)
    assert on.timer == Timer(ends=NOON + 9 * MINUTE)
    assert run_out == {"timer": {"ends": NOON + 11 * MINUTE}}


def test_a_dropped_step_can_be_taken_back(begun):
    dropped = after(begun, drop(begun, "hopes"))

    assert dropped.dropped == ("hopes",)
    assert after(dropped, take_back(dropped, "hopes")).dropped == ()


def test_speaking_is_counted_by_role(begun):
    once = after(begun, tap(begun, "teacher"))

    assert after(once, tap(once, "teacher")).tally == {"teacher": 2}


def test_a_meeting_that_was_left_opens_again_where_it_stood_and_the_time_away_does_not_count(begun):
    there = after(begun, go_to(begun, "notice", NOON + 8 * MINUTE) | {"touched": NOON + 9 * MINUTE})
    away = after(there, leave(there))
    assert away.meeting == ""

    back = after(away, reopen(away, "meeting/1", NOON + 24 * 60 * MINUTE))

    assert (back.meeting, back.step, back.blank) == ("meeting/1", "notice", True)
    assert back.minutes_worked(NOON + 24 * 60 * MINUTE) == {"arrival": 8, "notice": 1}


def test_the_clock_of_a_meeting_stands_still_over_night_and_runs_through_a_break(begun):
    there = after(begun, {"touched": NOON + 30 * MINUTE})

    assert come_back(there, NOON + 90 * MINUTE) == {}
    next_day = after(there, come_back(there, NOON + 24 * 60 * MINUTE))
    assert next_day.elapsed_minutes(NOON + 24 * 60 * MINUTE) == 30
