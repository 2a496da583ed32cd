"""Where the yardstick decides the story."""

from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.turnarounds import turned_around

PLACE = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}

# RF 100 of 1000 (10.0 %) is far below everyone else (698 of 2000, 34.9 %) and far above the
# best rate, RA's 20 of 1000 (2.0 %). RI's 2 of 40 (5.0 %) may be level with RA by chance.
ROWS = """
measure             | period  | dimension      | group | numerator | denominator | status
chronic_absenteeism | 2024-25 | all            | TA    | 798       | 3000        | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RA    | 20        | 1000        | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RF    | 100       | 1000        | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RH    | 676       | 960         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RI    | 2         | 40          | reported
"""


def test_only_a_group_whose_gap_is_clear_both_ways_turns_around():
    released = release(outcomes_table(table(ROWS).assign(**PLACE)))
    everyone_else = compare(released, yardstick="everyone_else")
    highest = compare(released, yardstick="highest")

    assert turned_around(everyone_else, highest) == ["RF"]
    assert turned_around(everyone_else, everyone_else) == []
