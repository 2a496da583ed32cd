"""What is hidden looks alike in every column, whether students were counted there or none."""

import json

import pandas as pd
import pytest

from equitykit.cli.disaggregate_tables import as_records, with_sentences, write_table
from equitykit.content.texts import Words
from equitykit.measures.own_counts import release_own
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.student_counts import count_students
from equitykit.sources.student_disaggregation import disaggregate_students
from equitykit.sources.students import read_students
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import sample_folder

OUTCOME = "own_chronic_absenteeism"
WORDS = ["dimension", "group"]
COLUMNS = {
    "race": ("race_ethnicity", {"Black": "RB", "Latino": "RH", "White": "RW", "Asian": "RA"}),
    "sex": ("gender", {"F": "GF", "M": "GM"}),
    "grade": ("grade", {"5": "05", "6": "06", "7": "07"}),
    "learner": ("SE", {"Y": "yes", "N": "no"}),
    "iep": ("SD", {"Y": "yes", "N": "no"}),
    "care": ("SF", {"Y": "yes", "N": "no"}),
    "absent": (OUTCOME, {"Y": "yes", "N": "no"}),
}
SETTINGS = {"rows": "students", "period": "2024-25", "races": "separate",
            "crossed": "race_ethnicity x program", "district": "99600410000000",
            "district_name": "Copper Kettle Unified"}  # fmt: skip


def students() -> pd.DataFrame:
    """483 students: of the three Black ones all are girls in grade 5 without a program; the 30
    with a disability are all Latino or White; of the five in care one is an English learner, and
    none has a disability or is in grade 7."""
    rows = pd.DataFrame({"race": ["Black"] * 3 + ["Latino"] * 230 + ["White"] * 180
                         + ["Asian"] * 70})  # fmt: skip
    at = rows.index.to_series()
    few = rows["race"].eq("Black")
    yes = {
        "learner": rows["race"].eq("Latino") & (at % 3 == 0)
        | rows["race"].eq("Asian") & at.gt(478),
        "iep": at.between(10, 24) | at.between(240, 254),
        "care": at.isin([100, 103, 300, 301, 450]),
        "absent": at % 4 == 0,
    }
    grade = (at % 3).map({0: "5", 1: "6", 2: "7"}).where(~yes["care"], "5").mask(few, "5")
    flags = {name: its.map({True: "Y", False: "N"}) for name, its in yes.items()}
    sex = (at % 2).map({0: "F", 1: "M"}).mask(few, "F")
    return rows.assign(sex=sex, grade=grade, **flags)[list(COLUMNS)]


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alike")
    students().to_csv(folder / "students.csv", index=False)
    lines = ["column,role,value,meaning,privacy,permission"]
    lines += [f",setting,{name},{value},," for name, value in SETTINGS.items()]
    for column, (role, labels) in COLUMNS.items():
        lines.append(f"{column},{role},,,,")
        lines += [f"{column},{role},{label},{code},," for label, code in labels.items()]
    (folder / "mapping.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_students(folder / "students.csv", read_mapping(folder / "mapping.csv"))


@pytest.fixture(scope="module")
def answered(reading):
    """All traits by each other, and what is kept of that."""
    kept = []
    with connect() as database:
        found = disaggregate_students(
            reading, database, outcomes=[OUTCOME], crossings=2, keep=kept.extend,
            by=["race_ethnicity", "gender", "grade", "SE", "SD", "SF"],
        )  # fmt: skip
    return found, kept


def labels_of(dimension: str, group: str) -> dict[str, str]:
    """Which label of which column a group stands for."""
    codes = {
        code: (column, label)
        for column, (role, labels) in COLUMNS.items()
        for label, code in ({"Y": role} if "Y" in labels else labels).items()
    }
    return dict(codes[code] for code in group.split("×"))


def counted(row) -> int:
    """How many students the file has in the group of a row, counted here and now."""
    rows = students()
    for column, label in labels_of(row.dimension, row.group).items():
        rows = rows[rows[column] == label]
    return len(rows)


def hidden_without_a_number(rows: pd.DataFrame) -> pd.DataFrame:
    crossed = rows["dimension"].str.contains("×") & rows["visibility"].eq("hidden")
    return rows[crossed & rows["denominator"].isna()]


def kinds_of_values(rows: pd.DataFrame) -> list[set]:
    """What stands in the columns of hidden rows with students, and in those without, each value
    with its type: a missing value is not a missing value of another kind."""
    hidden = hidden_without_a_number(rows)
    some = hidden.apply(counted, axis=1).gt(0)
    assert some.any() and not some.all()
    values = hidden.drop(columns=WORDS).astype(object)
    return [
        {tuple((name, type(one), repr(one)) for name, one in row.items()) for row in part}
        for part in (values[its].to_dict("records") for its in (some, ~some))
    ]


def test_the_rows_of_an_answer(answered):
    found, _ = answered
    rows = with_sentences(found.rows, words=Words("en"))
    crossed = {*hidden_without_a_number(rows)["dimension"]}
    assert {"race_ethnicity×program", "race_ethnicity×grade", "program×program"} <= crossed
    assert {"program×grade", "grade×program"} & crossed
    some, none = kinds_of_values(rows)
    assert some == none and len(some) == 1


def test_csv_parquet_and_json(answered, tmp_path):
    rows = with_sentences(answered[0].rows, words=Words("en"))
    for name, read in (("gaps.csv", {}), ("gaps.parquet", None)):
        write_table(rows, tmp_path / name)
        written = pd.read_parquet(tmp_path / name) if read is None else pd.read_csv(
            tmp_path / name, dtype=str, keep_default_na=False
        ).replace({"denominator": {"": None}})  # fmt: skip
        some, none = kinds_of_values(written)
        assert some == none and len(some) == 1
    hidden = hidden_without_a_number(rows)
    told = {True: set(), False: set()}
    for row, record in zip(hidden.itertuples(), as_records(hidden), strict=True):
        rest = {name: value for name, value in record.items() if name not in WORDS}
        told[counted(row) > 0].add(json.dumps(rest))
    assert told[True] == told[False] and len(told[True]) == 1


def test_what_is_kept_and_what_prepare_releases(reading, answered):
    _, kept = answered
    with connect() as database:
        own = count_students(reading, database).table.to_pandas()
    own = own[own["level"] == "district"]
    made = release_own(own, [], minimum_n=11, stability_line=30, published=own.head(0))
    for table in (kept[-1], made):
        some, none = kinds_of_values(table.rows)
        assert some == none and len(some) == 1


def test_every_pair_of_two_traits_has_a_row(answered):
    """Which rows there are, and in which order, is that of the code lists and of no count."""
    rows = answered[0].rows
    crossed = rows[rows["dimension"].str.contains("×")]
    codes = [["RA", "RB", "RH", "RW"], ["GF", "GM"], ["05", "06", "07"], ["SD"], ["SE"], ["SF"]]
    pairs = {
        frozenset((one, other))
        for at, its in enumerate(codes)
        for others in codes[at + 1 :]
        for one in its
        for other in others
    }
    listed = [frozenset(group.split("×")) for group in crossed["group"]]
    assert {*listed} == pairs and len(listed) == len(pairs)
    assert crossed.groupby("dimension", sort=False)["group"].apply(
        lambda groups: [*groups] == sorted(groups)
    ).all()  # fmt: skip


def test_of_the_sample_english_learners_by_race_have_a_place_and_a_source():
    folder = sample_folder()
    reading = read_students(folder / "students.csv", read_mapping(folder / "students-mapping.csv"))
    with connect() as database:
        found = disaggregate_students(
            reading, database, outcomes=[OUTCOME], by=["race_ethnicity", "SE"], crossings=2
        )
    rows = found.rows
    for name, value in (("county", "Invented"), ("district", "Copper Kettle Unified")):
        assert {*rows[name]} == {value}
    assert rows["source"].str.startswith("students.csv sha256:").all()
