"""Levels, colors and answers in the prepared folder: as safe as the figures beside them."""

import pytest
from published_files import write

from equitykit.errors import EquitykitError
from equitykit.measures.performance import ASSISTANCE, LOCAL, PERFORMANCE
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import (
    list_files,
    list_places,
    prepare,
    read_assistance,
    read_local,
    read_performance,
    read_slice,
)

CITY, HIGH, CRUZ = "27661420000000", "27661590000000", "44698230000000"
SCHOOL = "27661426026785"
HEADER = [
    "cds", "rtype", "schoolname", "districtname", "charter_flag", "studentgroup", "currdenom",
    "currstatus", "change", "statuslevel", "changelevel", "color", "box", "currnsizemet",
    "accountabilitymet", "indicator", "reportingyear",
]  # fmt: skip


def row(cds, group, n, points, colour=1, *, level="D", year="2024"):
    school = "Los Padres" if level == "S" else ""
    return [cds, level, school, "Salinas City", "", group, n, points, "-3.1", "1", "2",
            str(colour), "220", "Y", "Y", "ELA", year]  # fmt: skip


@pytest.fixture
def dashboard(tmp_path):
    def reading(name, *rows):
        return read_file(write(tmp_path / name, [HEADER, *rows]))

    return reading


@pytest.fixture
def answers(tmp_path):
    """A list of assistance of two districts, and their local indicators."""
    lea = [
        ["CDS", "LEAname", "ReportYear", "AApriorities", "WHpriorities", "AssistanceStatus2024"],
        [CITY, "Salinas City", "2024", "B", "*", "Differentiated Assistance, Year 1"],
        [CRUZ, "Santa Cruz", "2024", "*", "*", "General Assistance"],
    ]
    local = [
        ["cdsCode", "lea", "priorityNumber", "countyPerformance", "year"],
        [CITY, "Salinas City", "3", "Not Met", "2024"],
        [CRUZ, "Santa Cruz", "3", "Met", "2024"],
    ]
    return [
        read_file(write(tmp_path / "assistance.txt", lea)),
        read_file(write(tmp_path / "local.txt", local)),
    ]


def contents(folder):
    return {
        path.relative_to(folder): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


THREE = [
    row(CITY, "AA", "40", "-80.1"),
    row(SCHOOL, "AA", "31", "-70.2", level="S"),
    row(HIGH, "AA", "50", "-60.0", 2),
    row(CRUZ, "AA", "60", "12.5", 4),
]


def test_a_district_is_read_with_its_schools_and_nothing_of_others(dashboard, tmp_path):
    data = tmp_path / "data"
    prepare([dashboard("ela.txt", *THREE)], data)
    table = read_performance(data, CITY)
    assert list(table.columns) == list(PERFORMANCE)
    assert list(zip(table["cds"], table["status"], strict=True)) == [(CITY, -80.1), (SCHOOL, -70.2)]
    assert set(read_performance(data)["cds"]) == {CITY, SCHOOL, HIGH, CRUZ}
    assert read_performance(data, "58727690000000").empty
    assert read_slice(data, CITY)["rate"].tolist() == [-80.1, -70.2]


def test_a_folder_without_such_files_has_tables_without_rows(dashboard, tmp_path, answers):
    data = tmp_path / "data"
    prepare([dashboard("ela.txt", *THREE)], data)
    assert read_local(data).empty and list(read_local(data).columns) == list(LOCAL)
    assert read_assistance(data, CITY).empty


def test_answers_alone_can_be_prepared_and_are_no_figures(answers, tmp_path):
    data = tmp_path / "data"
    assert prepare(answers, data)
    assert len(list_places(data)) == 0
    table = read_assistance(data, CITY).set_index("group")
    assert list(table.columns) == [name for name in ASSISTANCE if name != "group"]
    assert table["letter"].dropna().to_dict() == {"RB": "B"}
    assert set(table["status"]) == {"Differentiated Assistance, Year 1"}
    assert read_local(data)["performance"].tolist() == ["not_met", "met"]


def test_answers_come_beside_figures_and_leave_them_as_they_are(dashboard, answers, tmp_path):
    data = tmp_path / "data"
    prepare([dashboard("ela.txt", *THREE)], data)
    before = read_slice(data, CITY)
    assert prepare(answers, data)
    assert read_slice(data, CITY).equals(before)
    assert len(read_performance(data)) == 4
    assert list_places(data)["cds"].tolist() == [CITY, HIGH, CRUZ]


def test_the_same_files_again_change_nothing(dashboard, answers, tmp_path):
    data = tmp_path / "data"
    readings = [dashboard("ela.txt", *THREE), *answers]
    assert prepare(readings, data)
    before = contents(data)
    assert not prepare(readings, data)
    assert not prepare(readings[::-1], data)
    assert contents(data) == before


def test_a_countys_cut_of_the_same_file_adds_no_row(dashboard, tmp_path):
    data = tmp_path / "data"
    prepare([dashboard("whole.txt", *THREE)], data)
    prepare([dashboard("cut.txt", *THREE[:3])], data)
    assert len(read_performance(data)) == 4
    assert len(list_files(data)) == 2


def test_another_year_comes_beside_the_first(dashboard, tmp_path):
    data = tmp_path / "data"
    prepare([dashboard("24.txt", *THREE)], data)
    prepare([dashboard("23.txt", row(CITY, "AA", "44", "-70.1", year="2023"))], data)
    table = read_performance(data, CITY)
    assert table[table["level"] == "district"]["year"].tolist() == ["2023", "2024"]


def test_files_that_differ_in_a_colour_stop_until_one_is_preferred(dashboard, tmp_path):
    data = tmp_path / "data"
    prepare([dashboard("first.txt", *THREE)], data)
    second = dashboard("second.txt", row(CITY, "AA", "40", "-80.1", 2))
    with pytest.raises(EquitykitError, match="files_disagree") as told:
        prepare([second], data)
    assert told.value.values["group"] == "RB" and "colour 1" in told.value.values["there"]
    assert read_performance(data, CITY)["colour"].tolist() == [1, 1]
    prepare([second], data, prefer=("second.txt",))
    assert read_performance(data, CITY)["colour"].tolist() == [2, 1]


def test_answers_that_differ_stop_until_one_is_preferred(answers, tmp_path):
    data = tmp_path / "data"
    prepare(answers, data)
    lines = [
        ["CDS", "LEAname", "ReportYear", "AApriorities", "WHpriorities", "AssistanceStatus2024"],
        [CITY, "Salinas City", "2024", "*", "*", "General Assistance"],
    ]
    other = read_file(write(tmp_path / "v2.txt", lines))
    with pytest.raises(EquitykitError, match="files_disagree"):
        prepare([other], data)
    prepare([other], data, prefer=("v2.txt",))
    assert read_assistance(data, CITY)["letter"].isna().all()
    assert set(read_assistance(data, CRUZ)["status"]) == {"General Assistance"}


def test_a_folder_of_an_earlier_version_gets_the_levels_when_its_file_is_prepared_again(
    dashboard, tmp_path
):
    import json
    from dataclasses import replace

    data = tmp_path / "data"
    reading = dashboard("ela.txt", *THREE)
    prepare([replace(reading, performance=None)], data)
    manifest = json.loads((data / "manifest.json").read_text())
    del manifest["files"][0]["tables"]
    (data / "manifest.json").write_text(json.dumps(manifest))
    assert read_performance(data).empty
    assert prepare([reading], data)
    assert len(read_performance(data)) == 4
    assert len(list_files(data)) == 1
    assert not prepare([reading], data)
