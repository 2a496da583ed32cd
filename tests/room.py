"""A room served by a real process of its own, for tests that ask it over HTTP or in a browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import requests
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

START = """
import functools, json, sys
from equitykit.serve.app import serve
serve(show=functools.partial(print, flush=True), **json.loads(sys.argv[1]))
"""


@dataclass
class ServedRoom:
    """A running room: its address without and with the token, and its process."""

    url: str
    token: str
    process: subprocess.Popen
    log: Path

    def page(self, name: str, **query: str) -> str:
        """The address of a notebook's page, with the token that lets a new browser in."""
        asked = "".join(f"&{key}={value}" for key, value in query.items())
        return f"{self.url}/voila/render/{name}.ipynb?token={self.token}{asked}"

    def visitor(self) -> requests.Session:
        """A visitor who has come in with the token and goes on with the cookie alone."""
        session = requests.Session()
        session.get(f"{self.url}/login?token={self.token}", allow_redirects=False, timeout=10)
        return session

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run: this process's children."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if _is_kernel(child)]

    def wait_for_kernels(self, count: int, *, seconds: float = 15) -> int:
        """Wait until `count` kernels run; return how many there are in the end."""
        end = time.monotonic() + seconds
        while len(self.kernels()) != count and time.monotonic() < end:
            time.sleep(0.1)
        return len(self.kernels())

    def wait_for_one_more(self, before: set[int], *, seconds: float = 15) -> int:
        """Wait for one kernel that is not among `before` (process ids); return its process id.

        Counting is not enough: the kernel of an earlier test's page may end in this moment.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            new = [kernel.pid for kernel in self.kernels() if kernel.pid not in before]
            if len(new) == 1:
                return new[0]
            time.sleep(0.1)
        raise AssertionError(f"expected one kernel more within {seconds} s, there are {len(new)}")

    def wait_until_gone(self, kernel: int, *, seconds: float = 15) -> bool:
        """Whether the kernel with this process id ended in time."""
        end = time.monotonic() + seconds
        while (running := kernel in self.pids()) and time.monotonic() < end:
            time.sleep(0.1)
        return not running

    def pids(self) -> set[int]:
        """The process ids of the kernels that run."""
        return {kernel.pid for kernel in self.kernels()}

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)


def free_port() -> int:
    """A port that no other test looks for, for a server that is started again on it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "ipykernel_launcher" in " ".join(
            process.cmdline()
        )
    except psutil.Error:
        return False


@contextmanager
def served_room(notebooks: Path, *, folder: Path, environment: dict | None = None, **options):
    """Serve `notebooks` until the block ends. `folder` takes the data, the work folder, the log.

    `options` go to :func:`equitykit.serve.app.serve`.
    """
    import json

    for name in ("data", "work"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    settings = {
        "notebooks_folder": str(notebooks),
        "data": str(folder / "data"),
        "work_folder": str(folder / "work"),
        "open_browser": False,
    } | {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
    log = folder / "room.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(settings)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=os.environ | (environment or {}),
        )
    room = None
    try:
        for line in process.stdout:
            if found := re.search(r"(http://\S+)/\?token=(\w+)", line):
                room = ServedRoom(found[1], found[2], process, log)
                break
        assert room, f"the room did not start:\n{log.read_text()}"
        yield room
    finally:
        (room or ServedRoom("", "", process, log)).stop()
        process.stdout.close()


def write_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook of code cells; a cell that begins with ``#:`` is Markdown."""
    notebook = new_notebook(
        cells=[
            new_markdown_cell(cell[2:]) if cell.startswith("#:") else new_code_cell(cell)
            for cell in cells
        ]
    )
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
