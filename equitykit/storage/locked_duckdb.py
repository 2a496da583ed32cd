"""Open DuckDB so that it reads one folder, or nothing, and cannot be told otherwise."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from equitykit.errors import EquitykitError

MEMORY, USUAL_MEMORY = "EQUITYKIT_MEMORY", "1GB"
"""How much memory a database may take, such as ``4GB``, and what it takes unasked."""

_LOCKED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


@contextmanager
def connect(
    folder: Path | None = None, *, spills_to: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that may read `folder` and no other file or address.

    What its memory does not hold it writes to `spills_to`, for as long as a query takes; without
    one the query fails. Rows of students are counted without: none of them gets on a disk.

    Raises
    ------
    EquitykitError
        ``memory_full`` where the memory does not do; ``memory_setting``; ``counting_failed``
        for whatever else goes wrong inside a database that reads no files.
    """
    memory = os.environ.get(MEMORY) or USUAL_MEMORY
    database = _open(folder, memory, spills_to)
    try:
        yield database
    except duckdb.OutOfMemoryException:
        raise EquitykitError("memory_full", memory=memory) from None
    except duckdb.Error as problem:
        if folder is not None:  # a reader of files knows what they are
            raise
        raise EquitykitError("counting_failed", kind=type(problem).__name__) from None
    finally:
        database.close()


def _open(folder: Path | None, memory: str, spills_to: Path | None):
    # DuckDB's own default is a folder in the current one
    config = _LOCKED | {"temp_directory": str(spills_to or "")}
    database = duckdb.connect(":memory:", config=config)
    try:
        database.execute("SET memory_limit = ?", [memory])
    except duckdb.Error:
        database.close()
        raise EquitykitError("memory_setting", value=memory) from None
    if folder is not None:
        path = str(folder.resolve()).replace("'", "''")
        database.execute(f"SET allowed_directories = ['{path}']")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database
