"""What can be chosen is what is there, hidden groups included."""

from dataclasses import replace

import pytest
from tables import table

from equitykit.measures.choices import Choices, DataChoice
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

ROWS = """
measure             | period  | dimension      | group | numerator | denominator | status
chronic_absenteeism | 2023-24 | all            | TA    | 50        | 200         | reported
chronic_absenteeism | 2023-24 | race_ethnicity | RH    | 30        | 150         | reported
chronic_absenteeism | 2024-25 | all            | TA    | 60        | 210         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RH    | 40        | 150         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RI    |           |             | suppressed_at_source
chronic_absenteeism | 2024-25 | program        | SE    | 20        | 80          | reported
graduation          | 2023-24 | all            | TA    | 45        | 50          | reported
graduation          | 2023-24 | gender         | GF    | 22        | 25          | reported
"""


@pytest.fixture
def choices():
    place = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}
    return Choices(release(outcomes_table(table(ROWS).assign(**place))))


def test_the_page_opens_with_race_and_ethnicity_in_the_latest_year(choices):
    first = choices.first(yardstick="everyone_else", year="latest")

    assert first == DataChoice("chronic_absenteeism", "2024-25", "race_ethnicity", "everyone_else")


def test_a_year_that_was_asked_for_is_kept_and_finds_a_measure_that_has_it(choices):
    assert choices.first(yardstick="highest", year="2023-24").period == "2023-24"


def test_of_what_somebody_asks_for_each_part_that_exists_is_kept(choices):
    asked = {"measure": "chronic_absenteeism", "period": "2023-24", "yardstick": "highest"}
    opened = choices.first(yardstick="everyone_else", year="latest", asked=asked)
    assert opened == DataChoice("chronic_absenteeism", "2023-24", "race_ethnicity", "highest")

    nonsense = {"measure": "shoes", "period": "1066", "dimension": "program", "yardstick": "x",
                "left_out": ("RH", "nobody"), "place": "elsewhere"}  # fmt: skip
    opened = choices.first(yardstick="everyone_else", year="latest", asked=nonsense)
    assert opened == DataChoice("chronic_absenteeism", "2024-25", "program", "everyone_else")


def test_years_stand_latest_first_and_ways_to_split_in_the_order_of_the_code_list(choices):
    assert choices.periods("chronic_absenteeism") == ["2024-25", "2023-24"]
    assert choices.dimensions("chronic_absenteeism", "2024-25") == ["race_ethnicity", "program"]


def test_a_hidden_group_can_be_chosen_like_any_other(choices):
    assert choices.groups("chronic_absenteeism", "2024-25", "race_ethnicity") == ["RI", "RH"]


def test_a_target_is_a_yardstick_only_where_one_is_set(choices):
    there = choices.yardsticks("chronic_absenteeism", "2024-25", "program")
    assert there == ["everyone_else", "overall", "highest", "own_past", "group:SE"]

    choices.targets = {"chronic_absenteeism": 10.0}
    assert "target" in choices.yardsticks("chronic_absenteeism", "2024-25", "program")


def test_changing_the_measure_moves_year_and_split_to_ones_that_exist(choices):
    first = choices.first(yardstick="group:RH", year="latest")

    moved = choices.fit(replace(first, measure="graduation", left_out=("RH",)))

    assert moved == DataChoice("graduation", "2023-24", "gender", "everyone_else")


def test_leaving_out_every_group_leaves_out_none(choices):
    first = choices.first(yardstick="everyone_else", year="latest")

    assert choices.fit(replace(first, left_out=("RI", "RH"))).left_out == ()
    assert choices.fit(replace(first, left_out=("RH",))).left_out == ("RH",)


def test_a_year_with_nothing_but_the_total_cannot_be_chosen():
    rows = """
    measure             | period  | dimension      | group | numerator | denominator | status
    chronic_absenteeism | 2023-24 | all            | TA    | 50        | 200         | reported
    chronic_absenteeism | 2023-24 | race_ethnicity | RH    | 30        | 150         | reported
    chronic_absenteeism | 2024-25 | all            | TA    | 60        | 210         | reported
    suspension          | 2024-25 | all            | TA    | 6         | 210         | reported
    """
    place = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}
    choices = Choices(release(outcomes_table(table(rows).assign(**place))))

    assert choices.measures == ["chronic_absenteeism"]
    assert choices.periods("chronic_absenteeism") == ["2023-24"]


def test_settings_limit_and_order_the_measures():
    place = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}
    released = release(outcomes_table(table(ROWS).assign(**place)))

    wanted = ("graduation", "suspension", "chronic_absenteeism")

    assert Choices(released).measures == ["chronic_absenteeism", "graduation"]
    assert Choices(released, measures=wanted).measures == ["graduation", "chronic_absenteeism"]


def test_a_number_of_students_has_no_gap_and_cannot_be_chosen():
    rows = """
    measure           | period  | dimension      | group | denominator | rate | status
    census_enrollment | 2024-25 | race_ethnicity | RH    | 300         | 300  | reported
    census_enrollment | 2024-25 | race_ethnicity | RW    | 100         | 100  | reported
    """
    place = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}
    released = release(outcomes_table(table(rows).assign(**place)))

    assert Choices(released).measures == []
    assert len(released) == 2
