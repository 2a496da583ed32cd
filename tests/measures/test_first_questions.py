"""What a district's figures make us ask people first."""

from tables import table

from equitykit.measures.first_questions import Question, first_questions
from equitykit.measures.gaps import compare
from equitykit.measures.largest_gaps import latest
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.small_groups import small_groups

PLACE = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}

# All students fell from 25.0 % to 20.0 %, English learners rose from 20.0 % to 40.0 %.
ROWS = """
measure             | period  | dimension      | group | numerator | denominator | status
chronic_absenteeism | 2023-24 | all            | TA    | 500       | 2000        | reported
chronic_absenteeism | 2023-24 | program        | SE    | 80        | 400         | reported
chronic_absenteeism | 2024-25 | all            | TA    | 400       | 2000        | reported
chronic_absenteeism | 2024-25 | program        | SE    | 160       | 400         | reported
chronic_absenteeism | 2024-25 | program        | SF    |           |             | suppressed_at_source
chronic_absenteeism | 2024-25 | race_ethnicity | RA    | 20        | 400         | reported
chronic_absenteeism | 2024-25 | race_ethnicity | RH    | 380       | 1600        | reported
"""


def asked(rows):
    released = release(outcomes_table(table(rows).assign(**PLACE)))
    now = latest(released)
    return first_questions(
        latest(compare(released, yardstick="everyone_else")),
        latest(compare(released, yardstick="own_past")),
        small_groups(now, released),
    )


def test_each_question_stands_on_a_figure_and_names_its_group():
    assert asked(ROWS) == [
        Question("largest_gap", "chronic_absenteeism", ("SE",)),
        Question("overall_hides", "chronic_absenteeism", ("SE",)),
        Question("hidden_groups"),
        Question("served_well", "chronic_absenteeism", ("RA",)),
        Question("who_is_missing"),
    ]


def test_with_nothing_to_see_the_question_who_is_missing_stays():
    alone = "\n".join(
        ROWS.splitlines()[:2] + [line for line in ROWS.splitlines() if "| TA" in line]
    )

    assert asked(alone) == [Question("who_is_missing")]
