"""The pages people see: the home page, a notebook's page, the door, and what went wrong."""

import asyncio
import os
from pathlib import Path

from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.iostream import StreamClosedError
from voila.handler import VoilaHandler

from equitykit.content.texts import load_words
from equitykit.serve.addresses import without_token
from equitykit.serve.notebook_page import language_of, page_of
from equitykit.views.html import render
from equitykit.views.page import document

HOME = "00_home"
# longer than a kernel may take to start and a cell to run: then nothing comes any more
SILENCE_SECONDS = 240
UNFINISHED = "<script>equitykit.say('problem')</script></main></body></html>"

PROBLEMS = {401: "not_let_in", 403: "not_let_in", 404: "not_here", 503: "full"}


def problem_page(status: int, language: str) -> str:
    """A whole page that says in words what went wrong and what to do next."""
    words = load_words(language)
    problem = PROBLEMS.get(status, "other")
    body = render("serve_problem", words=words, problem=problem)
    return document(body, title=words(f"serve.{problem}.title"), words=words)


class PlainWords:
    """For handlers whose errors a person reads: no code, no path, no traceback."""

    def write_error(self, status_code: int, **kwargs) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(problem_page(status_code, language_of(self)))


class NotHere(PlainWords, web.RequestHandler):
    """Any other address, and any name of this machine that is not ours to answer to."""

    def set_default_headers(self):
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def prepare(self):
        raise web.HTTPError(404)


class Home(PlainWords, JupyterHandler):
    """The bare address leads to the home page."""

    @web.authenticated
    def get(self):
        self.redirect(_page_address(HOME, self.request))


class Short(PlainWords, JupyterHandler):
    """``/04_data`` leads to the page of ``04_data.ipynb``."""

    def initialize(self, folder: str):
        self.folder = Path(folder)

    @web.authenticated
    def get(self, name: str):
        if not (self.folder / f"{name}.ipynb").is_file():
            raise web.HTTPError(404)
        self.redirect(_page_address(name, self.request))


def _page_address(name: str, request) -> str:
    query = without_token(request.uri).partition("?")[2]
    return f"/voila/render/{name}.ipynb" + (f"?{query}" if query else "")


class NotebookPage(PlainWords, VoilaHandler):
    """A notebook as a page, run by a kernel of its own.

    The head of the page is sent while the kernel starts, and each cell's output as soon as
    the cell has run. The page knows its kernel from the head on, so that Voilà's script is
    loaded while the cells run.
    """

    kernel_id = None
    making = None

    @web.authenticated
    async def get(self, name: str):
        if self.get_query_arguments("token"):
            # the cookie is set now; the address bar of a projector must not show the token
            self.redirect(without_token(self.request.uri))
            return
        page = page_of(self, name)
        await page.initialize()
        self.kernel_id = self.kernel_manager.open(
            env={**os.environ, "QUERY_STRING": self.request.query, "VOILA_PREHEAT": "False"},
            kernel_name=page.notebook.metadata.kernelspec.name,
            path="",
        )
        page.resources["kernel_id"] = self.kernel_id
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        pieces = asyncio.Queue()
        self.making = asyncio.ensure_future(self._make(page, pieces))
        try:
            await self._send(pieces)
        except StreamClosedError:
            self.on_connection_close()

    async def _make(self, page, pieces: asyncio.Queue) -> None:
        kernel = self.kernel_manager.opened(self.kernel_id)
        try:
            async for html, _ in page.generate_content_generator(self.kernel_id, kernel):
                pieces.put_nowait(html)
        except Exception:
            self.log.exception("the page %s could not be made", self.path_args[0])
            pieces.put_nowait(UNFINISHED)
        finally:
            # also where the reader has left in the middle
            if client := getattr(getattr(page, "executor", None), "kc", None):
                client.stop_channels()
        pieces.put_nowait(None)

    async def _send(self, pieces: asyncio.Queue) -> None:
        while True:
            try:
                html = await asyncio.wait_for(pieces.get(), SILENCE_SECONDS)
            except TimeoutError:
                html = UNFINISHED
            if html is None:
                return
            self.write(html)
            await self.flush()
            if html is UNFINISHED:
                return

    def on_connection_close(self):
        """A reader who leaves while the page is still being made leaves no kernel behind."""
        if self.making:
            self.making.cancel()
        if self.kernel_id:
            asyncio.ensure_future(self.kernel_manager.end_kernel(self.kernel_id))


class Door(PlainWords, LoginFormHandler):
    """Where someone without the token or the cookie ends: one field, and where the token is."""

    def _render(self, message=None):
        words = load_words(language_of(self))
        body = render(
            "serve_door",
            words=words,
            wrong=bool(message),
            next=self.get_argument("next", "/"),
            xsrf=self.xsrf_token.decode("utf-8"),
        )
        self.finish(document(body, title=words("serve.door.title"), words=words))
