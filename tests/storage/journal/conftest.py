"""The same journal in both databases: a SQLite file, and a real PostgreSQL of its own."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest
from conftest import skip_or_fail
from sqlalchemy import URL, create_engine, text

from equitykit.storage.journal.journal import open_journal

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def as_server(command: list, **kwargs) -> None:
    """Run a command as a user whom PostgreSQL accepts: it refuses root."""
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **kwargs)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory) -> URL:
    """The address of a running PostgreSQL that goes away with the tests; it only has a socket."""
    if not SERVERS:
        skip_or_fail("no PostgreSQL server is installed (Debian: postgresql)")
    binaries = SERVERS[-1].parent
    # a socket's path may have about 100 characters, and the server's user must get at it
    folder = Path("/tmp") / f"ek-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    options = f"-c listen_addresses= -c unix_socket_directories={folder}"
    as_server(
        [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"],
        cwd=folder,
    )
    as_server(
        [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
    )
    yield URL.create(
        "postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)}
    )
    as_server([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], cwd=folder)
    shutil.rmtree(folder)


@pytest.fixture
def new_database(postgresql):
    """Make empty databases on the server; they are dropped after the test."""
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    made = []

    def make() -> str:
        made.append(f"t{uuid.uuid4().hex}")
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]} TEMPLATE template0"))
        return postgresql.set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    with server.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


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
