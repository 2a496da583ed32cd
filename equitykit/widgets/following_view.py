"""A view that is drawn again when the team chooses something else."""

from collections.abc import Callable
from importlib.resources import files

import anywidget
from markupsafe import Markup
from traitlets import Any, Bool, Unicode

from equitykit.content.texts import Words
from equitykit.measures.choices import DataChoice
from equitykit.views.html import render
from equitykit.widgets.data_controls import DataControls
from equitykit.widgets.trouble import sentence_of


class FollowingView(anywidget.AnyWidget):
    """Shows ``draw(choice)``, the HTML of a view, for the choice made in `controls`.

    Parameters
    ----------
    controls : DataControls
        What is chosen; a change is drawn when the turn of this view comes.
    draw : callable
        The view itself, without its heading.
    frame : callable
        Puts the view, or a line in its place, under its heading.
    words : Words
        The page's language.

    What cannot be drawn is a sentence in its place; the rest of the page stands.
    """

    _esm = files("equitykit.widgets").joinpath("following_view.js").read_text(encoding="utf-8")
    # no model beside this one, as in `LiveSection`
    layout = Any(None, allow_none=True).tag(sync=True)
    value = Unicode().tag(sync=True)
    busy = Bool().tag(sync=True)
    unfinished = Unicode().tag(sync=True)

    def __init__(
        self,
        controls: DataControls,
        draw: Callable[[DataChoice], Markup],
        *,
        frame: Callable[[Markup], Markup],
        words: Words,
    ):
        self.near = False
        self._controls, self._draw, self._frame = controls, draw, frame
        self._words = words
        super().__init__(
            busy=True,
            value=str(self._line(words("live.wait.draw"))),
            unfinished=words("live.wait.print"),
        )
        self.on_msg(self._seen)
        controls.observe(lambda change: self._ask(), "value")
        controls.views.add(self)

    def redraw(self) -> None:
        """Draw now for what is chosen now."""
        try:
            drawn = self._frame(self._draw(self._controls.value))
        except Exception as error:
            words = self._words
            drawn = self._line(sentence_of(error, "live.failed.draw", words=words, log=self.log))
        with self.hold_sync():
            self.value, self.busy = str(drawn), False

    def _ask(self) -> None:
        self.busy = True
        self._controls.views.add(self)

    def _line(self, text: str) -> Markup:
        return self._frame(render("lines", lines=[text]))

    def _seen(self, widget, content, buffers) -> None:
        """The page tells whether this is near; it may have missed what was drawn before that."""
        if not isinstance(content, dict):
            return
        self.near = content.get("near") is True
        if content.get("busy") is True and not self.busy:
            self.send_state(["value", "busy"])
