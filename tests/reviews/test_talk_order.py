"""A round begins where chance says, and the parts of a protocol fill their time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitykit.content.protocols import load_protocols
from equitykit.reviews.talk_order import first_seat, part_seconds, talk_order


@given(st.integers(1, 40), st.integers())
def test_everybody_gets_a_turn_once_whatever_seat_begins(people, number):
    order = talk_order(people, number)

    assert sorted(order) == list(range(1, people + 1))
    assert order[0] == first_seat(people, number)


def test_each_seat_begins_equally_often():
    assert sorted(first_seat(7, number) for number in range(21)) == sorted([*range(1, 8)] * 3)


def test_after_the_last_seat_comes_the_first():
    assert talk_order(4, 2) == (3, 4, 1, 2)


def test_nobody_cannot_begin():
    with pytest.raises(ValueError):
        first_seat(0, 3)


@pytest.mark.parametrize("protocol", load_protocols().values(), ids=load_protocols())
@pytest.mark.parametrize("minutes", [3, 7, 12.5, 38])
def test_the_parts_of_a_protocol_fill_the_step(protocol, minutes):
    assert sum(part_seconds(protocol, minutes).values()) == 60 * minutes


def test_a_pause_begins_with_one_silent_minute_however_long_it_is():
    pause = load_protocols()["pause"]

    assert part_seconds(pause, 5) == {"silence": 60, "round": 120, "seen": 60, "change": 60}
    assert part_seconds(pause, 7)["silence"] == 60


def test_parts_share_the_minutes_as_the_protocol_says():
    parts = part_seconds(load_protocols()["silent_pair_round"], 20)

    assert parts == {"silent_write": 240, "pair": 300, "round": 360, "whole": 300}
