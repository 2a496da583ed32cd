"""Open DuckDB so that it reads one folder, or nothing, and cannot be told otherwise."""

from pathlib import Path

import duckdb

_LOCKED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
}


def connect(folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that may read `folder` and no other file or address."""
    database = duckdb.connect(":memory:", config=_LOCKED)
    if folder is not None:
        path = str(folder.resolve()).replace("'", "''")
        database.execute(f"SET allowed_directories = ['{path}']")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database
