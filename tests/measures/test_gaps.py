"""Gaps in points, as a ratio and in students, for outcomes where lower is better and higher is.

Chronic absenteeism in one district; the races add up to all students.
"""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

ROWS = """
dimension      | group | numerator | denominator
all            | TA    | 100       | 400
race_ethnicity | RB    | 20        | 40
race_ethnicity | RA    | 2         | 40
race_ethnicity | RH    | 60        | 200
race_ethnicity | RW    | 18        | 120
"""
TWO = """
dimension | group | numerator | denominator
all       | TA    | 42        | 100
gender    | GF    | 12        | 40
gender    | GM    | 30        | 60
"""


def released(rows, measure="chronic_absenteeism"):
    place = {"measure": measure, "period": "2024-25", "level": "district"}
    place |= {"cds": "99100010000000", "coverage": "all_schools", "status": "reported"}
    return release(outcomes_table(table(rows).assign(**place)))


def by_group(table, **choice):
    return compare(table, **choice).rows.set_index("group")


def figures(row):
    names = ["yardstick_rate", "gap_points", "ratio", "students_needed", "direction"]
    return tuple(row[names])


def test_against_everyone_else():
    rows = by_group(released(ROWS), yardstick="everyone_else")

    # RH: 60/200 = 30.0 against (100 - 60)/(400 - 200) = 20.0; 20 % of 200 is 40, 20 fewer
    assert figures(rows.loc["RH"]) == (20.0, 10.0, 1.5, 20, "worse")
    # RW: 18/120 = 15.0 against 82/280 = 29.286: -14.286 points, .512 times
    assert figures(rows.loc["RW"]) == (29.3, -14.3, 0.51, 0, "better")


def test_against_all_students_the_gap_of_a_large_group_is_smaller_but_what_is_owed_is_not():
    rows = by_group(released(ROWS), yardstick="overall")

    # RH is half of all: half of 10 points. With all students held still it would be 10 fewer;
    # since they move along, (60 - x)/200 <= (100 - x)/400 asks for 20
    assert figures(rows.loc["RH"]) == (25.0, 5.0, 1.2, 20, "worse")
    assert rows.loc["RH", "yardstick_group"] == "TA"


def test_against_the_group_that_does_best():
    rows = by_group(released(ROWS), yardstick="highest")

    # RA: 2/40 = 5.0, the lowest. RH: 30.0 - 5.0; 5 % of 200 is 10, 50 fewer
    assert rows.loc["RH", "yardstick_group"] == "RA"
    assert figures(rows.loc["RH"]) == (5.0, 25.0, 6.0, 50, "worse")
    assert rows.loc["RA", "gap_note"] == "is_yardstick"
    assert pd.isna(rows.loc["RA", "gap_points"])


def test_against_a_named_group():
    rows = by_group(released(ROWS), yardstick="group:RW")

    # RB: 50.0 against 15.0; 15 % of 40 is 6, 14 fewer. 50/15 is 3.333
    assert figures(rows.loc["RB"]) == (15.0, 35.0, 3.33, 14, "worse")


def test_against_a_target():
    rows = by_group(released(ROWS), yardstick="target", target=12.5)

    # all: 25.0 - 12.5; an eighth of 400 is 50, 50 fewer
    assert figures(rows.loc["TA"]) == (12.5, 12.5, 2.0, 50, "worse")
    # RW: 15.0 - 12.5; an eighth of 120 is 15, 3 fewer
    assert figures(rows.loc["RW"]) == (12.5, 2.5, 1.2, 3, "worse")


def test_where_higher_is_better_the_same_counts_point_the_other_way():
    rows = by_group(released(ROWS, "graduation"), yardstick="everyone_else")

    assert figures(rows.loc["RH"]) == (20.0, 10.0, 1.5, 0, "better")
    # RW: level from 82/280 * 120 = 35.14 on, so 36: 18 more
    assert figures(rows.loc["RW"]) == (29.3, -14.3, 0.51, 18, "worse")


def test_a_group_that_is_level_needs_nobody():
    rows = by_group(released(ROWS), yardstick="target", target=30)

    assert figures(rows.loc["RH"]) == (30.0, 0.0, 1.0, 0, "level")
    assert rows.loc["RH", "certainty"] == "could_be_chance"


def test_a_target_is_met_exactly_and_not_about():
    # a third is not 33.333 %: of 3,000 students 1,000 are a hair above, by one student's worth
    row = by_group(released("dimension | group | numerator | denominator\nall | TA | 1000 | 3000"),
                   yardstick="target", target=33.333).loc["TA"]  # fmt: skip

    assert figures(row) == (33.3, 0.0, 1.0, 1, "worse")


def test_a_ratio_over_nobody_is_missing_but_the_gap_is_there():
    rows = by_group(released(TWO.replace("12  ", "0   ")), yardstick="group:GF")

    assert pd.isna(rows.loc["GM", "ratio"])
    assert figures(rows.loc["GM"])[:2] == (0.0, 50.0)


def test_the_interval_against_another_group_is_newcombes():
    # published: 12/40 against 30/60 is -.371067 to -.002892
    for yardstick in ("everyone_else", "group:GM"):
        row = by_group(released(TWO), yardstick=yardstick).loc["GF"]
        assert (row["gap_low"], row["gap_high"]) == pytest.approx((-37.1067, -0.2892), abs=5e-5)
        assert row["certainty"] == "clear"


def test_the_interval_against_all_students_is_that_of_the_others_scaled():
    row = by_group(released(TWO), yardstick="overall").loc["GF"]

    # GF is .4 of all: gap -12 = .6 * -20, and so its ends: .6 * -37.1067, .6 * -.2892
    assert row["gap_points"] == -12
    assert (row["gap_low"], row["gap_high"]) == pytest.approx((-22.26402, -0.17352), abs=5e-5)


@pytest.mark.parametrize(
    ("target", "certainty"),
    # Wilson for 12/30 is 24.5906 to 57.6796
    [(24.5, "clear"), (24.6, "could_be_chance"), (57.6, "could_be_chance"), (57.7, "clear")],
)
def test_the_interval_against_a_target_is_wilsons_minus_the_target(target, certainty):
    rows = "dimension | group | numerator | denominator\nall | TA | 12 | 30"

    row = by_group(released(rows), yardstick="target", target=target).loc["TA"]

    expected = (24.5906 - target, 57.6796 - target)
    assert (row["gap_low"], row["gap_high"]) == pytest.approx(expected, abs=5e-5)
    assert row["certainty"] == certainty


RATES_ONLY = """
dimension | group | denominator | rate
all       | TA    | 900         | 12.4
program   | SE    | 200         | 14.1
program   | SD    | 150         | 12.4
"""


@pytest.mark.parametrize(("yardstick", "target"), [("overall", None), ("target", 12.4)])
def test_published_averages_have_a_gap_but_no_interval_and_no_students(yardstick, target):
    table = released(RATES_ONLY, "average_days_absent")
    rows = by_group(table, yardstick=yardstick, target=target)

    # 14.1 - 12.4 = 1.7 days; 14.1 / 12.4 = 1.137
    assert tuple(rows.loc["SE", ["gap_points", "ratio", "direction"]]) == (1.7, 1.14, "worse")
    assert tuple(rows.loc["SD", ["gap_points", "direction"]]) == (0.0, "level")
    missing = ["gap_low", "gap_high", "students_needed", "certainty"]
    assert rows.loc[["SE", "SD"], missing].isna().all(axis=None)


def test_a_group_to_be_read_with_care_has_its_gap_and_interval():
    rows = by_group(
        released(ROWS.replace("20        | 40", "12        | 29")), yardstick="group:RH"
    )

    assert rows.loc["RB", "visibility"] == "read_with_care"
    assert rows.loc["RB", ["gap_points", "gap_low", "certainty"]].notna().all()


def test_a_hidden_row_has_no_figure_and_says_so():
    rows = by_group(released(ROWS.replace("20        | 40", "2         | 10")), yardstick="overall")
    hidden = rows.loc["RB"]

    assert hidden["gap_note"] == "hidden"
    names = ["yardstick_group", "yardstick_period", "yardstick_rate", "gap_points", "ratio"]
    names += ["gap_low", "gap_high", "students_needed", "certainty", "direction"]
    assert hidden[names].isna().all()
    assert hidden["yardstick"] == "overall"


def test_comparing_again_replaces_the_first_comparison():
    table = released(ROWS)
    twice = compare(compare(table, yardstick="highest"), yardstick="overall")

    pd.testing.assert_frame_equal(twice.rows, compare(table, yardstick="overall").rows)


counts = st.integers(11, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None, max_examples=30)
@given(counts, counts, st.sampled_from(["graduation", "suspension"]))
def test_all_students_and_everyone_else_agree_on_direction_certainty_and_students(a, b, measure):
    rows = f"""
    dimension | group | numerator     | denominator
    all       | TA    | {a[0] + b[0]} | {a[1] + b[1]}
    gender    | GF    | {a[0]}        | {a[1]}
    gender    | GM    | {b[0]}        | {b[1]}
    """
    overall = by_group(released(rows, measure), yardstick="overall")
    others = by_group(released(rows, measure), yardstick="everyone_else")

    same = ["direction", "certainty", "students_needed"]
    pd.testing.assert_frame_equal(overall[same], others[same])
    row = others.loc["GF"]
    assert row["gap_low"] <= row["gap_points"] + 0.05
    assert row["gap_high"] >= row["gap_points"] - 0.05
    assert (row["students_needed"] == 0) == (row["direction"] != "worse")
