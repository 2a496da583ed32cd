"""How many students it takes to be level is exact: checked against counting one by one."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equitykit.measures.students_needed import (
    needed_for_overall,
    needed_for_proportionality,
    needed_for_rate,
    proportional_shortfall,
    shortfall,
)

counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def counted_up(is_level, most):
    """The slow and certain way: add one student after another."""
    return next((x for x in range(most + 1) if is_level(x)), None)


def test_one_in_five_needs_three_more_to_be_level_with_eight_in_ten():
    # 4 of 5 is 80 %; (0.8 - 0.2) * 5 in floating point is 3.0000000000000004, rounded up 4
    assert needed_for_rate(1, 5, Fraction(8, 10), improvement_direction="increase") == 3


def test_a_frozen_overall_rate_understates_what_a_moving_one_asks():
    # frozen at 51.4 %: 2000 * 0.514 = 1028 = 410 + 618
    # moving: (410 + x) / 2000 >= (5140 + x) / 10000  <=>  8000 x >= 6 180 000  <=>  x >= 772.5
    frozen = needed_for_rate(410, 2000, Fraction(5140, 10000), improvement_direction="increase")
    moving = needed_for_overall(410, 2000, 5140, 10000, improvement_direction="increase")

    assert (frozen, moving) == (618, 773)


def test_where_lower_is_better_it_says_how_many_fewer():
    # 60 of 200 absent against 20 %: 40 would be level
    assert needed_for_rate(60, 200, Fraction(1, 5), improvement_direction="decrease") == 20
    # the same against all students, 100 of 400: (60 - x)/200 <= (100 - x)/400  <=>  x >= 20
    assert needed_for_overall(60, 200, 100, 400, improvement_direction="decrease") == 20


def test_level_or_better_needs_nobody():
    assert needed_for_rate(8, 10, Fraction(4, 5), improvement_direction="increase") == 0
    assert needed_for_rate(9, 10, Fraction(4, 5), improvement_direction="increase") == 0
    assert needed_for_rate(1, 10, Fraction(4, 5), improvement_direction="decrease") == 0


@pytest.mark.parametrize("reference", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_rate_that_no_group_can_have_cannot_be_reached(reference):
    assert needed_for_rate(5, 10, reference, improvement_direction="increase") is None


def test_a_group_that_is_everyone_has_no_comparison():
    assert needed_for_overall(5, 10, 5, 10, improvement_direction="increase") is None


@given(counts, counts)
def test_against_a_rate_it_is_the_smallest_number_that_is_enough(count, other):
    (s, n), reference = count, Fraction(*other)

    more = needed_for_rate(s, n, reference, improvement_direction="increase")
    fewer = needed_for_rate(s, n, reference, improvement_direction="decrease")

    assert more == counted_up(lambda x: Fraction(s + x, n) >= reference, n - s)
    assert fewer == counted_up(lambda x: Fraction(s - x, n) <= reference, s)


@given(counts, counts)
def test_against_all_students_it_is_the_smallest_number_that_is_enough(count, others):
    s, n = count
    all_s, all_n = s + others[0], n + others[1]

    more = needed_for_overall(s, n, all_s, all_n, improvement_direction="increase")
    fewer = needed_for_overall(s, n, all_s, all_n, improvement_direction="decrease")

    assert more == counted_up(lambda x: Fraction(s + x, n) >= Fraction(all_s + x, all_n), n - s)
    assert fewer == counted_up(lambda x: Fraction(s - x, n) <= Fraction(all_s - x, all_n), s)
    # level with all students and level with everyone else are the same thing
    assert more == needed_for_rate(s, n, Fraction(*others), improvement_direction="increase")


@given(
    counts, counts, st.sampled_from([Fraction(4, 5), Fraction(17, 20), Fraction(1), Fraction(2)])
)
def test_for_proportionality_it_is_the_smallest_number_or_cannot_be_reached(count, others, cutoff):
    s, n = count
    all_s, all_n = s + others[0], n + others[1]

    def is_proportional(x):
        return (s + x) * all_n >= cutoff * n * (all_s + x)

    needed = needed_for_proportionality(s, n, all_s, all_n, cutoff=cutoff)

    assert needed == counted_up(is_proportional, n - s)


def test_arrays_are_counted_as_integers_are():
    ones = np.array([1, 1])

    needed = shortfall(np.array([1, 60]), np.array([5, 200]), ones, ones * 5, np.array([1, -1]))

    # 1 of 5 is level with a fifth; 60 of 200 absent is 20 too many for a fifth
    assert needed.tolist() == [0, 20]


@given(counts, counts)
def test_four_fifths_of_a_fair_share_can_always_be_reached_either_way(count, others):
    s, n = count
    all_s, all_n = s + others[0], n + others[1]

    def is_fair(x):
        return 5 * (s + x) * all_n >= 4 * n * (all_s + x)

    def is_no_burden(x):
        return 4 * (s - x) * all_n <= 5 * n * (all_s - x)

    ways = np.array([1, -1])
    more, fewer = proportional_shortfall(*(np.array([k, k]) for k in (s, n, all_s, all_n)), ways)

    assert more == counted_up(is_fair, n - s)
    assert fewer == counted_up(is_no_burden, s)
