"""Counting in the state of a room: one after the other, and gone when it is over."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from equitykit.errors import EquitykitError
from equitykit.storage.exports import json_lines
from equitykit.storage.journal.copies import backup
from equitykit.storage.journal.journal import open_journal

from .notes import TEAM, add_lines

SECRET = "Lo que alguien escribió en su papel"


@pytest.fixture
def team(journal) -> str:
    return journal.create_team(TEAM)


def one_more(values: dict) -> dict:
    return {"rounds": {"n": values.get("rounds", {}).get("n", 0) + 1}}


def test_two_writers_lose_no_answer(store, journal, team):
    def count():
        mine = open_journal(store)
        for _ in range(20):
            mine.update_room(team, one_more)
        mine.close()

    writers = [threading.Thread(target=count) for _ in range(3)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    assert journal.room(team).values["rounds"] == {"n": 60}


def test_what_is_refused_changes_nothing_and_lets_the_next_one_write(journal, team):
    journal.update_room(team, one_more)
    before = journal.room(team)

    def refuse(values):
        raise EquitykitError("field_unknown")

    with pytest.raises(EquitykitError):
        journal.update_room(team, refuse)
    assert journal.room(team) == before
    assert journal.update_room(team, lambda values: {}) == before
    assert journal.update_room(team, one_more).values["rounds"] == {"n": 2}


def test_a_tally_that_is_over_is_in_no_byte_of_the_files(tmp_path):
    journal = open_journal(tmp_path / "record.sqlite")
    team = journal.create_team(TEAM)
    add_lines(journal, team, "a", "b")
    for number in range(30):
        journal.update_room(team, lambda values, n=number: {"rounds": {"texts": [f"{SECRET} {n}"]}})
    journal.change_room(team, rounds=None)
    journal.scrub()

    held = b"".join(path.read_bytes() for path in Path(tmp_path).rglob("*") if path.is_file())
    assert SECRET.encode() not in held and b"escribi" not in held
    journal.close()


def test_a_running_tally_is_in_no_backup_export_or_handed_out_record(journal, team, tmp_path):
    add_lines(journal, team, "a")
    journal.change_room(team, rounds={"texts": ["TALLY-7531"]}, step="notice")
    (tmp_path / "copies").mkdir()
    copy = backup(journal, tmp_path / "copies" / "copy.sqlite")

    assert b"TALLY-7531" not in copy.read_bytes()
    with closing(sqlite3.connect(copy)) as read:
        assert "notice" in read.execute("SELECT state FROM journal_rooms").fetchone()[0]
    assert [each.name for each in copy.parent.iterdir()] == ["copy.sqlite"]
    assert "TALLY-7531" not in json_lines(journal, team)
    assert "TALLY-7531" not in repr(journal.hand_out(team))
