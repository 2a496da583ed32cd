"""Where a record may lie, what holds on each connection, and what is said where it cannot be."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import skip_or_fail

from equitykit.content.texts import LANGUAGES, explain
from equitykit.errors import EquitykitError
from equitykit.storage.journal.journal import open_journal

from .notes import TEAM, add_lines, line, new


def refused(store) -> EquitykitError:
    with pytest.raises(EquitykitError) as raised:
        open_journal(store)
    for language in LANGUAGES:
        assert explain(raised.value, language)
    return raised.value


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "record.sqlite"


def test_every_connection_keeps_what_it_was_told(file):
    journal = open_journal(file)
    with journal.database.plainly() as one, journal.database.writing() as two:
        for connection in (one, two):
            pragma = lambda name, c=connection: c.exec_driver_sql(f"PRAGMA {name}").scalar()  # noqa: E731
            assert pragma("journal_mode") == "wal"
            assert pragma("synchronous") == 2, "FULL"
            assert pragma("busy_timeout") == 5000
            assert pragma("foreign_keys") == 1
            assert pragma("secure_delete") == 1
    journal.close()


def test_a_writer_holds_the_store_from_its_first_moment(file):
    journal = open_journal(file)
    other = sqlite3.connect(file, timeout=0)
    with journal.database.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    journal.close()


def test_a_commit_of_postgresql_is_on_the_disk_whatever_the_server_says(new_database):
    place = new_database()
    first = open_journal(place)
    with first.database.plainly() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar()
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    first.close()
    journal = open_journal(place)
    with journal.database.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    journal.close()


def test_the_files_are_for_the_owner_alone(file):
    old = os.umask(0)
    try:
        journal = open_journal(file)
        journal.create_team(TEAM)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    finally:
        os.umask(old)

    expected = dict.fromkeys(("record.sqlite", "record.sqlite-wal", "record.sqlite-shm"), 0o600)
    assert modes == expected
    journal.close()


def test_a_file_that_others_could_read_is_closed_to_them(file):
    open_journal(file).close()
    file.chmod(0o644)
    open_journal(file).close()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_path_and_its_url_are_the_same_store(file):
    journal = open_journal(f"sqlite:///{file}")
    team = journal.create_team(TEAM)
    journal.close()
    again = open_journal(file)

    assert [info.stream for info in again.teams()] == [team]
    again.close()


def test_a_synced_folder_is_warned_of(tmp_path):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    journal = open_journal(folder / "record.sqlite")

    assert [id for id, _ in journal.warnings] == ["doctor.folder_synced.text"]
    journal.close()


@pytest.mark.parametrize(
    "place",
    [
        "mysql://host/db",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql+nothing://:x",
        "://",
        "http://x",
    ],
)
def test_a_wrong_address_is_a_sentence(place):
    assert refused(place).id in ("store_wrong_url", "store_unreachable")


def test_a_password_is_never_shown():
    for place in (
        "postgresql://me:hush@127.0.0.1:1/x",
        "mysql://me:hush@host/x",
        "postgresql://me:hush@host:port/x",
    ):
        problem = refused(place)
        assert "hush" not in str(problem.values)


def test_a_missing_folder_a_folder_and_a_file_as_folder_are_sentences(tmp_path):
    (tmp_path / "file").write_text("")

    assert refused(tmp_path / "no such" / "record.sqlite").id == "store_folder_missing"
    assert refused(tmp_path).id == "store_not_a_file"
    assert refused(tmp_path / "file" / "record.sqlite").id == "store_folder_missing"


def test_a_file_that_is_no_database_is_left_as_it_was(file):
    file.write_text("Dear all,\n" * 500)

    assert refused(file).id == "store_not_a_database"
    assert file.read_text() == "Dear all,\n" * 500


def test_the_database_of_another_program_is_left_as_it_was(file):
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE bookmarks (x)")
    connection.commit()
    before = file.read_bytes()

    assert refused(file).id == "store_not_ours"
    assert file.read_bytes() == before
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    connection.close()


def test_a_damaged_file_is_a_sentence(file):
    journal = open_journal(file)
    team = journal.create_team(TEAM)
    add_lines(journal, team, *["x" * 3000] * 50)
    journal.close()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)

    with pytest.raises(EquitykitError, match="store_corrupt"):
        open_journal(file).standing(team)


# all is imported, and a journal opened once, before the user changes: another user may not even
# read this Python
AS_NOBODY = """
import os, sys
from equitykit.errors import EquitykitError
from equitykit.storage.journal.journal import open_journal
place, first = sys.argv[1:]
open_journal(first).close()
os.setgid(65534); os.setuid(65534)
try:
    open_journal(place)
except EquitykitError as problem:
    print(problem.id)
"""


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_a_sentence(what, tmp_path):
    """Root may write everywhere, so another user tries."""
    if os.getuid() != 0:
        skip_or_fail("only root can try as another user")
    folder = Path("/tmp") / f"ek-{new()[:8]}"
    folder.mkdir()
    try:
        place = folder / "record.sqlite"
        open_journal(place).close()
        folder.chmod(0o777 if what == "file" else 0o755)
        place.chmod(0o444 if what == "file" else 0o666)
        command = [sys.executable, "-c", AS_NOBODY, str(place), str(tmp_path / "first.sqlite")]
        done = subprocess.run(command, capture_output=True, text=True)
    finally:
        shutil.rmtree(folder)

    assert (done.stdout.strip(), done.stderr) == ("store_read_only", "")


def test_a_lock_that_is_held_too_long_is_a_sentence_and_trying_again_saves(file):
    journal = open_journal(file)
    team = journal.create_team(TEAM)
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(EquitykitError, match="store_busy"):
        journal.append(team, "line/1", line("mine"), id="one")
    other.rollback()
    other.close()

    journal.append(team, "line/1", line("mine"), id="one")
    assert journal.standing(team).record("line/1") == line("mine")
    journal.close()


def test_a_row_that_is_held_too_long_in_postgresql_is_the_same_sentence(new_database):
    place = new_database()
    journal, other = open_journal(place), open_journal(place)
    team = journal.create_team(TEAM)
    with other.database.writing() as connection:
        connection.exec_driver_sql("SELECT * FROM journal_streams FOR UPDATE")
        with pytest.raises(EquitykitError, match="store_busy"):
            journal.append(team, "line/1", line("mine"), id="one")

    journal.append(team, "line/1", line("mine"), id="one")
    journal.close()
    other.close()


def test_a_full_store_is_a_sentence_and_what_was_saved_is_safe(file):
    journal = open_journal(file)
    team = journal.create_team(TEAM)
    with journal.database.plainly() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EquitykitError, match="store_full"):
        for number in range(100):
            journal.append(team, f"line/{number}", line("x" * 5000), id=new())

    # the connection that was full is gone; a new one has no such limit
    journal.append(team, "line/after", line("room again"), id=new())
    assert journal.verify() == []
    journal.close()


def test_a_server_that_is_not_there_is_a_sentence(tmp_path):
    assert refused("postgresql://127.0.0.1:1/record").id == "store_unreachable"
    assert refused(f"postgresql:///record?host={tmp_path}").id == "store_unreachable"


def test_a_database_that_the_server_lacks_is_a_sentence(postgresql):
    place = postgresql.set(database="none").render_as_string(hide_password=False)

    assert refused(place).id == "store_unreachable"


def test_a_connection_that_the_server_ended_is_made_anew(new_database):
    place = new_database()
    journal, other = open_journal(place), open_journal(place)
    team = journal.create_team(TEAM)
    with other.database.plainly() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert journal.pulse(team) == (1, 0, 0)
    journal.close()
    other.close()


def test_trouble_never_quotes_what_people_wrote(store):
    journal = open_journal(store)
    team = journal.create_team(TEAM)
    with journal.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE journal_standing")
    with pytest.raises(EquitykitError, match="store_trouble") as raised:
        journal.append(team, "line/1", line("only for us"), id=new())

    assert "only for us" not in repr(raised.value)
    assert raised.value.__cause__ is None and raised.value.__suppress_context__
    journal.close()


def test_threads_of_one_process_share_a_journal(store):
    journal = open_journal(store)
    team = journal.create_team(TEAM)
    writers = [
        threading.Thread(target=add_lines, args=(journal, team, *[f"{who}"] * 10))
        for who in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [entry.sequence for entry in journal.entries(team)] == list(range(1, 82))
    assert journal.verify() == []
    journal.close()
