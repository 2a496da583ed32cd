"""Files of one's own on the command line: proposed, mapped, checked, prepared."""

import json

import openpyxl
import pytest
from published_files import chronic, write
from student_files import AERIES, NAMES, written

from equitykit.storage.prepared import list_extracts, read_slice

DISTRICT = "99600410000000"


@pytest.fixture
def aeries(tmp_path):
    return written(tmp_path, "aeries.csv", AERIES)


def answer(path):
    """Fill in what a proposal leaves open, as a person does in a spreadsheet."""
    text = path.read_text(encoding="utf-8-sig")
    for empty, filled in {
        "setting,period,": "setting,period,2024-25",
        "setting,district,": f"setting,district,{DISTRICT}",
        "School,school,Main High,": "School,school,Main High,99600416900110",
        "School,school,Oak,": "School,school,Oak,99600416900094",
    }.items():
        assert empty + "," in text, empty
        text = text.replace(empty + ",", filled + ",")
    path.write_text(text, encoding="utf-8")


def test_a_file_of_ones_own_is_recognised_and_a_mapping_asked_for(run, aeries):
    code, out, err = run("check", aeries.name)

    assert (code, out) == (1, "")
    assert "What its columns mean is asked once" in err
    assert "--propose mapping.csv" in err


def test_from_proposal_to_prepared_counts(run, aeries, tmp_path):
    code, out, _ = run("check", aeries.name, "--propose", "mapping.csv")
    assert code == 0
    assert "Last Name: refused" in out
    assert "Race2: race" in out
    assert "period" in out and "School" in out

    code, _, err = run("check", aeries.name, "--mapping", "mapping.csv")
    assert code == 1
    assert "leaves open what these are: School, period, district" in err

    answer(tmp_path / "mapping.csv")
    code, out, _ = run("check", aeries.name, "--mapping", "mapping.csv")
    assert code == 0
    assert "figures of our own" in out
    assert "1 district and 2 schools" in out
    assert "No row of a student is written anywhere" in out
    assert not (tmp_path / "data").exists()

    code, out, _ = run("prepare", aeries.name, "--mapping", "mapping.csv", "--into", "data")
    assert code == 0
    rows = read_slice("data", DISTRICT, levels=("district",))
    total = rows[(rows["measure"] == "own_suspension") & (rows["group"] == "TA")]
    assert total[["numerator", "denominator"]].values.tolist() == [[1, 4]]
    code, out, _ = run("prepare", aeries.name, "--mapping", "mapping.csv", "--into", "data")
    assert (code, "Nothing new" in out) == (0, True)


def test_nothing_said_or_written_tells_who_a_student_is(run, aeries, tmp_path):
    said = "".join(run("check", aeries.name, "--propose", "mapping.csv")[1:])
    answer(tmp_path / "mapping.csv")
    with aeries.open("a", encoding="utf-8") as file:  # a student twice, and impossible days
        file.write("900001,Quetzalin,Ana,2010-04-05,9,F,Y,700,,L,,F,,Oak,170,20,0,Smithers\n")
        file.write("900009,Ysolde,Ana,2010-04-05,9,F,Y,700,,L,,F,,Oak,170,171,0,Smithers\n")
    for words in (
        ("check", aeries.name, "--mapping", "mapping.csv", "--report", "problems.xlsx"),
        ("check", aeries.name, "--mapping", "mapping.csv", "--json"),
        ("prepare", aeries.name, "--mapping", "mapping.csv", "--into", "data"),
    ):
        said += "".join(run(*words)[1:])
    kept = b"".join(
        path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file() and path.name not in ("aeries.csv", "problems.xlsx")
    )
    book = openpyxl.load_workbook(tmp_path / "problems.xlsx")
    sheet = [row[:3] for row in book.active.iter_rows(values_only=True)]

    assert ("aeries.csv", "6", "Student ID") in sheet
    assert ("aeries.csv", "7", "Days Abs") in sheet
    for name in (*NAMES, "Ysolde", "900009"):
        assert name not in said + repr(sheet), name
        assert name.encode() not in kept, name


def test_a_proposal_never_replaces_answers(run, aeries, tmp_path):
    (tmp_path / "mapping.csv").write_text("answers", encoding="utf-8")
    code, _, err = run("check", aeries.name, "--propose", "mapping.csv")

    assert code == 1
    assert "was not written over" in err
    assert (tmp_path / "mapping.csv").read_text(encoding="utf-8") == "answers"


def test_the_report_for_a_program_has_the_same_shape(run, aeries, tmp_path):
    run("check", aeries.name, "--propose", "mapping.csv")
    answer(tmp_path / "mapping.csv")
    published = write(tmp_path / "chronic.txt", chronic("group | counted\nTA | 100"))
    _, out, _ = run("check", aeries.name, published.name, "--mapping", "mapping.csv", "--json")
    own, other = json.loads(out)

    assert (own["family"], own["ok"], own["rows_read"]) == ("extract", True, 4)
    assert own["counts"]["reported"] > 0
    assert {"row", "column", "value", "rule", "next_step"} <= set(own["problems"][0])
    assert other["family"] == "chronic_absenteeism"


def test_problems_of_a_published_file_go_into_the_workbook_too(run, tmp_path):
    lines = chronic("group | counted | absent | rate\nTA | 100 | 20 | 20.0\nRH | 50 | nan | 20.0")
    file = write(tmp_path / "chronic.txt", lines)
    code, _, err = run("check", file.name, "--report", "problems.xlsx")
    rows = list(openpyxl.load_workbook("problems.xlsx").active.iter_rows(values_only=True))

    assert code == 0
    assert "problems.xlsx" in err
    assert rows[1][:3] == ("chronic.txt", "3", "ChronicAbsenteeismCount")


def test_a_file_without_problems_leaves_no_workbook(run, tmp_path):
    file = write(tmp_path / "chronic.txt", chronic("group | counted\nTA | 100"))
    _, _, err = run("check", file.name, "--report", "problems.xlsx")

    assert "Nothing has to be put right" in err
    assert not (tmp_path / "problems.xlsx").exists()


def test_data_use_stands_in_the_folder(run, aeries, tmp_path):
    run("check", aeries.name, "--propose", "mapping.csv")
    answer(tmp_path / "mapping.csv")
    run("prepare", aeries.name, "--mapping", "mapping.csv", "--into", "data")
    (note,) = [each["data_use"] for each in list_extracts("data")]

    assert set(note["refused"]) == {
        "Last Name", "First Name", "Birthdate", "Lunch Status", "Counselor",
    }  # fmt: skip
    assert note["races"] == "separate"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2099-06-30", "The extract itself is to be deleted by June 30, 2099."),
        ("2020-01-31", "was to be deleted by January 31, 2020: aeries.csv."),
    ],
)
def test_by_when_the_extract_is_deleted_is_told_and_after_it_how_it_is_taken_out(
    run, aeries, tmp_path, day, said
):
    run("check", aeries.name, "--propose", "mapping.csv")
    answer(tmp_path / "mapping.csv")
    place = tmp_path / "mapping.csv"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("setting,delete_by,,", f"setting,delete_by,{day},"), "utf-8")

    assert said in run("check", aeries.name, "--mapping", "mapping.csv")[1]
    out = run("prepare", aeries.name, "--mapping", "mapping.csv", "--into", "data")[1]
    assert said in out
    assert ("equitykit prepare aeries.csv --remove" in out) == (day < "2026")
    assert run("prepare", aeries.name, "--remove", "--into", "data")[0] == 0
    assert list_extracts("data") == []


def test_a_day_that_is_set_later_is_kept_and_is_no_second_count(run, aeries, tmp_path):
    run("check", aeries.name, "--propose", "mapping.csv")
    answer(tmp_path / "mapping.csv")
    asked = ("prepare", aeries.name, "--mapping", "mapping.csv", "--into", "data")
    run(*asked)
    place = tmp_path / "mapping.csv"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("setting,delete_by,,", "setting,delete_by,2099-06-30,"), "utf-8")
    run(*asked)

    assert [each["data_use"]["delete_by"] for each in list_extracts("data")] == ["2099-06-30"]
    assert "Nothing new" in run(*asked)[1]


CELLS = """
school,grade,race,enrolled,absent
Kettle High,9,Hispanic,120,24
Kettle High,9,White,80,8
Oak,9,Hispanic,40,4
Oak,9,White,30,6
"""


def test_a_table_of_counts_is_named_proposed_for_and_prepared(run, tmp_path):
    path = written(tmp_path, "absent.csv", CELLS)
    code, out, err = run("check", path)
    assert (code, out) == (1, "")
    assert "a table of counts" in err and "--propose mapping.csv" in err

    run("check", path, "--propose", "m.csv")
    place = tmp_path / "m.csv"
    answers = {
        ",setting,period,,": ",setting,period,2024-25,",
        ",setting,measure,,": ",setting,measure,own_chronic_absenteeism,",
        ",setting,district,,": ",setting,district,99600410000000,",
        "school,school,Kettle High,,": "school,school,Kettle High,6900110,",
        "school,school,Oak,,": "school,school,Oak,6900094,",
    }
    text = place.read_text(encoding="utf-8")
    for open_line, line in answers.items():
        assert open_line in text
        text = text.replace(open_line, line)
    place.write_text(text, encoding="utf-8")

    assert run("check", path, "--mapping", "m.csv")[0] == 0
    code, out, _ = run("prepare", path, "--mapping", "m.csv", "--into", "data")
    assert code == 0, out
    rows = read_slice(tmp_path / "data", "99600410000000")
    rows = rows[rows["level"] == "district"].set_index("group")
    assert rows.loc["TA", ["numerator", "denominator"]].tolist() == [42, 270]
    assert rows.loc["RH", ["numerator", "denominator"]].tolist() == [28, 160]
    code, out, _ = run("prepare", path, "--mapping", "m.csv", "--into", "data")
    assert "Nothing new" in out
