"""A real PostgreSQL server for tests; import the fixtures where they are asked for."""

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import skip_or_fail
from sqlalchemy import URL, create_engine, text

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def as_server(command: list, **kwargs) -> None:
    """Run a command as a user whom PostgreSQL accepts: it refuses root."""
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **kwargs)


class Server:
    """A PostgreSQL of its own in a new folder; it listens on a socket in there and nowhere else."""

    def __init__(self):
        self.binaries = SERVERS[-1].parent
        # a socket's path may have about 100 characters, and the server's user must get at it
        self.folder = Path("/tmp") / f"ek-{uuid.uuid4().hex[:8]}"
        self.folder.mkdir()
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.data = self.folder / "data"
        as_server(
            [
                self.binaries / "initdb",
                "-D",
                self.data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
            ],
            cwd=self.folder,
        )

    @property
    def url(self) -> URL:
        return URL.create(
            "postgresql+psycopg", "postgres", database="postgres", query={"host": str(self.folder)}
        )

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        log = self.folder / "log"
        as_server(
            [self.binaries / "pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start"],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
        )

    def crash(self) -> None:
        """End all of its processes at once, as they are."""
        as_server(
            [self.binaries / "pg_ctl", "-D", self.data, "-m", "immediate", "stop"], cwd=self.folder
        )


@contextmanager
def running_server() -> Iterator[Server]:
    """A running PostgreSQL that is gone afterwards; skips where none is installed."""
    if not SERVERS:
        skip_or_fail("no PostgreSQL server is installed (Debian: postgresql)")
    server = Server()
    server.start()
    try:
        yield server
    finally:
        if (server.data / "postmaster.pid").exists():
            server.crash()
        shutil.rmtree(server.folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """The address of a running PostgreSQL."""
    with running_server() as server:
        yield server.url


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
