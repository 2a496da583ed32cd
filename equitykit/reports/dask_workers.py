"""The workers of a Dask scheduler as the workers of a batch: beyond one machine.

They run the same installation as the batch and see the same folders, at the same paths. Dask
has the queue: it hands out the jobs, and gives those of a lost worker to another.
"""

import asyncio
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

from distributed import Client, Future, Security, get_worker, rpc
from distributed.scheduler import KilledWorker

from equitykit.errors import EquitykitError
from equitykit.reports.digests import digest_of_file, digest_of_package
from equitykit.reports.workers import Workers

CONNECT_SECONDS = 10
SECONDS_BETWEEN_LOOKS = 1
SECONDS_WITHOUT_WORKERS = 60  # Dask needs a few to start a lost worker again


class DaskWorkers:
    """Runs jobs as :class:`equitykit.reports.workers.Workers` does, on any worker of a scheduler.

    `address` is the scheduler's, such as ``tcp://127.0.0.1:8786``; `out` and `files` are what
    the workers have to see as this machine does; `jobs` is how many run at a time.

    Raises
    ------
    EquitykitError
        ``batch_dask_unreachable``, ``batch_dask_no_workers``, ``batch_dask_worker_differs``
    """

    def __init__(self, address: str, *, out: Path, files: Iterable[Path]):
        self._address = address
        self._client = _connect(address)
        try:
            self.jobs = sum(self._client.nthreads().values())
            if not self.jobs:
                raise EquitykitError("batch_dask_no_workers", address=address)
            self._compare(out, list(files))
        except BaseException:
            self.stop()
            raise

    def run(self, job: dict) -> dict:
        """Run one job to its end and return its answer.

        Raises
        ------
        EquitykitError
            ``batch_dask_lost``
        """
        try:
            return self._answer(self._client.submit(run_on_worker, job, pure=False))
        except KilledWorker:  # it took several workers with it
            return {"warnings": [], "error": {"reason": "worker_died"}}
        # No common error for a connection that is gone; what a job runs into is in its answer.
        except (Exception, asyncio.CancelledError):
            raise EquitykitError("batch_dask_lost", address=self._address) from None

    def stop(self) -> None:
        """Leave the scheduler, which then lets go of the jobs that have not ended."""
        self._client.close()

    def _answer(self, future: Future) -> dict:
        while True:
            try:
                return future.result(timeout=SECONDS_WITHOUT_WORKERS)
            except TimeoutError:
                if not self._client.nthreads():
                    raise

    def _compare(self, out: Path, files: list[Path]) -> None:
        """A worker with a disk of its own would write its pages there and call them done."""
        with tempfile.NamedTemporaryFile(dir=out, prefix=".equitykit-") as sign:
            files = [*files, Path(sign.name)]
            here = _what_is_there(files)
            answers = self._client.run(_what_is_there, files, on_error="return")
        for worker, there in answers.items():
            if there != here:
                raise EquitykitError("batch_dask_worker_differs", worker=worker)


def run_on_worker(job: dict) -> dict:
    """Run a job in a process of its own, which ends when the batch or the scheduler is gone."""
    workers, done = Workers(), threading.Event()
    worker = get_worker()
    watched = (workers, worker, worker.get_current_task(), done)
    threading.Thread(target=_stop_when_let_go, args=watched, daemon=True).start()
    try:
        return workers.run(job)
    finally:
        done.set()


def _stop_when_let_go(workers: Workers, worker, key, done: threading.Event) -> None:
    """Dask lets a running task go on when nobody waits for it any more."""
    while not done.wait(SECONDS_BETWEEN_LOOKS):
        task = worker.state.tasks.get(key)
        if task is None or task.state == "cancelled":
            workers.stop()
            return


def _connect(address: str) -> Client:
    try:
        # Dask's own limit does not hold where something else answers, or nothing does.
        kind = asyncio.run(asyncio.wait_for(_kind(address), CONNECT_SECONDS))
        if kind == "Scheduler":
            return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception:  # no common error for all that may be wrong with an address
        pass
    raise EquitykitError("batch_dask_unreachable", address=address)


async def _kind(address: str) -> str:
    encryption = Security().get_connection_args("client")
    async with rpc(address, timeout=CONNECT_SECONDS, connection_args=encryption) as server:
        return (await server.identity())["type"]


def _what_is_there(files: list[Path]) -> list[str]:
    # Looked at anew: a worker may have been there before the package was brought up to date.
    return [digest_of_package.__wrapped__(), *map(digest_of_file, files)]
