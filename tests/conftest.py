"""What all tests share: where real published files are, and what a machine may lack."""

import os
from pathlib import Path

import pytest

REAL_DATA = Path(
    os.environ.get("EQUITYKIT_REAL_DATA", Path(__file__).parents[2] / "shared" / "real-data")
)


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
