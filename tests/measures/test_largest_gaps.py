"""The gaps a first conversation starts from, and how they are chosen."""

from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.largest_gaps import (
    largest_gaps,
    latest,
    looked_at,
    newest_of_each_topic,
)
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

PLACE = {"level": "district", "cds": "99600410000000", "coverage": "all_schools"}

# Against everyone else, for chronic absenteeism:
#   SS 300 of 1000 = 30.0 %, the others 100 of 1000 = 10.0 %: +20.0
#   SE 160 of  400 = 40.0 %, the others 240 of 1600 = 15.0 %: +25.0
#   SD  60 of  200 = 30.0 %, the others 340 of 1800 = 18.9 %: +11.1
#   SF  12 of   20 = 60.0 %, but 20 students are not ranked
#   SM   8 of   40 = 20.0 %, the others 392 of 1960 = 20.0 %: level
ROWS = """
measure             | period  | dimension | group | numerator | denominator | status
chronic_absenteeism | 2024-25 | all       | TA    | 400       | 2000        | reported
chronic_absenteeism | 2024-25 | program   | SS    | 300       | 1000        | reported
chronic_absenteeism | 2024-25 | program   | SE    | 160       | 400         | reported
chronic_absenteeism | 2024-25 | program   | SD    | 60        | 200         | reported
chronic_absenteeism | 2024-25 | program   | SF    | 12        | 20          | reported
chronic_absenteeism | 2024-25 | program   | SM    | 8         | 40          | reported
suspension          | 2024-25 | all       | TA    | 100       | 2000        | reported
suspension          | 2024-25 | program   | SS    | 70        | 1000        | reported
dashboard_chronic   | 2024-25 | all       | TA    | 300       | 1500        | reported
dashboard_chronic   | 2024-25 | program   | SE    | 150       | 300         | reported
"""


def compared(rows=ROWS):
    released = release(outcomes_table(table(rows).assign(**PLACE)))
    return compare(released, yardstick="everyone_else")


def chosen(**options):
    rows = largest_gaps(compared(), **options).rows
    return list(zip(rows["measure"], rows["group"], strict=True))


def test_the_furthest_behind_come_first_and_a_topic_gives_two():
    # English learners stand in both counts of absence: the larger gap, 150 of 300 against
    # 150 of 1,200 (+37.5), speaks for both. Suspension: 7.0 % against 3.0 %.
    assert chosen() == [
        ("dashboard_chronic", "SE"),
        ("chronic_absenteeism", "SS"),
        ("suspension", "SS"),
    ]


def test_more_of_a_topic_can_be_asked_for():
    assert ("chronic_absenteeism", "SD") in chosen(of_each_topic=3)


def test_a_group_with_few_students_is_never_ranked_and_a_level_one_is_not_behind():
    groups = [group for _, group in chosen(of_each_topic=9, count=9)]

    assert "SF" not in groups
    assert "SM" not in groups


def test_no_gap_in_the_list_rests_on_fewer_than_five_students():
    # expelled: 4 or 5 of 100 against 0 of 1,900; every one of 100 absent leaves no one on the
    # other side
    rows = """
    measure             | period  | dimension | group | numerator | denominator | status
    expulsion           | 2024-25 | all       | TA    | {few}     | 2000        | reported
    expulsion           | 2024-25 | program   | SE    | {few}     | 100         | reported
    chronic_absenteeism | 2024-25 | all       | TA    | 100       | 2000        | reported
    chronic_absenteeism | 2024-25 | program   | SE    | 100       | 100         | reported
    """

    assert len(largest_gaps(compared(rows.format(few=4)))) == 0
    assert len(largest_gaps(compared(rows.format(few=5)))) == 1


def test_the_number_of_comparisons_is_all_that_were_made():
    # five groups of chronic absenteeism, one of suspension, one of the Dashboard's absence
    assert looked_at(compared()) == 7


def test_of_one_topic_only_the_measures_of_its_newest_year_are_kept():
    rows = """
    measure             | period  | dimension | group | numerator | denominator | status
    dashboard_chronic   | 2023-24 | all       | TA    | 400       | 2000        | reported
    chronic_absenteeism | 2024-25 | all       | TA    | 300       | 2000        | reported
    graduation          | 2023-24 | all       | TA    | 90        | 100         | reported
    """
    released = release(outcomes_table(table(rows).assign(**PLACE)))

    kept = newest_of_each_topic(released).rows["measure"]
    assert {*kept} == {"chronic_absenteeism", "graduation"}


def test_each_measure_gives_its_own_latest_year():
    rows = """
    measure             | period  | dimension | group | numerator | denominator | status
    chronic_absenteeism | 2023-24 | all       | TA    | 400       | 2000        | reported
    chronic_absenteeism | 2024-25 | all       | TA    | 300       | 2000        | reported
    graduation          | 2023-24 | all       | TA    | 90        | 100         | reported
    """
    released = release(outcomes_table(table(rows).assign(**PLACE)))

    def years(**options):
        rows = latest(released, **options).rows
        return dict(zip(rows["measure"], rows["period"], strict=True))

    assert years() == {"chronic_absenteeism": "2024-25", "graduation": "2023-24"}
    assert years(year="2023-24") == {"chronic_absenteeism": "2023-24", "graduation": "2023-24"}
