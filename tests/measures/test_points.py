"""Averages in points from a standard: gaps of them, and what cannot be had.

Hand work: of 400 students the average is -20.0, so their sum is -8,000. RB: 100 students at
-50.0, sum -5,000; the other 300 have -3,000, on average -10.0. RW: 60 at +30.0, sum 1,800; the
other 340 have -9,800, on average -28.82. RH: 20 at -20.0, the other 380 at -20.0 as well.
"""

import pytest
from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

ROWS = """
dimension      | group | denominator | rate  | status
all            | TA    | 400         | -20.0 | reported
race_ethnicity | RB    | 100         | -50.0 | reported
race_ethnicity | RW    | 60          | 30.0  | reported
race_ethnicity | RH    | 20          | -20.0 | reported
race_ethnicity | RP    |             |       | suppressed_at_source
program        | SS    | 330         | -25.0 | reported
program        | SE    | 320         | -25.0 | reported
"""


def released(rows=ROWS, **choice):
    place = {"measure": "dashboard_math", "period": "2023-24", "level": "district"}
    place |= {"cds": "99100010000000", "coverage": "without_charter"}
    return release(outcomes_table(table(rows).assign(**place)), **choice)


def compared(yardstick, rows=ROWS, **choice):
    return compare(released(rows), yardstick=yardstick, **choice).rows.set_index("group")


def test_a_distance_below_the_standard_is_released_as_published():
    rows = released().rows.set_index("group")
    assert rows["rate"].dropna().to_dict() == {
        "TA": -20.0, "RB": -50.0, "RW": 30.0, "RH": -20.0, "SS": -25.0, "SE": -25.0,
    }  # fmt: skip
    assert rows[["low", "high", "numerator"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("group", "yardstick", "gap", "direction"),
    [
        ("RB", -10.0, -40.0, "worse"),
        ("RW", -28.8, 58.8, "better"),
        ("RH", -20.0, 0.0, "level"),
    ],
)
def test_everyone_else_is_their_weighted_average(group, yardstick, gap, direction):
    row = compared("everyone_else").loc[group]
    assert (row["yardstick_rate"], row["gap_points"], row["direction"]) == (
        yardstick, gap, direction,
    )  # fmt: skip


def test_no_ratio_no_interval_no_students_and_no_certainty():
    for yardstick in ("everyone_else", "overall", "highest", "group:RW"):
        rows = compared(yardstick)
        assert rows["gap_points"].notna().any()
        never = ["ratio", "gap_low", "gap_high", "students_needed", "certainty"]
        assert rows[never].isna().all(axis=None)


def test_nearly_everyone_has_no_everyone_else():
    # 0.05 x (400 + n) / (400 - n) is 0.5 at n = 327.3: of 330 it is too much, of 320 it is not
    rows = compared("everyone_else")
    assert rows.loc["SS", "gap_note"] == "others_unclear" and rows.loc["SS"].isna()["gap_points"]
    # of 320 students: (-8,000 + 8,000) / 80
    assert rows.loc["SE", "yardstick_rate"] == 0.0


def test_the_best_average_is_the_highest_one_and_a_target_may_lie_below_the_standard():
    rows = compared("highest")
    assert rows.loc["RB", ["yardstick_group", "yardstick_rate", "gap_points"]].tolist() == [
        "RW", 30.0, -80.0,
    ]  # fmt: skip
    rows = compared("target", target=-5.0)
    assert rows.loc["RB", "gap_points"] == -45.0 and rows.loc["RW", "direction"] == "better"


def test_a_hidden_group_is_compared_with_nothing():
    assert compared("everyone_else").loc["RP", "gap_note"] == "hidden"


def test_fewer_others_than_the_floor_are_not_averaged():
    rows = ROWS.replace("| 330 ", "| 395 ")
    assert compared("everyone_else", rows).loc["SS"].isna()["gap_points"]


def test_the_whole_state_is_worked_exactly():
    rows = """
    dimension | group | denominator | rate   | status
    all       | TA    | 3000000     | -10.0  | reported
    program   | SE    | 1000000     | -70.0  | reported
    """
    # (-30,000,000 + 70,000,000) / 2,000,000
    assert compared("everyone_else", rows).loc["SE", ["yardstick_rate", "gap_points"]].tolist() == [
        20.0, -90.0,
    ]  # fmt: skip
