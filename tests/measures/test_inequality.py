"""Summary measures of inequality: worked by hand, and the mistakes of others avoided."""

import numpy as np
import pandas as pd
import pytest

from equitykit.measures.inequality import MEASURES, inequality

THREE = pd.DataFrame(
    {"group": ["a", "b", "c"], "rate": [50.0, 60.0, 80.0], "denominator": [100, 100, 200]}
)
BANDS = pd.DataFrame(
    {
        "group": ["1", "2", "3", "4", "5"],
        "rate": [100 * s / n for s, n in [(239, 412), (258, 388), (356, 501), (236, 295), (180, 204)]],
        "denominator": [412, 388, 501, 295, 204],
    }
)  # fmt: skip


def values(groups, **choice):
    choice = {"improvement_direction": "increase", **choice}
    return inequality(groups, **choice).measures.set_index("measure")["value"]


def notes(groups, **choice):
    choice = {"improvement_direction": "increase", **choice}
    return inequality(groups, **choice).measures.set_index("measure")["note"]


def test_unordered_groups_by_hand():
    # mu = (50 + 60 + 2 * 80) / 4 = 67.5; w = 1/4, 1/4, 1/2
    expected = {
        "D": 30, "R": 1.6,
        # (306.25 + 56.25) / 4 + 156.25 / 2
        "BGV": 168.75, "BGSD": 168.75**0.5, "COV": 100 * 168.75**0.5 / 67.5,
        # 17.5, 7.5, 12.5
        "MDMU": 12.5, "MDMW": 12.5, "MDBU": 50 / 3, "MDBW": 12.5,
        "IDISU": 100 * 12.5 / 67.5, "IDISW": 100 * 12.5 / 67.5,
        # 1000 (-.0555750 - .0261740 + .1006809); 1000 (.0750263 + .0294458 - .0849495)
        "TI": 18.932, "MLD": 19.523,
        "PAR": 12.5, "PAF": 100 * 12.5 / 67.5,
    }  # fmt: skip
    found = values(THREE)
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=1e-3), name


def test_with_a_reference():
    found = values(THREE, reference="b")
    # 10, 0, 20: the reference is counted in
    assert found["MDRU"] == pytest.approx(10)
    assert found["MDRW"] == pytest.approx(12.5)
    # how far the worst group is behind it
    assert found["D"] == pytest.approx(10)
    # the best group, whatever the reference
    assert found["PAR"] == pytest.approx(12.5)
    assert notes(THREE)["MDRU"] == "no_reference"


def test_where_less_is_better_the_best_group_has_least():
    found = values(THREE, improvement_direction="decrease")
    assert (found["D"], found["R"]) == (30, pytest.approx(1.6))
    assert found["PAR"] == pytest.approx(50 - 67.5)
    assert found["MDBU"] == pytest.approx((0 + 10 + 30) / 3)


def test_the_slope_index_weighs_students_once():
    # once 32.784; squared, as healthequal 1.0.1 does, 30.816
    assert values(BANDS, ordered=True)["SII"] == pytest.approx(32.784, abs=5e-4)


def test_ordered_groups():
    found = values(BANDS, ordered=True)
    low, high = 100 * 239 / 412, 100 * 180 / 204
    assert found["D"] == pytest.approx(high - low)
    assert found["R"] == pytest.approx(high / low)
    # the concentration index is twice the variance of the rank times the slope of a line
    w = BANDS["denominator"] / 1800
    rank, y = w.cumsum() - w / 2, BANDS["rate"]
    mean_rank, mean = (w * rank).sum(), (w * y).sum()
    slope = (w * (rank - mean_rank) * (y - mean)).sum() / (w * (rank - mean_rank) ** 2).sum()
    variance = (w * (rank - mean_rank) ** 2).sum()
    assert found["ACI"] == pytest.approx(2 * variance * slope)
    assert found["RCI"] == pytest.approx(2 * variance * slope / mean)
    assert found["PAR"] == pytest.approx(high - mean)


def test_what_does_not_apply_says_why():
    assert notes(THREE)["SII"] == "not_ordered"
    assert notes(BANDS, ordered=True)["BGV"] == "ordered"
    two = notes(THREE.head(2))
    assert two.dropna().eq("too_few_groups").sum() == len(MEASURES) - 4
    assert two[["D", "R", "PAR", "PAF"]].isna().all()
    assert values(THREE.head(0)).isna().all()


def test_the_groups_stand_beside_their_summary_always():
    found = inequality(THREE, improvement_direction="increase")
    assert found.groups["rate"].tolist() == [50, 60, 80]
    assert list(found.measures["measure"]) == list(MEASURES)
    assert len(MEASURES) == 21


def test_a_missing_rate_is_left_out_and_said():
    # healthequal's TI and MLD stop with an error
    missing = pd.concat([THREE, pd.DataFrame({"group": ["d"], "rate": [None], "denominator": [9]})])
    found = inequality(missing.reset_index(drop=True), improvement_direction="increase")
    assert found.left_out == ("d",)
    assert found.measures.set_index("measure")["value"]["TI"] == pytest.approx(18.932, abs=1e-3)


def test_nobody_anywhere_has_no_relative_inequality():
    found = values(THREE.assign(rate=0.0))
    assert found["D"] == 0
    assert found[["R", "COV", "PAF", "TI", "MLD"]].isna().all()


def test_a_rate_of_zero_is_taken_for_almost_zero():
    found = values(THREE.assign(rate=[0.0, 60.0, 80.0]))
    relative = np.array([1e-6 / 55, 60 / 55, 80 / 55])
    assert found["MLD"] == pytest.approx(1000 * -(np.log(relative) * [0.25, 0.25, 0.5]).sum())


def errors(groups):
    found = inequality(groups, improvement_direction="increase").measures
    return found.set_index("measure")["se"]


@pytest.mark.parametrize("measure", ["TI", "MLD"])
def test_the_errors_are_on_the_scale_of_their_measure(measure):
    """By the delta method, slopes taken numerically; healthequal's are a thousandth of it."""
    se = np.sqrt(THREE["rate"] * (100 - THREE["rate"]) / THREE["denominator"])
    slopes = []
    for i in range(3):
        moved = [
            THREE.assign(rate=THREE["rate"] + step * (np.arange(3) == i)) for step in (1e-4, -1e-4)
        ]
        slopes.append((values(moved[0])[measure] - values(moved[1])[measure]) / 2e-4)
    assert errors(THREE)[measure] == pytest.approx(((np.array(slopes) * se) ** 2).sum() ** 0.5)


def test_the_error_of_the_variance_between_groups():
    """The variance of a quadratic form: 4 b'Vb + 2 tr((AV)²)."""
    y, w = THREE["rate"].to_numpy(), np.array([0.25, 0.25, 0.5])
    spread = np.diag(y * (100 - y) / THREE["denominator"])
    form = np.diag(w) - np.outer(w, w)
    expected = 4 * y @ form @ spread @ form @ y + 2 * np.trace(form @ spread @ form @ spread)
    assert errors(THREE)["BGV"] == pytest.approx(expected**0.5)


def test_the_variance_that_noise_alone_makes():
    found = inequality(THREE, improvement_direction="increase")
    # w (1 - w) se²: .1875 * 25 + .1875 * 24 + .25 * 8
    assert found.expected_by_chance == pytest.approx(11.1875)


def test_rates_are_percentages_of_someone():
    for wrong in [{"rate": [50.0, 60.0, 101.0]}, {"denominator": [100, 100, 0]}]:
        with pytest.raises(ValueError, match="from 0 to 100"):
            inequality(THREE.assign(**wrong), improvement_direction="increase")


def by_definition(case, *, favourable: bool, ordered: bool, reference: str | None):
    """D, R and BGV as `statistics.md` §2 defines them."""
    y, n = case["rate"].to_numpy(), case["denominator"].to_numpy()
    worst, best = (y.min(), y.max()) if favourable else (y.max(), y.min())
    if reference is not None:
        best = case.set_index("group").loc[reference, "rate"]
    if ordered:
        worst, best = y[0], y[-1]
    first, second = (best, worst) if favourable else (worst, best)
    mean = np.average(y, weights=n)
    return first - second, first / second, np.average((y - mean) ** 2, weights=n)


def test_the_cases_that_peers_are_tried_on(real_data):
    cases = pd.read_csv(real_data / "peer-inputs" / "healthequal_inputs.csv")
    cases = cases.rename(
        columns={"subgroup": "group", "estimate": "rate", "population": "denominator"}
    )
    assert cases["case"].nunique() == 9
    for name, case in cases.groupby("case"):
        ordered = bool(case["ordered_dimension"].iloc[0])
        favourable = case["favourable_indicator"].iloc[0] == 1
        named = case.loc[case["reference_subgroup"] == 1, "group"]
        reference = named.iloc[0] if len(named) else None
        found = inequality(
            case,
            improvement_direction="increase" if favourable else "decrease",
            ordered=ordered,
            reference=reference,
        )
        measures = found.measures.set_index("measure")
        difference, ratio, variance = by_definition(
            case, favourable=favourable, ordered=ordered, reference=reference
        )

        assert measures.loc["D", "value"] == pytest.approx(difference), name
        assert measures.loc["R", "value"] == pytest.approx(ratio), name
        assert measures.loc[["PAR", "PAF"], "value"].notna().all()
        if ordered:
            assert measures.loc["BGV", "note"] == "ordered"
            continue
        assert measures.loc["BGV", "value"] == pytest.approx(variance), name
        # a spread of some size is not known to a thousandth of itself
        assert measures.loc["TI", "se"] > measures.loc["TI", "value"] / 1000
