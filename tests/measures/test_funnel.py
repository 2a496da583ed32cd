"""Funnel plots: limits, over-dispersion, and who stands outside."""

import pandas as pd
import pytest
from scipy.stats import binom

from equitykit.measures.funnel import exact_limit, funnel, over_dispersion
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release


def released(counts, **changed):
    rows = [
        {"cds": f"9910001{i:07}", "numerator": s, "denominator": n}
        for i, (s, n) in enumerate(counts)
    ]
    fixed = {"measure": "suspension", "dimension": "all", "group": "TA", "level": "school"}
    fixed |= {"period": "2024-25", "coverage": "all_schools", "status": "reported", **changed}
    return release(outcomes_table(pd.DataFrame(rows).assign(**fixed)))


def test_an_exact_limit_lies_between_two_counts():
    # of ten at .2: F(4) = .9672, F(5) = .9936; (5 - (.9936 - .975)/(.9936 - .9672)) / 10
    assert exact_limit([10], 0.2, 0.975)[0] == pytest.approx(0.42949, abs=1e-4)
    # F(0) = .1074 is above .025 already: nobody is the limit
    assert exact_limit([10], 0.2, 0.025)[0] == 0


def test_the_limits_hold_about_as_many_as_they_say():
    n = 400
    low, high = (exact_limit([n], 0.3, q)[0] for q in (0.025, 0.975))
    inside = binom.cdf(high * n, n, 0.3) - binom.cdf(low * n - 1, n, 0.3)
    assert inside == pytest.approx(0.95, abs=0.02)


def test_over_dispersion_by_hand():
    # z = -4 -2 0 2 4: phi = 40/5 = 8; w = 400 each; (5 * 8 - 4) / (2000 - 800000/2000)
    found = over_dispersion([30, 40, 50, 60, 70], [100] * 5)
    assert found.phi == pytest.approx(8)
    assert found.variance == pytest.approx(36 / 1600)


def test_differences_like_those_of_chance_widen_nothing():
    assert over_dispersion([48, 52, 50, 47, 53], [100] * 5).variance == 0


def test_the_tenth_of_schools_at_either_end_is_pulled_in():
    # nine schools at z = 0 and one at 10.8: pulled in to 0
    spread = over_dispersion([50] * 9 + [50, 95], [100] * 11)
    assert spread.phi < 1.5


ALIKE = [(20, 100), (22, 100), (18, 100), (40, 200), (61, 300), (99, 500)]


def test_a_school_outside_the_limits_is_told_and_none_is_ranked():
    found = funnel(released([*ALIKE, (18, 90), (22, 110), (36, 100)]))
    rows = found.schools.rows
    assert rows["funnel_place"].tolist() == [*["inside"] * 8, "beyond_998"]
    assert found.centre == pytest.approx(100 * 336 / 1600)
    assert (rows["funnel_low_998"] <= rows["funnel_low_95"]).all()
    assert not [name for name in rows if "rank" in name]


def test_limits_narrow_with_size():
    curves = funnel(released(ALIKE)).limits
    assert curves["denominator"].iloc[[0, -1]].tolist() == [100, 500]
    width = curves["funnel_high_95"] - curves["funnel_low_95"]
    assert width.iloc[0] > 2 * width.iloc[-1]


def test_hidden_schools_are_in_no_limit_and_in_no_centre():
    with_hidden = funnel(released([*ALIKE, (9, 10)]))
    assert with_hidden.centre == funnel(released(ALIKE)).centre
    assert pd.isna(with_hidden.schools.rows["funnel_place"].iloc[6])


def test_too_few_schools_make_no_funnel():
    assert funnel(released(ALIKE[:4])) is None
    assert funnel(released([(0, 50)] * 6)) is None


def test_a_funnel_is_of_one_thing():
    with pytest.raises(ValueError, match="one measure"):
        funnel(released(ALIKE, level="district"))
