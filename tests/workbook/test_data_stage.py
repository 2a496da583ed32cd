"""04_data is a page of figures for a district, and a stage with practices for a team."""

import re

import nbformat
import pytest

from equitykit.content.practices import practices_of
from equitykit.storage.places import workbooks_folder
from equitykit.workbook.contents import DATA
from equitykit.workbook.practices.practice import practice_of
from equitykit.workbook.stages import WITH_FIGURES, is_wall, work_address
from equitykit.workbook.workbook import SECTIONS, open_workbook

PRACTICES = practices_of("04_data")


def opened(monkeypatch, query: str):
    monkeypatch.setenv("QUERY_STRING", query)
    return open_workbook(
        "04_data", district="sample", team="none", year="latest", language="en",
        audience="team", store="none", data="sample",
    )  # fmt: skip


@pytest.fixture
def team(practised) -> str:
    desk = practised.at("04_data")
    desk.press("inventory.ask", en="Who misses school?")
    return desk.page.team.stream


def of_team(practised, monkeypatch, view: str):
    monkeypatch.setenv("QUERY_STRING", f"team={practised.at().page.team.stream}&view={view}")
    return practised.at("04_data").page.book


def test_each_practice_of_the_data_has_a_section_beside_the_figures():
    assert {f"data.{id}" for id in PRACTICES} <= set(SECTIONS)
    assert {"data.gaps", "data.trend", "data.small_groups"} <= set(SECTIONS)
    assert {"inventory", "noticing", "yardstick", "focus", "reading"} <= set(PRACTICES)


def test_for_a_facilitator_practices_are_live_and_figures_keep_their_controls(
    practised, team, monkeypatch
):
    book = of_team(practised, monkeypatch, "facilitator")
    assert not is_wall(book)
    for id in PRACTICES:
        assert book.section(f"data.{id}").widget is not None, id
    assert book.section("data.gaps").widget is not None
    assert "data-gaps" in str(book.section("data.gaps").html())


def test_the_room_view_is_the_wall_and_nothing_around_it(practised, team, monkeypatch):
    book = of_team(practised, monkeypatch, "room")
    assert is_wall(book)
    assert book.section("stage.bar").widget is not None
    for id in SECTIONS:
        if id.startswith("data."):
            section = book.section(id)
            assert section.widget is None and str(section.html()) == "", id


def test_without_a_view_the_figures_are_there_and_practices_are_only_read(
    practised, team, monkeypatch
):
    book = of_team(practised, monkeypatch, "one")
    assert not is_wall(book)
    assert book.section("data.gaps").widget is not None
    section = book.section("data.inventory")
    assert section.widget is None
    html = str(section.html())
    assert "Who misses school?" in html and "data-action" not in html


def test_a_district_without_a_team_stays_a_page_of_figures(work, monkeypatch):
    book = opened(monkeypatch, "view=facilitator")
    assert "data-gaps" in str(book.section("data.gaps").html())
    for id in PRACTICES:
        assert str(book.section(f"data.{id}").html()) == "", id
    contents = str(book.section("stage.bar").html())
    assert '<a href="#data-gaps">' in contents
    assert not [id for id in PRACTICES if f"#{id}-section" in contents]


def test_the_contents_stand_in_the_order_of_the_cells():
    cells = nbformat.read(workbooks_folder() / "04_data.ipynb", as_version=4).cells
    sources = "\n".join(cell.source for cell in cells if cell.cell_type == "code")

    assert tuple(re.findall(r'section\("data\.(\w+)"\)', sources)) == DATA


@pytest.mark.parametrize(("view", "on_paper"), [("one", False), ("paper", True)])
def test_without_a_view_an_unused_practice_is_one_line_with_the_way_to_its_paper(
    practised, team, monkeypatch, view, on_paper
):
    book = of_team(practised, monkeypatch, view)
    for id in set(PRACTICES) - {"inventory"}:
        html = str(book.section(f"data.{id}").html())
        assert ("practice-paper" in html) is on_paper, id
        way = re.findall(r'href="(04_data.ipynb\?[^"]*)"', html)
        assert [each.endswith(f"&amp;view=paper#{id}-section") for each in way] == (
            [] if on_paper else [True]
        ), id
    assert ("Who misses school?" in str(book.section("data.inventory").html())) is not on_paper


def test_its_papers_can_be_printed_without_a_team(work, monkeypatch):
    book = opened(monkeypatch, "view=paper")
    for id in PRACTICES:
        assert "practice-paper" in str(book.section(f"data.{id}").html()), id


def test_a_report_tells_what_was_recorded_and_has_the_paper_twin_of_the_rest(
    practised, team, work, monkeypatch
):
    monkeypatch.delenv("EQUITYKIT_LIVE")
    book = open_workbook(
        "04_data", district="sample", team=team, year="latest", language="en",
        audience="team", store=str(work / "record.sqlite"), data="sample",
    )  # fmt: skip
    inventory = str(book.section("data.inventory").html())
    assert "Who misses school?" in inventory and "practice-told" in inventory
    for id in set(PRACTICES) - {"inventory"}:
        html = str(book.section(f"data.{id}").html())
        assert "practice-paper" in html and "<button" not in html, id


def test_the_link_from_a_meeting_leads_to_the_desk(practised, team):
    book = practised.at("00_today").page.book
    assert "view=facilitator" in work_address(book, WITH_FIGURES)
    assert "view=" not in work_address(book, "03_define")


@pytest.mark.parametrize("id", PRACTICES)
def test_every_practice_works_where_nothing_was_prepared_yet(practised, id):
    desk = practised.at("04_data")
    desk.page.book.__dict__["has_data"] = False
    practice = practice_of(id)
    parts = practice.desk(desk.page, desk.page.moment()).parts
    paper = practice.paper(desk.page.book, desk.page.book.words)

    assert parts and paper
    assert [each.title for each in parts if each.title not in desk.read(id)] == []
    assert [each.title for each in paper if each.title not in desk.paper(id)] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("id", PRACTICES)
def test_every_screen_of_a_practice_can_be_shown_before_anything_is_recorded(
    practised, id, language
):
    desk = practised.at("04_data", language=language)
    desk.plan("data")
    blank = desk.wall()
    desk.press("wake")
    walls = [blank, desk.wall(), *(desk.show(f"{id}.{name}") for name in practice_of(id).screens)]

    # each is a wall of its own: not a blank one, not the step, not another screen
    assert len({*walls}) == len(walls)
