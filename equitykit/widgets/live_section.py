"""HTML that lives: typed text comes back to Python without losing a key.

The page's half is in the folder ``live``. It keeps what was typed in the browser until
Python has answered, and Python answers only when `save` has returned, which is after COMMIT.
"""

import asyncio
from collections.abc import Callable, Hashable
from importlib.resources import files

import anywidget
from markupsafe import Markup
from traitlets import Any, Dict, Unicode

from equitykit.content.texts import Words, load_texts
from equitykit.errors import EquitykitError
from equitykit.widgets.field_change import (
    FieldChange,
    FieldMessage,
    FileMessage,
    Kept,
    PingMessage,
    answer_to,
    read_message,
)
from equitykit.widgets.received_files import ReceivedFiles
from equitykit.widgets.trouble import sentence_of

POLL_SECONDS = 0.2

# one module for the browser: the parts in the order in which they need each other
PARTS = (
    "idiomorph.esm.js", "outbox.js", "values.js", "morph.js", "marks.js", "drafts.js",
    "actions.js", "files.js", "clocks.js", "keys.js", "blanking.js", "hub.js", "live.js",
)  # fmt: skip


def _part(name: str) -> str:
    return files("equitykit.widgets").joinpath("live", name).read_text(encoding="utf-8")


def script() -> str:
    """The page's half as one module, without the vendored part's own export."""
    return "\n".join(_part(name) for name in PARTS).replace("export {Idiomorph};", "", 1)


def _phrases(words: Words) -> dict[str, str]:
    """What the browser says by itself, in the page's language: ``live.page.*``."""
    start = "live.page."
    return {id.removeprefix(start): words(id) for id in load_texts() if id.startswith(start)}


class LiveSection(anywidget.AnyWidget):
    """Shows what `draw` returns, hands typed text to `save` and pressed buttons to `act`.

    Parameters
    ----------
    draw : callable
        The HTML of the section. Called at the start, after each action, after each final
        change, and when `pulse` has another value than before.
    save : callable
        Gets each :class:`FieldChange` in order; returns :class:`Kept` only after COMMIT.
    act : callable
        Gets the name of an action and its values, ``values["id"]`` among them.
    pulse : callable, optional
        What differs when there is something new to draw; asked five times a second.
    words : Words
        The page's language.
    record : str
        What the browser keeps unsent text under: name the store and the team in it.

    An ``EquitykitError`` of `save` or `act` stands as its sentence beside what caused it.
    """

    _esm = script()
    _css = _part("live.css")
    # no model beside this one: a page that comes in the middle of a cell has it whole or not
    layout = Any(None, allow_none=True).tag(sync=True)
    html = Unicode().tag(sync=True)
    trouble = Unicode().tag(sync=True)
    phrases = Dict().tag(sync=True)
    record = Unicode().tag(sync=True)

    def __init__(
        self,
        draw: Callable[[], Markup],
        *,
        save: Callable[[FieldChange], Kept],
        act: Callable[[str, dict], None],
        pulse: Callable[[], Hashable] | None = None,
        words: Words,
        record: str = "",
    ):
        self._draw, self._save, self._act, self._pulse = draw, save, act, pulse
        self._words = words
        self._seen: Hashable = None
        self._following: asyncio.Task | None = None
        self._files = ReceivedFiles()
        super().__init__(phrases=_phrases(words), record=record)
        self.redraw()
        self._follow()

    def redraw(self) -> None:
        """Draw now; the page is told only if something is different."""
        try:
            # asked first: what changes while drawing is drawn next time
            self._seen = self._pulse() if self._pulse else None
            html = str(self._draw())
        except Exception as error:
            self.trouble = self._sentence(error, "live.failed.draw")
        else:
            self.html, self.trouble = html, ""

    def close(self) -> None:
        """End, and stop looking for news."""
        if self._following:
            self._following.cancel()
        super().close()

    def _follow(self) -> None:
        if self._pulse is None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # nobody can look at a section of a program without an event loop
            return
        self._following = loop.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                news = self._pulse() != self._seen
            except Exception as error:
                self.trouble = self._sentence(error, "live.failed.draw")
            else:
                if news or self.trouble:
                    self.redraw()

    def _handle_msg(self, msg) -> None:
        """Read a message of the page. None of them can set a trait."""
        data = msg["content"].get("data")
        method = data.get("method") if isinstance(data, dict) else None
        if method == "request_state":
            self.send_state()
        elif method == "custom":
            self._handle_custom_msg(data.get("content"), msg.get("buffers"))
        else:
            self._refuse({}, EquitykitError("live_message_wrong"))

    def set_state(self, sync_data) -> None:
        """Refuse: what is shown is Python's to say, not the browser's."""
        self._refuse({}, EquitykitError("live_message_wrong"))

    def _handle_custom_msg(self, content, buffers) -> None:
        try:
            message = read_message(content)
        except EquitykitError as error:
            self._refuse(answer_to(content), error)
            return
        if isinstance(message, PingMessage):
            self.send({"type": "pong", "count": message.count})
        elif isinstance(message, FieldMessage):
            self._keep(message.change)
        elif isinstance(message, FileMessage):
            self._receive(message, buffers)
        else:
            self._do(message)

    def _keep(self, change: FieldChange) -> None:
        answer = {"id": change.id, "revision": change.revision}
        try:
            kept = self._save(change)
        except Exception as error:
            self._refuse(answer, error)
            return
        if change.final:
            # before the answer: the page then shows what is stored and nothing older
            self.redraw()
        self.send({"type": "kept", **answer, "sequence": kept.sequence})

    def received(self, id: str) -> bytes:
        """The file that a form's action names by `id`, once.

        Raises
        ------
        EquitykitError
            ``live_file_gone``
        """
        return self._files.take(id)

    def _receive(self, message: FileMessage, buffers) -> None:
        try:
            received = self._files.add(message, buffers)
        except EquitykitError as error:
            self._refuse({"id": message.id, "revision": None}, error)
            return
        self.send({"type": "part", "id": message.id, "received": received})

    def _do(self, message) -> None:
        try:
            self._act(message.name, message.handed_over())
        except Exception as error:
            self._refuse({"id": message.id, "revision": None}, error)
            return
        self.redraw()
        self.send({"type": "done", "id": message.id})

    def _refuse(self, answer: dict, error: Exception) -> None:
        sentence = self._sentence(error, "live.failed.save")
        known = isinstance(error, EquitykitError)
        self.send({"type": "refused", **answer, "sentence": sentence, "known": known})

    def _sentence(self, error: Exception, otherwise: str) -> str:
        return sentence_of(error, otherwise, words=self._words, log=self.log)
