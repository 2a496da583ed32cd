"""Risk ratios of 34 CFR 300.647: each of the things that can be said instead of a number."""

import numpy as np
import pytest

from equitykit.measures.risk_ratios import risk_ratios


def one(s, n, other_s, other_n, state_s=0, state_n=0, **minimums):
    counts = (np.array([x]) for x in (s, n, other_s, other_n, state_s, state_n))
    found = risk_ratios(*counts, **minimums)
    return found["risk_ratio"][0], found["risk_ratio_state"][0]


def test_the_risk_of_the_group_over_that_of_all_others():
    assert one(40, 200, 80, 800) == (2.0, "computed")


def test_at_the_minimums_it_is_computed_and_below_them_it_is_not():
    # 10 of 30 against 10 of 30
    assert one(10, 30, 10, 30) == (1.0, "computed")
    for counts in [(9, 30, 10, 30), (10, 29, 10, 30)]:
        assert one(*counts)[1] == "group_below_minimum"
    for counts in [(10, 30, 9, 30), (10, 30, 10, 29)]:
        assert one(*counts)[1] == "comparison_below_minimum"


def test_a_small_comparison_group_is_replaced_by_that_of_the_state():
    # 20 of 100 against 500 of 10,000 in the State: .2 / .05
    assert one(20, 100, 3, 20, 500, 10_000) == (4.0, "alternate_used")
    assert one(20, 100, 3, 20, 9, 10_000)[1] == "comparison_below_minimum"
    # where the district's own will do, the State is not asked
    assert one(20, 100, 100, 1000, 500, 10_000) == (2.0, "computed")


def test_nobody_else_with_the_outcome_is_said_and_is_no_zero():
    ratio, state = one(12, 40, 0, 60, minimum_cell=0, minimum_n=10)
    assert np.isnan(ratio)
    assert state == "comparison_risk_zero"


def test_where_there_is_no_ratio_there_may_still_be_a_lower_end():
    found = risk_ratios(*(np.array([x]) for x in (12, 40, 0, 60)), minimum_cell=0, minimum_n=10)
    assert found["risk_ratio_low"][0] > 1
    assert found["risk_ratio_high"][0] == np.inf


def test_below_a_minimum_there_is_no_interval_either():
    found = risk_ratios(*(np.array([x]) for x in (9, 30, 10, 30)))
    assert np.isnan([found["risk_ratio_low"][0], found["risk_ratio_high"][0]]).all()


def test_the_interval_is_of_the_ratio_that_was_taken():
    found = risk_ratios(*(np.array([x]) for x in (40, 200, 1, 5, 80, 800)))
    ends = found["risk_ratio_low"][0], found["risk_ratio_high"][0]
    assert ends == pytest.approx((1.4144, 2.8282), abs=5e-5)
