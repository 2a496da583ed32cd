"""Where a record lies, and how it is read and written: SQLite file or PostgreSQL server.

SQLite, on every connection:

- ``journal_mode=WAL``: pages read while another writes, and a commit is one append to one file.
- ``synchronous=FULL``: a commit is on the disk when it returns. With NORMAL, a power cut takes
  entries that people were told are saved.
- ``busy_timeout=5000``: each open page is a process that writes; they wait for each other.
- ``foreign_keys=ON``: SQLite checks references only when asked.
- ``secure_delete=ON``: deleted text is overwritten with zeros, not just forgotten.

Writes begin with ``BEGIN IMMEDIATE``: what a writer has read is still so when it writes, and
nobody fails half-way because another was quicker. In PostgreSQL a writer locks the row of its
team instead, and ``synchronous_commit`` is on whatever the server's default is.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from equitykit.errors import EquitykitError
from equitykit.storage.journal.troubles import in_words
from equitykit.storage.work_folder import warnings_about

WAIT_SECONDS = 5
PRAGMAS = (
    f"busy_timeout={WAIT_SECONDS * 1000}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
# Any number will do; all who change what belongs to no single team must name the same.
_WHOLE_STORE = 0x65717569
PRIVATE = stat.S_IRUSR | stat.S_IWUSR


@dataclass
class Database:
    """An open store. `place` names it to people (no password); `path` is None for a server."""

    engine: Engine
    place: str
    path: Path | None
    warnings: list[tuple[str, dict]] = field(default_factory=list)

    @contextmanager
    def plainly(self) -> Iterator[Connection]:
        """Each statement for itself: one that reads one state, VACUUM, a checkpoint."""
        with in_words(self.place), self.engine.connect() as connection:
            if self.path is None:
                connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Several statements that see one state, while others write."""
        with in_words(self.place), self.engine.connect() as connection:
            if self.path is None:
                connection.execution_options(isolation_level="REPEATABLE READ")
            else:
                connection.execution_options(begins="BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one place where a transaction that writes begins, and is committed or undone.

        After trouble the connection is closed rather than used again: a full disk may leave
        SQLite's transaction open.
        """
        with in_words(self.place), self.engine.connect() as connection:
            try:
                connection.execution_options(begins="BEGIN IMMEDIATE")
                with connection.begin():
                    yield connection
            except DBAPIError:
                connection.invalidate()
                raise

    def close(self) -> None:
        """Close all connections; the last one to close tidies SQLite's log away."""
        self.engine.dispose()


def hold_the_store(connection: Connection) -> None:
    """One writer at a time, for what no row of a team can be locked for (SQLite: as always)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WHOLE_STORE})


def connect(store: str | Path) -> Database:
    """The database at a path or a URL; a SQLite file is made if it is missing.

    Raises
    ------
    EquitykitError
        ``store_wrong_url``, ``store_folder_missing``, ``store_not_a_file``,
        ``store_read_only``, ``store_driver_missing``, ``store_not_ours``, and what `in_words`
        raises
    """
    url = url_of(str(store))
    if url.get_backend_name() == "sqlite":
        return _sqlite(Path(url.database))
    place = url.render_as_string(hide_password=True)
    options = f"-c lock_timeout={WAIT_SECONDS}s -c synchronous_commit=on"
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": WAIT_SECONDS, "options": options},
        )
    except ModuleNotFoundError:
        raise EquitykitError("store_driver_missing", place=place) from None
    return Database(engine, place, None)


def url_of(store: str) -> URL:
    """The URL of a path or URL, with the driver that we use."""
    if "://" not in store:
        return URL.create("sqlite", database=store)
    try:
        url = make_url(store)
        name = url.drivername.partition("+")[0]
        if name in ("postgresql", "postgres"):
            return url.set(drivername="postgresql+psycopg")
        if name != "sqlite" or url.database in (None, "", ":memory:"):
            raise ArgumentError
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise EquitykitError("store_wrong_url", place=_without_password(store)) from None
    return url


def _without_password(store: str) -> str:
    scheme, _, rest = store.partition("://")
    return f"{scheme}://…{rest[rest.rfind('@') :]}" if "@" in rest else store


def _sqlite(path: Path) -> Database:
    if path.is_dir():
        raise EquitykitError("store_not_a_file", place=str(path))
    if not path.parent.is_dir():
        raise EquitykitError("store_folder_missing", place=str(path), folder=str(path.parent))
    if _is_of_another_program(path):
        raise EquitykitError("store_not_ours", place=str(path))
    try:
        # made before SQLite makes it: its log and index take over the mode of the file
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))
    except OSError as problem:
        raise EquitykitError("store_read_only", place=str(path), detail=problem.strerror) from None
    if not os.access(path.parent, os.W_OK):
        raise EquitykitError("store_read_only", place=str(path), detail=str(path.parent))
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(OSError):  # another user's file, or one that is not there
            file.chmod(PRIVATE)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        hide_parameters=True,
        # transactions begin where we say, below
        connect_args={"isolation_level": None, "timeout": WAIT_SECONDS},
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(path), path, warnings_about(path.parent))


def _is_of_another_program(path: Path) -> bool:
    """Whether a SQLite file holds tables and none of them is ours; looking changes no byte of it.

    Only a file without a write-ahead log is looked at: one of ours has a log, and opening one
    that has a log changes nothing in it.
    """
    try:
        with path.open("rb") as file:
            if file.read(19)[18:] != b"\x01":
                return False
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = {name for (name,) in found}
    except (OSError, sqlite3.Error):
        # said by whoever opens it for good
        return False
    return bool(names) and not any(name.startswith("journal_") for name in names)


def _set_pragmas(connection, _):
    for pragma in PRAGMAS:
        answer = connection.execute(f"PRAGMA {pragma}").fetchall()
        if pragma == "journal_mode=WAL" and answer != [("wal",)]:
            raise sqlite3.OperationalError("this file system does not take a write-ahead log")


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begins")
    if statement:
        connection.exec_driver_sql(statement)
