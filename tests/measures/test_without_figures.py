"""A team may learn of a group without figures: then there is none of it, and no other changes."""

import pickle
import struct

import pandas as pd
from tables import table

from equitykit.measures.choices import Choices
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import FIGURES, release
from equitykit.measures.small_groups import small_groups

ROWS = """
dimension      | group | numerator | denominator | status
all            | TA    | 100       | 4217        | reported
race_ethnicity | RW    | 15        | 240         | reported
race_ethnicity | RH    | 77        | 3713        | reported
race_ethnicity | RI    |           |             | suppressed_at_source
race_ethnicity | RB    | 1         | 7           | reported
"""
PLACE = {
    "measure": "suspension", "period": "2024-25", "level": "district",
    "cds": "99100010000000", "coverage": "all_schools", "source": "a.txt",
}  # fmt: skip


def released():
    return release(outcomes_table(table(ROWS).assign(**PLACE)))


def test_the_group_stays_without_any_number_and_all_others_are_as_they_were():
    before = released()
    after = before.without_figures({"RH"})

    rows = after.rows.set_index("group")
    assert rows.loc["RH", "visibility"] == "listened"
    assert rows.loc["RH", list(FIGURES)].isna().all()
    others = before.rows["group"] != "RH"
    pd.testing.assert_frame_equal(after.rows[others], before.rows[others])
    # no copy of the number is left behind in the table
    assert struct.pack("<q", 3713) in pickle.dumps(before)
    assert struct.pack("<q", 3713) not in pickle.dumps(after)


def test_it_only_takes_out_what_was_hidden_stays_hidden():
    rows = released().without_figures({"RH"}).rows.set_index("group")

    assert rows.loc["RI", "visibility"] == "hidden_by_publisher"
    assert rows.loc["RB", list(FIGURES)].isna().all()


def test_no_group_is_compared_with_it_and_it_is_no_small_group():
    after = released().without_figures({"RH"})
    compared = compare(after, yardstick="group:RH").rows

    assert compared["gap_points"].isna().all()
    assert "RH" not in [each.group for each in small_groups(after, after)]


def test_none_named_changes_nothing():
    pd.testing.assert_frame_equal(released().without_figures(()).rows, released().rows)


def test_choices_stand_in_the_order_that_was_decided_the_others_after_them():
    choices = Choices(released(), order=("RH", "own-1", "RI"))

    assert choices.groups("suspension", "2024-25", "race_ethnicity") == ["RH", "RI", "RB", "RW"]
    named = choices.yardsticks("suspension", "2024-25", "race_ethnicity")[-4:]
    assert named == ["group:RH", "group:RI", "group:RB", "group:RW"]


def test_a_figure_of_fewer_students_than_the_team_reads_goes_and_larger_ones_stay():
    after = released().without_figures((), {"RW": 241, "RH": 3713, "RB": 30, "RI": 30})
    rows = after.rows.set_index("group")

    assert rows.loc["RW", "visibility"] == "few_for_us"
    assert rows.loc["RW", list(FIGURES)].isna().all()
    assert rows.loc["RH", "visibility"] == "shown"
    # what was hidden to protect students still says only that
    assert (
        rows.loc["RB", "visibility"] == released().rows.set_index("group").loc["RB", "visibility"]
    )
    assert rows.loc["RI", "visibility"] == "hidden_by_publisher"
    assert "RW" in [each.group for each in small_groups(after, after)]
