"""Rates, differences and ratios are exact; intervals are Wilson's and Newcombe's.

The reference values are published ones (statsmodels is asked as a second witness).
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from equitykit.measures.rates import (
    gap_in_tenths,
    newcombe_interval,
    rate_in_tenths,
    ratio,
    ratio_in_hundredths,
    wilson_interval,
)

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("numerator", "denominator", "tenths"),
    [
        (412, 1079, 382),  # 38.183
        (1, 16, 63),  # 6.25 exactly: halves go up, where round() would give 6.2
        (3, 16, 188),  # 18.75
        (1, 400, 3),  # 0.25
        (1, 2001, 0),  # 0.04998
        (1, 2000, 1),  # 0.05 exactly
        (0, 11, 0),
        (11, 11, 1000),
    ],
)
def test_a_rate_is_rounded_half_up_to_a_tenth_of_a_percent(numerator, denominator, tenths):
    assert rate_in_tenths(numerator, denominator) == tenths


@given(counts)
def test_a_rate_is_what_decimal_arithmetic_makes_of_it(count):
    s, n = count
    exact = (Decimal(100) * s / n).quantize(Decimal("0.1"), ROUND_HALF_UP)

    assert rate_in_tenths(s, n) == exact * 10


def test_arrays_and_integers_give_the_same_rate():
    assert rate_in_tenths(np.array([412, 1]), np.array([1079, 16])).tolist() == [382, 63]


@pytest.mark.parametrize(
    ("counts", "tenths"),
    [
        ((12, 40, 30, 60), -200),  # 30 - 50
        ((1, 400, 0, 10), 3),  # 0.25 exactly goes away from zero
        ((0, 10, 1, 400), -3),  # and the same seen from the other side
        ((1, 3, 1, 6), 167),  # 16.667
        # 33.3 - 16.7 would be 16.6 of rounded rates; of the counts it is 16.7
        ((4, 12, 2, 12), 167),
    ],
)
def test_a_gap_is_rounded_once_and_has_one_size_from_both_sides(counts, tenths):
    s, n, other_s, other_n = counts

    assert gap_in_tenths(*counts) == tenths
    assert gap_in_tenths(other_s, other_n, s, n) == -tenths


def test_a_gap_of_arrays_is_that_of_integers():
    gaps = gap_in_tenths(
        np.array([0, 12]), np.array([10, 40]), np.array([1, 30]), np.array([400, 60])
    )

    assert gaps.tolist() == [-3, -200]


def test_a_ratio_is_exact_and_missing_over_zero():
    assert ratio(2, 25, 1, 10) == Fraction(4, 5)
    assert ratio(40, 200, 80, 800) == 2
    assert ratio(3, 10, 0, 10) is None


def test_two_of_25_against_one_of_10_is_no_less_than_four_fifths():
    # in floating point 0.08 / 0.1 is 0.8 here, but of 540 such ties 207 fall below
    ties = [
        (s, n, other_s, other_n)
        for n in range(1, 26)
        for s in range(1, n + 1)
        for other_n in range(1, 26)
        for other_s in range(1, other_n + 1)
        if s * other_n * 5 == other_s * n * 4
    ]

    assert any((s / n) / (a / b) < 0.8 for s, n, a, b in ties)  # the tempting way is wrong
    assert not any(ratio(*tie) < Fraction(4, 5) for tie in ties)


@pytest.mark.parametrize(
    ("counts", "hundredths"),
    [
        ((40, 200, 80, 800), 200),
        ((1, 8, 1, 1), 13),  # 0.125 exactly goes up
        ((12, 40, 30, 60), 60),
    ],
)
def test_a_ratio_is_rounded_half_up_to_a_hundredth(counts, hundredths):
    assert ratio_in_hundredths(*counts) == hundredths


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (0, 10, 0, 0.277533),
        (1, 10, 0.017876, 0.404150),
        (3, 10, 0.107791, 0.603222),
        (12, 30, 0.245906, 0.576796),
        (10, 10, 0.722467, 1),
        (297, 300, 0.971017, 0.996593),
    ],
)
def test_the_wilson_interval_has_its_published_values(numerator, denominator, low, high):
    assert wilson_interval(numerator, denominator) == pytest.approx((low, high), abs=5e-7)


@given(counts)
def test_the_wilson_interval_holds_the_rate_and_stays_between_nobody_and_everybody(count):
    s, n = count
    low, high = wilson_interval(s, n)

    assert 0 <= low <= s / n <= high <= 1
    assert low < high
    assert (low, high) == pytest.approx(proportion_confint(s, n, method="wilson"), abs=1e-12)


def test_nobody_begins_at_exactly_zero_and_everybody_ends_at_exactly_one():
    assert all(wilson_interval(0, n)[0] == 0 for n in range(1, 500))
    assert all(wilson_interval(n, n)[1] == 1 for n in range(1, 500))


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (3, 2), (-1, 10)])
def test_what_is_no_share_of_students_has_no_interval(numerator, denominator):
    with pytest.raises(ValueError, match="not a share"):
        wilson_interval(numerator, denominator)


def test_the_newcombe_interval_has_its_published_value():
    interval = newcombe_interval(12, 40, 30, 60)

    assert interval == pytest.approx((-0.371067, -0.002892), abs=5e-7)


@given(counts, counts)
def test_the_newcombe_interval_is_that_of_statsmodels_and_turns_round(count, other):
    interval = newcombe_interval(*count, *other)
    low, high = newcombe_interval(*other, *count)
    witness = confint_proportions_2indep(*count, *other, method="newcomb", compare="diff")

    assert interval == pytest.approx(witness, abs=1e-9)
    assert interval == pytest.approx((-high, -low), abs=1e-12)


def test_rates_of_counts_are_the_published_rates(real_data):
    """Every reported row of chronic absenteeism in two counties and three years."""
    files = sorted((real_data / "chronic-rebuilt").glob("*.txt"))
    rows = pd.concat([pd.read_csv(file, sep="\t", dtype=str) for file in files])
    rows.columns = [name.removeprefix("ChronicAbsenteeism") for name in rows.columns]
    reported = rows[rows["Count"] != "*"]
    numbers = zip(
        reported["Count"], reported["EligibleCumulativeEnrollment"], reported["Rate"], strict=True
    )
    differing = [
        row for row in numbers if rate_in_tenths(int(row[0]), int(row[1])) != Decimal(row[2]) * 10
    ]

    assert set(rows["Academic Year"]) == {"2022-23", "2023-24", "2024-25"}
    assert len(reported) > 1500
    assert differing == []
