"""The stage workbooks as a facilitator has them: live, by keyboard, offline, in both languages."""

import pytest
from browser import (
    browser,  # noqa: F401  (a fixture)
    keep_picture,
    violations,
    wait_until_ready,
    watched_context,
    watched_page,
)
from meeting import a_place, a_room

from equitykit.content.practices import practices_of
from equitykit.content.texts import load_words
from equitykit.records.agreements import Agreement

pytestmark = pytest.mark.browser

WORKBOOKS = ["01_prepare", "02_open", "03_define"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return a_place(tmp_path_factory.mktemp("stages"))


@pytest.fixture(scope="module")
def room(place):
    with a_room(place) as served:
        yield served


def address(room, place, name: str, **query: str) -> str:
    return room.page(name, **{"team": place.team, "view": "facilitator"} | query)


def opened(context, room, place, name: str, **query: str):
    page = context.new_page()
    page.goto(address(room, place, name, **query))
    wait_until_ready(page)
    return page


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
@pytest.mark.parametrize("name", [*WORKBOOKS, "04_data"])
def test_every_practice_stands_on_its_page_and_axe_finds_nothing(
    browser,
    room,
    place,
    name,
    language,  # noqa: F811
):
    words = load_words(language)
    asked = address(room, place, name, language=language)
    size = "1024x768" if language == "es" else "1280x800"
    with watched_page(browser, asked, size=size) as page:
        keep_picture(page, f"{name}-{language}")

        titles = page.locator("main h2").all_inner_texts()
        practices = [words(f"{id}.section.title") for id in practices_of(name)]
        # figures have sections of their own between those of the practices
        assert [title for title in titles if title in practices] == practices
        assert name == "04_data" or [title for title in titles if title] == practices
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert violations(page) == []


@pytest.mark.parametrize("view", ["paper", pytest.param("record", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", WORKBOOKS)
def test_what_is_read_or_printed_has_no_control_and_no_fault(browser, room, place, name, view):  # noqa: F811
    with watched_page(browser, address(room, place, name, view=view)) as page:
        keep_picture(page, f"{name}-{view}")

        assert page.locator("main :is(input, textarea, select, [data-action])").count() == 0
        assert violations(page) == []


def test_a_line_taken_up_by_keyboard_is_on_the_wall_and_there_after_a_refresh(
    browser,
    room,
    place,  # noqa: F811
):
    with watched_context(browser) as context:
        wall = opened(context, room, place, "02_open", view="room")
        desk = opened(context, room, place, "02_open")
        desk.locator("[data-action='agreements.take'][data-value-starter=ag8]").press("Enter")
        line = desk.locator("[data-field$='#en']").first
        line.wait_for()
        line.fill("Discomfort may be; humiliation may not")
        line.press("Tab")
        desk.locator("[data-value-thing='agreements.poster']").first.press("Enter")
        wall.get_by_text("Discomfort may be; humiliation may not").wait_for()
        assert wall.locator("textarea, input, select").count() == 0

        desk.keyboard.press("F9")
        wall.locator("[data-room=blank]").wait_for()
        desk.reload()
        wait_until_ready(desk)
        assert desk.locator("[data-field$='#en']").first.input_value().startswith("Discomfort may")
        assert [each.en for each in dict(place.journal.standing(place.team).of(Agreement)).values()]
