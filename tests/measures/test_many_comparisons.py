"""How sure one can be of one difference, and of many."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from equitykit.measures.many_comparisons import (
    adjusted_p_values,
    difference_p_values,
    target_p_values,
)


def p_value(*counts):
    return float(difference_p_values(*(np.array([count]) for count in counts))[0])


def test_two_proportions():
    # z = -1.985167
    assert p_value(12, 40, 30, 60) == pytest.approx(0.047126, abs=5e-7)


def test_where_both_are_nobody_or_everybody_nothing_speaks_for_a_difference():
    # proportions_ztest says NaN
    assert p_value(0, 400, 0, 600) == 1
    assert p_value(400, 400, 600, 600) == 1


@given(st.integers(1, 25), st.integers(1, 25), st.data())
@settings(max_examples=60, deadline=None)
def test_small_counts_have_the_exact_test_and_larger_ones_that_of_proportions(n, other_n, data):
    s, other_s = data.draw(st.integers(0, n)), data.draw(st.integers(0, other_n))
    both = min(s + other_s, n + other_n - s - other_s)
    if both * min(n, other_n) < 5 * (n + other_n):
        expected = fisher_exact([[s, n - s], [other_s, other_n - other_s]]).pvalue
    else:
        expected = proportions_ztest([s, other_s], [n, other_n])[1]
    assert p_value(s, n, other_s, other_n) == pytest.approx(expected)


def test_many_exact_tests_at_once_are_each_as_alone():
    s = np.arange(0, 8)
    together = difference_p_values(s, np.full(8, 12), np.full(8, 3), np.full(8, 5000))
    alone = [p_value(int(x), 12, 3, 5000) for x in s]
    assert together == pytest.approx(alone)


def test_against_a_fixed_share():
    # (.6 - .5) / sqrt(.25/100) = 2: .0455003
    assert target_p_values(*map(np.array, ([60], [100], [0.5])))[0] == pytest.approx(0.0455003)
    # 8 of 9 against .5, 4.5 expected: twice the upper tail, 2 (9 + 1) / 512
    assert target_p_values(*map(np.array, ([8], [9], [0.5])))[0] == pytest.approx(20 / 512)
    tail = 2 * binom.sf(4, 30, 0.05)
    assert target_p_values(*map(np.array, ([5], [30], [0.05])))[0] == pytest.approx(tail)


def test_against_nobody_one_student_is_proof():
    assert target_p_values(*map(np.array, ([0, 1], [30, 30], [0.0, 0.0]))).tolist() == [1, 0]


BH = [.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34,
      .341, .384, .569, .594, .696, .762, .94, .942, .975, .986]  # fmt: skip


def test_benjamini_and_hochberg():
    assert adjusted_p_values(BH)[:5] == pytest.approx([0.025, 0.1, 0.21, 0.21, 0.21])
    # statsmodels' own default is Holm-Sidak; fdr_bh has to be asked for
    assert adjusted_p_values(BH) == pytest.approx(multipletests(BH, method="fdr_bh")[1])


def test_what_could_not_be_compared_is_left_out_and_spoils_nothing():
    with_gap = adjusted_p_values([*BH[:3], np.nan, *BH[3:]])
    assert np.isnan(with_gap[3])
    assert np.delete(with_gap, 3) == pytest.approx(adjusted_p_values(BH))
    assert np.isnan(multipletests([*BH, np.nan], method="fdr_bh")[1]).all()


def test_adjusting_nothing():
    assert np.isnan(adjusted_p_values([np.nan])).tolist() == [True]
    assert len(adjusted_p_values([])) == 0
