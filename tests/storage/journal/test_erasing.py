"""What was erased is in no byte of the store, and the chain still holds."""

from pathlib import Path

import pytest

from equitykit.errors import EquitykitError
from equitykit.storage.journal.journal import open_journal

from .notes import TEAM, add_lines, line, new

SECRET = "Mañana lo dice su madre"
OTHER = "Reasonable words of somebody else"


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def team(journal) -> str:
    team = journal.create_team(TEAM)
    journal.append(team, "line/1", line("first " + SECRET), id=new())
    journal.append(team, "line/1", line("second " + SECRET), id=new(), reason="why " + SECRET)
    journal.append(team, "line/2", line(OTHER), id=new())
    for revision in range(1, 40):
        text = (SECRET * 50)[: revision * 20]
        journal.keep_draft(team, "line/1#text", text, id="d", revision=revision, base=1)
    return team


def test_an_erased_subject_is_gone_with_its_versions_reasons_and_drafts(journal, team):
    assert journal.erase(team, subjects=["line/1"]) == 2

    assert [each.record for each in journal.versions(team, "line/1")] == [None, None]
    assert all(each.erased and each.reason == "" for each in journal.versions(team, "line/1"))
    assert journal.standing(team).record("line/1") is None
    assert journal.drafts(team) == []
    assert journal.standing(team).record("line/2") == line(OTHER)


def test_the_chain_still_holds(journal, team):
    journal.erase(team, subjects=["line/1"])

    assert journal.verify() == []
    journal.append(team, "line/1", line("anew"), id=new())
    journal.rebuild()
    assert journal.verify() == []
    assert journal.standing(team).record("line/1") == line("anew")


def test_a_single_entry_is_erased_by_its_id(journal, team):
    first, second = journal.versions(team, "line/1")

    assert journal.erase(team, ids=[first.id]) == 1
    assert [each.erased for each in journal.versions(team, "line/1")] == [True, False]


def test_erasing_twice_counts_once(journal, team):
    journal.erase(team, subjects=["line/1"])
    when = journal.versions(team, "line/1")

    assert journal.erase(team, subjects=["line/1"]) == 0
    assert journal.versions(team, "line/1") == when


def test_open_pages_learn_that_something_was_erased(journal, team):
    before = journal.pulse(team)
    journal.erase(team, subjects=["line/2"])

    assert journal.pulse(team) != before


def test_no_byte_of_it_is_left_in_the_files(tmp_path):
    place = tmp_path / "record.sqlite"
    journal = open_journal(place)
    team = journal.create_team(TEAM)
    add_lines(journal, team, *[f"{SECRET} {number}" for number in range(300)])
    journal.keep_draft(team, "line/1#text", SECRET, id="d", revision=1, base=1)
    other = open_journal(place)
    assert len(other.standing(team)) == 301
    assert SECRET.encode() in bytes_of(tmp_path)
    assert Path(f"{place}-wal").exists() and Path(f"{place}-shm").exists()

    journal.erase(team, subjects=[f"line/{number}" for number in range(300)])

    assert SECRET.encode() not in bytes_of(tmp_path)
    other.close()
    journal.close()
    assert SECRET.encode() not in bytes_of(tmp_path)


def test_no_byte_of_it_is_left_in_the_tables_of_postgresql(new_database, postgresql):
    journal = open_journal(new_database())
    team = journal.create_team(TEAM)
    add_lines(journal, team, SECRET)
    journal.keep_draft(team, "line/0#text", SECRET, id="d", revision=1, base=1)
    tables = Path(postgresql.query["host"]) / "data" / "base"
    with journal.database.plainly() as connection:
        connection.exec_driver_sql("CHECKPOINT")
    assert SECRET.encode() in bytes_of(tables)

    journal.erase(team, subjects=["line/0"])
    with journal.database.plainly() as connection:
        connection.exec_driver_sql("CHECKPOINT")

    assert SECRET.encode() not in bytes_of(tables)
    journal.close()


def test_a_reader_that_holds_the_log_open_is_named_and_erasing_again_ends_it(tmp_path):
    place = tmp_path / "record.sqlite"
    journal, page = open_journal(place), open_journal(place)
    team = journal.create_team(TEAM)
    add_lines(journal, team, SECRET)
    with page.database.snapshot() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM journal_entries").scalar()
        with pytest.raises(EquitykitError, match="erase_unfinished"):
            journal.erase(team, subjects=["line/0"])
        assert journal.standing(team).record("line/0") is None

    journal.erase(team, subjects=["line/0"])

    assert SECRET.encode() not in bytes_of(tmp_path)
    page.close()
    journal.close()


def test_a_reader_of_postgresql_is_named_too(new_database):
    place = new_database()
    journal, page = open_journal(place), open_journal(place)
    team = journal.create_team(TEAM)
    add_lines(journal, team, SECRET)
    with page.database.snapshot() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM journal_entries").scalar()
        with pytest.raises(EquitykitError, match="erase_unfinished"):
            journal.erase(team, subjects=["line/0"])

    journal.erase(team, subjects=["line/0"])
    assert journal.standing(team).record("line/0") is None
    page.close()
    journal.close()
