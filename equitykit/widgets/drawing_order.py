"""Which view of a long page is drawn when: first what is looked at, and nothing before its turn."""

import asyncio
from typing import Protocol

from IPython import get_ipython

QUIET_SECONDS = 0.25
"""So long no cell may have ended before anything is drawn: the page's cells come first."""
BETWEEN_SECONDS = 0.02
"""So long what people do, and what other parts of the page ask for, has its turn."""


class View(Protocol):
    """What waits to be drawn; `near` where it is on the screen, or almost."""

    near: bool

    def redraw(self) -> None: ...


class DrawingOrder:
    """Draws the views of one page one after the other, when its kernel has nothing else to do.

    The first view of all is drawn at once, and so is every view where no event loop runs.
    """

    def __init__(self):
        self.waiting: list[View] = []
        self._begun = False
        self._cells: int | None = None
        self._drawing: asyncio.Task | None = None

    def add(self, view: View) -> None:
        """Have a view drawn when its turn comes; once, however often it was asked for."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        if loop is None or not self._begun:
            self._begun = True
            view.redraw()
            return
        if view not in self.waiting:
            self.waiting.append(view)
        if self._drawing is None or self._drawing.done():
            self._drawing = loop.create_task(self._draw())

    async def _draw(self) -> None:
        await self._quiet()
        while self.waiting:
            near = (view for view in self.waiting if view.near)
            view = next(near, self.waiting[0])
            self.waiting.remove(view)
            view.redraw()
            await asyncio.sleep(BETWEEN_SECONDS)

    async def _quiet(self) -> None:
        """Wait until no cell ends any more."""
        shell = get_ipython()
        while shell is not None and shell.execution_count != self._cells:
            self._cells = shell.execution_count
            await asyncio.sleep(QUIET_SECONDS)
