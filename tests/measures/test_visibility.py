"""Each row alone: the floor, the stability line, bands, and what nobody knows."""

import pytest
from tables import table

from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.visibility import is_partition, look_at_rows

ROWS = """
measure             | numerator | denominator | rate | status               | published           | own_rows
suspension          | 3         | 10          |      | reported             | hidden              | hidden
suspension          | 3         | 11          |      | reported             | read_with_care      | read_with_care
suspension          | 3         | 29          |      | reported             | read_with_care      | read_with_care
suspension          | 3         | 30          |      | reported             | shown               | shown
suspension          | 2         | 30          |      | reported             | shown               | almost_none
suspension          | 0         | 30          | 0.0  | reported_zero        | shown               | almost_none
suspension          | 27        | 30          |      | reported             | shown               | shown
suspension          | 28        | 30          |      | reported             | shown               | almost_all
suspension          | 30        | 30          |      | reported             | shown               | almost_all
suspension          | 0         | 10          | 0.0  | reported_zero        | hidden              | hidden
suspension          | 0         | 0           | 0.0  | reported_zero        | no_students         | no_students
suspension          |           |             |      | suppressed_at_source | hidden_by_publisher | hidden_by_publisher
suspension          |           |             |      | not_published        | not_published       | not_published
suspension          |           |             |      | reported             | not_published       | not_published
suspension          |           |             | 12.5 | reported             | read_with_care      | hidden
suspension          |           | 40          | 12.5 | reported             | shown               | hidden
average_days_absent |           | 30          | 12.5 | reported             | shown               | shown
average_days_absent |           | 10          | 12.5 | reported             | hidden              | hidden
average_days_absent | 2         | 30          | 12.5 | reported             | shown               | shown
"""  # noqa: E501


@pytest.mark.parametrize("regime", ["published", "own_rows"])
def test_a_row_is_in_the_state_that_its_own_counts_give_it(regime):
    rows = table(ROWS)

    states = look_at_rows(
        outcomes_table(rows), minimum_n=11, stability_line=30, bands=regime == "own_rows"
    )

    assert states.tolist() == rows[regime].tolist()


def test_the_floor_and_the_line_are_settings():
    rows = outcomes_table(table(ROWS).head(4))

    states = look_at_rows(rows, minimum_n=30, stability_line=31, bands=False)

    assert states.tolist() == ["hidden", "hidden", "hidden", "read_with_care"]


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("race_ethnicity", True),
        ("gender", True),
        ("race_ethnicity×gender", True),
        ("program", False),
        ("race_ethnicity×program", False),
        ("grade_span", False),
        ("unheard_of", False),
    ],
)
def test_a_crossing_splits_students_cleanly_when_all_its_parts_do(dimension, expected):
    assert is_partition(dimension) is expected
