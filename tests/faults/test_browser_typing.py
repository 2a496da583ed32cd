"""Whatever breaks while somebody types: no word that was saved is lost, none is lost silently.

Each scenario runs also with a stock text area, where the same question must find a loss.
"""

import os
import signal
import time
from contextlib import contextmanager

import psutil
import pytest
from browser import (
    browser,  # noqa: F401  (a fixture)
    violations,
    watched_context,
)
from faults.live_pages import (
    LIVE,
    NO_ANSWER,
    STOCK,
    TOLD,
    live_page,
    live_place,
    ready,
    status,
    words,
)
from room import free_port, served_room, write_notebook

from equitykit.content.texts import load_words

pytestmark = pytest.mark.browser

FIRST, SECOND = words(0, 12), words(100, 12)
TROUBLE_SECONDS = 5


@pytest.fixture
def context(browser):  # noqa: F811
    with watched_context(browser, complaints=NO_ANSWER) as made:
        yield made


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A room and its folder, for tests after which the server still stands."""
    folder = tmp_path_factory.mktemp("served")
    write_notebook(folder / "notebooks" / "00_home.ipynb", "'a room has a page from the start'")
    with served_room(folder / "notebooks", folder=folder, language="en") as room:
        yield room, folder


@pytest.fixture
def paged(served):
    """Makes a page of a kind in that room, once no other page runs there."""

    def page_of(kind: str = LIVE):
        room, folder = served
        assert room.wait_for_kernels(0) == 0
        return live_page(room, folder, kind)

    return page_of


def type_in(page, text: str, *, delay: float = 12) -> None:
    page.focus("main textarea")
    page.keyboard.press("Control+End")
    page.keyboard.type(text, delay=delay)


def kill_kernel(place) -> None:
    assert place.room.wait_for_kernels(1) == 1
    os.kill(place.room.kernels()[0].pid, signal.SIGKILL)


def wait_for_words(page, id: str, *, language: str = "en", seconds: float = 10) -> float:
    """Wait until the status region says a phrase of ours; return how long that took."""
    begun = time.monotonic()
    page.wait_for_function(
        "words => document.querySelector('[role=status]')?.textContent === words",
        arg=load_words(language)(f"live.page.{id}"),
        timeout=seconds * 1000,
    )
    return time.monotonic() - begun


def test_words_are_saved_and_saved_is_said_only_then(context, paged):
    with paged() as place:
        page = place.open(context)
        type_in(page, FIRST)
        wait_for_words(page, "saved")
        assert place.not_stored(FIRST) == []
        page.keyboard.press("Tab")
        assert place.wait_until_stored(page, FIRST) == []
        page.wait_for_function("Object.keys(localStorage).every(key => !key.includes('outbox'))")
        [version] = place.journal.versions(place.stream, "meeting/one/note/opening")
        assert version.record.text == FIRST
        assert place.journal.drafts(place.stream) == []
        assert violations(page) == []
        assert place.falsely_saved(page) == []


# a kernel that is killed while somebody types


CARET_IN_NEW_PAGE = """
() => performance.getEntriesByType("navigation")[0].type === "reload"
  && document.activeElement?.matches("main textarea")
"""


@contextmanager
def not_loaded_again(page):
    """While this lasts, a page that loads itself again stays the old one, to be looked at."""
    address, held = page.url, []

    def is_page(url):
        return url == address

    page.route(is_page, lambda request: held.append(request))
    yield
    page.unroute(is_page)
    for request in held:
        request.continue_()


def kernel_killed(place, context):
    page = place.open(context)
    type_in(page, FIRST)
    kill_kernel(place)
    type_in(page, SECOND)
    return page


def test_a_kernel_killed_while_typing_costs_no_word_and_the_caret_comes_back(context, paged):
    with paged() as place:
        page = place.open(context)
        type_in(page, FIRST)
        with not_loaded_again(page):
            kill_kernel(place)
            type_in(page, SECOND)
            page.wait_for_function(TOLD, arg="live-not_saved", timeout=TROUBLE_SECONDS * 1000)
            assert place.lost(page, FIRST + SECOND) == []
            assert violations(page) == []
        # a new page by itself, with a new kernel
        page.wait_for_function(CARET_IN_NEW_PAGE, timeout=30_000)
        assert place.wait_until_stored(page, FIRST + SECOND) == []
        assert page.input_value("main textarea") == FIRST + SECOND
        page.keyboard.type("and on")
        assert place.wait_until_stored(page, "and on") == []
        assert page.input_value("main textarea") == FIRST + SECOND + "and on"
        assert place.falsely_saved(page) == []


def test_the_same_with_a_stock_text_area_loses_words(context, paged):
    with paged(STOCK) as place:
        page = kernel_killed(place, context)
        page.wait_for_timeout(3000)
        assert set(place.lost(page, FIRST + SECOND)) >= set(SECOND.split())


@pytest.mark.slow
def test_without_the_outbox_the_page_says_so_and_does_not_reload_itself(context, paged):
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    with paged() as place:
        page = kernel_killed(place, context)
        wait_for_words(page, "unsafe", seconds=TROUBLE_SECONDS)
        page.wait_for_timeout(4000)
        # still on screen, still marked
        assert place.lost(page, FIRST + SECOND) == []
        assert set(place.not_stored(FIRST + SECOND)) >= set(SECOND.split())
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        ready(page)
        # the control: here the check must find what only the outbox would have kept
        assert set(place.lost(page, FIRST + SECOND)) >= set(SECOND.split())


# a refresh right after fast typing


# no key waits for anything, and the page goes before any answer can come
FAST = """
text => {
  document.querySelector("main textarea").focus();
  for (const key of text) document.execCommand("insertText", false, key);
  location.reload();
}
"""


def refreshed_at_once(place, context):
    page = place.open(context)
    with page.expect_navigation():
        page.evaluate(FAST, FIRST)
    ready(page)
    return page


def test_a_refresh_right_after_fast_typing_costs_no_key(context, paged):
    with paged() as place:
        page = refreshed_at_once(place, context)
        assert place.wait_until_stored(page, FIRST) == []
        assert page.input_value("main textarea") == FIRST
        assert place.falsely_saved(page) == []


def test_a_refresh_right_after_fast_typing_in_a_stock_area_costs_keys(context, paged):
    with paged(STOCK) as place:
        page = refreshed_at_once(place, context)
        page.wait_for_timeout(2000)
        assert place.lost(page, FIRST) != []


# a server that is killed and started again


def server_killed(place, context):
    page = place.open(context)
    type_in(page, FIRST)
    page.wait_for_timeout(300)
    orphans = place.room.kernels()
    place.room.process.kill()
    for orphan in orphans:
        orphan.kill()
    type_in(page, SECOND)
    return page


def come_in(page, token: str) -> None:
    """Wait for the page to come back by itself; at the door, say the new token."""
    page.wait_for_selector(
        "main textarea[data-field]:not([aria-describedby]), input[name=password]", timeout=40_000
    )
    if page.query_selector("input[name=password]"):
        page.fill("input[name=password]", token)
        page.keyboard.press("Enter")
    ready(page)


def test_a_server_killed_and_started_again_costs_no_word(context, tmp_path):
    port = free_port()
    with live_place(tmp_path, port=port) as place:
        page = server_killed(place, context)
        wait_for_words(page, "not_saved", seconds=TROUBLE_SECONDS)
        assert place.lost(page, FIRST + SECOND) == []
        page.wait_for_timeout(3000)
        assert place.lost(page, FIRST + SECOND) == []
        with live_place(tmp_path, port=port) as again:
            come_in(page, again.room.token)
            assert again.wait_until_stored(page, FIRST + SECOND) == []
            assert page.input_value("main textarea") == FIRST + SECOND
            assert again.falsely_saved(page) == []


@pytest.mark.slow
def test_a_server_killed_under_a_stock_text_area_costs_words(context, tmp_path):
    with live_place(tmp_path, STOCK) as place:
        page = server_killed(place, context)
        page.wait_for_timeout(3000)
        assert set(place.lost(page, FIRST + SECOND)) >= set(SECOND.split())


# ten seconds without network


def offline(place, context):
    page = place.open(context)
    type_in(page, FIRST)
    context.set_offline(True)
    type_in(page, SECOND)
    return page


def test_ten_seconds_without_network_cost_no_word(context, paged):
    with paged() as place:
        page = offline(place, context)
        wait_for_words(page, "not_saved", seconds=TROUBLE_SECONDS)
        page.wait_for_timeout(10_000)
        assert place.lost(page, FIRST + SECOND) == []
        assert place.not_stored(SECOND) != []
        context.set_offline(False)
        assert place.wait_until_stored(page, FIRST + SECOND, seconds=30) == []
        assert place.room.wait_for_kernels(1) == 1
        assert place.falsely_saved(page) == []


@pytest.mark.slow
def test_without_network_a_stock_text_area_does_not_say_what_is_unsaved(context, paged):
    with paged(STOCK) as place:
        page = offline(place, context)
        page.wait_for_timeout(4000)
        assert set(place.lost(page, FIRST + SECOND)) >= set(SECOND.split())
        context.set_offline(False)


# two tabs on one field


def two_tabs(place, context):
    one, other = place.open(context), place.open(context)
    for page, text in [(one, FIRST), (other, SECOND)]:
        page.bring_to_front()
        type_in(page, text)
    for page in (one, other):
        page.bring_to_front()
        page.focus("main textarea")
        page.keyboard.press("Tab")
    return one, other


def test_two_tabs_on_one_field_keep_both_texts(context, paged):
    with paged() as place:
        one, other = two_tabs(place, context)
        assert place.wait_until_stored(one, FIRST + SECOND) == []
        for page in (one, other):
            page.bring_to_front()
            for text in (FIRST, SECOND):
                page.wait_for_function(
                    "word => (document.querySelector('main').innerText +"
                    " document.querySelector('main textarea').value).includes(word)",
                    arg=text.split()[0],
                )
        heads = place.journal.standing(place.stream)["meeting/one/note/opening"]
        assert {head.record.text for head in heads} == {FIRST, SECOND}


@pytest.mark.slow
def test_two_tabs_that_share_a_draft_id_lose_one_text(context, paged):
    """The control: this is what an id for each tab prevents."""
    context.add_init_script("crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000'")
    with paged() as place:
        one, _ = two_tabs(place, context)
        one.wait_for_timeout(3000)
        assert place.lost(one, FIRST + SECOND) != []


@pytest.mark.slow
def test_what_a_tab_that_is_gone_left_behind_is_sent_by_one_that_lives(context, paged):
    with paged() as place:
        one, other = place.open(context), place.open(context)
        one.bring_to_front()
        one.evaluate("WebSocket.prototype.send = () => {}")
        type_in(one, FIRST)
        other.wait_for_timeout(3000)
        # while that tab lives, its text is its own
        assert set(place.not_stored(FIRST)) == set(FIRST.split())
        one.close()
        assert place.wait_until_stored(other, FIRST) == []
        other.wait_for_function(
            "word => document.querySelector('main textarea').value.includes(word)",
            arg=FIRST.split()[0],
        )


def test_the_projected_page_neither_sends_nor_shows_what_another_view_left_behind(context, paged):
    with paged() as place:
        one, projected = place.open(context), place.open_projected(context)
        one.bring_to_front()
        one.evaluate("WebSocket.prototype.send = () => {}")
        type_in(one, FIRST)
        one.close()
        projected.wait_for_timeout(6000)
        assert FIRST.split()[0] not in projected.inner_text("body")
        assert set(place.not_stored(FIRST)) == set(FIRST.split())
        again = place.open(context)
        assert place.wait_until_stored(again, FIRST) == []


# a machine that sleeps


def asleep(place, context, seconds: float, *, kernel_dies: bool):
    """Browser, server and kernel stop, as when a laptop is closed."""
    page = place.open(context)
    type_in(page, FIRST, delay=0)
    driver = psutil.Process().children(recursive=True)
    browsers = [each for each in driver if "chrom" in each.name()]
    kernels = place.room.kernels()
    everything = [*browsers, psutil.Process(place.room.process.pid), *kernels]
    for process in everything:
        process.suspend()
    time.sleep(seconds)
    if kernel_dies:
        kernels[0].kill()
    for process in reversed(everything):
        if process.is_running():
            process.resume()
    type_in(page, SECOND)
    return page


def sleeps_and_loses_nothing(context, paged, seconds, *, kernel_dies):
    with paged() as place:
        page = asleep(place, context, seconds, kernel_dies=kernel_dies)
        assert place.wait_until_stored(page, FIRST + SECOND, seconds=40) == []
        assert place.falsely_saved(page) == []


@pytest.mark.parametrize("kernel_dies", [pytest.param(False, marks=pytest.mark.slow), True])
def test_a_short_sleep_costs_no_word(context, paged, kernel_dies):
    sleeps_and_loses_nothing(context, paged, 6, kernel_dies=kernel_dies)


@pytest.mark.slow
@pytest.mark.parametrize("kernel_dies", [False, True])
def test_forty_five_seconds_of_sleep_cost_no_word(context, paged, kernel_dies):
    sleeps_and_loses_nothing(context, paged, 45, kernel_dies=kernel_dies)


@pytest.mark.slow
def test_a_sleep_in_which_the_kernel_dies_costs_a_stock_text_area_words(context, paged):
    with paged(STOCK) as place:
        page = asleep(place, context, 3, kernel_dies=True)
        page.wait_for_timeout(4000)
        assert set(place.lost(page, FIRST + SECOND)) >= set(SECOND.split())


@pytest.mark.slow
def test_trouble_is_told_in_spanish_too(context, tmp_path):
    with live_place(tmp_path, LIVE, language="es") as place:
        page = place.open(context)
        kill_kernel(place)
        type_in(page, FIRST)
        assert wait_for_words(page, "not_saved", language="es", seconds=TROUBLE_SECONDS) < 5
        assert status(page).startswith("No guardado: reconectando")
