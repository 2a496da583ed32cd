"""What a page may ask of its kernel: talk to its widgets, feel its pulse, end it on leaving."""

import json

from jupyter_server.services.kernels.handlers import KernelHandler, KernelsAPIHandler
from tornado import web
from voila.tornado.kernel_websocket_handler import (
    VoilaKernelWebsocketHandler,
    read_header_from_binary_message,
)

from equitykit.serve.addresses import is_own_page

MOST_PARTS = 1_000


class KernelSocket(VoilaKernelWebsocketHandler):
    """The socket of the widgets, only for pages of this server.

    Messages that run or read code (execute, complete, inspect, history) are dropped before
    they reach the kernel: Voilà's kernel manager lists the types that it lets through.
    """

    async def prepare(self):
        # Tornado asks `check_origin` only where an Origin was sent; a page always sends one
        if not is_own_page(self.request):
            raise web.HTTPError(403)
        await super().prepare()

    async def pre_get(self):
        await self.kernel_manager.opened(self.kernel_id)
        await super().pre_get()

    @property
    def ping_timeout(self) -> float:
        """Milliseconds without an answer after which the socket is closed.

        More than the pause between two pings, or each look would come before the answer to the
        next ping and close a socket that is well. Tornado asks too, before the socket is open,
        and complains of more than the pause.
        """
        return self.ping_interval * (3 if self.ping_callback else 1)

    def on_message(self, message) -> None:
        """What is no message of the protocol is dropped; the page goes on, the log says so."""
        try:
            # a page ends its kernel through `Leave` alone
            if self._kind(message) != "shutdown_request":
                super().on_message(message)
        except Exception as wrong:
            self.log.warning("a page sent what is no message: %s", type(wrong).__name__)

    def _kind(self, message: bytes | str) -> str | None:
        """The type of a page's message.

        Raises
        ------
        ValueError
            For one that claims more parts than any has: they would be counted for ever.
        """
        if isinstance(message, bytes) and int.from_bytes(message[:8], "little") > MOST_PARTS:
            if self.selected_subprotocol:
                raise ValueError
            return None  # the older protocol, which begins with another number
        return _type_of(message)

    def write_message(self, message, binary: bool = False):
        kind = _type_of(message)
        if kind == "execute_input":
            # the source of a cell; Voilà looks for it in one of the two protocols only
            return None
        if kind == "error":
            self.kernel_manager.troubled.add(self.kernel_id)
        return super().write_message(message, binary)


def _type_of(message: bytes | str | dict) -> str | None:
    """The type of a kernel's message, in either protocol of the socket."""
    if isinstance(message, bytes):
        header = read_header_from_binary_message(message)
    else:
        header = (json.loads(message) if isinstance(message, str) else message).get("header")
    return (header or {}).get("msg_type")


class KernelModel(KernelHandler):
    """What the page's script asks before it opens the socket; ending is for `Leave`."""

    @web.authenticated
    async def get(self, kernel_id):
        # the script is often sooner than the kernel
        await self.kernel_manager.opened(kernel_id)
        await super().get(kernel_id)

    def delete(self, kernel_id):
        raise web.HTTPError(405)


class Pulse(KernelsAPIHandler):
    """Whether the page's own kernel still runs: 204, or 410 when its work is gone.

    202 says once that something failed since it was last asked, such as a button's work.
    """

    _track_activity = False

    @web.authenticated
    async def get(self, kernel_id):
        kernels = self.kernel_manager
        if not await kernels.lives(kernel_id):
            self.set_status(410)
        elif kernel_id in kernels.troubled:
            kernels.troubled.discard(kernel_id)
            self.set_status(202)
        else:
            self.set_status(204)
        self.finish()


class Leave(KernelsAPIHandler):
    """A page is left: its kernel ends.

    Browsers send this as a beacon, which cannot carry Voilà's ``_xsrf`` header, so upstream
    every beacon is refused and every refresh leaves a kernel behind (voila issue 1458).
    Here the beacon needs the login cookie and the Origin of one of our own pages instead.
    """

    def check_xsrf_cookie(self):
        if not is_own_page(self.request):
            raise web.HTTPError(403)

    @web.authenticated
    async def post(self, kernel_id):
        await self.kernel_manager.end_kernel(kernel_id)
        self.set_status(204)
        self.finish()
