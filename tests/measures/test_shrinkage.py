"""Steadier estimates: the published vectors, and what they may not do."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta
from statsmodels.stats.proportion import proportion_confint

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.shrinkage import (
    BetaPrior,
    prior_by_likelihood,
    prior_by_moments,
    shrink,
    shrink_released,
)

N = [4, 7, 9, 12, 15, 22, 31, 48, 75, 120, 260, 610]
S = [3, 6, 7, 9, 11, 12, 18, 37, 57, 76, 193, 335]


def test_the_method_of_moments():
    prior = prior_by_moments(S, N)
    assert prior.mean == pytest.approx(0.629843, abs=5e-7)
    # rho = .042402
    assert 1 / (1 + prior.strength) == pytest.approx(0.042402, abs=5e-7)
    assert prior.strength == pytest.approx(22.5839, abs=5e-5)
    assert shrink(S, N, prior)[0][:4] == pytest.approx([0.6479, 0.6836, 0.6720, 0.6715], abs=6e-5)


def test_greatest_likelihood():
    prior = prior_by_likelihood(S, N)
    assert (prior.a, prior.b) == pytest.approx((27.7131, 13.1903), abs=2e-4)
    assert shrink(S, N, prior)[0][:4] == pytest.approx([0.6840, 0.7038, 0.6956, 0.6940], abs=6e-5)


def test_the_interval_is_that_of_the_distribution_after_the_counts():
    estimate, low, high = shrink([3], [4], BetaPrior(0.5, 10))
    assert (estimate[0], low[0], high[0]) == pytest.approx(
        (8 / 14, beta.ppf(0.025, 8, 6), beta.ppf(0.975, 8, 6))
    )


def test_rates_that_differ_by_chance_alone_all_become_their_mean():
    s, n = [10, 11, 9, 10], [20, 20, 20, 20]
    prior = prior_by_moments(s, n)
    assert prior.strength == np.inf
    estimate, low, high = shrink(s, n, prior)
    assert estimate.tolist() == [0.5] * 4
    # the interval of 40 of 80
    assert (low[0], high[0]) == pytest.approx(proportion_confint(40, 80, method="wilson"))
    assert prior_by_likelihood(s, n).strength == np.inf


def test_the_interval_of_rates_alike_is_never_a_point_because_a_search_stopped_early():
    s, n = [6, 4, 4, 7], [25] * 4
    estimate, low, high = shrink(s, n, prior_by_likelihood(s, n))
    assert estimate == pytest.approx([0.21] * 4)
    assert (low[3], high[3]) == pytest.approx(proportion_confint(21, 100, method="wilson"))


def test_three_rates_are_too_few_and_nobody_at_all_is_no_distribution():
    assert prior_by_moments([1, 5, 9], [10, 10, 10]) is None
    assert prior_by_moments([0] * 5, [10] * 5) is None
    assert prior_by_likelihood([1, 5, 9], [10, 10, 10]) is None


def released(counts, level="school"):
    """Rows of one group at schools of one district, or in years of one place."""
    rows = [
        {"cds": f"9910001{i:07}" if level == "school" else "99100010000000",
         "period": "2024-25" if level == "school" else f"20{18 + i}-{19 + i}",
         "level": level, "group": "RB", "numerator": s, "denominator": n}
        for i, (s, n) in enumerate(counts)
    ]  # fmt: skip
    fixed = {"measure": "suspension", "dimension": "race_ethnicity"}
    fixed |= {"coverage": "all_schools", "status": "reported"}
    return release(outcomes_table(pd.DataFrame(rows).assign(**fixed)))


def test_a_group_is_drawn_towards_itself_at_other_schools():
    table = released(list(zip(S[3:], N[3:], strict=True)))
    found = shrink_released(table, towards="other_schools").rows
    prior = prior_by_moments(S[3:], N[3:])
    assert found["steadier_rate"].tolist() == pytest.approx(
        [100 * (s + prior.a) / (n + prior.strength) for s, n in zip(S[3:], N[3:], strict=True)]
    )
    assert (found["steadier_rates"] == 9).all()
    # the counts stay, and the rate is not replaced
    assert found["numerator"].tolist() == S[3:]
    assert found["rate"].tolist() == table.rows["rate"].tolist()


def test_a_group_is_drawn_towards_its_own_history():
    counts = [(12, 40), (20, 42), (9, 38), (25, 45), (14, 41)]
    found = shrink_released(released(counts, "district"), towards="own_history").rows
    prior = prior_by_likelihood(*zip(*counts, strict=True))
    assert found["steadier_rate"].iloc[0] == pytest.approx(
        100 * (12 + prior.a) / (40 + prior.strength)
    )


def test_a_history_ends_where_something_else_is_counted():
    counts = [(12, 40), (20, 42), (9, 38), (25, 45), (14, 41)]
    table = released(counts, "district")
    breaks = {"suspension": ("2019-20",)}
    found = shrink_released(table, towards="own_history", breaks=breaks).rows
    assert found["steadier_rates"].tolist() == [1, 4, 4, 4, 4]
    assert found["steadier_note"].iloc[0] == "too_few_rates"


def test_with_fewer_than_four_rates_nothing_is_drawn_anywhere():
    found = shrink_released(released([(3, 40), (9, 42), (20, 38)]), towards="other_schools").rows
    assert (found["steadier_note"] == "too_few_rates").all()
    assert found["steadier_rate"].isna().all()


def test_a_hidden_school_is_in_nobodys_estimate():
    counts = [(12, 40), (20, 42), (9, 38), (25, 45), (9, 10)]
    found = shrink_released(released(counts), towards="other_schools").rows
    seen = shrink_released(released(counts[:4]), towards="other_schools").rows
    assert found["steadier_rate"].iloc[:4].tolist() == seen["steadier_rate"].tolist()
    assert found["steadier_note"].iloc[4] == "hidden"


def test_a_district_has_no_other_schools():
    found = shrink_released(released([(12, 40)] * 4, "district"), towards="other_schools").rows
    assert (found["steadier_note"] == "not_a_school").all()
