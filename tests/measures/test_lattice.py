"""Students counted: each group set at each place, with what is missing kept apart."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from tables import table

from equitykit.errors import EquitykitError
from equitykit.measures.lattice import count_lattice
from equitykit.storage.locked_duckdb import connect

A, B = "99100010000001", "99100010000002"
ROWS = f"""
    period  | school | race_ethnicity | gender | SE  | SD  | own_graduation | own_suspension
    2024-25 | {A}    | RH             | GF     | yes | no  | yes            | no
    2024-25 | {A}    | RH             | GM     | yes | yes | no             | no
    2024-25 | {A}    | RW             | GF     | no  |     | yes            | yes
    2024-25 | {B}    | RW             | GM     |     | yes | yes            | no
    2024-25 | {B}    |                | GF     | yes | yes |                | yes
    2024-25 |        | RH             | GF     | no  | no  | no             | no
    2023-24 | {B}    | RH             | GF     | yes | no  | yes            | no
"""
FLAGS = ("SE", "SD", "own_graduation", "own_suspension")


def students(rows=ROWS, flags=FLAGS):
    frame = table(rows)
    columns = {}
    for name in frame:
        text = frame[name].astype("object").where(frame[name].notna(), None)
        yes = text.map({"yes": True, "no": False, None: None}) if name in flags else text
        kind = pa.bool_() if name in flags else pa.string()
        columns[name] = pa.array(yes.where(yes.notna(), None).tolist(), kind)
    if "school" in columns:
        columns["school"] = columns["school"].fill_null("")
    return pa.table(columns)


def count(rows=None, **choice):
    choice = {"outcomes": ["own_graduation"], "by": ["race_ethnicity"], **choice}
    with connect() as database:
        return count_lattice(students() if rows is None else rows, database=database, **choice)


def shown(found, *names, level="district", period="2024-25"):
    rows = found[(found["level"] == level) & (found["period"] == period)]
    names = names or ("numerator", "denominator")
    return {row["group"]: tuple(row[list(names)]) for _, row in rows.iterrows()}


def test_students_are_counted_by_trait_and_all_together():
    # of six students in the year one is not counted; the one without a school is
    assert shown(count()) == {"TA": (3, 5), "RH": (1, 3), "RW": (2, 2), "RD": (0, 0)}


def test_the_codes_of_what_was_counted_are_those_of_the_outcomes_table():
    found = count(by=["gender", "race_ethnicity", "SD"], crossings=3)
    assert set(found["dimension"]) == {
        "all", "race_ethnicity", "program", "gender", "race_ethnicity×program",
        "race_ethnicity×gender", "program×gender", "race_ethnicity×program×gender",
    }  # fmt: skip
    assert "RH×SD×GM" in set(found["group"])
    assert set(found["cds"]) == {"99100010000000", A, B}
    assert set(found["measure"]) == {"own_graduation"}


def test_schools_and_their_district():
    found = count()
    by_school = found[(found["level"] == "school") & (found["period"] == "2024-25")]
    totals = by_school[by_school["group"] == "TA"].set_index("cds")["denominator"]
    # the sixth student has no school, and is in no school's row
    assert totals.to_dict() == {A: 3, B: 1}
    assert set(count(places=["district"])["level"]) == {"district"}


def test_the_district_of_students_without_a_school():
    without = students().drop_columns(["school"])
    assert count(without)["cds"].isna().all()
    given = count(without, district="99100010000000")
    assert set(given["cds"]) == {"99100010000000"}


def test_in_several_districts_a_student_without_a_school_belongs_to_none():
    rows = students(ROWS.replace(B, "99200020000001"))
    found = count(rows, places=["district"])
    totals = found[(found["group"] == "TA") & (found["period"] == "2024-25")]
    assert dict(zip(totals["cds"].fillna("?"), totals["denominator"], strict=True)) == {
        "99100010000000": 3, "99200020000000": 1, "?": 1,
    }  # fmt: skip


def test_each_year_by_itself():
    assert shown(count(), period="2023-24") == {"TA": (1, 1), "RH": (1, 1)}


def test_a_yes_or_no_trait_is_a_group_and_its_unknowns_are_told():
    found = count(by=["SE"], outcomes=["own_suspension"])
    # yes: four students, one of another year; one student of the year is unknown
    assert shown(found, "numerator", "denominator", "missing")["SE"] == (1, 3, 1)
    assert shown(found, "missing")["TA"] == (0,)


def test_who_might_be_at_a_crossing_is_told_and_who_cannot_be_is_not():
    found = count(by=["SE", "SD"], crossings=2, outcomes=["own_suspension"])
    # SE and SD: two. Unknown: the fourth, SD and perhaps SE; not the third, who is not SE
    assert shown(found, "denominator", "missing")["SE×SD"] == (2, 1)


def test_a_dimension_stands_for_all_its_groups():
    found = count(by=["program"])
    assert set(found["group"]) == {"TA", "SE", "SD"}


def test_overlapping_races_are_groups_of_one_dimension():
    rows = students().rename_columns(
        [name if name != "SE" else "race_any:RB" for name in students().column_names]
    )
    found = count(rows, by=["race_any"])
    assert set(zip(found["dimension"], found["group"], strict=True)) == {
        ("all", "TA"), ("race_any", "RB"),
    }  # fmt: skip


def test_a_group_of_whom_nobody_is_counted_keeps_its_row():
    found = count()
    assert found.loc[found["group"] == "RD", "rate"].isna().all()


def test_names_and_values_are_never_part_of_a_query():
    evil = 'x"; DROP TABLE students; --'
    rows = pa.table(
        {
            "period": ["2024-25"] * 3,
            evil: ["O'Neill", "O'Neill", "'; SELECT 1; --"],
            "own_graduation": [True, False, True],
        }
    )
    found = count(rows, by=[evil])
    assert shown(found) == {"TA": (2, 3), "O'Neill": (1, 2), "'; SELECT 1; --": (1, 1)}


def test_scenarios_and_each_outcomes_own_period():
    rows = pa.table(
        {
            "period": ["2017", "2017", "2018", "2018"],
            "math_period": ["2019", None, "2019", "2018"],
            "goal": ["degree", "other", "degree", None],
            "gender": ["GF", "GM", "GF", "GF"],
            "transfer": [True, False, True, False],
            "math": [True, None, False, True],
        }
    )
    found = count(
        rows, by=["gender"], outcomes=["transfer", "math"], within=["goal"],
        periods={"math": "math_period"}, places=["district"],
    )  # fmt: skip
    everyone = found[(found["group"] == "TA") & found["goal"].isna()]
    counts = everyone.set_index(["measure", "period"])[["numerator", "denominator"]]
    assert {key: tuple(row) for key, row in zip(counts.index, counts.to_numpy(), strict=True)} == {
        ("transfer", "2017"): (1, 2), ("transfer", "2018"): (1, 2),
        ("math", "2018"): (1, 1), ("math", "2019"): (1, 2),
    }  # fmt: skip
    degree = found[(found["goal"] == "degree") & (found["measure"] == "math")]
    counts = degree.set_index("group")[["period", "numerator", "denominator"]]
    assert counts.loc["TA"].tolist() == counts.loc["GF"].tolist() == ["2019", 1, 2]
    assert len(counts) == 2


def test_all_sets_are_those_that_pandas_counts_one_by_one():
    random = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "period": random.choice(["2023-24", "2024-25"], 400),
            "school": random.choice([A, B], 400),
            "race_ethnicity": random.choice(["RH", "RW", "RB", None], 400),
            "gender": random.choice(["GF", "GM"], 400),
            "SE": random.choice([True, False], 400),
            "own_graduation": random.choice([True, False, None], 400),
        }
    )
    found = count(
        pa.Table.from_pandas(frame), by=["race_ethnicity", "gender", "SE"], crossings=3
    ).set_index(["level", "cds", "period", "dimension", "group"])
    counted = frame.dropna(subset=["own_graduation"]).assign(
        race=frame["race_ethnicity"].fillna("RD")
    )
    expected = counted[counted["SE"]].groupby(["school", "period", "race", "gender"])
    for (school, period, race, gender), its in expected["own_graduation"]:
        row = found.loc[
            ("school", school, period, "race_ethnicity×program×gender", f"{race}×SE×{gender}")
        ]
        assert (row["numerator"], row["denominator"]) == (its.sum(), len(its))
    of_district = counted.groupby(["period", "race", "gender"])["own_graduation"]
    for (period, race, gender), its in of_district:
        row = found.loc[
            ("district", "99100010000000", period, "race_ethnicity×gender", f"{race}×{gender}")
        ]
        assert (row["numerator"], row["denominator"]) == (its.sum(), len(its))


@pytest.mark.parametrize(
    ("choice", "id"),
    [
        ({"by": ["shoe_size"]}, "disaggregate_column"),
        ({"outcomes": ["own_luck"]}, "disaggregate_column"),
        ({"crossings": 4}, "disaggregate_crossings"),
        ({"crossings": 0}, "disaggregate_crossings"),
    ],
)
def test_what_cannot_be_counted_is_said(choice, id):
    with pytest.raises(EquitykitError) as problem:
        count(**choice)
    assert problem.value.id == id


def test_an_outcome_is_true_or_false_and_a_column_is_counted_by_in_one_way():
    with pytest.raises(ValueError, match="true, false or null"):
        count(outcomes=["race_ethnicity"], by=["gender"])
    with pytest.raises(ValueError, match="one way"):
        count(by=["gender"], within=["gender"])


def test_no_students_make_no_rows():
    assert len(count(students().slice(0, 0), by=["race_ethnicity", "SE"], crossings=2)) == 0
