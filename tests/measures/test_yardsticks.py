"""What is compared with what, and why sometimes with nothing."""

import numpy as np
import pandas as pd
import pytest
from tables import table

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

PLACE = {
    "measure": "graduation",
    "period": "2024-25",
    "level": "district",
    "cds": "99100010000000",
    "coverage": "all_schools",
}


def released(rows, **changed):
    """A row without counts and rate was hidden by the state, unless its status is given."""
    frame = table(rows).assign(**changed)
    empty = frame["denominator"].isna() & frame.get("rate", frame["denominator"]).isna()
    defaults = {**PLACE, "status": np.where(empty, "suppressed_at_source", "reported")}
    return release(outcomes_table(frame.assign(**{**defaults, **frame.to_dict("series")})))


def by_group(table, yardstick, target=None):
    return compare(table, yardstick=yardstick, target=target).rows.set_index("group")


def notes(table, yardstick, target=None):
    return by_group(table, yardstick, target)["gap_note"].fillna("").to_dict()


RACES = """
dimension      | group | numerator | denominator
all            | TA    | 250       | 410
race_ethnicity | RB    | 20        | 29
race_ethnicity | RA    | 30        | 40
race_ethnicity | RH    | 100       | 200
race_ethnicity | RW    | 60        | 80
race_ethnicity | RD    | 40        | 50
race_ethnicity | RI    |           |
"""


def test_the_highest_is_the_best_of_those_at_the_stability_line_the_larger_of_two_equal():
    rows = by_group(released(RACES), "highest")

    # RD, 80 %, is no group of students; RA and RW have 75 %; RB has 29 students
    assert set(rows["yardstick_group"].dropna()) == {"RW"}
    assert rows.loc["RA", ["gap_points", "direction"]].tolist() == [0.0, "level"]


def test_of_two_equal_groups_of_one_size_the_first_by_code_is_the_highest():
    rows = RACES.replace("30        | 40\n", "60        | 80\n").replace("410", "450")

    assert set(by_group(released(rows), "highest")["yardstick_group"].dropna()) == {"RA"}


def test_where_lower_is_better_the_highest_group_is_the_one_with_the_lowest_rate():
    rows = by_group(released(RACES, measure="dropout"), "highest")

    assert set(rows["yardstick_group"].dropna()) == {"RH"}


def test_a_group_just_below_the_stability_line_is_never_the_highest():
    better = RACES.replace("20        | 29", "28        | {n}").replace("250", "258")

    assert by_group(released(better.format(n=29)), "highest").loc["RH", "yardstick_group"] == "RW"
    assert by_group(released(better.format(n=30)), "highest").loc["RH", "yardstick_group"] == "RB"


def test_where_no_group_is_large_enough_there_is_no_highest():
    rows = """
    dimension | group | numerator | denominator
    all       | TA    | 20        | 48
    gender    | GF    | 10        | 24
    gender    | GM    | 10        | 24
    """
    expected = {"TA": "no_comparison", "GF": "no_yardstick", "GM": "no_yardstick"}

    assert notes(released(rows), "highest") == expected


@pytest.mark.parametrize("yardstick", ["everyone_else", "overall", "highest", "group:RH"])
def test_all_students_are_not_compared_with_a_part_of_themselves(yardstick):
    assert notes(released(RACES), yardstick)["TA"] == "no_comparison"


@pytest.mark.parametrize(
    ("all_students", "note"),
    [(410, "others_too_few"), (411, ""), (400, "no_comparison"), (399, "no_counts")],
)
@pytest.mark.parametrize("yardstick", ["everyone_else", "overall"])
def test_others_below_the_floor_are_not_compared_with(yardstick, all_students, note):
    rows = f"""
    dimension | group | numerator | denominator
    all       | TA    | 245       | {all_students}
    program   | SS    | 240       | 400
    """

    assert notes(released(rows), yardstick)["SS"] == note


@pytest.mark.parametrize(("numerator", "note"), [(241, ""), (240, ""), (239, "no_counts")])
@pytest.mark.parametrize("yardstick", ["everyone_else", "overall"])
def test_counts_that_do_not_add_up_are_not_compared(yardstick, numerator, note):
    rows = f"""
    dimension | group | numerator   | denominator
    all       | TA    | {numerator} | 450
    program   | SS    | 240         | 400
    """

    assert notes(released(rows), yardstick)["SS"] == note


@pytest.mark.parametrize("yardstick", ["everyone_else", "overall"])
def test_others_that_are_all_in_hidden_groups_are_not_added_up(yardstick):
    rows = """
    dimension      | group | numerator | denominator
    all            | TA    | 250       | 419
    race_ethnicity | RH    | 240       | 400
    race_ethnicity | RI    |           |
    race_ethnicity | RB    |           |
    race_ethnicity | RP    | 0         | 0
    """
    note = notes(released(rows), yardstick)

    assert (note["RH"], note["RI"], note["RP"]) == ("others_hidden", "hidden", "no_counts")
    row = by_group(released(rows), yardstick).loc["RH"]
    assert row[["yardstick_rate", "gap_points", "gap_low", "certainty"]].isna().all()


def test_one_visible_other_is_enough():
    assert notes(released(RACES), "everyone_else")["RH"] == ""


def test_a_group_that_was_left_out_before_comparing_is_not_added_up_either():
    alone = released(RACES).where(group=["TA", "RH"])

    assert notes(alone, "everyone_else")["RH"] == "others_hidden"


def test_without_a_row_of_all_students_there_are_no_others():
    groups = released(RACES).where(dimension="race_ethnicity")

    assert notes(groups, "everyone_else")["RH"] == "no_overall"
    assert notes(groups, "overall")["RH"] == "no_overall"
    assert notes(groups, "highest")["RH"] == ""


def test_hidden_totals_and_hidden_named_groups_are_no_yardstick():
    hidden_total = RACES.replace("250       | 410", "          |    ")

    assert notes(released(hidden_total), "overall")["RH"] == "yardstick_hidden"
    assert notes(released(hidden_total), "everyone_else")["RH"] == "yardstick_hidden"
    assert notes(released(RACES), "group:RI")["RH"] == "yardstick_hidden"
    assert notes(released(RACES), "group:RF")["RH"] == "no_yardstick"
    assert notes(released(RACES), "group:RH")["RH"] == "is_yardstick"


def test_a_published_average_has_no_everyone_else():
    rows = """
    dimension | group | denominator | rate
    all       | TA    | 900         | 12.4
    program   | SE    | 200         | 14.1
    program   | SD    | 895         | 14.1
    """
    averages = released(rows, measure="average_days_absent")

    assert notes(averages, "everyone_else")["SE"] == "no_counts"
    assert notes(averages, "overall")["SE"] == ""
    assert notes(averages, "overall")["SD"] == "others_too_few"


def test_no_target_no_gap():
    assert set(notes(released(RACES), "target").values()) == {"no_target", "hidden"}


YEARS = """
period  | coverage        | dimension      | group | numerator | denominator | status
2021-22 | all_schools     | race_ethnicity | RH    | 40        | 100         | reported
2022-23 | all_schools     | race_ethnicity | RH    |           |             | suppressed_at_source
2023-24 | without_charter | race_ethnicity | RH    | 90        | 100         | reported
2024-25 | all_schools     | race_ethnicity | RH    | 50        | 100         | reported
2023-24 | all_schools     | race_ethnicity | RI    |           |             | suppressed_at_source
2024-25 | all_schools     | race_ethnicity | RI    | 8         | 12          | reported
2024-25 | all_schools     | all            | TA    | 120       | 200         | reported
2023-24 | all_schools     | all            | TA    | 110       | 200         | reported
"""


def test_the_own_past_is_the_latest_earlier_year_that_was_published():
    rows = compare(released(YEARS), yardstick="own_past").rows.set_index(
        ["group", "period", "coverage"]
    )

    # 2022-23 is hidden, and 2023-24 counts other schools
    row = rows.loc[("RH", "2024-25", "all_schools")]
    assert row[["yardstick_period", "yardstick_group"]].tolist() == ["2021-22", "RH"]
    # 50.0 - 40.0; better, so nobody is needed
    assert row[["gap_points", "direction", "students_needed"]].tolist() == [10.0, "better", 0]
    # all students have a past of their own: 60.0 - 55.0
    assert rows.loc[("TA", "2024-25", "all_schools"), "gap_points"] == 5.0


def test_no_past_is_told_apart_from_a_hidden_one():
    rows = compare(released(YEARS), yardstick="own_past").rows.set_index(
        ["group", "period", "coverage"]
    )

    assert rows.loc[("RI", "2024-25", "all_schools"), "gap_note"] == "yardstick_hidden"
    assert rows.loc[("RH", "2021-22", "all_schools"), "gap_note"] == "no_past"
    assert rows.loc[("RH", "2022-23", "all_schools"), "gap_note"] == "hidden"
    assert rows.loc[("RH", "2023-24", "without_charter"), "gap_note"] == "no_past"


def test_places_years_measures_and_coverages_are_never_mixed():
    parts = [
        {},
        {"period": "2023-24"},
        {"measure": "dropout"},
        {"cds": "99100020000000"},
        {"level": "county", "cds": "99000000000000"},
        {"coverage": "without_charter"},
    ]
    frames = []
    for at, part in enumerate(parts):
        frame = table(RACES).assign(**{**PLACE, **part})
        frame["status"] = np.where(frame["denominator"].isna(), "suppressed_at_source", "reported")
        frame["numerator"] = frame["numerator"] - at
        frames.append(frame)
    together = release(outcomes_table(pd.concat(frames)))
    for yardstick in ("everyone_else", "overall", "highest", "group:RH"):
        mixed = compare(together, yardstick=yardstick)
        for frame, part in zip(frames, parts, strict=True):
            alone = compare(release(outcomes_table(frame)), yardstick=yardstick)
            pd.testing.assert_frame_equal(mixed.where(**{**PLACE, **part}).rows, alone.rows)


@pytest.mark.parametrize("yardstick", ["best", "group:TA", "", "Overall"])
def test_an_unknown_yardstick_is_refused_in_a_sentence(yardstick):
    with pytest.raises(EquitykitError) as refused:
        compare(released(RACES), yardstick=yardstick)

    assert f"“{yardstick}”" in explain(refused.value, "en")
    assert f"«{yardstick}»" in explain(refused.value, "es")


@pytest.mark.parametrize("target", [-0.1, 100.1])
def test_a_target_that_is_no_percentage_is_refused(target):
    with pytest.raises(EquitykitError) as refused:
        compare(released(RACES), yardstick="target", target=target)

    assert str(target) in explain(refused.value, "en")


def test_a_target_in_days_may_be_any_number():
    days = released("dimension | group | denominator | rate\nall | TA | 900 | 120.5",
                    measure="average_days_absent")  # fmt: skip

    assert by_group(days, "target", target=110).loc["TA", "gap_points"] == 10.5
