"""A narrower gap is progress only where the group itself does better.

Chronic absenteeism (lower is better), 100 students in each group, compared with ``RW``.
"""

import pytest
from tables import table

from equitykit.measures.gap_changes import gap_changes
from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release

# how many of a hundred, in the first year and in the second; the yardstick goes from 10 to 20
WORSE_YARDSTICK = {
    "RW": (10, 20), "RB": (40, 40), "RH": (50, 55), "RA": (30, 25), "RI": (20, 35),
    "RF": (5, 15), "RT": (30, 40),
}  # fmt: skip
YEARS = ("2023-24", "2024-25")


def changes(rates: dict, measure: str = "chronic_absenteeism"):
    lines = ["period | dimension | group | numerator | denominator"]
    for place, year in enumerate(YEARS):
        whole = sum(each[place] for each in rates.values())
        lines.append(f"{year} | all | TA | {whole} | {100 * len(rates)}")
        lines += [
            f"{year} | race_ethnicity | {code} | {each[place]} | 100"
            for code, each in rates.items()
        ]
    place = {"measure": measure, "level": "district", "cds": "99100010000000"}
    place |= {"coverage": "all_schools", "status": "reported"}
    released = release(outcomes_table(table("\n".join(lines)).assign(**place)))
    compared = compare(released, yardstick="group:RW")
    return {each.group: each for each in gap_changes(compared, before=YEARS[0], now=YEARS[1])}


@pytest.mark.parametrize(
    ("group", "gaps", "kind"),
    [
        # 40 - 10 = 30, then 40 - 20 = 20: narrower, and nobody is better off
        ("RB", (30.0, 20.0), "fell"),
        # 50 - 10 = 40, then 55 - 20 = 35
        ("RH", (40.0, 35.0), "both_fell"),
        # 30 - 10 = 20, then 25 - 20 = 5
        ("RA", (20.0, 5.0), "partly"),
        # 20 - 10 = 10, then 35 - 20 = 15
        ("RI", (10.0, 15.0), "wider"),
        # 30 - 10 = 20, then 40 - 20 = 20
        ("RT", (20.0, 20.0), "same"),
        # 5 - 10 = -5: it was not behind
        ("RF", (-5.0, -5.0), "ahead"),
    ],
)
def test_level_and_gap_together_say_whether_it_is_progress(group, gaps, kind):
    found = changes(WORSE_YARDSTICK)[group]

    assert (found.gap_before, found.gap_now) == gaps
    assert found.kind == kind


def test_a_gap_that_narrows_because_the_group_gains_is_progress():
    found = changes({"RW": (10, 10), "RB": (40, 30)})["RB"]

    assert found.kind == "gained"
    assert (found.before, found.now, found.other_before, found.other_now) == (40, 30, 10, 10)


def test_where_higher_is_better_a_fall_of_the_yardstick_is_no_progress_either():
    found = changes({"RW": (90, 80), "RB": (60, 60)}, measure="graduation")["RB"]

    assert (found.gap_before, found.gap_now) == (-30.0, -20.0)
    assert found.kind == "fell"


def test_a_group_of_few_students_shows_no_change():
    """Between the floor and the stability line there are figures, but no arrows (guide §7)."""
    rows = """
    period  | dimension      | group | numerator | denominator
    2023-24 | all            | TA    | 60        | 220
    2023-24 | race_ethnicity | RW    | 20        | 100
    2023-24 | race_ethnicity | RH    | 30        | 100
    2023-24 | race_ethnicity | RB    | 10        | 20
    2024-25 | all            | TA    | 56        | 220
    2024-25 | race_ethnicity | RW    | 20        | 100
    2024-25 | race_ethnicity | RH    | 28        | 100
    2024-25 | race_ethnicity | RB    | 8         | 20
    """
    place = {"measure": "suspension", "level": "district", "cds": "99100010000000"}
    place |= {"coverage": "all_schools", "status": "reported"}
    compared = compare(release(outcomes_table(table(rows).assign(**place))), yardstick="group:RW")

    found = gap_changes(compared, before=YEARS[0], now=YEARS[1])
    assert [each.group for each in found] == ["RH"]


def test_a_group_without_a_figure_in_one_of_the_years_has_no_change():
    rows = """
    period  | dimension      | group | numerator | denominator
    2023-24 | all            | TA    | 52        | 205
    2023-24 | race_ethnicity | RW    | 20        | 100
    2023-24 | race_ethnicity | RH    | 30        | 100
    2023-24 | race_ethnicity | RB    | 2         | 5
    2024-25 | all            | TA    | 60        | 300
    2024-25 | race_ethnicity | RW    | 20        | 100
    2024-25 | race_ethnicity | RH    | 20        | 100
    2024-25 | race_ethnicity | RB    | 20        | 100
    """
    place = {"measure": "suspension", "level": "district", "cds": "99100010000000"}
    place |= {"coverage": "all_schools", "status": "reported"}
    compared = compare(release(outcomes_table(table(rows).assign(**place))), yardstick="group:RW")

    codes = [each.group for each in gap_changes(compared, before=YEARS[0], now=YEARS[1])]
    assert "RB" not in codes
