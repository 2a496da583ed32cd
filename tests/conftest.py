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
