"""The sections on differentiated assistance and on figures of the same name, on the sample."""

import pytest
from practices import text_of

from equitykit.records.groups import GroupEntry
from equitykit.workbook.workbook import open_workbook

DEFAULTS = {
    "district": "sample", "team": "none", "year": "latest", "language": "en",
    "audience": "team", "store": "none", "data": "sample",
}  # fmt: skip
LAKE, OFFICE, TINY = "99600580000000", "99109910000000", "99600170000000"


def text(section: str, **changed) -> str:
    name = "brief" if section.startswith("brief") else "04_data"
    return text_of(open_workbook(name, **(DEFAULTS | changed)).section(section).html())


def test_the_data_workbook_explains_who_made_the_district_eligible():
    page = text("data.assistance")

    assert "The state's extra help: by which students' results, and in which areas?" in page
    assert "the results of Black or African American students made Copper Kettle Unified" in page
    assert "Source: California School Dashboard 2025, ccidownload2025.txt" in page


def test_the_year_that_is_asked_for_is_the_year_that_is_judged():
    assert "By the Dashboard of 2024, the results of 4 student groups" in text(
        "data.assistance", year="2023-24"
    )


@pytest.mark.parametrize(
    ("district", "part"),
    [
        (LAKE, "the results of students with disabilities made the district eligible"),
        (OFFICE, "no student group's results called for the state's extra help"),
        (TINY, "no student group's results called for the state's extra help"),
    ],
)
def test_the_head_of_the_brief_says_it_in_a_line_or_two(district, part):
    page = text("brief.assistance", district=district)

    assert part in page
    assert "It says where results are lowest, not why" in page
    assert len(page) < 500


def test_in_a_year_without_a_dashboard_file_nothing_is_claimed():
    assert "No Dashboard file" in text("brief.assistance", year="2022-23")
    assert "rules for that year are not known here" in text("data.assistance", year="2022-23")


def test_three_definitions_of_chronic_absence_stand_side_by_side():
    page = text("data.reconcile")

    assert "Chronic absenteeism, 2024-25: the same groups by different definitions" in page
    # 532 of 2,559 in DataQuest and in the extract; hidden groups, so without the number
    assert "All students 20.8% 20.8% 18.7%" in page
    assert "2,559" not in page


@pytest.mark.parametrize("section", ["data.assistance", "data.reconcile", "brief.assistance"])
def test_in_spanish_each_section_is_spanish(section):
    page = text(section, language="es")

    assert "Estudiantes" in page or "estudiantes" in page
    assert " the " not in page


def test_a_group_that_the_team_learns_of_by_listening_has_no_figure_here_either(practised):
    entry = GroupEntry(code="RB", how="listen", route="listen")
    practised.at("03_define").page.team.write("group/RB", entry)
    book = practised.at("04_data").page.book
    page = str(book.section("data.assistance").html())
    (row,) = [line for line in page.split("<tr>") if "Black or African American</th>" in line]

    # why the county office is here stays; the levels behind it go
    assert "made Copper Kettle Unified eligible" in page
    assert "Red" not in row and "very" not in row
    assert "117 students" not in page
