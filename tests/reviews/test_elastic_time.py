"""When a meeting runs late: how late, and what each way out would drop or shorten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitykit.content.agendas import load_agendas
from equitykit.reviews.elastic_time import (
    Option,
    options_when_late,
    planned_minutes,
    slack_option,
    stand,
    stretched,
)
from equitykit.reviews.progress import Progress

AGENDAS = load_agendas()
LAUNCH = AGENDAS["launch"]


def during(step: str, dropped=(), shortened=None, **worked: int) -> Progress:
    """A meeting at `step`, after so many minutes on other steps."""
    spent = {id: minutes * 60_000 for id, minutes in worked.items()}
    return Progress(step=step, worked=spent, dropped=dropped, shortened=shortened or {})


# the agreements took 28 minutes instead of 18; the table map has had 8 of its 20
LATE = during("table_map", arrival=8, sponsor=6, connection=10, agreements=28)


def test_a_meeting_that_has_not_begun_ends_as_planned():
    assert stand(LAUNCH, Progress(), 0).late == 0
    assert list(stand(LAUNCH, Progress(), 0).ends.values()) == [8, 14, 24, 42, 62, 67, 80, 88, 90]


def test_each_step_to_come_says_when_it_will_end():
    now = stand(LAUNCH, LATE, 60)

    assert now.late == 10
    assert now.ends == {
        "table_map": 72, "pause": 77, "hopes_worries": 90, "decisions_tasks": 98, "closing_pulse": 100,
    }  # fmt: skip


def test_a_step_that_overruns_makes_the_meeting_later_minute_by_minute():
    assert [stand(LAUNCH, LATE, elapsed).late for elapsed in (72, 73, 74)] == [10, 11, 12]


def test_a_quick_meeting_is_early():
    assert stand(LAUNCH, during("agreements", arrival=5, sponsor=4, connection=8), 17).late == -7


def test_time_spent_ahead_of_its_turn_is_not_asked_for_again():
    back = during("sponsor", arrival=8, table_map=15)

    assert stand(LAUNCH, back, 23).ends["table_map"] == 23 + 6 + 10 + 18 + 5


def test_late_the_agenda_first_lets_go_what_it_marked_then_steps_get_shorter():
    assert options_when_late(LAUNCH, LATE, 60) == [
        Option("drop", {"hopes_worries": 0}, wins=13, enough=True),
        Option("shorten", {"table_map": 14, "hopes_worries": 9}, wins=10, enough=True),
        Option("end_later", {}, wins=10, enough=True),
    ]


def test_shortening_takes_no_more_than_is_needed():
    barely = during("table_map", arrival=8, sponsor=6, connection=10, agreements=21)

    shorten = options_when_late(LAUNCH, barely, 53)[1]

    assert (shorten.id, shorten.wins) == ("shorten", 3)
    assert shorten.steps == {"table_map": 18, "hopes_worries": 12}


def test_a_step_waits_for_the_next_meeting_only_when_dropping_and_shortening_are_not_enough():
    # 30 minutes late in the first step: 13 from the droppable, 2 + 3 + 6 from the others
    offered = options_when_late(LAUNCH, during("arrival"), 38)

    assert [(option.id, *option.steps) for option in offered] == [
        ("drop", "hopes_worries"),
        ("shorten", "sponsor", "connection", "table_map", "hopes_worries"),
        ("postpone", "sponsor"),
        ("postpone", "connection"),
        ("postpone", "table_map"),
        ("end_later",),
    ]
    assert [option.enough for option in offered] == [False] * 5 + [True]


def test_pause_agreements_and_closing_get_shorter_only_when_nothing_else_is_left():
    last = during("pause", dropped=("hopes_worries",), arrival=90)

    shorter, later = options_when_late(LAUNCH, last, 90)

    assert shorter == Option(
        "shorten_protected", {"pause": 4, "decisions_tasks": 6}, wins=3, enough=False
    )
    assert (later.id, later.wins) == ("end_later", 15)


def test_a_step_that_is_running_gets_shorter_but_is_not_taken_from_the_room():
    running = during("hopes_worries", arrival=80)

    offered = options_when_late(LAUNCH, running, 82)

    assert "hopes_worries" in offered[0].steps
    assert [option.id for option in offered] == ["shorten", "shorten_protected", "end_later"]


def test_in_time_there_is_nothing_to_choose():
    assert options_when_late(LAUNCH, LATE, 60, minutes=100) == []


@pytest.mark.parametrize(("id", "minutes"), [("launch", 135), ("check_in", 68), ("half_day", 315)])
def test_an_interpreted_meeting_takes_half_as_long_again(id, minutes):
    assert planned_minutes(AGENDAS[id], interpreted=True) == minutes
    assert planned_minutes(AGENDAS[id], interpreted=False) == AGENDAS[id].minutes
    for step, longer in zip(AGENDAS[id].steps, stretched(AGENDAS[id]).steps, strict=True):
        assert abs(longer.minutes - 1.5 * step.minutes) <= 1


def test_an_interpreted_meeting_in_the_usual_time_must_choose_at_once():
    offered = options_when_late(stretched(LAUNCH), Progress(), 0, minutes=90)

    assert offered[0].id == "drop"
    assert "postpone" in [option.id for option in offered]


def test_dropping_beforehand_keeps_a_tenth_in_hand():
    assert slack_option(LAUNCH) == Option("drop", {"hopes_worries": 0}, wins=13, enough=True)
    assert all(
        slack_option(agenda).enough
        for id, agenda in AGENDAS.items()
        if id not in ("check_in", "half_day")
    )
    assert slack_option(AGENDAS["check_in"]) is None


@st.composite
def late_meetings(draw):
    agenda = draw(st.sampled_from(list(AGENDAS.values())))
    place = draw(st.integers(0, len(agenda.steps) - 1))
    worked = {step.id: draw(st.integers(0, 2 * step.minutes)) for step in agenda.steps[:place]}
    elapsed = sum(worked.values()) + draw(st.integers(0, 60))
    return agenda, during(agenda.steps[place].id, **worked), elapsed


@given(late_meetings())
def test_an_option_wins_exactly_the_minutes_that_it_says(meeting):
    agenda, progress, elapsed = meeting
    late = stand(agenda, progress, elapsed).late

    for option in options_when_late(agenda, progress, elapsed)[:-1]:
        taken = Progress(
            step=progress.step,
            worked=progress.worked,
            dropped=tuple(step for step, minutes in option.steps.items() if minutes == 0),
            shortened={step: minutes for step, minutes in option.steps.items() if minutes},
        )
        assert stand(agenda, taken, elapsed).late == late - option.wins
        assert option.enough == (stand(agenda, taken, elapsed).late <= 0)


@given(late_meetings())
def test_no_protected_step_is_touched_while_others_could_still_give_way(meeting):
    agenda, progress, elapsed = meeting
    late = stand(agenda, progress, elapsed).late
    place = [step.id for step in agenda.steps].index(progress.step)
    others = [step for step in agenda.steps[place + 1 :] if not step.protected]

    for option in options_when_late(agenda, progress, elapsed):
        if any(agenda.step(step).protected for step in option.steps):
            assert option.id == "shorten_protected"
            assert 0 not in option.steps.values()
            assert sum(step.minutes for step in others) < late
