"""Processes that are forked to write, and killed: at one line of the store, or at any moment.

Tests run this in a process of their own (`in_own_process`): it is forked from, so it must have
one thread and no open connection, and it is warm, so that each fork takes milliseconds.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from faults.store_work import Say

import equitykit.storage.journal

STORE_CODE = str(Path(equitykit.storage.journal.__file__).parent)
TESTS = Path(__file__).parents[1]


def in_own_process(function: str, **arguments) -> dict:
    """Call ``module:function`` in a new Python; what it returns comes back as JSON."""
    module, name = function.split(":")
    program = (
        f"import json, sys; from {module} import {name}; "
        f"print(json.dumps({name}(**json.loads(sys.argv[1]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(arguments)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


class Child:
    """A forked process that does `work`, and what it said before it ended."""

    def __init__(self, work: Callable[[Say], None], told: Path):
        self.told = told
        told.touch()
        self.process = os.fork()
        if self.process == 0:
            os._exit(_do(work, told))

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)

    def wait(self) -> bool:
        """Wait for its end; tells whether it was killed. An error in it is raised here."""
        _, status = os.waitpid(self.process, 0)
        if os.WIFSIGNALED(status):
            return True
        assert os.WEXITSTATUS(status) == 0, self.told.with_suffix(".error").read_text()
        return False

    def said(self) -> list[dict]:
        """What it said; a line that was cut short was not said."""
        lines = self.told.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines[:-1]]


def _do(work: Callable[[Say], None], told: Path) -> int:
    """In the child: each fact is one write to a file, which outlives a killed process."""
    handle = os.open(told, os.O_WRONLY | os.O_APPEND)
    try:
        work(lambda said: os.write(handle, (json.dumps(said) + "\n").encode()))
    except SystemExit:
        return 0
    except BaseException:
        told.with_suffix(".error").write_text(traceback.format_exc())
        return 1
    return 0


class LineCounter:
    """Counts the lines of the store that are executed, and kills this process at one of them."""

    def __init__(self, kill_at: int | None = None):
        self.kill_at = kill_at
        self.lines: list[str] = []

    def __enter__(self):
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_):
        sys.settrace(None)

    def _enter(self, frame, event, _):
        return self._line if frame.f_code.co_filename.startswith(STORE_CODE) else None

    def _line(self, frame, event, _):
        if event == "line":
            if len(self.lines) == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.lines.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return self._line


def fresh(folder: Path, template: Path | None) -> Path:
    """An empty folder, with a copy of a store in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    store = folder / "record.sqlite"
    if template:
        shutil.copyfile(template, store)
    return store


def pause(seconds: float) -> None:
    """Let the children work."""
    time.sleep(seconds)
