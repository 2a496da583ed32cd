"""The process that has imported everything and forks a kernel whenever it is asked to.

Started by :mod:`equitykit.kernels.warm_parent_client` with the number of a socket and the
names of what to import. On the socket come lines of JSON, file descriptors beside them:

- ``{"id", "command", "environment", "folder", "files"}``: fork a kernel; the answer is
  ``{"id", "pid"}``, or ``{"id", "threads"}`` where forking is not safe.
- ``{"pid", "signal"}``: pass a signal on. Only this process knows whether a number is still
  the kernel's.

``{"ended", "code"}`` tells of a kernel's end. When the socket closes, the owner is gone, and
all kernels are killed.

A process with more than one thread must not fork: the child would hold the locks of threads
that it does not have. So nothing here may start one (numpy and pyarrow are told not to by
the environment), and the count is looked at before each fork.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
from importlib import import_module

from equitykit.kernels.forked_kernel import become_kernel

# what ipykernel imports only when it starts, or when the first cell runs
KERNEL_MODULES = (
    "IPython.core.async_helpers",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.history",
    "IPython.core.inputtransformer2",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.core.ultratb",
    "IPython.lib.pretty",
    "asyncio.selector_events",
    "concurrent.futures.thread",
    "ipykernel.comm",
    "ipykernel.debugger",
    "ipykernel.displayhook",
    "ipykernel.iostream",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.subshell_manager",
    "jupyter_client.session",
    "pygments.formatters",
    "pygments.lexers.python",
    "sqlite3",
    "tornado.platform.asyncio",
    "uuid",
    "zmq.asyncio",
)
MOST_FILES = 16


def main() -> None:
    """Import, say so, and fork until the owner is gone."""
    gc.disable()
    owner = socket.socket(fileno=int(sys.argv[1]))
    owner.set_inheritable(False)
    missing = [name for name in [*KERNEL_MODULES, *sys.argv[2:]] if not _imported(name)]
    gc.collect()
    # children leave these objects alone, so their memory stays shared
    gc.freeze()
    WarmParent(owner).serve(missing)


def _imported(name: str) -> bool:
    """Import a module; ``module:function`` is called too, to fill its cache."""
    module, _, function = name.partition(":")
    try:
        found = import_module(module)
        if function:
            getattr(found, function)()
    except Exception:
        return False
    return True


class WarmParent:
    """Forks kernels, passes signals on to them, and tells of their ends."""

    def __init__(self, owner: socket.socket):
        self.owner = owner
        self.kernels: set[int] = set()
        self.received = b""
        self.files: list[int] = []

    def serve(self, missing: list[str]) -> None:
        ended, wake = os.pipe()
        for end in (ended, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: self.leave())
        self.pipe = (ended, wake)
        self.tell(ready=os.getpid(), missing=missing)
        while True:
            readable, _, _ = select.select([self.owner, ended], [], [])
            if ended in readable:
                os.read(ended, 4096)
                self.tell_of_ends()
            if self.owner in readable:
                self.listen()

    def tell(self, **message) -> None:
        try:
            self.owner.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            self.leave()

    def listen(self) -> None:
        try:
            data, files, _, _ = socket.recv_fds(self.owner, 1 << 16, MOST_FILES)
        except OSError:
            data = b""
        if not data:
            self.leave()
        self.files += files
        self.received += data
        *lines, self.received = self.received.split(b"\n")
        for line in lines:
            self.obey(json.loads(line))

    def obey(self, order: dict) -> None:
        if "signal" in order:
            self.pass_on(order["pid"], order["signal"])
            return
        count = order["files"]
        files, self.files = self.files[:count], self.files[count:]
        threads = len(os.listdir("/proc/self/task"))
        if threads == 1:
            self.tell(id=order["id"], pid=self.fork(order, files))
        else:
            self.tell(id=order["id"], threads=threads)
        for descriptor in files:
            os.close(descriptor)

    def fork(self, order: dict, files: list[int]) -> int:
        # a signal that comes before the child has put its own handlers would be met by ours
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        pid = os.fork()
        if not pid:
            for descriptor in (self.owner.detach(), *self.pipe, *self.files):
                os.close(descriptor)
            gc.enable()
            become_kernel(
                order["command"],
                environment=order["environment"],
                folder=order["folder"],
                files=files,
            )
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())
        self.kernels.add(pid)
        return pid

    def pass_on(self, pid: int, number: int) -> None:
        if pid not in self.kernels:
            return
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            # it leads no group of its own yet
            os.kill(pid, number)

    def tell_of_ends(self) -> None:
        while self.kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self.kernels.discard(pid)
            self.tell(ended=pid, code=os.waitstatus_to_exitcode(status))

    def leave(self) -> None:
        for pid in self.kernels:
            self.pass_on(pid, signal.SIGKILL)
        os._exit(0)
