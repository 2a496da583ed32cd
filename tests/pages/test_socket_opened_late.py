"""A page whose socket opens while the kernel makes its controls draws all of them."""

import re

import pytest
from browser import browser, wait_until_ready, watched_context  # noqa: F401  (browser: a fixture)

pytestmark = pytest.mark.browser

MODEL = re.compile(rb'"comm_id": ?"([0-9a-f]+)"')


class LateSocket:
    """A socket that misses one layout, as if opened a moment after the kernel told of it.

    The page's question for everything the kernel has is held until the control that has that
    layout came through: the order in which the page cannot build the control.
    """

    def __init__(self):
        self.missed: bytes | None = None
        self.holder_came = False
        self._held: list = []

    def __call__(self, page):
        server = page.connect_to_server()

        def from_server(message):
            body = as_bytes(message)
            opens = b"comm_open" in body
            if opens and self.missed is None and b"LayoutModel" in body:
                self.missed = MODEL.search(body).group(1)
                return
            page.send(message)
            if opens and self.missed and b"IPY_MODEL_" + self.missed in body:
                self.holder_came = True
                while self._held:
                    server.send(self._held.pop(0))

        def from_page(message):
            if b"request_states" in as_bytes(message) and not self.holder_came:
                self._held.append(message)
            else:
                server.send(message)

        page.on_message(from_page)
        server.on_message(from_server)


def as_bytes(message) -> bytes:
    return message if isinstance(message, bytes) else message.encode()


def test_what_the_page_missed_is_asked_for_again(browser, room):  # noqa: F811
    # the page's own scripts complain of the control that they cannot build at first
    with watched_context(browser, complaints=".") as context:
        page = context.new_page()
        socket = LateSocket()
        page.route_web_socket("**/channels*", socket)
        page.goto(room.page("04_data"))
        wait_until_ready(page)

        assert socket.missed and socket.holder_came
        assert page.locator(".jupyter-widgets-error-widget").count() == 0
        measure = page.get_by_label("What we look at")
        before = page.locator("figure h3").first.inner_text()
        measure.press("ArrowDown")
        page.wait_for_function(
            "before => document.querySelector('figure h3').innerText !== before", arg=before
        )
