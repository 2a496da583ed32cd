"""Years put together: which, how, and never so that a hidden one comes out."""

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.pooling import pool_years, pooled_rows
from equitykit.measures.privacy import release

ROWS = """
period  | dimension      | group | numerator | denominator
2022-23 | all            | TA    | 100       | 400
2022-23 | race_ethnicity | RB    | 5         | 20
2022-23 | race_ethnicity | RH    | 95        | 380
2023-24 | all            | TA    | 90        | 400
2023-24 | race_ethnicity | RB    | 8         | 20
2023-24 | race_ethnicity | RH    | 82        | 380
2024-25 | all            | TA    | 80        | 400
2024-25 | race_ethnicity | RB    | 9         | 30
2024-25 | race_ethnicity | RH    | 71        | 370
"""


def outcomes(rows=ROWS):
    place = {"measure": "chronic_absenteeism", "level": "district", "cds": "99100010000000"}
    place |= {"coverage": "all_schools", "status": "reported"}
    return outcomes_table(table(rows).assign(**place))


def row(rows=ROWS, group="RB", period="2024-25", **choice):
    found = pool_years(release(outcomes(rows)), **choice).rows
    return found[(found["group"] == group) & (found["period"] == period)].iloc[0]


def test_numerators_and_denominators_are_summed_and_the_years_said():
    found = row()
    # 5 + 8 + 9 of 20 + 20 + 30
    assert (found["pooled_numerator"], found["pooled_denominator"]) == (22, 70)
    assert found["pooled_rate"] == 31.4
    assert found["pooled_periods"] == "2022-23 2023-24 2024-25"
    wilson = proportion_confint(22, 70, method="wilson")
    assert (found["pooled_low"] / 100, found["pooled_high"] / 100) == pytest.approx(wilson)


def test_two_years_or_three():
    found = row(years=2)
    assert (found["pooled_numerator"], found["pooled_periods"]) == (17, "2023-24 2024-25")
    for wrong in (1, 4):
        with pytest.raises(ValueError, match="two or three"):
            row(years=wrong)


def test_years_are_not_put_together_across_a_change_of_what_is_counted():
    breaks = {"chronic_absenteeism": ("2023-24",)}
    assert row(breaks=breaks)["pooled_periods"] == "2023-24 2024-25"
    assert row(breaks=breaks, period="2023-24")["pooled_note"] == "one_year"
    assert row(breaks={"suspension": ("2023-24",)})["pooled_denominator"] == 70


def test_the_first_year_has_no_other():
    found = row(period="2022-23")
    assert found["pooled_note"] == "one_year"
    assert pd.isna(found["pooled_rate"])


def test_a_hidden_year_is_not_in_the_sum():
    # of 9 students in 2023-24: with them in it, 22 - 5 - 9 = 8 would be theirs
    rows = ROWS.replace("RB    | 8         | 20", "RB    | 8         | 9")
    found = row(rows)
    assert (found["pooled_numerator"], found["pooled_denominator"]) == (14, 50)
    assert found["pooled_periods"] == "2022-23 2024-25"


def test_a_hidden_row_stays_hidden_whatever_its_other_years():
    found = row(ROWS.replace("RB    | 9         | 30", "RB    | 3         | 8"))
    assert found["pooled_note"] == "hidden"
    assert found[["pooled_numerator", "pooled_denominator", "pooled_rate"]].isna().all()


def test_own_rows_are_pooled_before_they_are_released():
    rows = ROWS.replace("| 20", "| 9").replace("| 30", "| 9")
    pooled = pooled_rows(outcomes(rows))
    group = pooled[pooled["group"] == "RB"].iloc[0]
    assert (group["numerator"], group["denominator"]) == (22, 27)
    assert group["period"] == "2022-23 to 2024-25"
    # each year is below the floor, together they are not
    shown = release(pooled).rows.set_index("group")
    assert shown.loc["RB", "visibility"] == "read_with_care"


def test_own_rows_are_not_pooled_across_a_gap_or_a_break():
    pooled = pooled_rows(outcomes(), breaks={"chronic_absenteeism": ("2023-24",)})
    assert set(pooled["period"]) == {"2023-24 to 2024-25"}
    without = outcomes()[lambda rows: rows["period"] != "2023-24"]
    assert len(pooled_rows(without)) == 0
