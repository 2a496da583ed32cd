"""The federal risk ratio: of which groups, against whom, and with which of the State's rows."""

import pandas as pd
import pyarrow as pa
import pytest

from equitykit.measures.disaggregate import disaggregate, disaggregate_released
from equitykit.measures.federal_groups import state_rates
from equitykit.measures.lattice import count_lattice
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.storage.locked_duckdb import connect

# race: with disabilities, suspended of these, without, suspended of these
STUDENTS = {
    "RB": (50, 20, 150, 30),
    "RH": (100, 20, 300, 24),
    "RA": (40, 4, 160, 8),
    "RF": (0, 0, 60, 12),
}


def students(measure, groups=STUDENTS):
    rows = []
    for race, (disabled, suspended, others, others_suspended) in groups.items():
        rows += [(race, True, i < suspended) for i in range(disabled)]
        rows += [(race, False, i < others_suspended) for i in range(others)]
    races, disabled, outcomes = zip(*rows, strict=True)
    return pa.table(
        {
            "period": ["2024-25"] * len(rows),
            "school": ["99100010000001"] * len(rows),
            "race_ethnicity": races,
            "SD": disabled,
            measure: outcomes,
        }
    )


def found(measure, groups=STUDENTS, state=None):
    with connect() as database:
        answer = disaggregate(
            students(measure, groups),
            database=database,
            outcomes=[measure],
            by=["race_ethnicity", "SD"],
            crossings=2,
            places=["district"],
        )
    rows = answer.rows if state is None else answer.with_state(state).rows
    return rows.set_index("group")


def test_discipline_counts_students_with_disabilities():
    rows = found("own_suspension")
    # 20 of 50 against the 24 of 140 others with disabilities
    assert rows.loc["RB×SD", "risk_ratio"] == pytest.approx((20 / 50) / (24 / 140))
    assert rows.loc["RB×SD", "risk_ratio_state"] == "computed"
    # 4 of 40 is below the least cell of 10
    rows_without_filipino = found("own_suspension", {**STUDENTS, "RF": (0, 0, 0, 0)})
    assert rows_without_filipino.loc["RA×SD", "risk_ratio_state"] == "group_below_minimum"
    # of all Black students the rule has none, arithmetic has: 50 of 200 against 68 of 660
    assert rows.loc["RB", "risk_ratio_state"] == "students_with_disabilities"
    assert pd.isna(rows.loc["RB", "risk_ratio"])
    assert rows.loc["RB", "rate_ratio"] == pytest.approx((50 / 200) / (68 / 660))


def test_other_outcomes_count_all_students():
    rows = found("own_chronic_absenteeism")
    # 50 of 200 against 68 of 660
    assert rows.loc["RB", "risk_ratio"] == pytest.approx((50 / 200) / (68 / 660))
    assert rows.loc["RB×SD", "risk_ratio_state"] == "not_of_the_rule"


def test_asian_students_kept_apart_from_filipino_ones_are_no_group_of_the_rule():
    rows = found("own_chronic_absenteeism")
    for group in ("RA", "RF", "SD"):
        assert rows.loc[group, "risk_ratio_state"] == "not_of_the_rule"
        assert pd.isna(rows.loc[group, "risk_ratio"])
        assert rows.loc[group, "rate_ratio"] > 0
    together = {**STUDENTS, "RA": (40, 4, 220, 20), "RF": (0, 0, 0, 0)}
    row = found("own_chronic_absenteeism", together).loc["RA"]
    # 24 of 260 against 94 of 600
    assert row["risk_ratio"] == pytest.approx((24 / 260) / (94 / 600))


def test_the_rule_is_for_a_whole_district():
    with connect() as database:
        rows = disaggregate(
            students("own_chronic_absenteeism"),
            database=database,
            outcomes=["own_chronic_absenteeism"],
            by=["race_ethnicity"],
        ).rows
    of_school = rows[(rows["level"] == "school") & (rows["group"] == "RB")].iloc[0]
    assert of_school["risk_ratio_state"] == "not_of_the_rule"
    assert of_school["rate_ratio"] == pytest.approx((50 / 200) / (68 / 660))


def published(group, numerator, denominator, **more):
    row = {"measure": "chronic_absenteeism", "period": "2024-25", "level": "state",
           "cds": "00000000000000", "dimension": "race_ethnicity", "group": group,
           "numerator": numerator, "denominator": denominator, "status": "reported",
           "rate": 100 * numerator / denominator, "coverage": "all_schools"}  # fmt: skip
    return row | more


STATE = [
    published("TA", 20_000, 100_000, dimension="all"),
    published("RB", 3_000, 6_000),
    published("RA", 500, 9_000),
    published("RF", 300, 2_000),
]


def test_the_states_published_rows_stand_in_for_too_few_others():
    # all others of the district: 3 of 20
    groups = {"RB": (0, 0, 100, 40), "RW": (0, 0, 20, 3)}
    state = state_rates(outcomes_table(pd.DataFrame(STATE)))
    rows = found("own_chronic_absenteeism", groups, state=state)
    assert rows.loc["RB", "risk_ratio_state"] == "alternate_used"
    # 40 of 100 against (20,000 - 3,000) of (100,000 - 6,000)
    assert rows.loc["RB", "risk_ratio"] == pytest.approx(0.4 / (17_000 / 94_000))
    without = found("own_chronic_absenteeism", groups)
    assert without.loc["RB", "risk_ratio_state"] == "comparison_below_minimum"
    # arithmetic has no minimum: 40 of 100 against 3 of 20
    assert without.loc["RB", "rate_ratio"] == pytest.approx(0.4 / 0.15)


def test_the_states_asian_students_are_with_its_filipino_ones():
    groups = {"RA": (0, 0, 100, 40), "RW": (0, 0, 20, 3)}
    state = state_rates(outcomes_table(pd.DataFrame(STATE)))
    row = found("own_chronic_absenteeism", groups, state=state).loc["RA"]
    # (20,000 - 800) of (100,000 - 11,000)
    assert row["risk_ratio"] == pytest.approx(0.4 / (19_200 / 89_000))
    # where the State has only one of the two it is not known who the others are
    state = state_rates(outcomes_table(pd.DataFrame(STATE[:3])))
    row = found("own_chronic_absenteeism", groups, state=state).loc["RA"]
    assert row["risk_ratio_state"] == "comparison_below_minimum"


def test_rows_of_districts_and_of_some_schools_are_not_the_states():
    wrong = [
        {**row, **more}
        for row in STATE
        for more in ({"level": "district"}, {"coverage": "charter"}, {"period": "2023-24"})
    ]
    state = state_rates(outcomes_table(pd.DataFrame(wrong)))
    groups = {"RB": (0, 0, 100, 40), "RW": (0, 0, 20, 3)}
    row = found("own_chronic_absenteeism", groups, state=state).loc["RB"]
    assert row["risk_ratio_state"] == "comparison_below_minimum"


def test_no_ratio_is_made_of_what_is_hidden():
    # 12 of all 132 students are not Black: their 2 absences would be hers to subtract
    groups = {"RB": (0, 0, 120, 30), "RW": (0, 0, 8, 1), "RI": (0, 0, 4, 1)}
    with connect() as database:
        counts = count_lattice(
            students("own_chronic_absenteeism", groups), database=database,
            outcomes=["own_chronic_absenteeism"], by=["race_ethnicity"], places=["district"],
        )  # fmt: skip
    released = release(outcomes_table(counts), regime="own_rows")
    answer = disaggregate_released(released)
    rows = answer.with_state(state_rates(outcomes_table(pd.DataFrame(STATE)))).rows
    hidden = rows[rows["rate"].isna()]
    assert len(hidden) > 0
    ratios = [name for name in rows if name.startswith(("rate_ratio", "risk_ratio"))]
    assert hidden[ratios].isna().all().all()
