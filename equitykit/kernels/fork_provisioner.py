"""Start kernels by forking a process that has imported their libraries already.

A provisioner is how `jupyter_client` starts and ends kernels, so Voilà, Papermill, nbclient
and nbval all start them this way, unchanged, once it is named: ``equitykit-fork`` as
``KernelProvisionerFactory.default_provisioner_name``, in a kernelspec, or in the variable
``JUPYTER_DEFAULT_PROVISIONER_NAME``. The kernel is ipykernel itself, one process for each,
as ever; what it need not do again is import.

Where forking is not safe or would start something else than was asked for (another system
than Linux, another Python, other import paths), a fresh interpreter is started as ever, and
one warning says so.
"""

import asyncio
import os
import signal
import sys

from jupyter_client.provisioning import LocalProvisioner

from equitykit.kernels.forked_kernel import LAUNCHER
from equitykit.kernels.warm_parent_client import ForkFailed, WarmParentClient

# what the command of a kernel may hold before the name of its launcher
HARMLESS = {"-m", "-Xfrozen_modules=off"}
BOUND_SECONDS = 30


class ForkProvisioner(LocalProvisioner):
    """One kernel, forked from the warm parent of this process."""

    warned = False
    parent_process: WarmParentClient | None = None

    @property
    def has_process(self) -> bool:
        return self.parent_process is not None or super().has_process

    async def launch_kernel(self, cmd, **kwargs):
        try:
            parent = await self._parent_for(cmd, kwargs)
            self.pid = self.pgid = await self._fork(parent, list(cmd), kwargs)
        except (ForkFailed, OSError, TimeoutError) as reason:
            self._warn_once(reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.parent_process = parent
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info

    async def _parent_for(self, cmd: list[str], kwargs: dict) -> WarmParentClient:
        if sys.platform != "linux":
            raise ForkFailed("forking is not safe on this system")
        if not _is_own_python(cmd) or kwargs.get("independent"):
            raise ForkFailed("the kernel is not this Python's")
        parent = await asyncio.to_thread(WarmParentClient.shared)
        environment = kwargs.get("env") or os.environ
        if _import_settings(environment) != _import_settings(parent.environment):
            raise ForkFailed("the kernel has import paths of its own")
        return parent

    async def _fork(self, parent: WarmParentClient, command: list[str], kwargs: dict) -> int:
        environment = dict(kwargs.get("env") or os.environ)
        environment["JPY_PARENT_PID"] = str(parent.process.pid)
        streams = [kwargs.get("stdout"), kwargs.get("stderr")]
        numbers = [getattr(stream, "fileno", lambda own=stream: own)() for stream in streams]
        if any(number is None or number < 0 for number in numbers):
            numbers = []
        heard, said = os.pipe()
        try:
            try:
                pid = await asyncio.to_thread(
                    parent.fork,
                    command,
                    environment=environment,
                    folder=os.path.abspath(kwargs.get("cwd") or "."),
                    files=[said, *numbers],
                )
            finally:
                os.close(said)
            if await _first_byte(heard) != b"1":
                raise ForkFailed("the kernel ended while it was starting")
        finally:
            os.close(heard)
        return pid

    def _warn_once(self, reason: Exception) -> None:
        if not ForkProvisioner.warned:
            ForkProvisioner.warned = True
            self.log.warning("Kernels start in fresh interpreters, which takes longer: %s.", reason)

    async def poll(self):
        if self.parent_process is None:
            return await super().poll()
        return self.parent_process.poll(self.pid)

    async def wait(self):
        if self.parent_process is None:
            return await super().wait()
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.01)
        self.parent_process.forget(self.pid)
        self.parent_process = None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.parent_process is None:
            await super().send_signal(signum)
        else:
            self.parent_process.signal(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        if self.parent_process is None:
            await super().kill(restart)
        else:
            await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        if self.parent_process is None:
            await super().terminate(restart)
        else:
            await self.send_signal(signal.SIGTERM)


def _is_own_python(command: list[str]) -> bool:
    """Whether `command` starts ipykernel with the Python that runs here.

    The interpreters of all virtual environments are links to one program, so their folder
    counts too.
    """
    if LAUNCHER not in command:
        return False
    before = command[1 : command.index(LAUNCHER)]
    return set(before) <= HARMLESS and all(
        os.path.realpath(look(command[0])) == os.path.realpath(look(sys.executable))
        for look in (str, os.path.dirname)
    )


def _import_settings(environment: dict) -> dict[str, str]:
    """The variables that decide what an import finds and does."""
    return {
        name: value for name, value in environment.items() if name.startswith(("PYTHON", "LD_"))
    }


async def _first_byte(descriptor: int) -> bytes:
    """What the kernel says once its sockets are bound; nothing if it died before."""
    loop = asyncio.get_running_loop()
    heard = loop.create_future()

    def hear() -> None:
        if not heard.done():
            heard.set_result(os.read(descriptor, 1))

    loop.add_reader(descriptor, hear)
    try:
        return await asyncio.wait_for(heard, BOUND_SECONDS)
    finally:
        loop.remove_reader(descriptor)
