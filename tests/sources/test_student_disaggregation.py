"""What an answer tells: enough to be of use, the same whatever is asked, nothing that is hidden."""

import numpy as np
import pandas as pd
import pytest
from table_attacker import findings

from equitykit.errors import EquitykitError
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.student_disaggregation import disaggregate_students, hidden_pairs
from equitykit.sources.students import read_students
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import sample_folder

OUTCOME = "own_chronic_absenteeism"
TELLS = ("shown", "read_with_care", "almost_none", "almost_all")
MAPPING = """column,role,value,meaning,privacy,permission
,setting,rows,students,,
,setting,period,2024-25,,
,setting,races,separate,,
,setting,crossed,race_ethnicity x gender,,
,setting,district,99600410000000,,
race,race_ethnicity,,,,
race,race_ethnicity,Black,RB,,
race,race_ethnicity,Latino,RH,,
race,race_ethnicity,White,RW,,
race,race_ethnicity,Asian,RA,,
sex,gender,,,,
sex,gender,F,GF,,
sex,gender,M,GM,,
learner,SE,,,,
learner,SE,Y,yes,,
learner,SE,N,no,,
iep,SD,,,,
iep,SD,Y,yes,,
iep,SD,N,no,,
absent,own_chronic_absenteeism,,,,
absent,own_chronic_absenteeism,Y,yes,,
absent,own_chronic_absenteeism,N,no,,
"""
# girls, of them absent; boys, of them absent: 477 in all, 15 of them Black, 7 of those absent
SMALL = {
    "Black": (8, 4, 7, 3),
    "Latino": (141, 40, 150, 35),
    "White": (68, 6, 72, 9),
    "Asian": (13, 3, 18, 4),
}


def answer(reading, *by, crossings=1, **given):
    with connect() as database:
        return disaggregate_students(
            reading, database, outcomes=[OUTCOME], by=by, crossings=crossings, **given
        )


def told(found):
    """The groups that an answer says something of."""
    rows = found.rows
    return set(rows["group"][rows["visibility"].isin(TELLS)])


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A district of 477 students."""
    random, rows = np.random.default_rng(3), []
    for race, (*girls, boys, absent) in SMALL.items():
        for sex, n, s in (("F", *girls), ("M", boys, absent)):
            for i in range(n):
                learner = "NY"[random.random() < (0.4 if race == "Latino" else 0.1)]
                rows.append((race, sex, learner, "NY"[random.random() < 0.15], "NY"[i < s]))
    folder = tmp_path_factory.mktemp("small")
    frame = pd.DataFrame(rows, columns=["race", "sex", "learner", "iep", "absent"])
    frame.to_csv(folder / "students.csv", index=False)
    (folder / "mapping.csv").write_text(MAPPING, encoding="utf-8")
    return read_students(folder / "students.csv", read_mapping(folder / "mapping.csv"))


@pytest.fixture(scope="module")
def sample():
    folder = sample_folder()
    return read_students(folder / "students.csv", read_mapping(folder / "students-mapping.csv"))


def test_the_group_that_the_tool_is_for_does_not_vanish_behind_a_crossing(small):
    found = answer(small, "race_ethnicity")
    rows = found.rows.set_index("group")

    assert rows.loc["RB", ["numerator", "denominator"]].tolist() == [7, 15]
    assert rows.loc["RW", ["numerator", "denominator"]].tolist() == [15, 140]
    assert len(told(found)) == 5 == len(rows)
    assert found.looked_at == 4
    crossed = answer(small, "race_ethnicity", "gender", crossings=2)
    of = crossed.rows.set_index("group")["visibility"]
    assert of[["RB×GF", "RB×GM"]].tolist() == ["hidden", "hidden"]
    assert told(found) <= told(crossed)


def test_what_an_answer_tells_does_not_depend_on_what_else_is_asked(small):
    names = ("race_ethnicity", "gender", "SE", "SD")
    plain = answer(small, *names)
    two = answer(small, *names, crossings=2)
    part = answer(small, "SE", "race_ethnicity", crossings=2)

    # a crossing costs nothing that is shown without it
    assert "TA" in told(plain)
    assert told(plain) <= told(two)
    figures = ["group", "visibility", "numerator", "denominator"]
    both = two.rows[figures].merge(part.rows[figures], on="group", suffixes=("", "_part"))
    assert len(both) == len(part.rows)
    for name in figures[1:]:
        assert both[name].equals(both[f"{name}_part"].rename(name))
    assert findings(two.rows, 11) == []
    of = two.rows.assign(told=two.rows["visibility"].isin(TELLS))
    crossed = of.groupby("dimension")["told"].sum()
    assert crossed["program×gender"] >= 2
    assert crossed["race_ethnicity×program"] >= 2
    assert crossed["race_ethnicity×gender"] >= 2


def test_crossings_of_the_sample_are_of_use(sample):
    names = ("race_ethnicity", "gender", "SE", "SD")
    plain = told(answer(sample, *names))
    found = answer(sample, *names, crossings=2)

    # of 14 rows those of 8 and of 6 students are hidden, and one for the sake of each
    assert plain >= {"TA", "RH", "RW", "SE", "SD"}
    assert len(plain) == 10
    assert plain <= told(found)
    rows = found.rows[found.rows["visibility"].isin(TELLS)]
    by_dimension = {name: {*part} for name, part in rows.groupby("dimension")["group"]}
    assert {"RH×SD", "RW×SD"} <= by_dimension["race_ethnicity×program"]
    assert {"RH×SE"} <= by_dimension["race_ethnicity×program"]
    assert len(by_dimension["race_ethnicity×gender"]) >= 6
    assert {"SE×GF", "SE×GM"} <= by_dimension["program×gender"]
    assert by_dimension["program×program"] == {"SE×SD"}
    assert found.looked_at >= 20
    assert findings(found.rows, 11) == []


@pytest.mark.slow
def test_race_by_grade_of_the_sample(sample):
    found = answer(sample, "race_ethnicity", "grade", crossings=2)

    assert "TA" in told(found)
    assert sum("×" in group for group in told(found)) >= 25
    assert findings(found.rows, 11) == []


def test_three_traits_cost_none_of_two_and_are_audited_beside_other_three(small):
    kept = []
    two = answer(small, "race_ethnicity", "gender", "SE", crossings=2)
    three = answer(small, "race_ethnicity", "gender", "SE", crossings=3, keep=kept.extend)

    assert told(two) <= told(three)
    assert findings(three.rows, 11) == []
    widest = max(kept, key=len)
    three_traits = widest.rows[widest.rows["dimension"].eq("race_ethnicity×program×gender")]
    assert len(three_traits) == 8 and three_traits["group"].str.contains("×SE×").all()
    other = answer(small, "race_ethnicity", "gender", "SD", crossings=3, kept=kept)
    (table,) = other.tables.values()
    assert widest.certificate.digest in table.certificate.earlier
    # and asked again it is what it was
    again = answer(small, "race_ethnicity", "gender", "SE", crossings=3, kept=kept)
    pd.testing.assert_frame_equal(again.rows, three.rows)


CORRECTIONS = {
    "one leaves": lambda rows, hers, his: rows.drop(hers),
    "two change places": lambda rows, hers, his: rows.assign(
        iep=rows["iep"].mask(rows.index == hers, "N").mask(rows.index == his, "Y")
    ),
    "one is of another grade": lambda rows, hers, his: rows.assign(
        grade=rows["grade"].mask(rows.index == hers, "6")
    ),
}


@pytest.mark.parametrize("name", [
    "two change places",
    *(pytest.param(name, marks=pytest.mark.slow) for name in [*CORRECTIONS][::2]),
])  # fmt: skip
def test_a_corrected_file_cannot_be_taken_from_the_answer_before(name, tmp_path):
    """A Latina with a disability, absent, in grade 5 leaves the file, or a boy has hers by
    mistake, or she is in grade 6: in none of these can it be told from the two answers."""
    random = np.random.default_rng(5)
    rows = pd.DataFrame({
        "race": np.repeat(["Latino", "White", "Asian"], [230, 180, 70]),
        "iep": np.where(random.random(480) < 0.2, "Y", "N"),
        "absent": np.where(random.random(480) < 0.3, "Y", "N"),
        "grade": np.where(random.random(480) < 0.5, "5", "6"),
    })  # fmt: skip
    like = (rows["iep"] == "Y") & (rows["grade"] == "5") & (rows["absent"] == "Y")
    hers = (like & (rows["race"] == "Latino")).idxmax()
    his = ((rows["race"] == "White") & (rows["iep"] == "N") & (rows["absent"] == "Y")).idxmax()
    lines = [line for line in MAPPING.splitlines() if not line.startswith(("sex", "learner"))]
    lines = [line for line in lines if "crossed" not in line]
    lines += ["grade,grade,,,,", "grade,grade,5,05,,", "grade,grade,6,06,,"]
    mapping = tmp_path / "mapping.csv"
    mapping.write_text("\n".join(lines) + "\n", encoding="utf-8")
    readings = []
    for frame in (rows, CORRECTIONS[name](rows, hers, his)):
        frame.to_csv(tmp_path / f"{len(readings)}.csv", index=False)
        readings.append(read_students(tmp_path / f"{len(readings)}.csv", read_mapping(mapping)))
    asked = ("race_ethnicity", "SD", "grade")
    before, after = readings
    kept = []

    first = answer(before, *asked, crossings=2, keep=kept.extend)
    second = answer(after, *asked, crossings=2, kept=kept)

    assert differences(first, second) == {}
    # the control: without what was kept it is told
    assert set(differences(first, answer(after, *asked, crossings=2)).values()) & {(1, 1), (-1, -1)}
    # and the answer is still of use
    assert len(told(second)) >= 3


def differences(first, second):
    """Students and outcomes by group, where two answers tell both and not the same."""
    both = first.rows.merge(second.rows, on=["dimension", "group"], suffixes=("", "_2"))
    both = both.dropna(subset=["numerator", "denominator", "numerator_2", "denominator_2"])
    changed = {
        row["group"]: (int(row["denominator_2"] - row["denominator"]),
                       int(row["numerator_2"] - row["numerator"]))
        for _, row in both.iterrows()
    }  # fmt: skip
    return {group: change for group, change in changed.items() if any(change)}


def test_an_answer_in_which_nothing_is_told_is_none(tmp_path):
    (tmp_path / "mapping.csv").write_text(MAPPING, encoding="utf-8")
    rows = [("White", "F", "N", "N", "Y")] * 4 + [("White", "M", "Y", "N", "N")] * 5
    frame = pd.DataFrame(rows, columns=["race", "sex", "learner", "iep", "absent"])
    frame.to_csv(tmp_path / "students.csv", index=False)
    reading = read_students(tmp_path / "students.csv", read_mapping(tmp_path / "mapping.csv"))

    with pytest.raises(EquitykitError) as refusal:
        answer(reading, "gender", "SE", crossings=2)

    assert refusal.value.id == "release_not_safe"


@pytest.mark.slow
def test_a_small_district_has_its_margins_where_a_pair_cannot_be_told(tmp_path):
    """480 students drawn from the sample: one pair of traits that nobody asked for was once a
    reason to refuse the answer."""
    folder = sample_folder()
    students = pd.read_csv(folder / "students.csv", dtype=str, keep_default_na=False)
    students.sample(480, random_state=7).to_csv(tmp_path / "students.csv", index=False)
    reading = read_students(
        tmp_path / "students.csv", read_mapping(folder / "students-mapping.csv")
    )

    plain = told(answer(reading, "race_ethnicity", "gender"))
    crossed = answer(reading, "race_ethnicity", "gender", crossings=2)

    # one nonbinary student, and one gender hidden with her; small races with each other
    assert {"TA", "GM", "RH", "RW"} <= plain <= told(crossed)
    assert any("×" in group for group in told(crossed))
    assert findings(crossed.rows, 11) == []


def test_pairs_of_which_no_group_is_told_are_named():
    rows = pd.DataFrame(
        [
            ("all", "TA", "shown"),
            ("race_ethnicity×program", "RB×SE", "hidden"),
            ("race_ethnicity×program", "RW×SE", "hidden"),
            ("race_ethnicity×program", "RB×SD", "hidden"),
            ("race_ethnicity×program", "RW×SD", "almost_none"),
            ("program×program", "SE×SD", "hidden"),
        ],
        columns=["dimension", "group", "visibility"],
    )

    assert hidden_pairs(rows, ["race_ethnicity", "SE", "SD"]) == ["race_ethnicity × SE", "SE × SD"]
    # a pair that could not be released at all has no row, and is named all the same
    assert hidden_pairs(rows[:1], ["race_ethnicity", "SE"]) == ["race_ethnicity × SE"]
    assert hidden_pairs(rows[:1], ["race_ethnicity", "SE"], crossings=1) == []
