"""The kernels behind the served pages: one for each open page, with a limit.

A kernel learns from its environment what it serves: ``EQUITYKIT_LIVE=1``,
``EQUITYKIT_DATA`` (prepared data folder), ``EQUITYKIT_HOME`` (work folder),
``EQUITYKIT_STORE`` (the record), ``EQUITYKIT_LANGUAGE``, and from Voilà ``QUERY_STRING``, the
part of the page's address after the question mark.
"""

import asyncio
import contextlib
import re
from datetime import UTC, datetime
from uuid import uuid4

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Dict, Integer, Unicode, default

from equitykit.kernels.safe_client import SafeServerKernelManager

SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY", re.I)
SECRET_VALUE = re.compile(r"://[^/@\s]+:[^/@\s]+@")


def without_secrets(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment without what looks like a password, a key or a token.

    A workbook needs none of them, and whatever a kernel holds, a mistake in it can show.
    """
    return {
        name: value
        for name, value in environment.items()
        if not SECRET_NAME.search(name) and not SECRET_VALUE.search(value)
    }


class PageKernel(SafeServerKernelManager):
    """The kernel of one page."""

    traceback_replacement_message = Unicode(
        help="What a page shows when something fails while people work on it."
    ).tag(config=True)


class PageKernels(AsyncMappingKernelManager):
    """All kernels: started with the settings of the room, and never more than it can carry."""

    most_pages = Integer(help="How many pages may be open at the same time.").tag(config=True)
    room_environment = Dict(help="What each kernel is told about the room.").tag(config=True)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        # kernels that are being started, by id: a page knows its kernel before there is one
        self.opening: dict[str, asyncio.Task] = {}
        # kernels in which something failed that their page has not yet been told of
        self.troubled: set[str] = set()

    @default("kernel_manager_class")
    def _page_kernel(self):
        return f"{PageKernel.__module__}.{PageKernel.__name__}"

    def open(self, *, env: dict, **kwargs) -> str:
        """Begin to start the kernel of a page and return its id, or refuse with 503 when full."""
        if len(set(self.opening).union(self.list_kernel_ids())) >= self.most_pages:
            raise HTTPError(503)
        kernel_id = str(uuid4())
        environment = without_secrets(env) | self.room_environment
        starting = self.start_kernel(kernel_id=kernel_id, env=environment, **kwargs)
        task = self.opening[kernel_id] = asyncio.ensure_future(starting)
        task.add_done_callback(lambda _: self.opening.pop(kernel_id, None))
        return kernel_id

    async def opened(self, kernel_id: str) -> PageKernel:
        """The kernel of this id once it has started; ``HTTPError`` 404 where there is none."""
        if task := self.opening.get(kernel_id):
            # who waits may leave; the kernel starts all the same
            await asyncio.shield(task)
        return self.get_kernel(kernel_id)

    async def end_kernel(self, kernel_id: str) -> None:
        """Shut a page's kernel down; one that is gone already is no mistake."""
        with contextlib.suppress(Exception):
            await self.opened(kernel_id)
        self.troubled.discard(kernel_id)
        if kernel_id in self:
            with contextlib.suppress(KeyError, HTTPError):
                await self.shutdown_kernel(kernel_id)

    async def end_all(self) -> None:
        """Kill all kernels. One that is just being started ends by itself when we are gone."""
        ends = (self.shutdown_kernel(kernel_id, now=True) for kernel_id in self.list_kernel_ids())
        await asyncio.gather(*ends, return_exceptions=True)

    async def lives(self, kernel_id: str) -> bool:
        """Whether the kernel that the page was made with still runs; a dead one is cleared away."""
        if kernel_id in self.opening:
            return True
        if kernel_id not in self:
            return False
        kernel = self.get_kernel(kernel_id)
        if await kernel.is_alive():
            # a page that asks is open, whether or not it has a socket just now
            kernel.last_activity = datetime.now(UTC)
            return True
        await self.end_kernel(kernel_id)
        return False


class OwnPython(KernelSpecManager):
    """Only the Python that serves: a kernel of that name elsewhere may lack this package."""

    kernel_dirs = []
