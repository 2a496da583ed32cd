"""Processes that each run one notebook."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

# What tells a notebook that a person is there. A batch started from a terminal inside
# JupyterLab inherits it, and its pages would be full of dead widgets.
SIGNS_OF_A_PERSON = ("EQUITYKIT_LIVE", "JPY_SESSION_NAME", "QUERY_STRING")


class Workers:
    """Runs jobs, `jobs` at a time, each in a process of its own; `stop` ends those running."""

    def __init__(self, jobs: int = 1):
        self.jobs = jobs
        self._running: set[subprocess.Popen] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, job: dict) -> dict:
        """Run one job to its end and return its answer.

        The answer has `warnings` and `error`, as :func:`equitykit.reports.runner.run` makes it.
        A process that ends without an answer, or takes far longer than its cells may, is an
        answer too.
        """
        with tempfile.TemporaryDirectory(prefix="equitykit-batch-") as folder:
            answer = Path(folder) / "answer.json"
            process = self._start(job | {"answer": str(answer)})
            if process is None:
                return {"warnings": [], "error": {"reason": "stopped"}}
            try:
                process.wait(job["limit"])
            except subprocess.TimeoutExpired:
                return {"warnings": [], "error": {"reason": "timeout", "seconds": job["timeout"]}}
            finally:
                self._end(process)
            if answer.is_file():
                return json.loads(answer.read_text(encoding="utf-8"))
            reason = "stopped" if self._stopped else "worker_died"
            return {"warnings": [], "error": {"reason": reason}}

    def stop(self) -> None:
        """End all processes now; those that were not finished are done again in the next run."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()

    def _start(self, job: dict) -> subprocess.Popen | None:
        environment = {k: v for k, v in os.environ.items() if k not in SIGNS_OF_A_PERSON}
        with self._lock:
            if self._stopped:
                return None
            process = subprocess.Popen(
                [sys.executable, "-m", "equitykit.reports.runner"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                text=True,
                encoding="utf-8",
                # Ctrl-C reaches only the batch, which then ends its workers in order.
                start_new_session=os.name != "nt",
            )
            self._running.add(process)
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()  # and left open: its closing ends the process
        except BrokenPipeError:
            pass  # it ended at once, and there will be no answer
        return process

    def _end(self, process: subprocess.Popen) -> None:
        process.kill()
        process.wait()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        with self._lock:
            self._running.discard(process)
