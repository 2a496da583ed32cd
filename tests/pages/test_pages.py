"""Each page as a room sees it: offline, accessible, by keyboard, after a refresh."""

import re

import pytest
from browser import browser, keep_picture, violations, wait_until_ready, watched_page  # noqa: F401

pytestmark = pytest.mark.browser

PAGES = ["00_home", "04_data", "brief"]
TITLES = {
    ("00_home", "en"): "Where do we begin?",
    ("00_home", "es"): "¿Por dónde empezamos?",
    ("04_data", "en"): "What do our figures show, for whom?",
    ("04_data", "es"): "¿Qué muestran nuestras cifras, y sobre quién?",
    ("brief", "en"): "District brief",
    ("brief", "es"): "Resumen del distrito",
}


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en", "1280x800"),
        ("es", "1024x768"),
        pytest.param("en", "1024x768", marks=pytest.mark.slow),
        pytest.param("es", "1280x800", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_offline_in_its_language_and_axe_finds_nothing(
    browser, room, name, language, size
):
    with watched_page(browser, room.page(name, language=language), size=size) as page:
        if name != "00_home":
            invented = {"en": "Invented data", "es": "Datos inventados"}[language]
            assert invented in page.locator("main").inner_text()
        keep_picture(page, f"{name}-{language}-{size}")
        keep_picture(page, f"{name}-{language}-{size}-first-screen", whole=False)

        assert page.locator("h1").inner_text() == TITLES[name, language]
        assert page.locator("html").get_attribute("lang") == language
        assert page.title() == TITLES[name, language]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert violations(page) == []


@pytest.fixture(scope="module")
def figures(browser, room):
    """The page of figures as it opens, for tests that change nothing on it."""
    with watched_page(browser, room.page("04_data")) as page:
        yield page


def test_a_district_is_chosen_by_its_name_and_opens_the_data_workbook(browser, room):
    with watched_page(browser, room.page("00_home")) as page:
        page.locator("#district").select_option("99600660000000")
        page.get_by_label("Language").select_option("es")
        page.get_by_role("button", name="Open the data workbook").press("Enter")
        page.wait_for_url("**/04_data.ipynb?**")
        wait_until_ready(page)

        assert "Harbor of Clouds Unified" in page.locator("header").inner_text()
        assert page.locator("html").get_attribute("lang") == "es"


def test_choices_by_keyboard_change_every_figure_below(browser, room):
    with watched_page(browser, room.page("04_data")) as page:
        measure = page.get_by_label("What we look at")
        measure.focus()
        measure.press("ArrowDown")
        page.wait_for_function(
            """() => [...document.querySelectorAll("figure h3")].every(
                 heading => !/absenteeism|missed/.test(heading.innerText))"""
        )
        wait_until_ready(page)
        headings = page.locator("figure h3").all_inner_texts()

        # gaps, three of the years, shares, level and change, two of schools, and for families
        assert len(headings) == 9
        assert all(re.search("Suspension|suspended", heading) for heading in headings)
        assert violations(page) == []


def test_a_refresh_gives_the_same_page(browser, room):
    with watched_page(browser, room.page("brief")) as page:
        before = page.locator("main").inner_text()
        page.reload()
        wait_until_ready(page)

        assert page.locator("main").inner_text() == before


def shown(page) -> dict[str, str]:
    """What the lists of the controls show, by their label."""
    labels = ("What we look at", "Students grouped by", "School year", "Compared with")
    return {
        # a name may hold a space that does not break
        label: " ".join(
            page.get_by_label(label, exact=True).locator("option:checked").inner_text().split()
        )
        for label in labels
    }


def test_a_refresh_and_a_shared_address_keep_the_choice_of_the_data(browser, room):
    with watched_page(browser, room.page("04_data")) as page:
        first, untouched = shown(page), page.url
        assert "measure=" not in untouched
        page.get_by_label("What we look at", exact=True).select_option("Suspension")
        page.get_by_label("School year", exact=True).select_option("2023-24")
        page.get_by_label("Compared with", exact=True).select_option("All students together")
        page.wait_for_function("location.search.includes('yardstick=overall')")
        page.get_by_label("White", exact=True).press("Space")
        page.get_by_text("Not shown, by choice: White.").first.wait_for()
        table = page.locator("figure table").first.inner_text()
        assert "White" not in table and "Hispanic or Latino" in table
        page.wait_for_function("location.search.includes('left_out=RW')")
        before = shown(page)
        assert before != first and before["School year"] == "2023-24"

        page.reload()
        wait_until_ready(page)
        assert shown(page) == before
        assert not page.get_by_label("White", exact=True).is_checked()
        assert page.get_by_text("Not shown, by choice: White.").count()

        # a link into the page and back again: the address still says what is shown
        page.get_by_role("link", name="Who is hidden or few").first.click()
        page.get_by_label("White", exact=True).press("Space")
        page.wait_for_function("!location.search.includes('left_out')")
        # writing the address leaves the focus where it is
        assert page.evaluate("document.activeElement.type") == "checkbox"
        page.go_back()
        page.wait_for_function("!location.search.includes('left_out')")
        page.get_by_role("link", name="Español").click()
        page.wait_for_url("**language=es**")
        wait_until_ready(page)
        year = page.get_by_label("Año escolar", exact=True).locator("option:checked")
        assert year.inner_text() == "2023-24"


def test_a_choice_that_does_not_exist_opens_the_nearest_one(browser, room):
    asked = {"measure": "<b>", "period": "2023-24", "dimension": "gender", "yardstick": "zebra",
             "left_out": "RH,nobody"}  # fmt: skip
    with watched_page(browser, room.page("04_data", **asked)) as page:
        assert page.get_by_role("alert").count() == 0
        assert list(shown(page).values())[:3] == ["Chronic absenteeism", "Gender", "2023-24"]
        # the address says what is shown, and no longer what was asked
        page.wait_for_function("!/zebra|nobody|%3Cb/.test(location.search)")
        assert "dimension=gender" in page.url and "measure=chronic_absenteeism" in page.url


def test_the_long_page_of_figures_begins_with_links_to_its_sections(figures):
    links = figures.get_by_role("navigation", name="In this workbook").get_by_role("link")
    headings = figures.locator("main h2[id]")

    assert links.all_inner_texts() == headings.all_inner_texts()
    assert len(links.all()) == 15
    places = [link.get_attribute("href") for link in links.all()]
    assert places == [f"#{each.get_attribute('id')}" for each in headings.all()]


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"district": "<script>alert(1)</script>"}, "<script>alert(1)</script>"),
        ({"year": "1999-00"}, "1999-00"),
        *(
            pytest.param(query, part, marks=pytest.mark.slow)
            for query, part in (
                ({"district": "99000010000000"}, "no district with the code 99000010000000"),
                ({"district": "9960041000000"}, "lost"),
                ({"language": "fr"}, "fr"),
                ({"audience": "press"}, "team, board, families, county"),
            )
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence_and_the_way_home(
    browser, room, query, part
):
    with watched_page(browser, room.page("04_data", **query)) as page:
        alert = page.get_by_role("alert")

        assert part in alert.inner_text()
        assert "Traceback" not in page.content()
        assert violations(page) == []
        alert.get_by_role("link").click()
        page.wait_for_url("**/00_home.ipynb*")
        wait_until_ready(page)
        assert page.locator("h1").inner_text() == "Where do we begin?"


def test_what_is_printed_has_the_figures_and_not_the_controls(figures):
    figures.emulate_media(media="print")
    try:
        assert figures.locator("figure svg").first.is_visible()
        assert not figures.get_by_label("What we look at").is_visible()
    finally:
        figures.emulate_media(media="screen")


def test_every_page_leads_to_the_others_and_to_itself_in_the_other_language(browser, room):
    with watched_page(browser, room.page("brief", district="99600660000000")) as page:
        page.get_by_role("link", name="Español").click()
        page.wait_for_url("**language=es**")
        wait_until_ready(page)
        assert page.locator("h1").inner_text() == "Resumen del distrito"

        page.get_by_role("link", name="Datos", exact=True).click()
        page.wait_for_url("**/04_data.ipynb?**")
        wait_until_ready(page)
        assert "Harbor of Clouds Unified" in page.locator("header").inner_text()
        assert page.locator("html").get_attribute("lang") == "es"
