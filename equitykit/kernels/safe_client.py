"""Kernel clients that cannot miss a reply on the shell channel.

nbclient, which Papermill and Voilà run notebooks with, plays the front end for
``Output`` widgets: while one task waits for a cell's reply on the shell socket,
another sends a ``comm_msg`` on it. `jupyter_client` sends on a plain shadow of the
asyncio socket. ZeroMQ announces news once per change, and the raw send takes a
pending announcement away; the reply then lies unread and the waiting task sleeps for
ever. With many ``Output`` cells or a busy machine this stops whole notebooks
(upstream: jupyter/nbclient issue 312).

Two public calls of pyzmq close the gap. Asking the asyncio socket for its ``EVENTS``
after each send makes it deliver whatever has arrived. Asking again twice a second
while waiting covers a raw send from anywhere else.
"""

import time
from queue import Empty

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.manager import AsyncKernelManager
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets import Type

LOOK_AGAIN_SECONDS = 0.5


class SafeShellChannel(AsyncZMQSocketChannel):
    """A shell channel on which sending never hides what has arrived."""

    def send(self, msg: dict) -> None:
        super().send(msg)
        # reading EVENTS re-arms zmq.asyncio: a waiting task is woken if a reply is there
        self.socket.get(zmq.EVENTS)

    async def get_msg(self, timeout: float | None = None) -> dict:
        """Return the next message; raise ``queue.Empty`` after `timeout` seconds.

        Without a timeout it waits as long as it takes, as the stock channel does.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = LOOK_AGAIN_SECONDS if end is None else max(0, end - time.monotonic())
            if await self.socket.poll(int(min(left, LOOK_AGAIN_SECONDS) * 1000)):
                return await self._recv()
            if end is not None and time.monotonic() >= end:
                raise Empty


class SafeKernelClient(AsyncKernelClient):
    """The client that both managers below hand out."""

    shell_channel_class = Type(SafeShellChannel)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers on both channels; ``RuntimeError`` if it does not.

        The library then listens for a fifth of a second whether anything else comes. Here
        the end of the answer itself is awaited, which is there at once.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            asked = self.kernel_info()
            try:
                reply = await self._own(self.shell_channel, asked, seconds=1)
                while True:
                    news = await self._own(self.iopub_channel, asked, seconds=0.5)
                    if news["content"].get("execution_state") == "idle":
                        self._handle_kernel_info_reply(reply)
                        return
            except Empty:
                # not subscribed yet when the kernel answered: ask again
                pass
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it answered")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel did not answer within {timeout} seconds")

    async def _own(self, channel, asked: str, *, seconds: float) -> dict:
        """The next message on `channel` that answers what was asked."""
        while True:
            message = await channel.get_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") == asked:
                return message


class SafeKernelManager(AsyncKernelManager):
    """For nbclient and Papermill: pass it as ``kernel_manager_class``."""

    client_factory = Type(SafeKernelClient, klass="jupyter_client.KernelClient", config=True)


class SafeServerKernelManager(ServerKernelManager):
    """For Voilà and Jupyter Server: ``AsyncMappingKernelManager.kernel_manager_class``."""

    client_factory = Type(SafeKernelClient, klass="jupyter_client.KernelClient", config=True)
