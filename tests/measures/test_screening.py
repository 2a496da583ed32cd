"""Published screening rules, at their boundaries, for outcomes wanted and unwanted."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from equitykit.measures.screening import (
    eighty_percent_index,
    gap_rule_of_2017,
    gap_rule_of_2022,
    proportionality,
)

MORE, LESS = 1, -1


def one(rule, *counts, sign=MORE):
    """The figures of one group, and its flag."""
    *figures, flag = rule(*(np.array([count]) for count in (*counts, sign)))
    return (*(pytest.approx(float(x[0]), abs=1e-12) for x in figures), flag[0])


def flag(rule, *counts, sign=MORE):
    return one(rule, *counts, sign=sign)[-1]


def test_the_2017_rule_adds_a_margin_of_a_half_to_every_rate():
    # 40 of 100 against 500 of 1,000; 1.96 sqrt(.25/100) = .098; .4 + .098 <= .5
    assert one(gap_rule_of_2017, 40, 100, 500, 1000) == (-0.1, 0.098, "flagged")
    # .41 + .098 > .5
    assert flag(gap_rule_of_2017, 41, 100, 500, 1000) == "not_flagged"


def test_the_2017_rule_at_its_margin():
    # 0.98 / sqrt(49) = .14 exactly; 7/49 + .14 = 99/350
    assert flag(gap_rule_of_2017, 7, 49, 99, 350) == "flagged"
    assert flag(gap_rule_of_2017, 7, 49, 98, 350) == "not_flagged"


def test_the_2017_rule_asks_for_three_points_at_least():
    # 1.96 sqrt(.25/2500) = .0196; .48 + .03 = .51
    assert one(gap_rule_of_2017, 1200, 2500, 5100, 10_000) == (-0.03, 0.03, "flagged")
    assert flag(gap_rule_of_2017, 1200, 2500, 5099, 10_000) == "not_flagged"


def test_one_student_alone_has_a_margin_of_98_points():
    assert one(gap_rule_of_2017, 0, 1, 50, 100) == (-0.5, 0.98, "not_flagged")


def test_the_2022_rule_compares_with_everyone_else():
    # others 450 of 900; 1.96 sqrt(.4 * .6 / 100) = .096020
    gap, margin, flagged = one(gap_rule_of_2022, 40, 100, 490, 1000)
    assert (gap, flagged) == (-0.1, "flagged")
    assert margin.expected == pytest.approx(0.0960200, abs=1e-6)
    assert flag(gap_rule_of_2022, 41, 100, 491, 1000) == "not_flagged"


def test_the_2022_rule_at_its_margin():
    # 1.96 sqrt(.25 / 196) = .07 exactly; 98 of 196 against 57 of 100
    assert flag(gap_rule_of_2022, 98, 196, 98 + 57, 296) == "flagged"
    assert flag(gap_rule_of_2022, 98, 196, 98 + 569, 1196) == "not_flagged"


def test_where_nobody_has_the_outcome_only_two_points_are_left_of_the_margin():
    # DisImpact takes a half for the rate here; the rule as published does not
    assert one(gap_rule_of_2022, 0, 20, 1, 70) == (-0.02, 0.02, "flagged")
    assert flag(gap_rule_of_2022, 0, 20, 1, 71) == "not_flagged"


def test_ten_students_are_too_few_data_for_the_2022_rule():
    assert flag(gap_rule_of_2022, 0, 10, 500, 1000) == "insufficient_data"
    assert flag(gap_rule_of_2022, 0, 11, 500, 1000) == "flagged"


@pytest.mark.parametrize("rule", [gap_rule_of_2017, gap_rule_of_2022, proportionality])
def test_where_less_is_better_the_group_with_too_much_is_flagged(rule):
    assert flag(rule, 70, 100, 500, 1000, sign=LESS) == "flagged"
    assert flag(rule, 30, 100, 500, 1000, sign=LESS) == "not_flagged"
    assert flag(rule, 30, 100, 500, 1000, sign=MORE) == "flagged"


def test_the_label_and_the_sign_of_the_gap_stay_when_less_is_better():
    assert one(gap_rule_of_2017, 70, 100, 500, 1000, sign=LESS)[0] == 0.2


def test_proportionality_is_the_share_of_the_outcome_over_the_share_of_the_students():
    # 14 % of the students and 31 % of the suspensions
    assert one(proportionality, 31, 140, 100, 1000, sign=LESS) == (31 / 14, "flagged")
    # exactly 0.8 of a fair share is not below it
    assert flag(proportionality, 8, 100, 100, 1000) == "not_flagged"
    assert flag(proportionality, 79, 1000, 1000, 10_000) == "flagged"
    # 12.5 % for 10 %: over 1/0.8 is too much, 1/0.8 itself is not
    assert flag(proportionality, 125, 1000, 1000, 10_000, sign=LESS) == "not_flagged"
    assert flag(proportionality, 126, 1000, 1000, 10_000, sign=LESS) == "flagged"


def test_two_of_25_is_four_fifths_of_one_of_10():
    assert (2 / 25) / (1 / 10) < 0.8  # as floating point has it
    assert flag(eighty_percent_index, 2, 25, 1, 10) == "not_flagged"


def test_no_exact_tie_at_four_fifths_is_flagged_and_floating_point_would_flag_many():
    sizes = range(1, 41)
    ties = np.array(
        [
            (s, n, other_s, other_n)
            for n, other_n in product(sizes, sizes)
            for other_s in range(1, other_n + 1)
            if (s := Fraction(4 * other_s * n, 5 * other_n)).denominator == 1 and (s := int(s)) <= n
        ]
    )
    s, n, other_s, other_n = ties.T
    _, flags = eighty_percent_index(s, n, other_s, other_n, np.ones(len(s)))
    assert set(flags) == {"not_flagged"}
    assert ((s / n) / (other_s / other_n) < 0.8).mean() > 0.25
    # one more or one fewer student settles it
    _, fewer = eighty_percent_index(s - 1, n, other_s, other_n, np.ones(len(s)))
    assert set(fewer) == {"flagged"}


def test_the_80_percent_index_of_one_outcome_from_both_its_sides():
    # present: 950 of 1,000 against 990 of 1,000; absent: 50 against 10
    assert one(eighty_percent_index, 950, 1000, 990, 1000) == (95 / 99, "not_flagged")
    assert one(eighty_percent_index, 50, 1000, 10, 1000, sign=LESS) == (0.2, "flagged")


def test_an_index_over_nobody_is_not_known():
    index, flags = eighty_percent_index(*(np.array([x]) for x in (0, 10, 0, 20, LESS)))
    assert np.isnan(index[0])
    assert flags[0] is None
