"""Whoever prints a page in its first seconds gets the whole of it."""

import pytest
from browser import browser, watched_context  # noqa: F401

pytestmark = pytest.mark.browser

# what the page looks like whenever the browser is asked to print it; a dialog would wait for
# somebody
PRINTED = """
window.printed = [];
window.print = () => window.printed.push({
  drawing: document.querySelectorAll('[aria-busy=true]').length,
  figures: document.querySelectorAll('figure').length,
});
"""
DRAWING = "document.querySelector('.following-view[aria-busy=true]') !== null"


def test_printing_waits_until_the_page_is_drawn(browser, room):  # noqa: F811
    with watched_context(browser) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(PRINTED)
        page.goto(room.page("04_data"), wait_until="commit")
        page.wait_for_function(DRAWING, polling=20)

        page.keyboard.press("Control+p")
        page.keyboard.press("Control+p")
        assert page.evaluate("printed.length") == 0
        page.wait_for_function("printed.length > 0")

        [printed] = page.evaluate("printed")
        assert printed["drawing"] == 0
        assert printed["figures"] >= 3
        # drawn, the browser prints by itself
        page.keyboard.press("Control+p")
        assert page.evaluate("printed.length") == 1


def test_a_sheet_printed_too_early_says_so_and_the_page_is_printed_after_it(browser, room):  # noqa: F811
    with watched_context(browser) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(PRINTED)
        page.goto(room.page("04_data"), wait_until="commit")
        page.wait_for_function(DRAWING, polling=20)

        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator("main").first.is_hidden()
        said = page.evaluate("getComputedStyle(document.documentElement, '::before').content")
        assert "This page is still being drawn" in said
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")

        page.wait_for_function("printed.length > 0")
        [printed] = page.evaluate("printed")
        assert printed["drawing"] == 0 and printed["figures"] >= 3
        page.emulate_media(media="print")
        assert page.locator("main").first.is_visible()
