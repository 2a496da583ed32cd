"""Inequality of every split: of what may be seen, and, for the analyst, of all at once."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from equitykit.measures.disaggregate import disaggregate, disaggregate_released
from equitykit.measures.inequality import MEASURES, OF_A_REFERENCE, ORDERED, inequality
from equitykit.measures.inequality_of_splits import inequality_of_splits
from equitykit.measures.outcomes import outcomes_table
from equitykit.measures.privacy import release
from equitykit.storage.locked_duckdb import connect

ROW = {
    "measure": "chronic_absenteeism", "period": "2024-25", "level": "district",
    "cds": "27661420000000", "county": "", "district": "", "school": "", "status": "reported",
    "coverage": "all_schools", "source": "s", "as_of": "2025",
}  # fmt: skip


def released(groups, dimension="race_ethnicity"):
    """A published table: all students, then `group: (numerator, denominator)`."""
    s, n = (sum(pair[i] for pair in groups.values()) for i in (0, 1))
    rows = [{**ROW, "dimension": "all", "group": "TA", "numerator": s, "denominator": n}]
    rows += [
        {**ROW, "dimension": dimension, "group": group, "numerator": s, "denominator": n}
        for group, (s, n) in groups.items()
    ]
    table = pd.DataFrame(rows)
    table["rate"] = (100 * table["numerator"] / table["denominator"]).round(1)
    return disaggregate_released(release(outcomes_table(table))).tables["everyone_else"]


def test_levels_stand_beside_the_measures_and_a_hidden_group_is_named():
    # 50 %, 60 %, 80 % of 100, 100, 200; two students are hidden, and nobody is worked out of it
    (split,) = inequality_of_splits(
        released({"RB": (50, 100), "RA": (60, 100), "RH": (160, 200), "RF": (1, 2)})
    )
    assert split.dimension == "race_ethnicity"
    seen = split.summary.groups.set_index("group")
    assert "RF" not in seen.index
    assert "RF" in split.summary.left_out
    # RF alone would be what the others leave of all students: one more is hidden with it
    assert len(seen) == 2 and len(split.summary.left_out) == 2
    assert seen["rate"].to_dict().items() <= {"RB": 50.0, "RA": 60.0, "RH": 80.0}.items()
    # Wilson of 160 of 200, as in the other tables: 73.9 to 85.0
    assert seen.loc["RH", ["low", "high"]].tolist() == pytest.approx([73.92, 84.96], abs=0.01)


def test_those_of_whom_nothing_was_recorded_are_no_group():
    groups = {"RB": (50, 100), "RA": (60, 100), "RH": (160, 200), "RD": (90, 100)}
    (split,) = inequality_of_splits(released(groups))
    measures = split.summary.measures.set_index("measure")["value"]
    assert "RD" in split.summary.left_out
    # 80 - 50; with RD it would be 40. BGV by hand (tests/measures/test_inequality.py)
    assert measures["D"] == pytest.approx(30)
    assert measures["BGV"] == pytest.approx(168.75)


def test_groups_that_share_students_are_not_summed_up():
    groups = {"SE": (50, 100), "SD": (60, 100), "SH": (70, 100)}
    assert inequality_of_splits(released(groups, "program")) == []


def test_education_of_parents_has_an_order():
    groups = {"PENG": (239, 412), "PEHS": (258, 388), "PESC": (356, 501), "PECG": (236, 295),
              "PEPG": (180, 204)}  # fmt: skip
    (split,) = inequality_of_splits(released(groups, "parent_education"))
    measures = split.summary.measures.set_index("measure")
    assert measures.loc["BGV", "note"] == "ordered"
    # statistics.md: 32.784 with students once (rates here are rounded to a tenth)
    assert measures.loc["SII", "value"] == pytest.approx(32.784, abs=0.1)


def students():
    random = np.random.default_rng(7)
    rows = 3000
    return pa.table(
        {
            "period": ["2024-25"] * rows,
            "school": random.choice(["99100010000001", "99100010000002"], rows),
            "site": random.choice(["x", "y", "z"], rows),
            "race_ethnicity": random.choice(
                ["RB", "RH", "RW", "RI", "RD"], rows, p=[0.2, 0.4, 0.3, 0.02, 0.08]
            ),
            "gender": random.choice(["GF", "GM", "GX"], rows, p=[0.5, 0.49, 0.01]),
            "own_chronic_absenteeism": random.random(rows) < 0.02,
        }
    )


def test_all_splits_at_once_are_each_as_one_by_itself():
    with connect() as database:
        found = disaggregate(
            students(), database=database, outcomes=["own_chronic_absenteeism"],
            by=["race_ethnicity", "gender"], crossings=2, within=["site"],
        )  # fmt: skip
    table = found.inequality
    # 3 places, 4 scenarios, race, gender and race × gender
    assert len(table) == 3 * 4 * 3
    for row in table.to_dict("records"):
        its = found.rows[
            (found.rows["cds"] == row["cds"])
            & (found.rows["dimension"] == row["dimension"])
            & (found.rows["site"].fillna("") == ("" if pd.isna(row["site"]) else row["site"]))
            & ~found.rows["group"].str.contains("RD")
        ]
        its = its[its["denominator"] > 0]
        rate = (100 * its["numerator"] / its["denominator"]).astype("float64")
        alone = inequality(its.assign(rate=rate), improvement_direction="decrease")
        expected = alone.measures.set_index("measure")
        for name in {*MEASURES} - {*ORDERED, *OF_A_REFERENCE}:
            assert row[name] == pytest.approx(expected.loc[name, "value"], nan_ok=True), name
        assert row["expected_by_chance"] == pytest.approx(alone.expected_by_chance)
        assert row["se_BGV"] == pytest.approx(expected.loc["BGV", "se"], nan_ok=True)
        assert row["groups"] == len(alone.groups)
