"""Intervals of risk ratios: by hand, and against statsmodels where it is right."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from statsmodels.stats.proportion import confint_proportions_2indep

from equitykit.measures.ratio_intervals import ratio_bounds, score_bounds

Z = 1.959963984540054


def bounds(*counts):
    low, high = ratio_bounds(*(np.array([count]) for count in counts))
    return float(low[0]), float(high[0])


def test_the_log_interval():
    # 40/200 against 80/800: 2.000 (1.4144, 2.8282)
    assert bounds(40, 200, 80, 800) == pytest.approx((1.4144, 2.8282), abs=5e-5)
    # 12/40 against 30/60: .6 (.350784, 1.026272)
    assert bounds(12, 40, 30, 60) == pytest.approx((0.350784, 1.026272), abs=5e-7)


def test_the_published_score_interval():
    # 12/40 against 30/60: .342580 to .996300; without N/(N - 1) it would be .343560 to .993922
    found = score_bounds(*(np.array([float(x)]) for x in (12, 40, 30, 60)), Z)
    assert [float(x[0]) for x in found] == pytest.approx([0.342580, 0.996300], abs=5e-7)


@given(st.integers(2, 30), st.integers(2, 30), st.data())
@settings(max_examples=25, deadline=None)
def test_the_score_interval_is_that_of_statsmodels(n, other_n, data):
    s, other_s = data.draw(st.integers(0, n - 1)), data.draw(st.integers(1, other_n - 1))
    found = score_bounds(*(np.array([float(x)]) for x in (s, n, other_s, other_n)), Z)
    # its correction is Miettinen and Nurminen's; without it, it is that of Koopman (1984)
    expected = confint_proportions_2indep(
        s, n, other_s, other_n, compare="ratio", method="score", correction=True
    )
    assert [float(x[0]) for x in found] == pytest.approx(list(expected), rel=1e-4, abs=1e-6)


def misfit(ratio, s, n, other_s, other_n):
    """The least chi-squared of both counts over all pairs of rates with this ratio."""

    def chi_squared(other):
        shares = np.array([ratio * other, other])
        counts, students = np.array([s, other_s]), np.array([n, other_n])
        return ((counts - students * shares) ** 2 / (students * shares * (1 - shares))).sum()

    most = min(1.0, 1 / ratio)
    return minimize_scalar(chi_squared, bounds=(1e-12, most - 1e-12), method="bounded",
                           options={"xatol": 1e-13}).fun  # fmt: skip


@pytest.mark.parametrize("counts", [(1, 1, 1, 1), (3, 7, 60, 60), (20, 20, 60, 60), (20, 20, 3, 9)])
def test_where_everybody_has_the_outcome_the_ends_are_where_it_just_fits(counts):
    # statsmodels gives an interval of no width for 1/1 against 1/1
    students = counts[1] + counts[3]
    for end in bounds(*counts):
        fit = misfit(end, *counts) * (students - 1) / students
        assert fit == pytest.approx(Z**2, rel=1e-4)


def test_one_of_one_against_one_of_one():
    # (1 - p) / p / 2 = z² at p = 1 / (1 + 2 z²)
    assert bounds(1, 1, 1, 1) == pytest.approx((1 / (1 + 2 * Z**2), 1 + 2 * Z**2))


def test_nobody_on_a_side_leaves_that_end_open():
    assert bounds(0, 20, 5, 60)[0] == 0
    low, high = bounds(5, 20, 0, 60)
    assert low > 1
    assert high == np.inf
    # nobody at all: any ratio is possible; statsmodels says NaN
    assert bounds(0, 20, 0, 60) == (0, np.inf)
