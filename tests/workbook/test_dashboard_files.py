"""A workbook over Dashboard files: points in its sections, levels and answers beside them."""

import pytest
from published_files import write

from equitykit.errors import EquitykitError
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare
from equitykit.workbook.workbook import open_workbook

CITY = "27661420000000"
HEADER = [
    "cds", "rtype", "schoolname", "districtname", "studentgroup", "currdenom", "currstatus",
    "statuslevel", "color", "indicator", "reportingyear",
]  # fmt: skip
ROWS = [("ALL", "400", "-20.0"), ("AA", "100", "-50.0"), ("WH", "60", "30.0"), ("PI", "7", "")]
LOCAL = [
    ["cdsCode", "lea", "priorityNumber", "countyPerformance", "year"],
    [CITY, "Salinas City", "3", "Not Met", "2024"],
]


def opened(folder, *, district=CITY, language="en"):
    return open_workbook(
        "04_data", data=str(folder), district=district, team="none", year="latest",
        language=language, audience="team", store="none",
    )  # fmt: skip


@pytest.fixture
def readings(tmp_path):
    lines = [[CITY, "D", "", "Salinas City", *row, "2", "1", "ELA", "2024"] for row in ROWS]
    ela = write(tmp_path / "ela.txt", [HEADER, *lines])
    return [read_file(ela), read_file(write(tmp_path / "local.txt", LOCAL))]


def test_the_workbook_has_the_levels_and_the_answers_of_its_district(readings, tmp_path):
    prepare(readings, tmp_path / "data")
    book = opened(tmp_path / "data")
    table = book.performance.set_index("group")
    assert table["colour"].to_dict() == {"TA": 1, "RB": 1, "RW": 1, "RP": 0}
    assert table["n"].dropna().to_dict() == {"TA": 400, "RB": 100, "RW": 60}
    assert book.local[["priority", "performance"]].to_numpy().tolist() == [["3", "not_met"]]
    assert book.published_assistance.empty


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("section", ["gaps", "yardsticks", "trend", "small_groups", "sources"])
def test_every_section_shows_points_and_no_hidden_count(readings, tmp_path, section, language):
    prepare(readings, tmp_path / "data")
    book = opened(tmp_path / "data", language=language)
    html = book.section(f"data.{section}")._repr_mimebundle_()["text/html"]
    assert "Dashboard" in html or "(D)" in html
    assert "{" not in html.split("</style>")[-1].split("<svg")[0]
    assert not [count for count in (">7<", " 7 ", "n 7") if count in html]
    if section == "gaps":
        # 400 at -20.0 without 100 at -50.0: 300 at -10.0
        assert ">−50.0<" in html or "−50.0, n 100" in html
        assert "−10.0" in html


def test_answers_alone_are_no_data_to_open_a_workbook_on(readings, tmp_path):
    prepare(readings[1:], tmp_path / "data")
    with pytest.raises(EquitykitError) as told:
        opened(tmp_path / "data", district="sample")
    assert told.value.id == "no_data_yet"
