"""A file taken out of the prepared folder: its rows go, and nothing else does.

file    district                 code            year     counted  absent
a.txt   Salinas City Elementary  27661420000000  2024-25  100      20
b.txt   Santa Cruz City High     44698230000000  2024-25  300      30
"""

import json

import pytest
from published_files import chronic, write
from student_files import SETTINGS, written

from equitykit.errors import EquitykitError
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.own_files import read_own
from equitykit.sources.reading import read_file
from equitykit.storage import prepared_folder
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.prepared import (
    list_files,
    list_measures,
    list_places,
    prepare,
    read_releases,
    read_slice,
)
from equitykit.storage.prepared_removal import remove

CITY = """
    county | district | district_name           | counted | absent | rate
    27     | 66142    | Salinas City Elementary | 100     | 20     | 20.0
"""
HIGH = """
    county | district | district_name        | counted | absent | rate
    44     | 69823    | Santa Cruz City High | 300     | 30     | 10.0
"""
SALINAS, SANTA_CRUZ, OWN = "27661420000000", "44698230000000", "99600410000000"
MAPPING = """
race,race_ethnicity,,
race,race_ethnicity,Latino,RH
race,race_ethnicity,White,RW
absent,own_chronic_absenteeism,,
absent,own_chronic_absenteeism,Y,yes
absent,own_chronic_absenteeism,N,no
"""
PUBLISHED = """
    county | district | district_name         | group | counted | absent | rate
    99     | 60041    | Copper Kettle Unified | TA    | 380     | 116    | 30.5
    99     | 60041    | Copper Kettle Unified | RH    | 200     | 80     | 40.0
"""


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def add(tmp_path, data):
    """Write a published file of a table, and prepare it."""

    def prepared(name, text, **choice):
        path = write(tmp_path / name, chronic(text))
        prepare([read_file(path)], data, **choice)
        return path

    return prepared


@pytest.fixture
def count(tmp_path, data):
    """Write an extract of 200 Latino and 180 white students, and prepare it."""

    def prepared(name="own.csv"):
        mapping = written(tmp_path, "mapping.csv", SETTINGS.strip("\n") + MAPPING.rstrip())
        groups = {"Latino": (200, 80), "White": (180, 36)}
        rows = [f"{race},{'NY'[i < s]}" for race, (n, s) in groups.items() for i in range(n)]
        path = written(tmp_path, name, "\n".join(["race,absent", *rows]))
        with connect() as database:
            prepare([read_own(path, read_mapping(mapping), database)], data)

    return prepared


def places(folder) -> list[str]:
    return list_places(folder)["cds"].tolist()


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_its_rows_its_places_and_its_entry_go_and_the_others_stay(add, data):
    add("a.txt", CITY)
    add("b.txt", HIGH)
    only = read_slice(data, SANTA_CRUZ)
    done = remove(["a.txt"], data)
    assert [file["file"] for file in done.gone] == ["a.txt"] and not done.again
    assert places(data) == [SANTA_CRUZ]
    assert list_files(data)["file"].tolist() == ["b.txt"]
    assert read_slice(data, SANTA_CRUZ).equals(only)
    with pytest.raises(EquitykitError, match="^district_unknown "):
        read_slice(data, SALINAS)


def test_it_is_a_new_version_and_a_second_time_changes_nothing(add, data):
    add("a.txt", CITY)
    add("b.txt", HIGH)
    before = json.loads((data / "manifest.json").read_text())["version"]
    remove(["a.txt"], data)
    assert json.loads((data / "manifest.json").read_text())["version"] > before
    once = contents(data)
    again = remove(["a.txt"], data)
    assert (again.gone, again.missing) == ((), ("a.txt",))
    assert contents(data) == once


def test_what_was_taken_out_can_be_prepared_again(add, data):
    add("a.txt", CITY)
    add("b.txt", HIGH)
    rows = read_slice(data, SALINAS)
    remove(["a.txt"], data)
    add("a.txt", CITY)
    assert read_slice(data, SALINAS).equals(rows)


def test_the_last_file_leaves_a_folder_without_figures(add, data):
    add("a.txt", CITY)
    remove(["a.txt"], data)
    assert places(data) == [] and list_files(data).empty
    with pytest.raises(EquitykitError, match="^data_folder_empty "):
        list_measures(data)
    add("b.txt", HIGH)
    assert places(data) == [SANTA_CRUZ]


def test_a_file_that_had_the_same_rows_has_to_be_prepared_again_and_then_is_whole(add, data):
    add("a.txt", CITY)
    add("both.txt", CITY + HIGH.strip().splitlines()[1] + "\n")
    done = remove(["a.txt"], data)
    assert done.again == ("both.txt",)
    assert places(data) == [SANTA_CRUZ]
    add("both.txt", CITY + HIGH.strip().splitlines()[1] + "\n")
    assert places(data) == [SALINAS, SANTA_CRUZ]


def test_of_two_issues_the_one_that_is_left_counts_again(add, data):
    add("a.txt", CITY)
    second = CITY.replace("20     | 20.0", "21     | 21.0")
    add("a-v2.txt", second, prefer=("a-v2.txt",))
    assert remove(["a-v2.txt"], data).again == ("a.txt",)
    add("a.txt", CITY)
    assert read_slice(data, SALINAS)["numerator"].tolist() == [20]


def test_of_two_files_of_one_name_the_one_on_the_disk_goes_or_the_one_of_a_digest(
    add, data, tmp_path
):
    add("chronic25.txt", CITY)
    other = add("chronic25.txt", HIGH)  # the same name from another place
    with pytest.raises(EquitykitError, match="^remove_which ") as problem:
        remove(["elsewhere/chronic25.txt"], data)
    digests = list_files(data)["sha256"].tolist()
    assert all(digest[:12] in problem.value.values["known"] for digest in digests)
    remove([other], data)
    assert places(data) == [SALINAS]
    with pytest.raises(EquitykitError, match="^remove_other "):
        remove([other], data)
    remove([f"sha256:{digests[0][:12]}"], data)
    assert places(data) == []


def test_a_folder_at_work_or_without_data_is_left_alone(add, data, tmp_path):
    add("a.txt", CITY)
    with prepared_folder.locked(data), pytest.raises(EquitykitError, match="^data_folder_busy "):
        remove(["a.txt"], data)
    assert places(data) == [SALINAS]
    with pytest.raises(EquitykitError, match="^data_folder_empty "):
        remove(["a.txt"], tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_what_was_shown_of_an_own_count_is_kept_when_the_count_goes(count, add, data):
    add("b.txt", HIGH)
    count()
    shown = [each.rows for each in read_releases(data, OWN)]
    done = remove(["own.csv"], data)
    assert done.counted and places(data) == [SANTA_CRUZ]
    kept = [each.rows for each in read_releases(data, OWN)]
    assert len(kept) == len(shown) == 1 and kept[0].equals(shown[0])


def test_publications_beside_an_own_count_go_only_with_it(count, add, data):
    add("state.txt", PUBLISHED)
    count()
    before = contents(data)
    with pytest.raises(EquitykitError, match="^remove_published "):
        remove(["state.txt"], data)
    assert contents(data) == before
    assert len(remove(["state.txt", "own.csv"], data).gone) == 2
