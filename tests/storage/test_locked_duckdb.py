"""DuckDB reads the one folder it was given, and nothing else."""

import duckdb
import pandas as pd
import pytest

from equitykit.errors import EquitykitError
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


def test_too_little_memory_is_one_sentence(monkeypatch):
    monkeypatch.setenv("EQUITYKIT_MEMORY", "8MB")
    with pytest.raises(EquitykitError, match="^memory_full ") as problem, connect() as database:
        database.execute("SELECT list(range) FROM range(5000000)").fetchall()
    assert problem.value.values == {"memory": "8MB"}


def test_what_is_no_amount_of_memory_is_said(monkeypatch):
    monkeypatch.setenv("EQUITYKIT_MEMORY", "much")
    with pytest.raises(EquitykitError, match="^memory_setting "), connect():
        pytest.fail("no database is opened")


def test_whatever_else_stops_a_count_is_one_sentence():
    with pytest.raises(EquitykitError, match="^counting_failed "), connect() as database:
        database.execute("SELECT 'x'::INTEGER")


def test_who_reads_files_hears_what_is_wrong_with_them(folders):
    with pytest.raises(duckdb.IOException), connect(folders / "data") as database:
        database.execute("SELECT * FROM read_parquet(?)", [str(folders / "data" / "none.parquet")])
