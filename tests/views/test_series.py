"""A line joins years that follow each other and nothing else."""

import pytest
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.views.series import (
    all_students_series,
    coverage_breaks,
    definition_breaks,
    group_series,
    missing_years,
    years_of,
)

# the line is joined into the row where `joined` is yes; for suspension the year 2020-21, of
# teaching at a distance, stands apart, so that 2021-22 does not continue it
YEARS = """
group | period  | numerator | denominator | status               | coverage        | joined
GF    | 2016-17 | 30        | 300         | reported             | all_schools     | no
GF    | 2017-18 | 30        | 300         | reported             | all_schools     | yes
GF    | 2018-19 |           |             | suppressed_at_source | all_schools     | no
GF    | 2020-21 | 30        | 300         | reported             | all_schools     | no
GF    | 2021-22 | 30        | 300         | reported             | all_schools     | no
GF    | 2022-23 | 30        | 300         | reported             | without_charter | no
GF    | 2023-24 | 30        | 300         | reported             | without_charter | yes
GM    | 2023-24 | 30        | 300         | reported             | without_charter | no
"""


@pytest.fixture
def released():
    place = {"measure": "suspension", "level": "district", "cds": "1", "dimension": "gender"}
    return release(outcomes_table(table(YEARS).assign(**place)))


def test_a_line_breaks_at_a_missing_or_hidden_year_another_coverage_and_another_group(released):
    series = group_series(released)
    joined = series["segment"].eq(series["segment"].shift()).fillna(False)
    expected = table(YEARS)["joined"] == "yes"

    assert list(joined) == list(expected)


def test_years_without_data_keep_their_place(released):
    assert years_of(released.rows)[2:5] == ["2018-19", "2019-20", "2020-21"]
    assert missing_years(released.rows) == ["2019-20"]


def test_a_change_of_coverage_is_found(released):
    assert coverage_breaks(released.rows) == ["2022-23"]


def test_breaks_of_the_measure_are_those_among_the_years_that_are_there(released):
    # 2019-20, when schools closed, stands apart too, but there is no figure of it
    assert [each.since for each in definition_breaks(released.rows)] == ["2020-21"]


def test_the_turn_of_the_century_is_written_with_two_digits():
    assert years_of(table("period\n1998-99\n2000-01")) == ["1998-99", "1999-00", "2000-01"]


def test_all_students_are_no_line_beside_themselves(race):
    assert list(all_students_series(race)["group"]) == ["TA"]
    assert all_students_series(race.where(dimension="all")).empty
