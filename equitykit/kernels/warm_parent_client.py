"""The owner's end of a warm parent: start one, ask it for kernels, hear of their ends.

One for each process that starts kernels, and it ends with its owner, however that ends.
"""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading

LIBRARIES = (
    "numpy",
    "pandas",
    "pandas.io.formats.style",
    "pandas.io.parquet",
    "pandas.core.arrays.arrow.extension_types",
    "pyarrow.parquet",
    "altair",
    "vl_convert",
    "ipywidgets",
    "anywidget",
    "sqlalchemy",
    "duckdb",
)
# libraries that would start threads when they are imported; a forking process has but one
QUIET = {
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
# as the launcher does: a file in this folder that is named like a library is none. Python's
# option -P would do that too, but kernels would inherit it and never look into their folder
START = "import sys; del sys.path[0]; from equitykit.kernels.warm_parent import main; main()"
PATIENCE_SECONDS = 60
GONE = -signal.SIGKILL if hasattr(signal, "SIGKILL") else -9


class ForkFailed(RuntimeError):
    """No kernel came of it; a fresh interpreter is the way out."""


class WarmParentClient:
    """A warm parent that belongs to this process.

    Parameters
    ----------
    preload : iterable of str
        Modules to import beside those of every kernel; ``module:function`` is called too.
    environment : dict, optional
        What the parent itself is told; kernels are told something of their own, but on Linux
        a process can read what its parent was started with.
    """

    _shared: "WarmParentClient | None" = None
    _lock = threading.Lock()

    @classmethod
    def start(cls, preload=(), *, environment: dict | None = None) -> "WarmParentClient":
        """Start the parent that all kernels of this process are forked from; return at once."""
        with cls._lock:
            cls._shared = cls((*LIBRARIES, *preload), environment)
            return cls._shared

    @classmethod
    def shared(cls) -> "WarmParentClient":
        """The parent of this process; started here where nobody has, or where it has died."""
        with cls._lock:
            known = cls._shared
            if known is None:
                cls._shared = cls(LIBRARIES)
            # a forked process has no part in its parent's conversation
            elif not known.alive or known.owner != os.getpid():
                cls._shared = cls(known.preload, known.environment)
            return cls._shared

    @classmethod
    def end(cls) -> None:
        """End the parent of this process, if there is one, and all its kernels."""
        with cls._lock:
            known, cls._shared = cls._shared, None
        if known is not None and known.owner == os.getpid():
            known.close()

    def __init__(self, preload, environment: dict | None = None):
        self.owner = os.getpid()
        self.preload = tuple(preload)
        self.environment = dict(os.environ if environment is None else environment)
        self.socket, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START, str(theirs.fileno()), *self.preload],
                pass_fds=[theirs.fileno()],
                env=self.environment | QUIET,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.alive = True
        self.missing: list[str] | None = None
        self._answers: dict[int, dict] = {}
        self._ends: dict[int, int] = {}
        self._ids = itertools.count(1)
        self._news = threading.Condition()
        self._writing = threading.Lock()
        threading.Thread(target=self._read, name="warm parent", daemon=True).start()

    def fork(self, command: list[str], *, environment: dict, folder: str, files: list[int]) -> int:
        """Return the process id of a new kernel (:func:`.forked_kernel.become_kernel`).

        Raises
        ------
        ForkFailed
        """
        id = next(self._ids)
        order = {
            "id": id,
            "command": command,
            "environment": environment,
            "folder": folder,
            "files": len(files),
        }
        self._send(order, files)
        with self._news:
            self._news.wait_for(lambda: id in self._answers or not self.alive, PATIENCE_SECONDS)
            answer = self._answers.pop(id, {})
        if "pid" not in answer:
            raise ForkFailed(f"threads: {answer['threads']}" if answer else "no answer")
        return answer["pid"]

    def wait_until_warm(self, seconds: float = PATIENCE_SECONDS) -> bool:
        """Wait until everything is imported; `missing` then names what could not be."""
        with self._news:
            self._news.wait_for(lambda: self.missing is not None or not self.alive, seconds)
        return self.missing is not None

    def poll(self, pid: int) -> int | None:
        """The exit code of a kernel that has ended, else None."""
        with self._news:
            return self._ends.get(pid, None if self.alive else GONE)

    def forget(self, pid: int) -> None:
        """Nobody will ask for this kernel any more."""
        with self._news:
            self._ends.pop(pid, None)

    def signal(self, pid: int, number: int) -> None:
        """Send a signal to a kernel and to what it has started; too late is no mistake."""
        try:
            self._send({"pid": pid, "signal": int(number)})
        except ForkFailed:
            return

    def close(self) -> None:
        """End the parent and all its kernels."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            self.process.kill()
        self.process.wait(PATIENCE_SECONDS)

    def _send(self, order: dict, files: list[int] = ()) -> None:
        line = json.dumps(order).encode() + b"\n"
        try:
            with self._writing:
                sent = socket.send_fds(self.socket, [line], files) if files else 0
                self.socket.sendall(line[sent:])
        except OSError as problem:
            raise ForkFailed("the parent is gone") from problem

    def _read(self) -> None:
        with self.socket.makefile("rb") as lines:
            try:
                for line in lines:
                    self._hear(json.loads(line))
            except (OSError, ValueError):
                pass
        with self._news:
            self.alive = False
            self._news.notify_all()
        self.process.wait()

    def _hear(self, message: dict) -> None:
        with self._news:
            if "ready" in message:
                self.missing = message["missing"]
            elif "ended" in message:
                self._ends[message["ended"]] = message["code"]
            else:
                self._answers[message["id"]] = message
            self._news.notify_all()
