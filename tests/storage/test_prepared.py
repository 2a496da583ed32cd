"""The prepared folder: figures by county, whole whatever interrupts, one slice at a time.

Most cases share two districts of Monterey and one of Santa Cruz:

    district                   code             counted  absent
    Salinas City Elementary    27661420000000   100      20
    Salinas Union High         27661590000000   200      50
    Santa Cruz City High       44698230000000   300      30
"""

import json
import os
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest
from published_files import chronic, dashboard, write

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.measures.outcomes import COLUMNS
from equitykit.sources.reading import read_file
from equitykit.storage import prepared_folder
from equitykit.storage.prepared import list_files, list_measures, list_places, prepare, read_slice

THREE = """
    level | county | district | district_name           | counted | absent | rate
    T     |        |          |                         | 9000    | 1800   | 20.0
    C     | 27     |          |                         | 800     | 160    | 20.0
    D     | 27     | 66142    | Salinas City Elementary | 100     | 20     | 20.0
    D     | 27     | 66159    | Salinas Union High      | 200     | 50     | 25.0
    D     | 44     | 69823    | Santa Cruz City High    | 300     | 30     | 10.0
"""
CITY = "27661420000000"
SCHOOLS = """
    level | school  | school_name   | counted | absent | rate
    S     | 6026785 | Los Padres    | 60      | 12     | 20.0
    S     | 0000000 | District Office | 12    | 3      | 25.0
    S     | 0000001 | Nonpublic     | 12      | 3      | 25.0
"""


@pytest.fixture
def make(tmp_path):
    """Write a file of a table, and read it."""

    def reading(name, text, **changes):
        lines = chronic(text)
        for line in lines[1:]:
            for column, cell in changes.items():
                line[["year", "level"].index(column)] = cell
        return read_file(write(tmp_path / name, lines))

    return reading


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def contents(folder):
    """Every file with its bytes and the time it was last written."""
    return {
        path.relative_to(folder): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def refusal(id):
    return pytest.raises(EquitykitError, match=rf"^{id} ")


def test_a_district_is_read_with_its_schools_and_nothing_of_others(make, data):
    prepare([make("a.txt", THREE), make("b.txt", SCHOOLS)], data)
    rows = read_slice(data, CITY)
    assert list(rows.columns) == list(COLUMNS)
    assert rows[["level", "cds", "denominator"]].to_numpy().tolist() == [
        ["district", CITY, 100],
        ["school", "27661420000000", 12],
        ["school", "27661420000001", 12],
        ["school", "27661426026785", 60],
    ]


def test_the_county_and_the_state_are_read_when_asked_for(make, data):
    prepare([make("a.txt", THREE)], data)
    rows = read_slice(data, CITY, levels=("state", "county", "district"))
    assert rows["cds"].tolist() == ["00000000000000", "27000000000000", CITY]
    assert read_slice(data, CITY, levels=("state",))["denominator"].tolist() == [9000]


def test_one_file_for_each_county_and_the_rows_of_a_place_stand_together(make, data):
    prepare([make("a.txt", THREE), make("b.txt", THREE, year="2023-24")], data)
    version = data / json.loads((data / "manifest.json").read_text())["version"]
    assert sorted(path.name for path in version.iterdir()) == [
        "county=00.parquet",
        "county=27.parquet",
        "county=44.parquet",
        "places.parquet",
    ]
    codes = pq.read_table(version / "county=27.parquet")["cds"].to_pylist()
    assert codes == sorted(codes)


def test_places_are_listed_with_the_newest_spelling_of_their_names(make, data):
    prepare([make("new.txt", THREE, year="2024-25")], data)
    prepare(
        [make("old.txt", THREE.replace("Salinas City El", "Salinas C El"), year="2021-22")], data
    )
    prepare([make("schools.txt", SCHOOLS)], data)
    places = list_places(data)
    assert places.to_dict("records")[0] == {
        "cds": CITY,
        "county_code": "27",
        "county": "Monterey",
        "district": "Salinas City Elementary",
        "measures": 1,
        "schools": 1,  # the District Office and nonpublic placements are no schools
    }
    assert places["cds"].tolist() == [CITY, "27661590000000", "44698230000000"]


def test_measures_and_files_are_listed(make, data):
    reading = make("a.txt", THREE)
    prepare([reading], data)
    assert list_measures(data).to_dict("records") == [
        {"measure": "chronic_absenteeism", "period": "2024-25", "rows": 5, "districts": 3}
    ]
    assert list_files(data).to_dict("records") == [
        {
            "file": "a.txt",
            "sha256": reading.report.sha256,
            "family": "chronic_absenteeism",
            "periods": ["2024-25"],
            "rows": 5,
        }
    ]


def test_the_same_files_again_change_nothing_down_to_the_time_of_each_file(make, data):
    readings = [make("a.txt", THREE), make("b.txt", SCHOOLS)]
    assert prepare(readings, data) is True
    before = contents(data)
    assert prepare(readings, data) is False
    assert prepare(readings[::-1], data) is False
    assert contents(data) == before


def test_a_new_county_leaves_the_file_of_another_as_it_is(make, data):
    monterey, cruz = THREE.rsplit("    D     | 44", 1)
    prepare([make("a.txt", monterey)], data)
    before = {path.name: path.stat().st_ino for path in data.glob("outcomes-*/county=*")}
    header = THREE.strip().splitlines()[0]
    prepare([make("b.txt", header + "\n    D     | 44" + cruz)], data)
    after = {path.name: path.stat().st_ino for path in data.glob("outcomes-*/county=*")}
    assert after["county=27.parquet"] == before["county=27.parquet"]
    assert len(read_slice(data, CITY)) == len(read_slice(data, "44698230000000")) == 1
    assert len(list(data.glob("outcomes-*"))) == 1


def test_equal_rows_of_two_files_are_kept_once(make, data):
    prepare([make("statewide.txt", THREE)], data)
    prepare([make("county.txt", "\n".join(THREE.splitlines()[:5]))], data)
    rows = read_slice(data, CITY)
    assert rows["source"].str.startswith("statewide.txt").tolist() == [True]
    assert list_files(data)["file"].tolist() == ["statewide.txt", "county.txt"]


SECOND = THREE.replace("100     | 20     | 20.0", "100     | 21     | 21.0")


def test_two_files_that_disagree_are_refused_by_name_row_and_value(make, data):
    prepare([make("chronic25.txt", THREE)], data)
    before = contents(data)
    with refusal("files_disagree") as caught:
        prepare([make("chronic25-v2.txt", SECOND)], data)
    told = explain(caught.value)
    for part in ("chronic25-v2.txt", "chronic25.txt", CITY, "21.0 (21/100)", "20.0 (20/100)",
                 "Salinas City Elementary", "--prefer"):  # fmt: skip
        assert part in told
    assert contents(data) == before


def test_two_files_that_disagree_are_refused_also_when_they_come_together(make, data):
    with refusal("files_disagree"):
        prepare([make("chronic25.txt", THREE), make("chronic25-v2.txt", SECOND)], data)
    with refusal("data_folder_empty"):
        list_places(data)


def test_a_figure_that_one_file_hides_and_the_other_shows_is_a_disagreement(make, data):
    prepare([make("a.txt", THREE)], data)
    with refusal("files_disagree"):
        prepare([make("b.txt", THREE.replace("100     | 20     | 20.0", "* | * | *"))], data)


@pytest.mark.parametrize(
    ("first", "then", "preferred", "absent"),
    [
        ("v1", "v2", "v2.txt", 21),
        ("v1", "v2", "v1.txt", 20),
        ("v2", "v1", "v2.txt", 21),
    ],
)
def test_the_preferred_file_counts_whichever_came_first(make, data, first, then, preferred, absent):
    files = {"v1": make("v1.txt", THREE), "v2": make("v2.txt", SECOND)}
    prepare([files[first]], data)
    assert prepare([files[then]], data, prefer=(preferred,))
    assert read_slice(data, CITY)["numerator"].tolist() == [absent]
    assert list_places(data)["cds"].size == 3
    before = contents(data)
    assert prepare([files[then]], data, prefer=(preferred,)) is False
    assert prepare([files[first], files[then]], data) is False
    assert contents(data) == before


def test_of_a_place_in_both_files_all_groups_come_from_the_preferred_one(make, data):
    old = "group | counted | absent | rate\n TA | 100 | 20 | 20.0\n RH | 50 | 10 | 20.0"
    new = "group | counted | absent | rate\n TA | 100 | 21 | 21.0\n RW | 50 | 10 | 20.0"
    prepare([make("v1.txt", old)], data)
    prepare([make("v2.txt", new)], data, prefer=("v2.txt",))
    rows = read_slice(data, CITY)
    assert rows["group"].tolist() == ["TA", "RW"]
    assert rows["source"].str.startswith("v2.txt").all()


def test_a_preferred_file_that_is_nowhere_is_refused(make, data):
    with refusal("prefer_unknown"):
        prepare([make("a.txt", THREE)], data, prefer=("b.txt",))


def test_other_years_and_other_measures_do_not_disagree(make, data, tmp_path):
    prepare([make("a.txt", THREE), make("b.txt", SECOND, year="2023-24")], data)
    board = dashboard("cds | currnumer | currstatus\n 27661420000000 | 30 | 30.0")
    prepare([read_file(write(tmp_path / "board.txt", board))], data)
    rows = read_slice(data, CITY)
    assert rows[["measure", "period", "numerator"]].to_numpy().tolist() == [
        ["chronic_absenteeism", "2023-24", 21],
        ["chronic_absenteeism", "2024-25", 20],
        ["dashboard_chronic", "2024-25", 30],
    ]


def test_a_file_that_could_not_be_read_changes_nothing(make, data, tmp_path):
    prepare([make("a.txt", THREE)], data)
    before = contents(data)
    assert prepare([read_file(tmp_path / "none.txt")], data) is False
    assert contents(data) == before


@pytest.mark.parametrize(
    ("cds", "id"),
    [
        ("27000010000000", "district_unknown"),
        ("2766142", "district_unknown"),
        ("27661426026785", "district_unknown"),
        ("'; DROP TABLE x; --", "district_unknown"),
        ("../../etc/passwd", "district_unknown"),
    ],
)
def test_a_district_that_is_not_there_is_refused(make, data, cds, id):
    prepare([make("a.txt", THREE)], data)
    with refusal(id):
        read_slice(data, cds)


def test_a_district_that_lost_its_zero_is_told_its_code(make, data):
    text = "county | district | counted | absent\n 01 | 61119 | 100 | 20"
    prepare([make("a.txt", text)], data)
    with refusal("district_lost_zero") as caught:
        read_slice(data, "1611190000000")
    assert "01611190000000" in explain(caught.value)


def test_a_folder_without_data_and_one_that_is_damaged_get_a_sentence(data):
    with refusal("data_folder_empty") as caught:
        list_places(data)
    # all of what was typed, also where it is in another folder
    assert f"--into {data}" in explain(caught.value)
    data.mkdir()
    (data / "manifest.json").write_text("{")
    with refusal("data_folder_damaged"):
        list_places(data)
    (data / "manifest.json").write_text('{"format": 1, "version": "outcomes-0009", "files": []}')
    with refusal("data_folder_damaged"):
        list_places(data)


def test_a_folder_of_a_newer_version_is_neither_read_nor_changed(make, data):
    prepare([make("a.txt", THREE)], data)
    manifest = json.loads((data / "manifest.json").read_text())
    (data / "manifest.json").write_text(json.dumps(manifest | {"format": 2}))
    before = contents(data)
    for work in (lambda: list_places(data), lambda: prepare([make("b.txt", SCHOOLS)], data)):
        with refusal("data_folder_newer"):
            work()
    assert contents(data) == before


def test_a_folder_that_cannot_be_made_is_refused(make, tmp_path):
    (tmp_path / "file").write_text("")
    with refusal("folder_not_writable"):
        prepare([make("a.txt", THREE)], tmp_path / "file" / "data")


def test_two_runs_at_once_are_refused_and_the_lock_ends_with_the_run(make, data):
    reading = make("a.txt", THREE)
    data.mkdir()
    with prepared_folder.locked(data), refusal("data_folder_busy"):
        prepare([reading], data)
    assert prepare([reading], data)


def test_names_with_quotes_and_spaces_are_folders_like_others(make, tmp_path):
    folder = tmp_path / "Sally's data; DROP" / "año"
    prepare([make("a.txt", THREE)], folder)
    assert len(read_slice(folder, CITY)) == 1


PREPARE = """
import sys
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare
readings = [read_file(path) for path in sys.argv[2:]]
print("read", flush=True)
prepare(readings, sys.argv[1])
"""


def many_rows(path):
    """A file large enough to be killed in the middle of being written."""
    lines = chronic("counted | absent \n 100 | 20")
    first = lines.pop()
    for county in range(1, 59):
        for district in range(60):
            for group in ("TA", "RH", "RW", "GF", "GM"):
                code = [*first[:2], f"{county:02d}", f"{20000 + district}", *first[4:10]]
                lines.append([*code, group, "100", "20", "20.0"])
    return write(path, lines)


# Milliseconds after the files are read; writing takes some hundred.
MOMENTS = [0, 10, 30, 60, 120]
MORE = [pytest.param(n, marks=pytest.mark.slow) for n in range(1, 200) if n not in MOMENTS]


@pytest.mark.parametrize("moment", [*MOMENTS, *MORE])
def test_a_run_that_is_killed_leaves_the_old_data_whole_and_the_next_succeeds(
    make, data, tmp_path, moment
):
    prepare([make("a.txt", THREE)], data)
    expected = read_slice(data, CITY)
    path = many_rows(tmp_path / "many.txt")
    run = subprocess.Popen(
        [sys.executable, "-c", PREPARE, str(data), str(path)], stdout=subprocess.PIPE
    )
    run.stdout.readline()
    time.sleep(moment / 1000)
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert read_slice(data, CITY).equals(expected)
    assert len(list_places(data)) in (3, 3 + 58 * 60)
    prepare([read_file(path)], data)
    assert len(list_places(data)) == 3 + 58 * 60
    assert read_slice(data, CITY).equals(expected)
    assert [path.name for path in data.glob("outcomes-*")] == [
        json.loads((data / "manifest.json").read_text())["version"]
    ]
    assert sorted(os.listdir(data))[-1] == "prepare.lock"


def test_what_a_killed_run_left_is_cleared_away(make, data):
    prepare([make("a.txt", THREE)], data)
    left = data / "outcomes-0002"
    left.mkdir()
    (left / "county=27.parquet").write_bytes(b"half")
    (data / "manifest.json.new").write_text("{")
    assert len(read_slice(data, CITY)) == 1
    prepare([make("b.txt", SCHOOLS)], data)
    assert not (data / "manifest.json.new").exists()
    assert len(read_slice(data, CITY)) == 4
