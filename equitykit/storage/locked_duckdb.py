"""Open DuckDB so that it reads one folder, or nothing, and cannot be told otherwise."""

from pathlib import Path

import duckdb

_LOCKED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
}


def connect(
    folder: Path | None = None, *, spills_to: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that may read `folder` and no other file or address.

    What its memory does not hold it writes to `spills_to`, for as long as a query takes; without
    one the query fails. Rows of students are counted without: none of them gets on a disk.
    """
    # DuckDB's own default is a folder in the current one
    spills = {"temp_directory": str(spills_to or "")}
    database = duckdb.connect(":memory:", config=_LOCKED | spills)
    if folder is not None:
        path = str(folder.resolve()).replace("'", "''")
        database.execute(f"SET allowed_directories = ['{path}']")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database
