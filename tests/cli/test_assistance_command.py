"""``equitykit assistance`` as it is typed, on the Dashboard files of the invented county."""

import json
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from real_files import reading_of

from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
KETTLE, LAKE, TINY = "99600410000000", "99600580000000", "99600170000000"
KEYS = {"cds", "district", "year", "eligible", "groups"}
CELL = {"indicator", "status_level", "change_level", "colour", "n", "status", "counted", "why"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A prepared folder with all Dashboard files of two years."""
    folder = tmp_path_factory.mktemp("work") / "data"
    prepare([read_file(path) for path in sorted(SAMPLE.glob("*download202*.txt"))], folder)
    return folder


@pytest.fixture
def run(run):
    """Type ``equitykit assistance`` and what follows."""
    return partial(run, "assistance")


def answers(out: str) -> dict[str, dict]:
    return {answer["cds"]: answer for answer in json.loads(out)}


def test_all_districts_are_judged_in_the_latest_year(run, data):
    code, out, err = run("--data", data)

    assert (code, err) == (0, "")
    assert "Copper Kettle Unified (99600410000000), Dashboard 2025: eligible" in out
    assert "  Black or African American (AA, D): pupil achievement and school climate" in out
    assert "Not eligible by their student groups: Invented County Office of Education" in out
    assert "2 of 7 districts and county offices are eligible" in out


def test_a_district_that_is_named_is_told_in_full(run, data):
    code, out, _ = run("--data", data, "--district", KETTLE)

    assert code == 0
    assert "close: Students experiencing homelessness: among the lowest in one area" in out
    assert "Not judged: these files do not say enough about basic conditions" in out
    assert "The state's own list of 2025 has not been prepared" in out
    assert "Paper Lake" not in out


def test_for_a_program_each_lea_has_the_agreed_keys(run, data):
    code, out, _ = run("--data", data, "--json")
    found = answers(out)
    groups = {group["group"]: group for group in found[KETTLE]["groups"]}

    assert code == 0
    assert len(found) == 7
    assert set(found[KETTLE]) >= KEYS
    assert (found[KETTLE]["eligible"], found[TINY]["eligible"]) == (True, False)
    assert (groups["AA"]["areas"], groups["AA"]["letter"]) == ([4, 6], "D")
    assert (groups["HOM"]["areas"], groups["HOM"]["letter"]) == ([5], None)
    assert set(groups["AA"]["cells"][0]) >= CELL
    assert {group["group"]: group["letter"] for group in found[LAKE]["groups"]}["SWD"] == "F"


def test_a_hidden_result_has_no_number_in_the_json(run, data):
    found = answers(run("--data", data, "--json")[1])
    hidden = [
        cell
        for answer in found.values()
        for group in answer["groups"]
        for cell in group["cells"]
        if cell["status"] == "hidden"
    ]

    assert len(hidden) > 50
    for cell in hidden:
        assert [cell[name] for name in ("n", "status_level", "change_level", "colour")] == [
            None
        ] * 4
    shown = [
        cell["n"]
        for answer in found.values()
        for group in answer["groups"]
        for cell in group["cells"]
        if cell["n"] is not None
    ]
    assert min(shown) >= 11


def test_a_floor_that_was_raised_holds_here_too(run, data):
    settings = data.parent / "settings.toml"
    settings.write_text("minimum_n = 60\nstability_line = 60\n", encoding="utf-8")
    try:
        found = answers(run("--data", data, "--json", "--district", KETTLE)[1])
    finally:
        settings.unlink()
    cells = [cell for group in found[KETTLE]["groups"] for cell in group["cells"]]

    assert min(cell["n"] for cell in cells if cell["n"]) >= 60
    assert {"below_floor"} <= {cell["status"] for cell in cells}
    # 52 students: the state's answer stays, their levels go
    assert found[KETTLE]["eligible"] is True


def test_the_year_before_has_other_groups(run, data):
    found = answers(run("--data", data, "--year", "2024", "--json", "--district", KETTLE)[1])
    letters = {group["group"]: group["letter"] for group in found[KETTLE]["groups"]}

    # homelessness: chronic absence and suspension are Red in the two files of 2024
    assert letters["HOM"] == "C"


def test_a_school_year_is_understood(run, data):
    found = answers(run("--data", data, "--year", "2023-24", "--json", "--district", KETTLE)[1])

    assert found[KETTLE]["year"] == "2024"


def test_it_speaks_the_language_of_the_user(run, data, monkeypatch):
    monkeypatch.setenv("EQUITYKIT_LANGUAGE", "es")

    assert "con derecho a asistencia diferenciada" in run("--data", data)[1]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--year", "2021"], "cannot be judged for 2021"),
        (["--district", "99600420000000"], "have no row with the code 99600420000000"),
        (["--district", "9600410000000"], "09600410000000"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_code_1(run, data, words, part):
    code, out, err = run("--data", data, *words)

    assert (code, out) == (1, "")
    assert part in err
    assert err.count("\n") == 1


def test_data_without_a_dashboard_file_say_which_files_are_needed(run, tmp_path):
    prepare([read_file(SAMPLE / "expulsion25.txt")], tmp_path / "data")
    code, _, err = run("--data", tmp_path / "data")

    assert code == 1
    assert "chronicdownload2024.txt" in err


def test_a_missing_file_is_said_and_the_answer_stays_open(run, tmp_path):
    names = ("chronicdownload2025.txt", "graddownload2025.txt")
    prepare([read_file(SAMPLE / name) for name in names], tmp_path / "data")
    code, out, _ = run("--data", tmp_path / "data", "--district", KETTLE)

    assert code == 0
    assert "cannot be said from these files" in out
    assert "no file of 2025 for it: English language arts" in out


def test_a_year_of_which_files_are_missing_says_so_once_and_compares_nothing(run, tmp_path):
    names = ("chronicdownload2025.txt", "graddownload2025.txt")
    prepare([read_file(SAMPLE / name) for name in names], tmp_path / "data")
    code, out, _ = run("--data", tmp_path / "data")

    assert code == 0
    assert out.count("English language arts") == 1
    assert "The files of 2025 are not complete" in out
    assert "Of 7 districts and county offices it cannot be said" in out
    # not one of the seven stands there as if it were not eligible
    assert "Not eligible" not in out
    assert "of 7 districts and county offices are eligible" not in out
    assert "own list of 2025 says" not in out


CHARTER = "99600410112177"


@pytest.fixture
def with_charter(tmp_path):
    """A prepared folder of one Dashboard file with a district and a charter school."""
    header = "cds|rtype|schoolname|districtname|countyname|charter_flag|coe_flag|dass_flag|"
    header += "studentgroup|currnumer|currdenom|currstatus|priornumer|priordenom|priorstatus|"
    header += "change|statuslevel|changelevel|color|box|currnsizemet|priornsizemet|"
    header += "accountabilitymet|indicator|reportingyear"
    figures = "20|100|20.0|18|100|18.0|2.0|4|4|2|14|Y|Y|Y|CHRO|2024"
    lines = [
        header,
        f"{KETTLE}|D||Copper Kettle Unified|Invented||||ALL|{figures}",
        f"{CHARTER}|S|Lantern Charter|Copper Kettle Unified|Invented|Y|||ALL|{figures}",
    ]
    file = tmp_path / "chronicdownload2024.txt"
    file.write_text("\n".join(lines).replace("|", "\t") + "\n", encoding="utf-8")
    reading = read_file(file)
    assert reading.report.ok, reading.report.problems
    prepare([reading], tmp_path / "data")
    return tmp_path / "data"


def test_codes_can_be_looked_up_and_those_of_charter_schools_too(run, with_charter):
    code, out, _ = run("--data", with_charter, "--list")
    assert code == 0
    assert f"{KETTLE}  Copper Kettle Unified (district)" in out
    assert f"{CHARTER}  Lantern Charter (charter school)" in out

    # where a code is not there, the way to them is said, and it is true
    assert "equitykit assistance --list" in run("--data", with_charter, "--district", TINY)[2]
    assert "There is 1 charter school" in run("--data", with_charter)[1]


def test_a_charter_school_is_told_of_its_own_goals(run, with_charter):
    code, out, _ = run("--data", with_charter, "--district", CHARTER)

    assert code == 0
    assert "Two of the charter school's own local goals" in out
    assert "district's own" not in out


def test_a_folder_that_is_no_prepared_folder_is_said(run, tmp_path):
    assert run("--data", tmp_path)[0] == 1


def test_the_letters_of_a_real_county_come_out_from_the_files_to_the_json(run, real_data, tmp_path):
    files = [*sorted((real_data / "dashboard-rebuilt-2024").glob("*download2024*"))]
    listed = real_data / "assistance" / "assistancestatus24.xlsx"
    prepare([reading_of(path) for path in [*files, listed]], tmp_path / "data")
    found = answers(run("--data", tmp_path / "data", "--json")[1])
    # the published letters, read here without our readers
    lines = (
        openpyxl.load_workbook(listed, read_only=True)
        .worksheets[3]
        .iter_rows(min_row=6, values_only=True)
    )
    header = [str(name) for name in next(lines)]
    theirs = {}
    for line in lines:
        row = dict(zip(header, line, strict=False))
        theirs |= {
            (row["CDS"], name.removesuffix("priorities")): None if cell == "*" else cell
            for name, cell in row.items()
            if name.endswith("priorities") and row["CDS"] in found
        }
    ours = {
        (cds, group["group"]): group["letter"]
        for cds, answer in found.items()
        for group in answer["groups"]
    }

    assert len(theirs) == 350
    assert ours == theirs
    assert all(answer["published"]["differences"] == [] for answer in found.values())
