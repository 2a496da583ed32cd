"""The home page with a record, in a real browser: a new team, and a team's file."""

import pytest
from browser import browser, keep_picture, violations, watched_page  # noqa: F401
from room import served_room

from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal
from equitykit.storage.packs import MOST_BYTES, pack
from equitykit.storage.places import workbooks_folder
from equitykit.workbook.sample import prepared_sample

pytestmark = pytest.mark.browser

MOSSY_HOLLOW = "99600250000000"
CONTINUE = "ul.teams"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def room(folder):
    store = str(folder / "record.sqlite")
    with served_room(
        workbooks_folder(), folder=folder, data=prepared_sample(), store=store
    ) as served:
        yield served


def test_a_new_team_is_begun_by_keyboard_and_stands_under_continue(browser, room):  # noqa: F811
    with watched_page(browser, room.page("00_home")) as page:
        page.locator("#team-name").focus()
        page.keyboard.type("Attendance team")
        page.keyboard.press("Tab")
        page.keyboard.type("Mossy")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        page.locator(CONTINUE).wait_for(timeout=10_000)

        team = page.locator(f"{CONTINUE} li").inner_text()
        assert "Attendance team" in team and "Mossy Hollow" in team
        assert "Attendance team is there now" in page.locator("main").inner_text()
        page.wait_for_function("document.querySelector('#team-name').value === ''")
        address = page.locator(f"{CONTINUE} a").first.get_attribute("href")
        assert address.startswith("00_today.ipynb?") and "view=facilitator" in address
        # a form that says what is wrong keeps what was typed
        page.locator("#team-name").fill("attendance TEAM")
        page.locator("#team-district").select_option(MOSSY_HOLLOW)
        page.locator("#new-team button").click()
        page.get_by_text("is a team of this district already").wait_for(timeout=10_000)
        assert page.locator("#team-name").input_value() == "attendance TEAM"


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en", "1280x800"),
        ("es", "1024x768"),
        pytest.param("en", "1024x768", marks=pytest.mark.slow),
        pytest.param("es", "1280x800", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_on_the_page_with_its_forms(browser, room, language, size):  # noqa: F811
    with watched_page(browser, room.page("00_home", language=language), size=size) as page:
        page.locator("#open-file").wait_for(timeout=10_000)
        keep_picture(page, f"home-teams-{language}-{size}")

        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_teams_file_is_opened_from_the_browser(browser, room, folder):  # noqa: F811
    there = open_journal(folder / "there.sqlite")
    stream = there.create_team(Team(name="Families first", district="99600410000000"))
    # more than one part of what the page sends at a time
    content = pack(there, stream, page=_incompressible(1_500_000))
    there.close()
    file = {"name": "t.equitykit", "mimeType": "application/zip", "buffer": content}

    with watched_page(browser, room.page("00_home")) as page:
        page.locator("#team-file").set_input_files(files=[file])
        page.locator("#open-file button").click()

        page.get_by_text("Families first is in your record now").wait_for(timeout=20_000)

        assert len(content) > 1_000_000
        assert "Families first" in page.locator(CONTINUE).inner_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a pack", "This is no .equitykit file"),
        (b"0" * (MOST_BYTES + 1), "larger than 20 MB"),
        (None, "No file was chosen"),
    ],
)
def test_a_file_that_cannot_be_opened_is_a_sentence_beside_the_form(
    browser,  # noqa: F811
    room,
    content,
    said,
):
    file = {"name": "t.equitykit", "mimeType": "application/zip", "buffer": content}
    with watched_page(browser, room.page("00_home")) as page:
        if content:
            page.locator("#team-file").set_input_files(files=[file])
        page.locator("#open-file button").click()

        page.get_by_text(said).wait_for(timeout=20_000)

        assert page.locator("#team-name").is_visible()


def _incompressible(size: int) -> str:
    import random

    return "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size))
