"""Pages in a real Chromium: readable, operable, offline, and honest about their connection."""

import os
import signal
import time

import pytest
from browser import (
    SIZES,
    browser,  # noqa: F401  (a fixture)
    keep_picture,
    violations,
    wait_until_ready,
    watched_context,
    watched_page,
)
from room import served_room, write_notebook

from equitykit.content.texts import load_words

pytestmark = pytest.mark.browser

# what Chromium itself notes when a server that a test has stopped does not answer
NO_ANSWER = r"ERR_CONNECTION_REFUSED|Failed to load resource|WebSocket connection|Failed to fetch"
SMALLEST_TARGET = 24

TARGETS = """
[...document.querySelectorAll("main a, main button, main select, main input, main textarea")]
  .filter(e => e.checkVisibility())
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .map(([html, box]) => [html, box.width, box.height])
"""


def only_kernel(room):
    """The kernel of the one page that is open."""
    assert room.wait_for_kernels(1) == 1
    return room.kernels()[0]


def status(page) -> str:
    return page.inner_text("[role=status]")


def wait_for_status(page, moment: str, *, language: str = "en", seconds: float = 10) -> float:
    """Wait until the page says the words of a moment; return how long that took."""
    words = load_words(language)(f"serve.status.{moment}")
    begun = time.monotonic()
    page.wait_for_function(
        "words => document.querySelector('[role=status]')?.textContent === words",
        arg=words,
        timeout=seconds * 1000,
    )
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en", "1024x768"),
        ("es", "1280x800"),
        pytest.param("en", "1280x800", marks=pytest.mark.slow),
        pytest.param("es", "1024x768", marks=pytest.mark.slow),
    ],
)
def test_a_page_of_controls_is_accessible_and_asks_nobody_else(browser, room, language, size):  # noqa: F811
    with watched_page(browser, room.page("04_data", language=language), size=size) as page:
        keep_picture(page, f"controls-{language}-{size}")
        assert violations(page) == []
        too_small = [
            (html, width, height)
            for html, width, height in page.evaluate(TARGETS)
            if min(width, height) < SMALLEST_TARGET
        ]
        assert too_small == []
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


@pytest.mark.parametrize("name", ["00_home", "failing"])
def test_pages_without_controls_are_accessible_too(browser, room, name):  # noqa: F811
    with watched_page(browser, room.page(name)) as page:
        keep_picture(page, f"page-{name}")
        assert violations(page) == []


def test_the_door_and_the_pages_of_trouble_are_accessible(browser, room):  # noqa: F811
    with watched_context(browser, complaints="404|403") as context:
        page = context.new_page()
        for name, address in {"door": "/login?language=es", "not-here": "/no_such_page"}.items():
            page.goto(room.url + address)
            keep_picture(page, f"page-{name}")
            assert violations(page) == [], name
            page.goto(f"{room.url}/?token={room.token}")


def test_axe_finds_what_is_wrong_on_a_page_that_is_wrong(browser, room):  # noqa: F811
    """The control: a check that finds nothing anywhere would pass every page."""
    with watched_page(browser, room.page("00_home")) as page:
        page.evaluate("document.querySelector('main').innerHTML += '<img src=\"data:,\"><input>'")
        found = " ".join(violations(page))
        assert "image-alt" in found
        assert "label" in found


@pytest.mark.parametrize(
    "wrong",
    [
        "fetch('http://127.0.0.2:9/').catch(() => 0)",
        "console.error('wrong')",
        "setTimeout(() => { throw new Error('wrong') })",
    ],
)
def test_the_watcher_notices_other_hosts_and_console_errors(browser, room, wrong):  # noqa: F811
    """The control of the other tests here; a page that is not ours, so without our policy."""
    with (
        pytest.raises(AssertionError, match="wrong|127.0.0.2|blocked"),
        watched_page(browser, room.page("00_home")) as page,
    ):
        page.evaluate(wrong)
        page.wait_for_timeout(500)


def test_controls_work_by_keyboard_and_skip_link_comes_first(browser, room):  # noqa: F811
    with watched_page(browser, room.page("04_data")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.focus("button:text-is('Show')")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=went", timeout=10_000)


def test_a_refresh_leaves_one_kernel_and_a_closed_tab_leaves_none(browser, room):  # noqa: F811
    assert room.wait_for_kernels(0) == 0
    with watched_context(browser) as context:
        page = context.new_page()
        page.goto(room.page("04_data"))
        wait_until_ready(page)
        assert len(room.kernels()) == 1
        for _ in range(2):
            page.reload()
            wait_until_ready(page)
            assert room.wait_for_kernels(1) == 1
        second = context.new_page()
        second.goto(f"{room.url}/00_home")
        wait_until_ready(second)
        assert len(room.kernels()) == 2
        second.close()
        assert room.wait_for_kernels(1) == 1
        page.close()
        assert room.wait_for_kernels(0) == 0


def test_a_tab_closed_while_its_cells_run_leaves_no_kernel(browser, room):  # noqa: F811
    assert room.wait_for_kernels(0) == 0
    with watched_context(browser) as context:
        page = context.new_page()
        page.goto(room.page("slow"), wait_until="commit")
        assert room.wait_for_kernels(1) == 1
        page.wait_for_selector("[cell-index='1']", state="attached", timeout=20_000)
        page.close()
        assert room.wait_for_kernels(0) == 0


def test_while_cells_run_the_page_says_how_far_it_is(browser, room):  # noqa: F811
    with watched_context(browser) as context:
        page = context.new_page()
        page.goto(room.page("slow", language="es"), wait_until="commit")
        page.wait_for_function(
            "/La página se está preparando: parte [2-9] de 21/.test("
            "document.querySelector('[role=status]')?.textContent)",
            timeout=30_000,
        )
        assert page.get_attribute("main", "aria-busy") == "true"


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
def test_a_page_whose_kernel_died_says_so_within_five_seconds(browser, room, language):  # noqa: F811
    assert room.wait_for_kernels(0) == 0
    address = room.page("04_data", language=language)
    with watched_page(browser, address, complaints=NO_ANSWER) as page:
        os.kill(only_kernel(room).pid, signal.SIGKILL)
        assert wait_for_status(page, "ended", language=language) < 5
        page.wait_for_timeout(3000)
        assert status(page) == load_words(language)("serve.status.ended")
        keep_picture(page, f"kernel-died-{language}", whole=False)
        assert violations(page) == []
        page.click("#equitykit-reload")
        wait_for_status(page, "ready", language=language, seconds=60)
        assert room.wait_for_kernels(1) == 1


def test_a_page_whose_server_is_gone_says_so_within_five_seconds(browser, notebooks, tmp_path):  # noqa: F811
    with (
        served_room(notebooks, folder=tmp_path) as room,
        watched_page(browser, room.page("04_data"), complaints=NO_ANSWER) as page,
    ):
        room.process.kill()
        assert wait_for_status(page, "lost") < 5
        assert page.is_visible("#equitykit-reload")


def test_a_short_gap_in_the_network_is_told_and_its_end_too(browser, room):  # noqa: F811
    with watched_page(
        browser, room.page("04_data"), complaints=NO_ANSWER + "|ERR_INTERNET"
    ) as page:
        page.context.set_offline(True)
        assert wait_for_status(page, "lost") < 5
        page.context.set_offline(False)
        assert wait_for_status(page, "back") < 5
        page.click("button:text-is('Show')")
        page.wait_for_selector("text=went", timeout=10_000)


def test_a_button_that_fails_is_told_of_and_its_traceback_never_leaves_the_server(browser, room):  # noqa: F811
    frames = []
    with watched_context(browser) as context:
        page = context.new_page()
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)),
        )
        page.goto(room.page("04_data"))
        wait_until_ready(page)
        page.click("text=Broken")
        wait_for_status(page, "problem")
    received = b"".join(f if isinstance(f, bytes) else f.encode() for f in frames)
    assert b"comm_msg" in received or b"status" in received
    assert b"canary-in-a-traceback" not in received
    assert b"Traceback" not in received
    assert b"w.Button" not in received


def test_on_paper_there_are_no_notices_and_no_buttons(browser, room):  # noqa: F811
    with watched_page(browser, room.page("04_data")) as page:
        page.emulate_media(media="print")
        assert not page.is_visible("[role=status]")
        assert not page.is_visible("button:text-is('Show')")
        assert page.is_visible("h1")


def load_eight_outputs(browser, room, loads: int) -> list[float]:  # noqa: F811
    """Open the page with eight ``Output`` cells so often; return the seconds each took."""
    seconds = []
    for _ in range(loads):
        with watched_context(browser) as context:
            page = context.new_page()
            begun = time.monotonic()
            page.goto(room.page("eight_outputs"))
            wait_until_ready(page)
            page.wait_for_selector("text=shown 8", timeout=20_000)
            seconds.append(time.monotonic() - begun)
            assert page.inner_text("main").count("shown ") == 8
    return seconds


def test_a_page_with_eight_output_cells_opens_four_times_out_of_four(browser, room):  # noqa: F811
    assert len(load_eight_outputs(browser, room, 4)) == 4
    assert room.wait_for_kernels(0) == 0


@pytest.mark.slow
def test_none_of_fifty_loads_of_a_page_with_eight_output_cells_hangs(browser, room):  # noqa: F811
    seconds = load_eight_outputs(browser, room, 50)
    print(f"50 loads: median {sorted(seconds)[25]:.1f} s, longest {max(seconds):.1f} s")
    assert room.wait_for_kernels(0) == 0


def test_a_control_can_be_used_while_later_cells_still_run(browser, tmp_path):  # noqa: F811
    """Text is there before the kernel is, a control before the last cell has run."""
    notebooks = tmp_path / "notebooks"
    write_notebook(
        notebooks / "00_home.ipynb",
        "import ipywidgets as w\nfrom IPython.display import HTML, display\nHTML('<h1>First</h1>')",
        "heard = w.Label()\nbutton = w.Button(description='Show')\n"
        "button.on_click(lambda _: setattr(heard, 'value', 'went'))\nw.VBox([button, heard])",
        *(["import time; time.sleep(1)"] * 8),
        "display(w.Label('one')); display(HTML('<p>two</p>')); w.Label('three')",
    )
    with (
        served_room(notebooks, folder=tmp_path) as room,
        watched_context(browser) as context,
    ):
        page = context.new_page()
        page.goto(room.page("00_home"), wait_until="commit")
        page.wait_for_selector("[role=status]:has-text('being prepared')", timeout=10_000)
        page.wait_for_selector("h1:text('First')", timeout=20_000)
        page.click("button:text-is('Show')", timeout=20_000)
        page.wait_for_selector("text=went", timeout=20_000)
        assert page.get_attribute("main", "aria-busy") == "true"
        wait_until_ready(page)
        assert page.inner_text("main").split()[-3:] == ["one", "two", "three"]
        assert not page.query_selector("script[type^='application/vnd.equitykit']")
