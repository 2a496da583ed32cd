"""A backup holds one moment, whatever is written meanwhile; restoring loses nothing unasked."""

import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from equitykit.content.texts import LANGUAGES, explain
from equitykit.errors import EquitykitError
from equitykit.storage.journal.copies import backup, copies_beside, restore
from equitykit.storage.journal.journal import open_journal

from .notes import TEAM, add_lines, line, new


@pytest.fixture
def team(journal) -> str:
    team = journal.create_team(TEAM)
    add_lines(journal, team, "one", "two")
    journal.keep_draft(team, "line/9#text", "draft", id="d", revision=3, base=1)
    journal.change_room(team, step="ask")
    return team


@pytest.fixture
def copied(journal, team, tmp_path) -> Path:
    return backup(journal, tmp_path / "backup.sqlite")


def everything(journal, team: str) -> tuple:
    return (
        journal.teams(),
        journal.entries(team),
        dict(journal.standing(team)),
        journal.drafts(team),
        journal.room(team),
        journal.pulse(team),
    )


def refused(ask, *given, **how) -> str:
    with pytest.raises(EquitykitError) as raised:
        ask(*given, **how)
    for language in LANGUAGES:
        assert explain(raised.value, language)
    return raised.value.id


def test_a_backup_is_one_file_for_the_owner_alone_that_holds_everything(journal, team, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    target = backup(journal, folder / "monday.sqlite")

    assert [path.name for path in folder.iterdir()] == ["monday.sqlite"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    opened = open_journal(target)
    assert everything(opened, team) == everything(journal, team)
    assert opened.verify() == []
    opened.close()


def test_a_backup_never_overwrites(journal, team, tmp_path):
    target = tmp_path / "letter.txt"
    target.write_text("Dear all")

    assert refused(backup, journal, target) == "copy_exists"
    assert target.read_text() == "Dear all"


def test_a_backup_into_a_folder_that_is_not_there_is_a_sentence(journal, team, tmp_path):
    assert refused(backup, journal, tmp_path / "no such" / "b.sqlite") == "copy_not_writable"


def test_a_backup_that_is_made_while_four_write_is_of_one_moment(journal, team, tmp_path):
    stop = threading.Event()

    def write(who):
        number = 0
        while not stop.is_set():
            journal.append(team, f"line/{number % 5}", line(f"{who} {number}"), id=new())
            number += 1

    writers = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for writer in writers:
        writer.start()
    targets = [backup(journal, tmp_path / f"copy-{number}.sqlite") for number in range(5)]
    stop.set()
    for writer in writers:
        writer.join()

    entries = journal.entries(team)
    for target in targets:
        opened = open_journal(target)
        held = opened.entries(team)
        assert opened.verify() == []
        assert held == entries[: len(held)]
        opened.close()


def test_a_store_that_is_gone_is_brought_back(journal, team, copied, tmp_path):
    before = everything(journal, team)
    place = tmp_path / "new.sqlite"

    assert restore(copied, place) is None
    opened = open_journal(place)
    assert everything(opened, team) == before
    assert opened.verify() == []
    opened.close()


def test_entries_that_the_backup_lacks_are_not_lost_unasked(journal, store, team, copied):
    journal.append(team, "line/9", line("since"), id=new())
    before = everything(journal, team)

    assert refused(restore, copied, store) == "restore_would_lose"
    assert everything(journal, team) == before


def test_when_it_is_allowed_the_old_store_is_kept_beside(journal, store, team, copied):
    then = journal.entries(team)
    journal.append(team, "line/9", line("since"), id=new())
    before = everything(journal, team)
    aside = restore(copied, store, lose=True)

    assert journal.entries(team) == then, "a page that is open goes on with what came back"
    assert journal.verify() == []
    kept = open_journal(aside)
    assert everything(kept, team) == before
    kept.close()


def test_a_team_that_only_the_store_has_counts_as_lost(journal, store, team, copied):
    journal.create_team(TEAM)

    assert refused(restore, copied, store) == "restore_would_lose"


def test_a_backup_with_all_that_the_store_has_is_restored_at_once(journal, store, team, copied):
    with journal.database.writing() as connection:
        connection.execute(text("UPDATE journal_entries SET body = '{}' WHERE sequence = 2"))
    assert journal.verify() != []
    restore(copied, store)

    assert journal.verify() == []
    assert journal.standing(team).record("line/0") == line("one")


def test_what_was_erased_since_the_backup_stays_erased(journal, store, team, copied):
    journal.erase(team, subjects=["line/0"])
    restore(copied, store)

    assert journal.standing(team).record("line/0") is None
    assert journal.standing(team).record("line/1") == line("two")
    assert journal.verify() == []


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_a_damaged_store_is_set_aside_when_that_is_allowed(tmp_path, ending):
    place = tmp_path / "record.sqlite"
    journal = open_journal(place)
    team = journal.create_team(TEAM)
    copied = backup(journal, tmp_path / "backup.sqlite")
    journal.close()
    place.write_bytes(b"\x00 no database" * 500)
    Path(f"{place}{ending}").touch()
    assert refused(restore, copied, place) == "store_not_a_database"

    aside = restore(copied, place, lose=True)

    assert aside.read_bytes() == b"\x00 no database" * 500
    assert copies_beside(place) == [aside]
    opened = open_journal(place)
    assert len(opened.entries(team)) == 1
    opened.close()


def test_a_backup_that_was_changed_is_not_used(journal, store, team, copied):
    connection = sqlite3.connect(copied)
    connection.execute("UPDATE journal_entries SET body = '{}' WHERE sequence = 2")
    connection.commit()
    connection.close()
    before = everything(journal, team)

    assert refused(restore, copied, store, lose=True) == "backup_broken"
    assert everything(journal, team) == before


def test_a_backup_that_is_cut_short_is_not_used(journal, store, team, copied):
    copied.write_bytes(copied.read_bytes()[:-5000])

    assert refused(restore, copied, store, lose=True) == "backup_broken"


def test_a_file_in_use_and_a_missing_one_are_no_backups(journal, team, tmp_path):
    live = tmp_path / "live.sqlite"
    opened = open_journal(live)
    opened.create_team(TEAM)

    assert refused(restore, live, tmp_path / "x.sqlite") == "backup_in_use"
    assert refused(restore, tmp_path / "none.sqlite", tmp_path / "x.sqlite") == "backup_missing"
    opened.close()


def test_restoring_does_not_touch_the_backup(journal, store, team, copied):
    before = copied.read_bytes()
    restore(copied, store)

    assert copied.read_bytes() == before
    assert not list(copied.parent.glob("backup.sqlite-*"))


def test_a_record_moves_from_a_file_to_a_server(new_database, tmp_path):
    journal = open_journal(tmp_path / "record.sqlite")
    team = journal.create_team(TEAM)
    add_lines(journal, team, "one", "ñ")
    server = new_database()
    restore(backup(journal, tmp_path / "backup.sqlite"), server)
    opened = open_journal(server)

    assert everything(opened, team) == everything(journal, team)
    assert opened.verify() == []
    journal.close()
    opened.close()
