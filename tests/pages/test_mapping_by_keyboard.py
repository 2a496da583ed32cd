"""An analyst says what the columns of an extract are, with the keyboard alone."""

import shutil

import pytest
from browser import browser, violations, watched_page  # noqa: F401
from room import served_room

from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.reading import read_file
from equitykit.storage.places import sample_folder, workbooks_folder
from equitykit.storage.prepared import prepare, read_slice
from equitykit.workbook.sample import SAMPLE_DISTRICT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_TABS = 40


def test_columns_are_explained_and_counted_by_keyboard(browser, tmp_path):  # noqa: F811
    data, extracts = tmp_path / "data", tmp_path / "extracts"
    prepare([read_file(sample_folder() / "chronicabsenteeism25.txt")], data)
    extracts.mkdir()
    shutil.copy(sample_folder() / "students.csv", extracts)
    with (
        served_room(workbooks_folder(), folder=tmp_path / "room", data=data) as room,
        watched_page(browser, room.page("04_data", district=SAMPLE_DISTRICT)) as page,
    ):
        contents = page.get_by_role("navigation", name="In this workbook")
        link = contents.get_by_role("link", name="What do the columns of our own files mean")
        link.focus()
        page.keyboard.press("Enter")
        # the way leads into the section: the next stop is its first field
        page.keyboard.press("Tab")
        assert focused(page) == "Extract"
        page.keyboard.press("Tab")
        assert focused(page).startswith("School year of all rows")
        page.keyboard.type("2024-25")
        page.get_by_label("Delete the extract by").focus()
        page.keyboard.type("06302099")
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "BUTTON":
                break
        page.keyboard.press("Enter")

        said = page.locator(".equitykit-mapping").get_by_role("alert")
        said.wait_for(timeout=60_000)
        assert "students-mapping.csv is saved" in said.inner_text()
        # the focus stays where it was
        assert focused(page) == "Save the mapping and count"
        assert violations(page) == []
        assert "X00001" not in page.content()
    kept = read_mapping(extracts / "students-mapping.csv")
    assert kept.unanswered == [] and kept.settings["delete_by"] == "2099-06-30"
    rows = read_slice(data, SAMPLE_DISTRICT, levels=("district",))
    assert rows["measure"].str.startswith("own_").any()


def focused(page) -> str:
    """The label of what has the focus."""
    return page.evaluate(
        """() => { const at = document.activeElement;
            return (at.labels?.[0]?.innerText || at.innerText).trim(); }"""
    )
