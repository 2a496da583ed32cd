"""Forked kernels: each as fresh as a new interpreter, as obedient, and gone when it should be."""

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from running_kernel import FORK, kernel, provisioner

from equitykit.kernels.fork_provisioner import ForkProvisioner
from equitykit.kernels.warm_parent_client import ForkFailed, WarmParentClient

CHANGE_EVERYTHING = """
import builtins, os, random, sys
import numpy, pandas, altair
os.environ["LEFT_BEHIND"] = "1"
sys.path.insert(0, "/left/behind")
builtins.left_behind = 1
pandas.set_option("display.max_rows", 3)
pandas.DataFrame.head = lambda self: "left behind"
altair.data_transformers.enable("json")
random.seed(1); numpy.random.seed(1)
left_behind = 1
"""
WHAT_IS_LEFT = """
import builtins, os, sys
import pandas, altair
print("LEFT_BEHIND" in os.environ, "/left/behind" in sys.path, hasattr(builtins, "left_behind"),
      pandas.get_option("display.max_rows"), str(pandas.DataFrame({"a": [1]}).head())[:11],
      altair.data_transformers.active, "left_behind" in globals())
"""
OWNER = """
import sys, time
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
KernelProvisionerFactory.instance().default_provisioner_name = "equitykit-fork"
manager = KernelManager(kernel_name="python3")
manager.start_kernel()
client = manager.client(); client.start_channels(); client.wait_for_ready(timeout=60)
print(manager.provisioner.parent_process.process.pid, manager.provisioner.pid, flush=True)
time.sleep(300)
"""

pytestmark = pytest.mark.usefixtures("forking")


def gone(pid: int, *, seconds: float = 5) -> bool:
    """Whether a process has ended, or ends within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def wait_until(what, *, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(what())


def test_what_one_kernel_changes_the_next_does_not_see():
    with kernel() as first:
        assert first.is_forked
        before = first.prints(WHAT_IS_LEFT)
        first.prints(CHANGE_EVERYTHING)
        # the control: in the kernel itself all of it is there
        assert first.prints(WHAT_IS_LEFT) == "True True True 3 left behind json True"
        with kernel() as second:
            assert second.is_forked
            assert second.prints(WHAT_IS_LEFT) == before


def test_no_two_kernels_draw_the_same_numbers():
    draw = "import random, numpy, uuid; print(random.random(), numpy.random.random(), uuid.uuid4())"
    with kernel() as first, kernel() as second:
        drawn = [*first.prints(draw).split(), *second.prints(draw).split()]
    assert len(set(drawn)) == 6


def test_a_kernel_has_the_environment_and_the_folder_that_it_was_given(tmp_path):
    environment = os.environ | {"TOLD": "something", "TZ": "Pacific/Kiritimati"}
    with kernel(env=environment, cwd=str(tmp_path)) as running:
        assert running.is_forked
        told = running.prints(
            "import os, time; print(os.environ['TOLD'], os.getcwd(), time.strftime('%z'))"
        )
        assert told == f"something {tmp_path} +1400"
        assert running.prints("print('OPENBLAS_NUM_THREADS' in os.environ)") == str(
            "OPENBLAS_NUM_THREADS" in os.environ
        )
        assert running.prints("!echo $TOLD") == "something"


def test_what_it_writes_around_python_goes_where_the_launcher_was_told(tmp_path):
    with (
        (tmp_path / "out").open("wb") as out,
        (tmp_path / "errors").open("wb") as errors,
        kernel(stdout=out, stderr=errors) as running,
    ):
        assert running.is_forked
        running.prints("import os; os.write(1, b'to out'), os.write(2, b'to errors')")
        assert wait_until(lambda: b"to errors" in (tmp_path / "errors").read_bytes())
        assert b"to out" in (tmp_path / "out").read_bytes()


def test_lists_of_processes_show_it_as_the_kernel_that_it_is():
    with kernel() as running:
        shown = psutil.Process(running.manager.provisioner.pid).cmdline()
        assert [part for part in shown if part][1:4] == ["-m", "ipykernel_launcher", "-f"]


@pytest.mark.parametrize("busy", ["import time; time.sleep(60)", "while True: pass"])
def test_an_interrupt_ends_the_cell_and_not_the_kernel(busy):
    with kernel() as running:
        asked = running.client.execute(busy)
        time.sleep(0.3)
        begun = time.monotonic()
        running.manager.interrupt_kernel()
        reply = {"parent_header": {}}
        while reply["parent_header"].get("msg_id") != asked:
            reply = running.client.get_shell_msg(timeout=10)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert time.monotonic() - begun < 5
        # what was sent before the error is dropped, so ask when that is over
        time.sleep(0.2)
        assert running.prints("print('alive')") == "alive"


def test_a_restarted_kernel_is_another_one_and_empty():
    with kernel() as running:
        running.prints("left_behind = 1")
        first = running.manager.provisioner.pid
        running.manager.restart_kernel(now=True)
        running.client.wait_for_ready(timeout=60)
        assert running.is_forked
        assert running.manager.provisioner.pid != first
        assert running.prints("print('left_behind' in globals())") == "False"


def test_a_crash_is_seen_with_its_exit_code():
    with kernel() as running:
        provision = running.manager.provisioner
        running.client.execute("import os; os._exit(3)")
        assert wait_until(lambda: not running.manager.is_alive())
        assert provision.parent_process.poll(provision.pid) == 3


def test_a_polite_shutdown_runs_what_was_left_for_the_end(tmp_path):
    kept = tmp_path / "kept"
    with kernel() as running:
        running.prints(
            f"import atexit, pathlib; atexit.register(pathlib.Path({str(kept)!r}).touch);"
        )
        running.manager.shutdown_kernel()
        assert kept.exists()


def test_threads_processes_databases_and_drawings_work_in_a_kernel():
    with kernel() as running:
        assert running.is_forked
        assert running.prints(
            "import threading, queue; q = queue.Queue();"
            "t = threading.Thread(target=q.put, args=('thread',)); t.start(); t.join(); print(q.get())"
        ) == "thread"  # fmt: skip
        assert running.prints("!echo from a process") == "from a process"
        assert running.prints(
            "import subprocess, sys; print(subprocess.run([sys.executable, '-c', 'print(6 * 7)'],"
            " capture_output=True, text=True).stdout)"
        ) == "42"  # fmt: skip
        assert running.prints(
            "import duckdb; print(duckdb.sql('select sum(i) from range(1000000) t(i)').fetchall()[0][0])"
        ) == "499999500000"  # fmt: skip
        assert running.prints(
            "import altair, pandas; import vl_convert; print(vl_convert.vegalite_to_svg(altair.Chart("
            "pandas.DataFrame({'a': [1, 2]})).mark_bar().encode(x='a:Q').to_dict())[:4])"
        ) == "<svg"  # fmt: skip
        assert running.prints(
            "import tempfile, pandas; f = tempfile.NamedTemporaryFile(suffix='.parquet');"
            "pandas.DataFrame({'a': range(100000)}).to_parquet(f.name);"
            "print(pandas.read_parquet(f.name)['a'].sum())"
        ) == "4999950000"  # fmt: skip
        assert running.prints("import asyncio; await asyncio.sleep(0.01); print('awaited')")


def test_an_owner_that_is_killed_takes_parent_and_kernels_with_it():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    with owner:
        parent, running = map(int, owner.stdout.readline().split())
        assert psutil.pid_exists(parent) and psutil.pid_exists(running)
        owner.kill()
        assert gone(running)
        assert gone(parent)


def test_a_parent_that_is_killed_takes_its_kernels_with_it_and_another_one_starts():
    with kernel() as running:
        provision = running.manager.provisioner
        os.kill(provision.parent_process.process.pid, signal.SIGKILL)
        assert gone(provision.pid)
        assert wait_until(lambda: not running.manager.is_alive())
        with kernel() as second:
            assert second.is_forked
            assert second.prints("print('alive')") == "alive"


def test_nothing_piles_up_in_the_parent():
    def files() -> int:
        return len(os.listdir(f"/proc/{WarmParentClient.shared().process.pid}/fd"))

    with kernel():
        pass
    before = files()
    for _ in range(3):
        with kernel() as running:
            assert running.is_forked
    assert files() == before
    assert psutil.Process(WarmParentClient.shared().process.pid).children() == []


def test_a_parent_with_a_second_thread_forks_nothing(tmp_path):
    """The control of "one thread": locks of a thread that is not copied would stay locked."""
    (tmp_path / "starts_a_thread.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    parent = WarmParentClient(["starts_a_thread", "not_there"], environment)
    try:
        assert parent.wait_until_warm()
        assert parent.missing == ["not_there"]
        with pytest.raises(ForkFailed, match="threads: 2"):
            parent.fork(["x"], environment={}, folder="/", files=[])
    finally:
        parent.close()


@pytest.mark.parametrize("reason", ["import paths", "libraries", "independent"])
def test_where_a_fork_would_be_something_else_a_fresh_interpreter_starts(reason, caplog, tmp_path):
    options = {
        "import paths": {"env": os.environ | {"PYTHONPATH": str(tmp_path)}},
        "libraries": {"env": os.environ | {"LD_LIBRARY_PATH": str(tmp_path)}},
        "independent": {"independent": True},
    }[reason]
    ForkProvisioner.warned = False
    with caplog.at_level(logging.WARNING, logger="traitlets"):
        for _ in range(2):
            with kernel(**options) as running:
                assert not running.is_forked
                assert running.prints("print(6 * 7)") == "42"
    assert caplog.text.count("Kernels start in fresh interpreters") == 1


def test_another_python_is_never_forked(monkeypatch, tmp_path):
    """All virtual environments link to one interpreter, so the folder of the link counts."""
    other = tmp_path / "bin" / "python"
    other.parent.mkdir()
    other.symlink_to(Path(sys.executable).resolve())
    from equitykit.kernels.fork_provisioner import _is_own_python

    launcher = ["-m", "ipykernel_launcher", "-f", "x"]
    assert _is_own_python([sys.executable, *launcher])
    assert _is_own_python([sys.executable, "-Xfrozen_modules=off", *launcher])
    assert not _is_own_python([str(other), *launcher])
    assert not _is_own_python([sys.executable, "-O", *launcher])
    assert not _is_own_python(["R", "--slave", "-e", "IRkernel::main()"])


def test_the_entry_point_is_installed():
    with provisioner(FORK), kernel() as running:
        assert type(running.manager.provisioner) is ForkProvisioner
