"""Pages in a real Chromium that can reach nothing but this machine.

::

    from browser import browser, watched_page  # noqa: F401  (a fixture, and a context manager)

    def test_a_page(browser, room):
        with watched_page(browser, room.page("04_data")) as page:
            ...

A request to any other host and any console error fail the test when the block ends.
"""

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ARTEFACTS = Path(__file__).parent / "artefacts"
SIZES = {"1280x800": (1280, 800), "1024x768": (1024, 768)}
# Voilà's script says so of a control whose parts it missed; the page then asks for them, and
# test_socket_opened_late.py looks whether they came
MENDED = re.compile("widget model not found|Could not create")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # no other host has an address. A route would do it, too, but then nothing is cached
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


# Playwright keeps an event loop running in this thread: it ends with the module, so that
# tests elsewhere may run loops of their own.
@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium; without it, browser tests say so and are skipped."""
    from conftest import skip_or_fail

    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if program is None:
        skip_or_fail("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        lasting = playwright.chromium.launch_persistent_context(
            profile, executable_path=program, args=ARGUMENTS, viewport=_viewport("1280x800")
        )
        yield lasting.browser
        lasting.close()


class Watched:
    """What a page asked of other hosts and complained about in its console."""

    def __init__(self):
        self.foreign: list[str] = []
        self.complaints: list[str] = []

    def follow(self, context):
        context.on("page", self.listen)

    def _asked(self, request):
        # it came to no address: see the rules for the resolver
        if not _stays_here(request.url):
            self.foreign.append(request.url)

    def listen(self, page):
        page.on("request", self._asked)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("websocket", self._socket)

    def _console(self, message):
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _socket(self, socket):
        if not _stays_here(socket.url):
            self.foreign.append(socket.url)

    def judge(self, complaints: str | None) -> None:
        """Fail if another host was asked, or the console holds what is not `complaints`."""
        assert not self.foreign, f"asked other hosts: {self.foreign}"
        allowed = re.compile(complaints) if complaints else None
        wrong = [
            text
            for text in self.complaints
            if not MENDED.search(text) and not (allowed and allowed.search(text))
        ]
        assert not wrong, f"console errors: {wrong}"


def _forget(page, address: str) -> None:
    """Erase what the pages of an address stored in the profile; not what they loaded."""
    parts = urlsplit(address)
    session = page.context.new_cdp_session(page)
    session.send(
        "Storage.clearDataForOrigin",
        {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": "local_storage"},
    )


def _viewport(size: str) -> dict:
    width, height = SIZES[size]
    return {"width": width, "height": height}


def _stays_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "file", "about") or parts.hostname in LOOPBACK


@contextmanager
def watched_context(browser, *, size: str = "1280x800", complaints: str | None = None):
    """A fresh browser profile whose pages are watched.

    `complaints` is a regular expression of console errors that belong to the test, such as
    those of a server that the test has stopped.
    """
    context = browser.new_context(viewport=_viewport(size))
    watched = Watched()
    watched.follow(context)
    try:
        yield context
    finally:
        # a page that is left tells the server; one that is closed with its context cannot
        for page in context.pages:
            page.goto("about:blank")
            page.wait_for_timeout(100)
        context.close()
    watched.judge(complaints)


@contextmanager
def watched_page(browser, address: str, *, size: str = "1280x800", complaints: str | None = None):
    """Open a page of the room in a new tab and wait until it says that it is ready.

    The tabs of a module share the browser's own profile, where a script is compiled only once;
    a test whose pages need a profile to themselves takes `watched_context`.
    """
    page = browser.contexts[0].new_page()
    page.set_viewport_size(_viewport(size))
    watched = Watched()
    watched.listen(page)
    page.on("popup", watched.listen)
    try:
        page.goto(address)
        wait_until_ready(page)
        yield page
    finally:
        page.goto("about:blank")
        page.wait_for_timeout(100)
        _forget(page, address)
        page.close()
    watched.judge(complaints)


def wait_until_ready(page, *, seconds: float = 60) -> None:
    """Wait until all cells have run, Voilà's script has drawn what it has to draw, and Python
    what comes after the first screens."""
    page.wait_for_function(
        "document.querySelector('main:not([aria-busy])') && !document.querySelector('main [aria-busy=true]')",
        timeout=seconds * 1000,
    )


def violations(page) -> list[str]:
    """What axe finds wrong: one line for each rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


def keep_picture(page, name: str, *, whole: bool = True) -> Path:
    """Save a picture of the page as an artifact of the test run."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    page.screenshot(path=path, full_page=whole)
    return path
