"""The schema of a store: made when the store is new, brought up to ours when it is older.

A store is copied before its schema changes, and the change is one transaction: a computer that
stops half-way leaves the old schema.
"""

from sqlalchemy import Connection, insert, inspect, select, text, update

from equitykit.errors import EquitykitError
from equitykit.storage.journal.databases import Database, hold_the_store
from equitykit.storage.journal.schema import SCHEMA_VERSION, metadata, versions
from equitykit.storage.journal.whole_files import copy_sqlite, free_name

# What turns a schema into the next one. Written out, since it is about what tables once were.
STEPS = {
    1: (
        "ALTER TABLE journal_streams ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE journal_streams ADD COLUMN fork_of TEXT",
        "UPDATE journal_streams SET origin = stream",
    ),
}


def prepare(database: Database) -> None:
    """Make the schema, or bring an older one up to ours after copying the store.

    Raises
    ------
    EquitykitError
        ``store_newer`` · ``store_not_ours``: a SQLite file that holds something else
    """
    with database.plainly() as connection:
        version = _version(connection)
    if version is not None and version > SCHEMA_VERSION:
        raise EquitykitError("store_newer", place=database.place)
    if version == SCHEMA_VERSION:
        return
    if version is not None and database.path is not None:
        path = database.path
        copy_sqlite(database, free_name(path.with_stem(f"{path.stem}-before-{SCHEMA_VERSION}")))
    with database.writing() as connection:
        hold_the_store(connection)
        version = _version(connection)
        if version is None:
            _make(connection, database)
        else:
            _migrate(connection, version)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(versions.name):
        return None
    return connection.execute(select(versions.c.version)).scalar()


def _make(connection: Connection, database: Database) -> None:
    if database.path is not None and inspect(connection).get_table_names():
        raise EquitykitError("store_not_ours", place=database.place)
    metadata.create_all(connection)
    connection.execute(insert(versions).values(version=SCHEMA_VERSION))


def _migrate(connection: Connection, version: int) -> None:
    """From `version` to ours; nothing where another process has done it meanwhile."""
    if version < SCHEMA_VERSION and connection.dialect.name == "postgresql":
        _copy_tables(connection)
    for step in range(version, SCHEMA_VERSION):
        for statement in STEPS[step]:
            connection.execute(text(statement))
    connection.execute(update(versions).values(version=SCHEMA_VERSION))


def _copy_tables(connection: Connection) -> None:
    """A server has no folder beside the store: the old tables stay there under other names."""
    old = inspect(connection).get_table_names()
    for table in metadata.tables:
        if table in old:
            copied = f"{table}_before_{SCHEMA_VERSION}"
            connection.execute(text(f"CREATE TABLE {copied} AS TABLE {table}"))
