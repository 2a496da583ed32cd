"""What all tests share: where real published files are, and what a machine may lack."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

REAL_DATA = Path(
    os.environ.get("EQUITYKIT_REAL_DATA", Path(__file__).parents[2] / "shared" / "real-data")
)

MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 4 * 2**30


def pytest_configure(config):
    """Keep temporary folders in memory where there is room, and files in the order given below.

    A record waits for the disk at each commit, and so do a thousand tests of records.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    config.option.loadscopereorder = False
    if not hasattr(config, "workerinput"):  # workers have it from the process that starts them
        config.readings = tempfile.TemporaryDirectory(prefix="equitykit-readings-")
        os.environ["EQUITYKIT_TEST_READINGS"] = config.readings.name


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        config.readings.cleanup()


# folders whose tests wait for browsers, servers and other processes
WAITING = ("promises", "reports", "faults", "pages", "serve", "widgets", "kernels", "workbooks")


def pytest_collection_modifyitems(items):
    """Spread the files that wait among those that count, so that neither the processor nor a
    worker stands idle; what takes longest does not come last."""
    files: dict[Path, list] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = sorted(
        (path for path in files if path.parent.name in WAITING),
        key=lambda path: WAITING.index(path.parent.name),
    )
    others = sorted(
        files.keys() - {*waiting}, key=lambda path: (path.parent.name != "sources", path)
    )
    share = len(others) // max(1, len(waiting)) + 1
    order = []
    for path in waiting:
        order += [path, *others[:share]]
        del others[:share]
    items[:] = [item for path in order + others for item in files[path]]


def skip_or_fail(reason: str):
    """Skip with a reason; on the build machine, where everything is installed, fail instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"the build machine must have this: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real published files; they are never part of this repository."""
    if not REAL_DATA.is_dir():
        skip_or_fail("no folder of real published files (set EQUITYKIT_REAL_DATA)")
    return REAL_DATA


class StandingClock:
    """A clock that stands until it is moved; milliseconds since 1970."""

    def __init__(self):
        self.milliseconds = 1_800_000_000_000  # 15 January 2027

    def __call__(self) -> int:
        return self.milliseconds

    def pass_minutes(self, minutes: float) -> None:
        self.milliseconds += round(minutes * 60_000)


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A work folder with a record of one team; pages are opened as `equitykit serve` does."""
    from equitykit.records.team import Team
    from equitykit.storage.journal.journal import open_journal

    store = str(tmp_path / "record.sqlite")
    journal = open_journal(store)
    stream = journal.create_team(Team(name="Attendance", district="99600410000000"))
    journal.close()
    monkeypatch.setenv("EQUITYKIT_HOME", str(tmp_path))
    monkeypatch.setenv("EQUITYKIT_STORE", store)
    monkeypatch.setenv("EQUITYKIT_LIVE", "1")
    monkeypatch.setenv("QUERY_STRING", f"team={stream}&view=facilitator")
    return tmp_path


@pytest.fixture
def practised(work):
    """The record of one team, worked practice by practice (see ``tests/practices.py``)."""
    from practices import Practised

    team = Practised(StandingClock())
    yield team
    team.close()
