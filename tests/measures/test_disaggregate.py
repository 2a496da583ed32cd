"""All that is said of each group: for the analyst of all counts, for all others of what is seen."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from equitykit.errors import EquitykitError
from equitykit.measures.disaggregate import disaggregate, disaggregate_released
from equitykit.measures.gaps import compare
from equitykit.measures.lattice import count_lattice
from equitykit.measures.privacy import release
from equitykit.measures.visibility import VISIBLE
from equitykit.storage.locked_duckdb import connect

# race: students, graduated, of these English learners, graduated English learners
GROUPS = {
    "RB": (100, 40, 20, 5),
    "RH": (400, 280, 200, 120),
    "RW": (480, 432, 30, 24),
    "RI": (20, 10, 0, 0),
}
SCHOOL = "99100010000001"


def students(groups=GROUPS, measure="own_graduation", period="2024-25"):
    races, learners, outcomes = [], [], []
    for race, (n, s, se, both) in groups.items():
        races += [race] * n
        learners += [True] * se + [False] * (n - se)
        outcomes += [True] * both + [False] * (se - both)
        outcomes += [True] * (s - both) + [False] * (n - se - s + both)
    return pa.table(
        {
            "period": [period] * len(races),
            "school": [SCHOOL] * len(races),
            "race_ethnicity": races,
            "SE": learners,
            measure: outcomes,
        }
    )


def analysed(rows=None, measure="own_graduation", **choice):
    choice = {"by": ["race_ethnicity", "SE"], "places": ["district"], **choice}
    with connect() as database:
        return disaggregate(
            students(measure=measure) if rows is None else rows,
            database=database,
            outcomes=[measure],
            **choice,
        )


def by_group(found):
    return found.rows.set_index("group")


def test_what_is_said_of_a_group():
    row = by_group(analysed()).loc["RB"]
    # 40 of 100; all 762 of 1,000; others 722 of 900
    assert (row["numerator"], row["denominator"], row["rate"]) == (40, 100, 40.0)
    assert (row["yardstick_rate"], row["gap_points"], row["ratio"]) == (80.2, -40.2, 0.5)
    assert row["low"] == pytest.approx(30.94, abs=0.01)
    assert row["high"] == pytest.approx(49.80, abs=0.01)
    assert (row["share_of_students"], row["share_of_outcome"]) == pytest.approx((10, 4000 / 762))
    assert row["proportionality_index"] == pytest.approx(0.4 / 0.762)
    assert row["ppg_2017"] == pytest.approx(40 - 76.2)
    assert row["ppg_2022"] == pytest.approx(40 - 72200 / 900)
    # against RW, 432 of 480 = 90 %
    assert row["index_80"] == pytest.approx(0.4 / 0.9)
    assert row["index_80_other_side"] == pytest.approx(0.1 / 0.6)
    assert row["risk_ratio"] == pytest.approx(0.4 / (722 / 900))
    assert row["flags"] == "ppg_2017 ppg_2022 proportionality index_80 index_80_other_side"
    # 40 + x >= 722/900 * 100 = 80.2...: 41
    assert (row["needed_fixed"], row["needed_moving"]) == (41, 41)
    # (40 + x) / (762 + x) >= .8 * .1: (4 * 762 * 100 - 5 * 40 * 1000) / (5000 - 400) = 22.8
    assert row["needed_proportionality"] == 23
    assert row["cohens_h"] == pytest.approx(
        2 * np.arcsin(0.4**0.5) - 2 * np.arcsin(0.802**0.5), abs=1e-3
    )


def test_against_all_students_whether_they_stand_still_is_told():
    # 410 of 2,000 against 5,140 of 10,000: 618 if the rate is held still, 773 if it moves
    rows = students({"RB": (2000, 410, 0, 0), "RW": (8000, 4730, 0, 0)})
    row = by_group(analysed(rows, yardsticks=["overall"])).loc["RB"]
    assert (row["needed_fixed"], row["needed_moving"]) == (618, 773)
    # another group's rate does not move along
    row = by_group(analysed(rows, yardsticks=["group:RW"])).loc["RB"]
    assert row["needed_fixed"] == -(-(2000 * 4730 - 8000 * 410) // 8000)
    assert pd.isna(row["needed_moving"])


def test_an_unwanted_outcome_is_looked_at_as_it_is():
    groups = {"RB": (100, 30, 0, 0), "RW": (900, 90, 0, 0)}
    rows = students(groups, measure="own_suspension")
    row = by_group(analysed(rows, measure="own_suspension")).loc["RB"]
    assert (row["rate"], row["gap_points"], row["direction"]) == (30.0, 20.0, "worse")
    assert row["rate_ratio"] == pytest.approx(3)
    # 10 of 100 would be as the others: 20 fewer
    assert row["needed_fixed"] == 20
    assert {"ppg_2017", "ppg_2022", "proportionality"} <= set(row["flags"].split())
    assert by_group(analysed(rows, measure="own_suspension")).loc["RW", "flags"] == ""


def test_who_does_as_well_as_everyone_else_has_no_flag_for_one_better_group():
    # 221 of 1,064 beside 311 of the other 1,495, 20.8 % both; the 82 do best, with 7
    groups = {"RH": (1064, 221, 0, 0), "RA": (82, 7, 0, 0), "RW": (1413, 304, 0, 0)}
    measure = "own_chronic_absenteeism"
    row = by_group(analysed(students(groups, measure=measure), measure=measure)).loc["RH"]
    assert row["gap_points"] == 0.0
    assert (row["index_80_result"], row["index_80_group"]) == ("flagged", "RA")
    assert row["index_80"] == pytest.approx((7 / 82) / (221 / 1064))
    assert row["flags"] == ""


def test_who_does_worse_than_everyone_else_keeps_the_flag():
    # 250 of 1,064 (23.5 %) beside 311 of 1,495 (20.8 %)
    groups = {"RH": (1064, 250, 0, 0), "RA": (82, 7, 0, 0), "RW": (1413, 304, 0, 0)}
    measure = "own_chronic_absenteeism"
    row = by_group(analysed(students(groups, measure=measure), measure=measure)).loc["RH"]
    assert row["gap_points"] == 2.7
    assert "index_80" in row["flags"].split()


def test_who_is_everyone_is_compared_with_nobody():
    row = by_group(analysed()).loc["TA"]
    assert row["gap_note"] == "no_comparison"
    empty = ["gap_points", "ppg_2017", "proportionality_index", "needed_fixed", "rate_ratio"]
    empty += ["risk_ratio", "risk_ratio_state"]
    assert row[empty].isna().all()
    assert row["flags"] == ""


def test_the_number_of_comparisons_is_that_of_the_p_values():
    found = analysed()
    # four races and SE against everyone else; TA is compared with nobody
    assert found.looked_at == 5
    assert found.rows["p_adjusted"].notna().sum() == 5
    assert (found.rows["p_adjusted"] >= found.rows["p_value"]).fillna(True).all()
    twice = analysed(yardsticks=["everyone_else", "overall", "everyone_else"])
    assert (len(twice.rows), twice.looked_at) == (12, 10)


def test_a_crossing_stands_beside_what_its_traits_foretell():
    row = by_group(analysed(crossings=2)).loc["RH×SE"]
    # RH not SE 160/200; SE not RH 29/50; neither 762-280-149+120 = 453 of 550
    assert row["predicted_rate"] == pytest.approx(100 * (0.8 + 29 / 50 - 453 / 550))
    assert row["excess_points"] == pytest.approx(100 * (0.6 - 0.8 - 29 / 50 + 453 / 550))


def test_each_scenario_is_compared_within_itself():
    rows = students().append_column("site", pa.array(["x"] * 500 + ["y"] * 500))
    found = analysed(rows, within=["site"], by=["race_ethnicity"]).rows
    in_x = found[found["site"] == "x"].set_index("group")
    # RB 40/100 against RH 280/400 at site x
    assert in_x.loc["RB", "yardstick_rate"] == 70.0
    assert found[found["site"].isna()].set_index("group").loc["RB", "yardstick_rate"] == 80.2


def test_its_own_past_is_found_in_the_years_of_the_table():
    before = students({**GROUPS, "RB": (100, 30, 20, 5)}, period="2023-24")
    rows = pa.concat_tables([before, students()])
    found = analysed(rows, yardsticks=["own_past"]).rows
    now = found[found["period"] == "2024-25"].set_index("group")
    assert (now.loc["RB", "yardstick_rate"], now.loc["RB", "gap_points"]) == (30.0, 10.0)


def test_nobody_says_which_way_is_up():
    rows = students(measure="luck")
    with pytest.raises(EquitykitError) as problem:
        analysed(rows, measure="luck")
    assert problem.value.id == "disaggregate_direction"
    found = analysed(rows, measure="luck", improvement_direction={"luck": "increase"})
    assert by_group(found).loc["RB", "direction"] == "worse"


def released(rows=None, crossings=1):
    with connect() as database:
        counts = count_lattice(
            students() if rows is None else rows,
            database=database,
            outcomes=["own_graduation"],
            by=["race_ethnicity", "SE"],
            crossings=crossings,
            places=["district"],
        )
    return release(counts, regime="own_rows")


def test_the_released_view_says_of_what_is_seen_what_the_analyst_sees():
    table = released()
    found = disaggregate_released(table, yardsticks=["everyone_else"])
    rows, all_rows = by_group(found), by_group(analysed())
    seen = rows.index[rows["gap_points"].notna()]
    assert {"RB", "RH", "RW"} <= set(seen)
    same = ["gap_points", "gap_low", "ppg_2022", "index_80", "needed_fixed", "p_value", "flags"]
    for name in same:
        assert rows.loc[seen, name].tolist() == all_rows.loc[seen, name].tolist(), name


def test_the_released_view_agrees_with_the_gaps_that_pages_show():
    table = released()
    found = by_group(disaggregate_released(table, yardsticks=["overall"]))
    gaps = compare(table, yardstick="overall").rows.set_index("group")
    for name in ("yardstick_rate", "gap_points", "gap_low", "ratio", "certainty", "gap_note"):
        assert found[name].equals(gaps[name]), name


SMALL = {
    "RB": (9, 4, 0, 0),
    "RI": (14, 6, 0, 0),
    "RH": (400, 280, 200, 120),
    "RW": (480, 432, 30, 24),
}


def test_of_a_hidden_group_nothing_is_said_and_nothing_rests_on_it():
    found = disaggregate_released(released(students(SMALL), crossings=2)).rows
    hidden = found[~found["visibility"].isin(VISIBLE)]
    assert {"RB", "RI"} & set(hidden["group"])
    words = {"measure", "period", "level", "cds", "dimension", "group", "status", "coverage",
             "visibility", "yardstick", "gap_note", "source", "flags", "denominator"}  # fmt: skip
    told = hidden.drop(columns=[name for name in hidden if name in words])
    assert told.isna().all().all()
    assert (hidden["flags"] == "").all()


def test_the_highest_group_is_found_among_what_is_seen():
    # RB does best, of 9 students, and is hidden
    rows = students({**SMALL, "RB": (9, 9, 0, 0)})
    found = disaggregate_released(released(rows), yardsticks=["highest"])
    assert "RB" not in set(found.rows["yardstick_group"].dropna())


def test_rows_that_are_not_looked_at_are_still_what_others_are_compared_with():
    table = released()
    looked = (table.rows["group"] == "RB").to_numpy()
    found = disaggregate_released(table, yardsticks=["highest"], looked=looked)
    assert found.rows["group"].tolist() == ["RB"]
    assert found.rows["yardstick_group"].tolist() == ["RW"]
    assert found.looked_at == 1
    assert found.rows["p_adjusted"].tolist() == found.rows["p_value"].tolist()


def test_cohens_h_is_for_the_analyst_alone():
    assert "cohens_h" not in disaggregate_released(released()).rows


def test_two_districts_that_differ_in_what_is_hidden_alone_have_one_answer():
    # one student's outcome goes from one hidden group to another
    one, other = (
        released(students({**SMALL, "RB": (9, 4 - moved, 0, 0), "RW": (480, 432 + moved, 30, 24)}))
        for moved in (0, 1)
    )
    assert set(one.rows["group"][one.rows["visibility"] == "hidden"]) >= {"RB", "RW"}
    answers = [
        disaggregate_released(table, yardsticks=["everyone_else", "overall", "highest"])
        for table in (one, other)
    ]
    pd.testing.assert_frame_equal(answers[0].rows, answers[1].rows)
    assert answers[0].looked_at == answers[1].looked_at


def test_against_a_target():
    row = by_group(analysed(yardsticks=["target"], target=50)).loc["RB"]
    assert (row["gap_points"], row["needed_fixed"]) == (-10.0, 10)
    assert pd.isna(row["needed_moving"])
    # z = (.4 - .5) / sqrt(.25 / 100) = -2
    assert row["p_value"] == pytest.approx(0.0455003)
    with pytest.raises(EquitykitError) as problem:
        analysed(yardsticks=["target"], target=101)
    assert problem.value.id == "target_out_of_range"


def test_where_the_best_group_has_none_of_it_the_index_is_zero():
    groups = {"RB": (100, 30, 0, 0), "RW": (90, 0, 0, 0), "RA": (50, 0, 0, 0)}
    measure = "own_chronic_absenteeism"
    rows = by_group(analysed(students(groups, measure=measure), measure=measure))
    assert (rows.loc["RB", "index_80"], rows.loc["RB", "index_80_result"]) == (0, "flagged")
    # nobody against nobody
    assert pd.isna(rows.loc["RA", "index_80"])
    assert rows.loc["RB", "risk_ratio_state"] == "comparison_below_minimum"
