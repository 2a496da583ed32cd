"""Many districts in one go: each page by itself, a failure a row and not a stop."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from equitykit.errors import EquitykitError
from equitykit.reports.digests import digest_of_inputs
from equitykit.reports.index_page import write_indexes
from equitykit.reports.rendering import Rendering, failure_sentence, warning_sentences
from equitykit.reports.results import (
    DONE,
    FAILED,
    UNCHANGED,
    Result,
    read_results,
    result,
    write_results,
)
from equitykit.reports.tasks import Task
from equitykit.reports.workers import Workers

SECONDS_BETWEEN_TABLES = 5


def run_batch(
    tasks: list[Task],
    rendering: Rendering,
    *,
    jobs: int = 1,
    dask: str | None = None,
    told: Callable[[Result], None] = lambda row: None,
) -> list[Result]:
    """Run the tasks, `jobs` at a time, and return a row for each, in their order.

    With `dask`, the address of a scheduler, its workers run them, as many at a time as they can.

    The folder of exports gets a folder for each district, ``index.html``, ``results.json`` and
    ``results.csv``, which also keep the rows of earlier runs into it. A page whose inputs have
    not changed is not made again. `told` hears of each row as it comes.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``, ``batch_dask_missing``, and what
        :class:`equitykit.reports.dask_workers.DaskWorkers` raises
    """
    _open(rendering)
    earlier = {row.key: row for row in read_results(rendering.out)}
    rows: dict[tuple, Result] = {}
    workers = Workers(jobs) if dask is None else _dask_workers(dask, tasks, rendering)
    with ThreadPoolExecutor(workers.jobs) as pool:
        started = [
            pool.submit(_do, task, rendering, workers, earlier.get(task.key)) for task in tasks
        ]
        try:
            for row in _as_they_come(started, rendering, earlier, rows):
                told(row)
        except BaseException:  # Ctrl-C, or a full disk
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            workers.stop()
            _write_tables({**earlier, **rows}, rendering)
    return [rows[task.key] for task in tasks]


def _dask_workers(address: str, tasks: list[Task], rendering: Rendering):
    try:
        from equitykit.reports.dask_workers import DaskWorkers
    except ImportError:
        raise EquitykitError("batch_dask_missing") from None
    read = {path for task in tasks for path in (task.notebook.path, task.data / "manifest.json")}
    return DaskWorkers(address, out=rendering.out.resolve(), files=sorted(read))


def _as_they_come(started: list[Future], rendering, earlier: dict, rows: dict):
    """Keep each row as it comes, and the tables on disk a few seconds behind."""
    written = time.monotonic()
    for future in as_completed(started):
        row = future.result()
        rows[row.key] = row
        if time.monotonic() - written > SECONDS_BETWEEN_TABLES:
            _write_tables({**earlier, **rows}, rendering)
            written = time.monotonic()
        yield row


def _do(task: Task, rendering: Rendering, workers: Workers, before: Result | None) -> Result:
    start = time.monotonic()
    try:
        digest = digest_of_inputs(task)
        warnings = rendering.up_to_date(task, digest)
        if warnings is not None:
            attempts = before.attempts if before and before.state != FAILED else 1
            warnings = warning_sentences(warnings, rendering.words)
            return result(task, UNCHANGED, attempts=attempts, warnings=warnings)
        answer = workers.run(rendering.job(task, digest))
    except EquitykitError as error:
        failure = {"reason": "refused", "id": error.id, "values": error.values}
        answer = {"warnings": [], "error": failure}
    failure = answer["error"]
    return result(
        task,
        FAILED if failure else DONE,
        seconds=time.monotonic() - start,
        attempts=before.attempts + 1 if before and before.state == FAILED else 1,
        warnings=warning_sentences(answer["warnings"], rendering.words),
        error=failure_sentence(task, failure, rendering.words) if failure else None,
    )


def _open(rendering: Rendering) -> None:
    try:
        rendering.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(rendering.out), detail=problem.strerror
        ) from None
    _write_tables({row.key: row for row in read_results(rendering.out)}, rendering)


def _write_tables(rows: dict[tuple, Result], rendering: Rendering) -> None:
    in_order = [rows[key] for key in sorted(rows)]
    write_results(in_order, rendering.out)
    write_indexes(in_order, rendering.out, rendering.languages)
