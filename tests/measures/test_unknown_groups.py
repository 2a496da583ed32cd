"""Students whose group nobody knows are a share of all, never what the others leave over."""

import pytest
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.measures.unknown_groups import unknown_shares

RACE = """
dimension      | group | numerator | denominator | rate | status
all            | TA    | 80        | 400         | 20.0 | reported
race_ethnicity | RH    | 50        | 200         | 25.0 | reported
race_ethnicity | RW    | 20        | 150         | 13.3 | reported
race_ethnicity | RD    | 10        | 50          | 20.0 | reported
"""


def released(text: str):
    rows = table(text).assign(
        measure="suspension", period="2024-25", level="district", cds="99600410000000"
    )
    return release(outcomes_table(rows), minimum_n=11, stability_line=30, regime="published")


def test_the_share_is_that_of_the_row_of_unknown_students():
    assert unknown_shares(released(RACE)) == {"race_ethnicity": pytest.approx(12.5)}


def test_unknown_students_that_are_hidden_are_not_worked_out_from_the_others():
    hidden = RACE.replace(
        "RD    | 10        | 50          | 20.0 | reported",
        "RD    |           |             |      | suppressed_at_source",
    )
    assert unknown_shares(released(hidden)) == {}


def test_without_a_row_of_all_students_there_is_no_share():
    assert unknown_shares(released(RACE).where(dimension="race_ethnicity")) == {}
