"""No small group disappears: each has a line and a route."""

from tables import table

from equitykit.measures.largest_gaps import latest
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.small_groups import SmallGroup, small_groups

PLACE = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}

ROWS = """
measure             | period  | dimension      | group | numerator | denominator | status
chronic_absenteeism | 2023-24 | race_ethnicity | RP    | 4         | 12          | reported
chronic_absenteeism | 2024-25 | all            | TA    | 60        | 210         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RH    | 40        | 150         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RI    |           |             | suppressed_at_source
chronic_absenteeism | 2024-25 | race_ethnicity | RP    |           |             | suppressed_at_source
chronic_absenteeism | 2024-25 | race_ethnicity | RD    |           |             | suppressed_at_source
chronic_absenteeism | 2024-25 | program        | SF    | 5         | 29          | reported
chronic_absenteeism | 2024-25 | program        | SE    | 5         | 30          | reported
suspension          | 2024-25 | program        | SF    |           |             | suppressed_at_source
"""


def found():
    released = release(outcomes_table(table(ROWS).assign(**PLACE)))
    return {group.group: group for group in small_groups(latest(released), released)}


def test_hidden_and_few_groups_are_listed_and_steady_ones_are_not():
    # 29 students are few, 30 are not; race not reported is no group of students
    assert list(found()) == ["RI", "RP", "SF"]


def test_each_measure_is_named_under_its_own_state():
    assert found()["SF"] == SmallGroup(
        "SF",
        "program",
        hidden=("suspension",),
        few=("chronic_absenteeism",),
        routes=("listen", "pool_years", "secure_view"),
    )


def test_a_group_that_was_shown_in_another_year_has_the_route_of_pooling_years():
    assert "pool_years" in found()["RP"].routes
    assert "pool_years" not in found()["RI"].routes


def test_every_hidden_group_is_to_be_listened_to():
    assert all("listen" in group.routes for group in found().values())
