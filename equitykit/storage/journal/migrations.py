"""The schema of a store: made when the store is new, refused when it is newer than we are."""

from sqlalchemy import Connection, insert, inspect, select, text

from equitykit.errors import EquitykitError
from equitykit.storage.journal.databases import Database
from equitykit.storage.journal.schema import SCHEMA_VERSION, metadata, versions

# any number will do; all who make or change a schema in one database must name the same
_LOCK = 0x65717569


def prepare(database: Database) -> None:
    """Make the schema where there is none.

    Raises
    ------
    EquitykitError
        ``store_newer`` · ``store_not_ours``: a SQLite file that holds something else
    """
    with database.reading() as connection:
        version = _version(connection)
    if version is None:
        with database.writing() as connection:
            _hold_off_others(connection)
            version = _version(connection) or _make(connection, database)
    if version > SCHEMA_VERSION:
        raise EquitykitError("store_newer", place=database.place)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(versions.name):
        return None
    return connection.execute(select(versions.c.version)).scalar()


def _hold_off_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _make(connection: Connection, database: Database) -> int:
    if database.path is not None and inspect(connection).get_table_names():
        raise EquitykitError("store_not_ours", place=database.place)
    metadata.create_all(connection)
    connection.execute(insert(versions).values(version=SCHEMA_VERSION))
    return SCHEMA_VERSION
