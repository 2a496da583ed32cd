"""A team's record goes from one computer to another; nothing there is overwritten."""

import copy
import json

import pytest
from sqlalchemy import text

from equitykit.errors import EquitykitError
from equitykit.storage.journal.journal import open_journal

from .notes import TEAM, add_lines, line, new


@pytest.fixture
def elsewhere(tmp_path):
    opened = open_journal(tmp_path / "elsewhere.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def team(elsewhere) -> str:
    team = elsewhere.create_team(TEAM)
    add_lines(elsewhere, team, "uno", "dos")
    return team


def carried(journal, team: str) -> dict:
    """What was handed out, after a journey as JSON."""
    return json.loads(journal.hand_out(team).model_dump_json())


def test_a_team_comes_in_with_its_ids_times_and_order(journal, elsewhere, team):
    info = journal.take_in(carried(elsewhere, team))

    assert (info.stream, info.team, info.fork_of) == (team, TEAM, None)
    assert journal.entries(team) == elsewhere.entries(team)
    assert dict(journal.standing(team)) == dict(elsewhere.standing(team))
    assert journal.verify() == []


def test_the_same_again_changes_nothing(journal, elsewhere, team):
    journal.take_in(carried(elsewhere, team))
    before = journal.pulse(team), journal.teams()
    journal.take_in(carried(elsewhere, team))

    assert (journal.pulse(team), journal.teams()) == before


def test_what_was_written_elsewhere_since_is_added(journal, elsewhere, team):
    journal.take_in(carried(elsewhere, team))
    journal.change_room(team, step="ask")
    elsewhere.append(team, "line/0", line("UNO"), id="typed")
    journal.keep_draft(team, "line/0#text", "UN", id="typed", revision=1, base=1)
    journal.take_in(carried(elsewhere, team))

    assert journal.entries(team) == elsewhere.entries(team)
    assert journal.drafts(team) == []
    assert journal.room(team).values == {"step": "ask"}
    assert journal.verify() == []


def test_an_older_file_takes_nothing_back(journal, elsewhere, team):
    old = carried(elsewhere, team)
    journal.take_in(old)
    journal.append(team, "line/9", line("here"), id=new())
    journal.take_in(old)

    assert len(journal.entries(team)) == 4
    assert len(journal.teams()) == 1


def test_two_that_went_on_apart_are_two(journal, elsewhere, team):
    journal.take_in(carried(elsewhere, team))
    journal.append(team, "line/0", line("here"), id=new())
    elsewhere.append(team, "line/0", line("there"), id=new())
    fork = journal.take_in(carried(elsewhere, team))

    assert fork.fork_of == team and fork.stream != team
    assert journal.standing(team).record("line/0") == line("here")
    assert journal.standing(fork.stream).record("line/0") == line("there")
    assert journal.verify() == []


def test_a_fork_is_continued_not_forked_again(journal, elsewhere, team):
    journal.take_in(carried(elsewhere, team))
    journal.append(team, "line/0", line("here"), id=new())
    elsewhere.append(team, "line/0", line("there"), id=new())
    fork = journal.take_in(carried(elsewhere, team))
    elsewhere.append(team, "line/0", line("there again"), id=new())
    again = journal.take_in(carried(elsewhere, team))

    assert again.stream == fork.stream
    assert len(journal.teams()) == 2
    assert journal.standing(fork.stream).record("line/0") == line("there again")


def test_a_fork_can_be_carried_on_and_verified(journal, elsewhere, team, tmp_path):
    journal.take_in(carried(elsewhere, team))
    journal.append(team, "line/0", line("here"), id=new())
    elsewhere.append(team, "line/0", line("there"), id=new())
    fork = journal.take_in(carried(elsewhere, team))
    third = open_journal(tmp_path / "third.sqlite")
    info = third.take_in(carried(journal, fork.stream))

    assert (info.stream, info.fork_of) == (fork.stream, team)
    assert third.verify() == []
    third.close()


def test_what_was_erased_here_stays_erased(journal, elsewhere, team):
    journal.take_in(carried(elsewhere, team))
    journal.erase(team, subjects=["line/0"])
    journal.append(team, "line/9", line("here"), id=new())
    elsewhere.append(team, "line/9", line("there"), id=new())
    fork = journal.take_in(carried(elsewhere, team))

    assert [each.record for each in journal.versions(fork.stream, "line/0")] == [None]
    assert journal.verify() == []


def test_erasing_reaches_the_forks_of_the_store(journal, elsewhere, team):
    journal.take_in(carried(elsewhere, team))
    journal.append(team, "line/9", line("here"), id=new())
    elsewhere.append(team, "line/9", line("there"), id=new())
    fork = journal.take_in(carried(elsewhere, team))
    journal.erase(team, subjects=["line/0"])

    assert journal.standing(fork.stream).record("line/0") is None
    assert journal.verify() == []


def changed(exported: dict, **values) -> dict:
    exported = copy.deepcopy(exported)
    exported["entries"][1] |= values
    return exported


HOSTILE = {
    "nothing": lambda given: None,
    "a list": lambda given: [],
    "text": lambda given: "{}",
    "no entries": lambda given: given | {"entries": []},
    "not entries": lambda given: given | {"entries": [1, None, "x"]},
    "an entry that lacks a part": lambda given: given | {"entries": [{"sequence": 1}]},
    "a part too many": lambda given: given | {"owner": "me"},
    "an empty name": lambda given: given | {"stream": ""},
    "a NUL": lambda given: changed(given, subject="line/\x00"),
    "half a character": lambda given: changed(given, subject="line/\ud83d"),
    "a body that is no object": lambda given: changed(given, body="[]"),
    "a body that is no JSON": lambda given: changed(given, body="{"),
    "a body nested deeply": lambda given: changed(given, body='{"a":' * 50_000),
    "a time without a zone": lambda given: changed(given, time="2026-01-01T00:00:00"),
    "a time that is none": lambda given: changed(given, time="soon"),
    "a number too large": lambda given: changed(given, base=2**70),
    "a number as text": lambda given: changed(given, base="1"),
    "SQL in the order": lambda given: changed(given, replaces="1); DROP TABLE x"),
    "a hash that is none": lambda given: changed(given, hash="'"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_none_of_ours_is_a_sentence_and_changes_nothing(
    journal, elsewhere, team, what
):
    with pytest.raises(EquitykitError, match="team_file_unreadable"):
        journal.take_in(HOSTILE[what](carried(elsewhere, team)))

    assert journal.teams() == []


CHANGED = {
    "text": lambda given: changed(given, body='{"meeting":"m1","step":"s","text":"x"}'),
    "subject": lambda given: changed(given, subject="team"),
    "time": lambda given: changed(given, time="2026-01-01T00:00:00+00:00"),
    "left out": lambda given: given | {"entries": given["entries"][1:]},
    "other origin": lambda given: given | {"origin": "another"},
    "blanked": lambda given: changed(given, body=None, salt=None),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_file_that_was_changed_is_a_sentence_and_changes_nothing(journal, elsewhere, team, what):
    with pytest.raises(EquitykitError, match="team_file_broken"):
        journal.take_in(CHANGED[what](carried(elsewhere, team)))

    assert journal.teams() == []


def test_a_file_from_a_later_version_says_so(journal, elsewhere, team):
    with pytest.raises(EquitykitError, match="team_file_newer"):
        journal.take_in(carried(elsewhere, team) | {"format": 2, "more": True})


def test_a_stream_without_a_team_is_not_let_in_half(journal, elsewhere, team):
    elsewhere.erase(team, subjects=["team"])
    with pytest.raises(EquitykitError, match="team_file_unreadable"):
        journal.take_in(carried(elsewhere, team))

    with journal.database.plainly() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal_streams")).scalar() == 0


def test_a_team_that_is_not_there_cannot_be_handed_out(journal):
    with pytest.raises(EquitykitError, match="team_unknown"):
        journal.hand_out("nobody")
