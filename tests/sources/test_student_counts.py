"""Students counted into outcomes: by hand, and as the whole of the sample."""

import io

import openpyxl
import pytest
from student_files import mapped, written

from equitykit.content.texts import load_words
from equitykit.sources.own_files import read_own
from equitykit.sources.problem_workbook import problem_workbook
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import sample_folder
from equitykit.storage.prepared import list_extracts, prepare, read_slice
from equitykit.workbook.sample import sample_readings

LINES = """
id,student_id,,
site,school,,
site,school,Main High,99600416900110
race,race_ethnicity,,
gender,gender,,
el,SE,,
name,identifier,,
susp,own_suspension,,
"""
# suspended: 2 of 6 students; of 3 girls 1; of 4 Hispanic students 2; of 2 Hispanic girls 1
ROWS = """
id,site,race,gender,el,name,susp
1,Main High,Hispanic,F,Y,Zenobia,Y
2,Main High,Hispanic,F,N,Zenobia,N
3,Main High,Hispanic,M,Y,Zenobia,Y
4,Main High,Hispanic,M,,Zenobia,N
5,,White,F,N,Zenobia,N
6,,White,,N,Zenobia,N
7,,White,M,N,Zenobia,
"""


def counted(tmp_path, more="", rows=ROWS):
    path = written(tmp_path, "extract.csv", rows)
    with connect() as database:
        return read_own(path, mapped(tmp_path, LINES + more), database)


def figures(reading, level="district"):
    rows = reading.outcomes[reading.outcomes["level"] == level]
    keys = zip(rows["dimension"], rows["group"], strict=True)
    return dict(zip(keys, zip(rows["numerator"], rows["denominator"], strict=True), strict=True))


def test_students_are_counted_by_trait_and_a_missing_trait_is_kept_apart(tmp_path):
    found = figures(counted(tmp_path))

    assert found["all", "TA"] == (2, 6)
    assert found["gender", "GF"] == (1, 3)
    assert found["gender", "GM"] == (1, 2)
    # one counted student whose gender is not recorded
    assert found["gender", "GZ"] == (0, 1)
    assert found["race_ethnicity", "RH"] == (2, 4)
    assert found["race_ethnicity", "RW"] == (0, 2)
    assert found["program", "SE"] == (2, 2)


def test_schools_are_counted_without_crossings_and_the_district_with_those_of_the_mapping(tmp_path):
    plain = counted(tmp_path)
    crossed = counted(tmp_path, ",setting,crossed,gender x race_ethnicity")

    assert not any("×" in dimension for dimension, _ in figures(plain))
    assert figures(crossed)["race_ethnicity×gender", "RH×GF"] == (1, 2)
    assert figures(crossed, "school") == figures(plain, "school")
    assert figures(plain, "school")["all", "TA"] == (2, 4)
    schools = plain.outcomes[plain.outcomes["level"] == "school"]
    assert set(schools["school"]) == {"Main High"}


def test_races_that_overlap_are_a_dimension_of_their_own(tmp_path):
    found = figures(counted(tmp_path, ",setting,races,any"))

    assert found["race_any", "RH"] == (2, 4)
    assert not any(dimension == "race_ethnicity" for dimension, _ in found)


def test_an_extract_without_a_district_is_not_counted(tmp_path):
    path = written(tmp_path, "extract.csv", ROWS)
    mapping = mapped(tmp_path, LINES.replace("site,school", "site,not_used"))
    mapping.settings.pop("district")
    mapping.columns.pop("site")
    with connect() as database:
        reading = read_own(path, mapping, database)

    assert not reading.report.ok
    assert "no_district" in {problem.rule for problem in reading.report.problems}


def test_only_counts_reach_the_disk_and_the_note_on_data_use_is_with_them(tmp_path):
    reading = counted(tmp_path)
    prepare([reading], tmp_path / "data")
    bytes_written = b"".join(
        path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()
    )
    (note,) = [each["data_use"] for each in list_extracts(tmp_path / "data")]

    assert b"Zenobia" not in bytes_written
    assert note["refused"] == ["name"]
    assert {"column": "el", "role": "SE", "privacy": "aggregate_only", "permission": ""} in note[
        "columns"
    ]
    assert {each["privacy"] for each in note["columns"] if each["column"] == "id"} == {
        "not_permitted"
    }


def test_another_mapping_of_the_same_file_is_another_count(tmp_path):
    prepare([counted(tmp_path)], tmp_path / "data")
    changed = counted(tmp_path, "site,school,,\n,setting,races,alone")

    assert prepare([counted(tmp_path)], tmp_path / "data") is False
    assert changed.report.sha256 != counted(tmp_path).report.sha256


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "data"
    prepare(sample_readings()[-1:], folder)
    return read_slice(folder, "99600410000000", levels=("district",))


def test_the_sample_has_the_gap_that_only_a_crossing_shows(sample):
    rows = sample[sample["measure"] == "own_chronic_absenteeism"].set_index("group")

    def rate(group):
        return round(100 * rows["numerator"][group] / rows["denominator"][group])

    # as data/README.md describes it: nothing by race or by gender, and then
    assert rate("RH") == rate("RW") == rate("GF") == rate("GM") == 21
    assert (rate("RH×GF"), rate("RW×GM")) == (27, 27)
    assert (rate("RH×GM"), rate("RW×GF")) == (15, 15)


def test_the_count_of_the_sample_agrees_with_its_published_file(sample):
    text = (sample_folder() / "chronicabsenteeism25.txt").read_text(encoding="cp1252")
    rows = [line.split("\t") for line in text.splitlines()]
    column = {name: place for place, name in enumerate(rows[0])}
    published = {
        row[column["Reporting Category"]]: row[column["ChronicAbsenteeismCount"]]
        for row in rows
        if row[column["Aggregate Level"]] == "D"
        and row[column["District Code"]] == "60041"
        and row[column["Charter School"]] == row[column["DASS"]] == "All"
    }
    own = sample[sample["measure"] == "own_chronic_absenteeism"].set_index("group")["numerator"]

    shared = [group for group, count in published.items() if count.isdigit() and group in own]
    assert len(shared) > 12
    assert {group: int(published[group]) for group in shared} == {g: own[g] for g in shared}


def test_the_workbook_of_problems_has_each_row_no_student_and_no_formula(tmp_path):
    rows = ROWS.replace(",el,", ",=1+1,") + "8,,Klingon,F,N,Zenobia,N\n"
    rows += "1,,White,F,N,Zenobia,N\n2,,White,F,=cmd,Zenobia,N\n2,,White,F,N,Zenobia,N\n"
    path = written(tmp_path, "extract.csv", rows)
    with connect() as database:
        mapping = mapped(tmp_path, LINES.replace("el,SE,,", "'=1+1,SE,,"))
        reading = read_own(path, mapping, database)
    for language in ("en", "es"):
        book = openpyxl.load_workbook(
            io.BytesIO(problem_workbook([reading.report], load_words(language)))
        )
        cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]
        text = " ".join(cell.value for cell in cells)
        rows_by_column = [(row[2], row[1]) for row in book.active.iter_rows(values_only=True)]

        assert {cell.data_type for cell in cells} == {"s"}
        assert not any(word in text for word in ("Zenobia", "Klingon", "cmd"))
        # a student twice in rows 10 and 12, a formula in row 11
        assert {("id", "10"), ("id", "12"), ("=1+1", "11"), ("race", "9")} <= {*rows_by_column}
