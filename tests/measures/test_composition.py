"""Shares of the students beside shares of the outcome, and where they would tell on the hidden.

Of 1,000 students 100 have the outcome. RB is 140 students with 31 of them: 14.0 % of the
students, 31.0 % of the outcome.
"""

import pandas as pd
import pytest
from tables import table

from equitykit.measures.composition import composition
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

WHOLE = """
group | dimension      | numerator | denominator | status
TA    | all            | 100       | 1000        | reported
RB    | race_ethnicity | 31        | 140         | reported
RH    | race_ethnicity | 60        | 700         | reported
RW    | race_ethnicity | 9         | 160         | reported
SE    | program        | 25        | 400         | reported
SF    | program        |           |             | suppressed_at_source
"""
PLACE = {
    "measure": "suspension",
    "period": "2024-25",
    "level": "district",
    "cds": "99600410000000",
    "coverage": "all_schools",
}


def composed(text: str, **settings) -> pd.DataFrame:
    rows = release(outcomes_table(table(text).assign(**PLACE)), **settings)
    return composition(rows).rows.set_index("group")


def replaced(*lines: str) -> str:
    """The table with its line of the same group replaced."""
    kept = WHOLE
    for line in lines:
        code = line.split("|")[0].strip()
        old = next(row for row in WHOLE.splitlines() if row.startswith(code))
        kept = kept.replace(old, line)
    return kept


def test_a_group_has_its_share_of_the_students_and_of_the_outcome():
    rows = composed(WHOLE)

    assert list(rows.loc["RB", ["share_of_students", "share_of_outcome"]]) == [14.0, 31.0]
    assert list(rows.loc["SE", ["share_of_students", "share_of_outcome"]]) == [40.0, 25.0]


def test_all_students_have_no_share_of_themselves():
    assert composed(WHOLE).loc["TA", "share_note"] == "is_all"


def test_a_hidden_group_that_is_no_part_of_a_whole_hides_nobody_else():
    rows = composed(WHOLE)

    assert rows.loc["SF", "share_note"] == "hidden"
    assert pd.isna(rows.loc["SF", "share_of_students"])
    assert pd.isna(rows.loc["SE", "share_note"])


def test_one_hidden_race_leaves_no_share_of_any_race():
    # 1000 - 140 - 700 = 160 would be RW's
    rows = composed(replaced("RW | race_ethnicity | | | suppressed_at_source"))

    assert list(rows.loc[["RB", "RH"], "share_note"]) == ["rest_would_show"] * 2
    assert rows.loc[["RB", "RH"], "share_of_students"].isna().all()
    assert rows.loc["SE", "share_of_students"] == 40.0


def test_a_rest_of_two_hidden_groups_that_could_be_anything_is_safe():
    # 160 students with 9 outcomes in two groups of unknown size
    two = replaced("RW | race_ethnicity | | | suppressed_at_source")
    rows = composed(two + "RI | race_ethnicity | | | suppressed_at_source")

    assert list(rows.loc["RB", ["share_of_students", "share_of_outcome"]]) == [14.0, 31.0]


@pytest.mark.parametrize(
    ("outcomes", "students", "safe"),
    [
        # two hidden groups of 12 together: neither is proven to be below 11 students
        (5, 12, True),
        # of 11 one is, as the other has a student at least
        (5, 11, False),
        # nobody, or everybody, of the rest has the outcome
        (0, 40, False),
        (40, 40, False),
        (1, 40, True),
    ],
)
def test_a_rest_is_as_large_and_as_mixed_as_what_we_release(outcomes, students, safe):
    white = f"RW | race_ethnicity | {100 - 31 - outcomes} | {1000 - 140 - students} | reported"
    rows = composed(
        replaced("RH | race_ethnicity | | | suppressed_at_source", white)
        + "RI | race_ethnicity | | | suppressed_at_source"
    )

    assert pd.isna(rows.loc["RB", "share_note"]) == safe


def test_a_group_without_any_row_counts_as_hidden():
    rows = composed(replaced("RW | race_ethnicity | 0 | 0 | reported"))

    # RW has no students; the 160 that are left over have no row
    assert rows.loc["RB", "share_note"] == "rest_would_show"


def test_without_a_total_that_is_shown_there_is_no_share():
    rows = composed(replaced("TA | all | | | suppressed_at_source"))

    assert rows.loc["RB", "share_note"] == "no_counts"


def test_an_outcome_that_nobody_has_is_shared_out_among_nobody():
    nobody = replaced(
        "TA | all | 0 | 1000 | reported",
        "RB | race_ethnicity | 0 | 140 | reported",
        "RH | race_ethnicity | 0 | 700 | reported",
        "RW | race_ethnicity | 0 | 160 | reported",
        "SE | program | 0 | 400 | reported",
    )

    assert composed(nobody).loc["RB", "share_note"] == "no_outcome"


def test_a_crossing_of_partitions_is_one():
    crossed = WHOLE.replace("race_ethnicity", "race_ethnicity×gender").replace("RB ", "RB×GF")
    rows = composed(crossed.replace("RW ", "RW×GF").replace("RH ", "RH×GM"))

    assert rows.loc["RB×GF", "share_of_outcome"] == 31.0
