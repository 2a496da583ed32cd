"""Rates as people out of 10, 20 or 100, and the one message of a family figure."""

import pandas as pd
import pytest
from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.people import People, base_for, one_message, people
from equitykit.measures.privacy import release

PLACE = {
    "measure": "suspension",
    "period": "2024-25",
    "level": "district",
    "cds": "99600410000000",
    "coverage": "all_schools",
    "status": "reported",
}


def message(text: str):
    rows = release(outcomes_table(table(text).assign(**PLACE)))
    return one_message(compare(rows, yardstick="everyone_else"))


@pytest.mark.parametrize(
    ("students", "base"), [(11, 10), (19, 10), (20, 20), (99, 20), (100, 100), (5000, 100)]
)
def test_few_students_are_not_counted_out_of_a_hundred(students, base):
    assert base_for(students) == base


@pytest.mark.parametrize(
    ("rate", "out_of", "expected"),
    [
        (30.0, 100, People(30, 100, "about")),
        # 38.2 of 100
        (38.2, 100, People(38, 100, "about")),
        # 0.5 of 100 and 2.5 of 100 are rounded up
        (2.5, 100, People(3, 100, "about")),
        (0.4, 100, People(0, 100, "under")),
        (0.0, 100, People(0, 100, "about")),
        # 15.0 % of 20 are 3
        (15.0, 20, People(3, 20, "about")),
        (99.6, 100, People(100, 100, "over")),
        (100.0, 100, People(100, 100, "about")),
        # 33.3 % of 10 are 3
        (33.3, 10, People(3, 10, "about")),
    ],
)
def test_a_rate_is_rounded_to_people_once(rate, out_of, expected):
    assert people(rate, out_of) == expected


def test_the_message_is_of_the_group_furthest_behind():
    # everyone else than RB: 40 of 700, 5.7 %; RB: 60 of 300, 20.0 %
    found = message("""
        group | dimension      | numerator | denominator
        TA    | all            | 100       | 1000
        RB    | race_ethnicity | 60        | 300
        RH    | race_ethnicity | 40        | 700
    """)

    assert found.group == "RB"
    assert (found.people, found.others) == (People(20, 100, "about"), People(6, 100, "about"))


def test_where_nobody_is_behind_the_largest_group_is_told_of():
    found = message("""
        group | dimension      | numerator | denominator
        TA    | all            | 100       | 1000
        RB    | race_ethnicity | 30        | 300
        RH    | race_ethnicity | 70        | 700
    """)

    assert found.group == "RH"


def test_without_a_group_that_is_shown_there_is_no_message():
    rows = release(
        outcomes_table(
            pd.DataFrame(
                [
                    {"group": "TA", "dimension": "all", "numerator": 1, "denominator": 100},
                    {
                        "group": "RB",
                        "dimension": "race_ethnicity",
                        "status": "suppressed_at_source",
                    },
                ]
            )
            .fillna({"status": "reported"})
            .assign(**{name: value for name, value in PLACE.items() if name != "status"})
        )
    )

    assert one_message(compare(rows, yardstick="everyone_else")) is None
