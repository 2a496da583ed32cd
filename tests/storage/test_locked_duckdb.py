"""DuckDB reads the one folder it was given, and nothing else."""

import duckdb
import pandas as pd
import pytest

from equitykit.storage.locked_duckdb import connect


@pytest.fixture
def folders(tmp_path):
    for name in ("data", "secret"):
        (tmp_path / name).mkdir()
        pd.DataFrame({"x": [1]}).to_parquet(tmp_path / name / "x.parquet")
    return tmp_path


def test_a_file_of_the_folder_is_read(folders):
    with connect(folders / "data") as database:
        path = str(folders / "data" / "x.parquet")
        assert database.execute("SELECT x FROM read_parquet(?)", [path]).fetchall() == [(1,)]


@pytest.mark.parametrize("path", ["secret/x.parquet", "data/../secret/x.parquet"])
def test_a_file_beside_the_folder_is_not(folders, path):
    with connect(folders / "data") as database, pytest.raises(duckdb.Error):
        database.execute("SELECT x FROM read_parquet(?)", [str(folders / path)])


def test_without_a_folder_no_file_is_read(folders):
    with connect() as database, pytest.raises(duckdb.Error):
        path = str(folders / "data" / "x.parquet")
        database.execute("SELECT x FROM read_parquet(?)", [path])


@pytest.mark.parametrize("folder", [None, "data"])
def test_what_memory_does_not_hold_is_not_written_to_a_disk(folders, folder):
    with connect(folder and folders / folder) as database:
        query = "SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'"
        assert database.execute(query).fetchone() == ("",)


@pytest.mark.parametrize(
    "statement",
    [
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET temp_directory = '.tmp'",
        "COPY (SELECT 1) TO 'must-not-exist.csv'",
        "SELECT * FROM frame",
    ],
)
def test_nothing_opens_the_lock(folders, statement):
    frame = pd.DataFrame({"x": [1]})  # noqa: F841  a variable that no query may pick up
    with connect(folders / "data") as database, pytest.raises(duckdb.Error):
        database.execute(statement)
