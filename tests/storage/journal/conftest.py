"""The same journal in both databases: a SQLite file, and a real PostgreSQL of its own."""

import pytest
from databases import new_database, postgresql  # noqa: F401

from equitykit.storage.journal.journal import open_journal


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path) -> str:
    """Where a new record lies: each test runs once for each database."""
    if request.param == "sqlite":
        return str(tmp_path / "record.sqlite")
    return request.getfixturevalue("new_database")()


@pytest.fixture
def journal(store):
    opened = open_journal(store)
    yield opened
    opened.close()
