"""A store of an earlier version is copied, then brought up to ours; a later one is left alone."""

import sqlite3
import stat

import pytest
from sqlalchemy import create_engine, text

from equitykit.errors import EquitykitError
from equitykit.records.team import Team
from equitykit.storage.journal.journal import open_journal

from .notes import add_lines

TEAM = "eaedb0784ff147e096ab3c203a6bc276"

# A record as the first version of the schema wrote it, one statement in each paragraph.
FIRST_SCHEMA = """
CREATE TABLE journal_streams (
    stream TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    head TEXT NOT NULL,
    draft_version BIGINT NOT NULL,
    room_version BIGINT NOT NULL,
    PRIMARY KEY (stream)
)

INSERT INTO "journal_streams" VALUES('eaedb0784ff147e096ab3c203a6bc276',1,'7abf0e6fa5bd86484134fbe7081c17881e8933d070b8184c58dfd83ea14b3451',0,1)

CREATE TABLE journal_drafts (
    stream TEXT NOT NULL,
    id TEXT NOT NULL,
    field TEXT NOT NULL,
    revision BIGINT NOT NULL,
    base BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (stream, id),
    FOREIGN KEY(stream) REFERENCES journal_streams (stream)
)

CREATE TABLE journal_entries (
    stream TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    schema BIGINT NOT NULL,
    base BIGINT NOT NULL,
    replaces TEXT NOT NULL,
    amends TEXT,
    time TEXT NOT NULL,
    body TEXT,
    reason TEXT,
    salt TEXT,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL,
    erased TEXT,
    PRIMARY KEY (stream, sequence),
    FOREIGN KEY(stream) REFERENCES journal_streams (stream)
)

CREATE TABLE journal_rooms (
    stream TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (stream),
    FOREIGN KEY(stream) REFERENCES journal_streams (stream)
)

CREATE TABLE journal_schema (
    version BIGINT NOT NULL,
    PRIMARY KEY (version)
)

CREATE TABLE journal_standing (
    stream TEXT NOT NULL,
    subject TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    first BIGINT NOT NULL,
    PRIMARY KEY (stream, subject, sequence),
    FOREIGN KEY(stream) REFERENCES journal_streams (stream)
)

INSERT INTO "journal_entries" VALUES('eaedb0784ff147e096ab3c203a6bc276',1,'d036333f48fa4edfa694a38a19418855','team','team',1,0,'',NULL,'2026-11-22T07:22:48.952562+00:00','{"district":"99000010000000","name":"Ribera"}','','b088dbbab55430ee25f82d0965347e56','9e576a54ff485b18d2e58df8c66e15238c43e2b57c5c9f76b2d932eb7a8571c2','7abf0e6fa5bd86484134fbe7081c17881e8933d070b8184c58dfd83ea14b3451',NULL)

INSERT INTO "journal_rooms" VALUES('eaedb0784ff147e096ab3c203a6bc276','{"step": "open"}')

INSERT INTO "journal_schema" VALUES(1)

INSERT INTO "journal_standing" VALUES('eaedb0784ff147e096ab3c203a6bc276','team',1,1)

CREATE UNIQUE INDEX journal_entries_id ON journal_entries (stream, id)

CREATE INDEX journal_entries_subject ON journal_entries (stream, subject, sequence)
"""


def written_by_the_first_version(store: str) -> str:
    engine = create_engine(store if "://" in store else f"sqlite:///{store}")
    with engine.begin() as connection:
        for statement in FIRST_SCHEMA.strip().split("\n\n"):
            connection.execute(text(statement.replace(":", "\\:")))
    engine.dispose()
    return store


@pytest.fixture
def old_store(store) -> str:
    return written_by_the_first_version(store)


def test_an_old_record_is_all_there_and_can_be_written(old_store):
    journal = open_journal(old_store)

    (info,) = journal.teams()
    assert (info.stream, info.team) == (TEAM, Team(name="Ribera", district="99000010000000"))
    assert journal.room(TEAM).values == {"step": "open"}
    assert journal.verify() == []
    add_lines(journal, TEAM, "new")
    assert journal.hand_out(TEAM).origin == TEAM
    journal.close()
    again = open_journal(old_store)
    assert again.verify() == []
    again.close()


def test_the_file_as_it_was_is_kept_beside_for_the_owner_alone(tmp_path):
    open_journal(written_by_the_first_version(str(tmp_path / "record.sqlite"))).close()

    (kept,) = tmp_path.glob("*before*")
    assert kept.name == "record-before-2.sqlite"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    connection = sqlite3.connect(kept)
    assert connection.execute("SELECT version FROM journal_schema").fetchall() == [(1,)]
    assert connection.execute("SELECT count(*) FROM journal_entries").fetchall() == [(1,)]
    connection.close()


def test_a_server_keeps_the_tables_as_they_were(new_database):
    journal = open_journal(written_by_the_first_version(new_database()))

    with journal.database.plainly() as connection:
        count = connection.execute(text("SELECT count(*) FROM journal_entries_before_2"))
        assert count.scalar() == 1
    journal.close()


def test_a_migration_that_fails_leaves_the_old_record(old_store, monkeypatch):
    from equitykit.storage.journal import migrations

    broken = {1: (*migrations.STEPS[1][:1], "UPDATE no_such_table SET x = 1")}
    monkeypatch.setattr(migrations, "STEPS", broken)
    with pytest.raises(EquitykitError, match="store_trouble"):
        open_journal(old_store)
    monkeypatch.undo()

    journal = open_journal(old_store)
    assert journal.verify() == [] and len(journal.teams()) == 1
    journal.close()


def test_a_record_of_a_later_version_is_refused_and_not_touched(store):
    journal = open_journal(store)
    with journal.database.writing() as connection:
        connection.execute(text("UPDATE journal_schema SET version = 99"))
    journal.close()

    with pytest.raises(EquitykitError, match="store_newer"):
        open_journal(store)
