"""A batch on the workers of a Dask scheduler is the batch of one machine, made elsewhere."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rendering import alive, notebook, prepared, wait_for

import equitykit
from equitykit.errors import EquitykitError
from equitykit.reports import dask_workers
from equitykit.reports.batch import run_batch
from equitykit.reports.notebooks import find_notebooks
from equitykit.reports.rendering import Rendering
from equitykit.reports.results import read_results
from equitykit.reports.tasks import plan
from equitykit.storage.prepared import list_places

DISTRICTS = """
    cds            | district     | period  | denominator
    99600170000000 | Tiny Acorn   | 2024-25 | 60
    99600250000000 | Mossy Bend   | 2024-25 | 430
    99600330000000 | Lantern Hill | 2024-25 | 1200
"""
TWO_DISTRICTS = DISTRICTS[: DISTRICTS.index("99600330000000")]
TINY, MOSSY, LANTERN = "99600170000000", "99600250000000", "99600330000000"

SHOW_DISTRICT = f"""
from IPython.display import HTML
assert district != {TINY!r}, "figures of no one else: 12345"
HTML(f"<h1>Figures of {{district}}</h1>")
"""

# The first district is quick; another one sleeps until it is begun a second time, or let go.
SLEEP_AT_FIRST = f"""
import os, pathlib, time
marks = pathlib.Path(data).parent / "marks"
marks.mkdir(exist_ok=True)
begun = list(marks.glob(district + ".*"))
(marks / f"{{district}}.{{os.getpid()}}").touch()
if district != {TINY!r} and not begun:
    while not (marks / "go").exists():
        time.sleep(0.2)
"""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="looks at processes through /proc"
)


class Cluster:
    """A scheduler and its workers, each a process on this machine, without dashboards."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment = os.environ | {"DASK_CONFIG": str(folder / "config")}
        self.workers = []
        file = folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--port", "0", "--scheduler-file", file)
        wait_for(lambda: file.exists() and file.read_text().rstrip().endswith("}"))
        self.address = json.loads(file.read_text())["address"]

    def start(self, kind: str, *options, **environment) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, options)]
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self.folder,
            env=self.environment | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def add_worker(self, **environment) -> subprocess.Popen:
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", self.folder)
        self.workers.append(self.start("worker", self.address, *options, **environment))
        return self.workers[-1]

    def wait_until_ready(self) -> None:
        """Until as many workers are known as are alive."""
        expected = sum(worker.poll() is None for worker in self.workers)
        with dask_workers.Client(self.address, timeout=10, set_as_default=False) as client:
            wait_for(lambda: len(client.nthreads()) == expected)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def lone(tmp_path_factory):
    """A scheduler that nobody works for."""
    cluster = Cluster(tmp_path_factory.mktemp("lone"))
    yield cluster
    cluster.end()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A scheduler with two workers."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    cluster.add_worker()
    cluster.add_worker()
    cluster.wait_until_ready()
    yield cluster
    cluster.end()


@pytest.fixture
def cluster(shared):
    """The same, with two workers again after a test that killed one."""
    while sum(worker.poll() is None for worker in shared.workers) < 2:
        shared.add_worker()
    shared.wait_until_ready()
    return shared


@pytest.fixture
def data(tmp_path) -> Path:
    return prepared(DISTRICTS, tmp_path / "work" / "data")


def render(data, path, out, **where):
    tasks = plan(
        list_places(data),
        find_notebooks(str(path), ours=path.parent),
        language="en",
        audience="team",
        year="latest",
        shown_year="2024-25",
        data=data,
    )
    return run_batch(tasks, Rendering(out=out, timeout=60), **where)


def command(data, path, out, address, **environment) -> subprocess.Popen:
    arguments = ["--all", "--data", data, "--workbooks", path, "--out", out, "--dask", address]
    return subprocess.Popen(
        [sys.executable, "-m", "equitykit.cli.main", "batch", *map(str, arguments)],
        env=os.environ | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def states(rows) -> dict[str, str]:
    return {row.cds: row.state for row in rows}


def files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_pages_rows_and_failures_are_those_of_one_machine(cluster, tmp_path):
    data = prepared(TWO_DISTRICTS, tmp_path / "work" / "data")
    path = notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    here, there = tmp_path / "here", tmp_path / "there"
    local = render(data, path, here, jobs=2)
    run = command(data, path, there, cluster.address)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 3 and "Tiny Acorn" in said and "Traceback" not in said
    assert files(there) == files(here)
    elsewhere = read_results(there)
    assert states(elsewhere) == {TINY: "failed", MOSSY: "done"}
    assert [replace(row, seconds=0) for row in elsewhere] == [
        replace(row, seconds=0) for row in local
    ]
    for row in elsewhere[1:]:
        assert (there / row.file).read_bytes() == (here / row.file).read_bytes()


def begun(data) -> set[int]:
    return {int(mark.name.split(".")[1]) for mark in (data.parent / "marks").glob("99*")}


def both_sleep(data, out) -> bool:
    """The quick page is finished, and the two others are in the middle of their work."""
    return bool(list(out.rglob("[!.]*.ipynb"))) and len(begun(data)) == 3


def test_the_page_of_a_killed_worker_is_made_by_another(cluster, data, tmp_path):
    out, path = tmp_path / "out", notebook(tmp_path / "s.ipynb", SLEEP_AT_FIRST)
    run = command(data, path, out, cluster.address)
    wait_for(lambda: both_sleep(data, out))
    before = begun(data)
    cluster.workers[-1].kill()
    cluster.workers[-1].wait()
    wait_for(lambda: sum(alive(pid) for pid in before) == 1, 15)  # and its notebook with it
    (data.parent / "marks" / "go").touch()
    assert run.wait(60) == 0
    assert set(states(read_results(out)).values()) == {"done"}
    assert not [path for path in out.rglob(".*")]
    assert len(begun(data) - before) == 1
    assert set(states(render(data, path, out, dask=cluster.address)).values()) == {"unchanged"}
    assert len(begun(data)) == 4  # processes: no two pages in one, and none in the second run


@pytest.mark.parametrize(
    "how", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.slow)]
)
def test_a_stopped_run_leaves_nothing_running_and_goes_on_where_it_stopped(
    cluster, data, tmp_path, how
):
    out, path = tmp_path / "out", notebook(tmp_path / "s.ipynb", SLEEP_AT_FIRST)
    run = command(data, path, out, cluster.address)
    wait_for(lambda: both_sleep(data, out))
    run.send_signal(how)
    _, said = run.communicate(timeout=30)
    wait_for(lambda: not any(alive(pid) for pid in begun(data)), 15)
    if how == signal.SIGINT:
        assert run.returncode == 130 and said.startswith("Stopped.") and "Traceback" not in said
        assert states(read_results(out)) == {TINY: "done"}
    rows = render(data, path, out, dask=cluster.address)
    assert states(rows) == {TINY: "unchanged", MOSSY: "done", LANTERN: "done"}


def test_a_worker_with_another_version_is_named_before_anything_is_made(cluster, data, tmp_path):
    other = tmp_path / "other" / "equitykit"
    shutil.copytree(Path(equitykit.__file__).parent, other)
    with (other / "content" / "errors.yml").open("a", encoding="utf-8") as words:
        words.write("# of another version\n")
    stranger = cluster.add_worker(PYTHONPATH=str(other.parent))
    cluster.wait_until_ready()
    path = notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    try:
        with pytest.raises(EquitykitError) as raised:
            render(data, path, tmp_path / "out", dask=cluster.address)
    finally:
        stranger.kill()
        stranger.wait()
    assert raised.value.id == "batch_dask_worker_differs"
    assert not list((tmp_path / "out").rglob("*.ipynb"))


def test_a_worker_that_does_not_see_a_file_is_named(cluster, tmp_path):
    """Files of a process itself are such: each sees its own command there."""
    with pytest.raises(EquitykitError) as raised:
        dask_workers.DaskWorkers(cluster.address, out=tmp_path, files=[Path("/proc/self/cmdline")])
    assert raised.value.id == "batch_dask_worker_differs"


@pytest.mark.slow
def test_a_scheduler_that_goes_away_makes_rows_and_no_endless_wait(data, tmp_path, request):
    cluster = Cluster(tmp_path)
    request.addfinalizer(cluster.end)
    cluster.add_worker()
    cluster.wait_until_ready()
    out, path = tmp_path / "out", notebook(tmp_path / "s.ipynb", SLEEP_AT_FIRST)
    run = command(data, path, out, cluster.address)
    wait_for(lambda: len(begun(data)) == 2)
    cluster.scheduler.kill()
    _, said = run.communicate(timeout=60)
    assert run.returncode == 3 and "Traceback" not in said
    rows = read_results(out)
    assert states(rows) == {TINY: "done", MOSSY: "failed", LANTERN: "failed"}
    assert all("Start them again" in row.error for row in rows[1:])


def test_a_scheduler_without_workers_is_said(lone, data, tmp_path):
    path = notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    with pytest.raises(EquitykitError) as raised:
        render(data, path, tmp_path / "out", dask=lone.address)
    assert raised.value.id == "batch_dask_no_workers"


@pytest.mark.parametrize("address", ["", "elsewhere", "tls://127.0.0.1:1", "carrier-pigeon://x"])
def test_what_is_no_address_is_said_in_one_sentence(address):
    with pytest.raises(EquitykitError) as raised:
        dask_workers.DaskWorkers(address, out=Path("."), files=[])
    assert raised.value.id == "batch_dask_unreachable"


@pytest.mark.parametrize("there", ["nothing", "something silent"])
def test_an_address_without_a_scheduler_is_given_up_in_time(monkeypatch, tmp_path, there):
    monkeypatch.setattr(dask_workers, "CONNECT_SECONDS", 1)
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{listener.getsockname()[1]}"
    if there == "nothing":
        listener.close()
    with listener, pytest.raises(EquitykitError) as raised:
        dask_workers.DaskWorkers(address, out=tmp_path, files=[])
    assert raised.value.id == "batch_dask_unreachable"


@pytest.mark.parametrize("lacking", ["distributed", "a scheduler"])
def test_what_is_missing_is_one_sentence_and_exit_1(data, tmp_path, lacking):
    (tmp_path / "lacks").mkdir()
    if lacking == "distributed":  # as it is where the extra was not installed
        module = tmp_path / "lacks" / "distributed.py"
        module.write_text("raise ModuleNotFoundError", encoding="utf-8")
    path = notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    lacks = str(tmp_path / "lacks")
    run = command(data, path, tmp_path / "out", "127.0.0.1", PYTHONPATH=lacks)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1 and said.count("\n") == 1
    assert ("equitykit[scale]" if lacking == "distributed" else "'127.0.0.1'") in said
