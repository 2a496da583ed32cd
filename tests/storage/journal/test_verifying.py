"""Whatever is changed behind the journal's back is found, and told where it was done."""

import pytest
from sqlalchemy import text

from equitykit.content.texts import LANGUAGES, Words
from equitykit.storage.journal.verifying import Problem

from .notes import TEAM, add_lines

ENTRY = "UPDATE journal_entries SET {} WHERE sequence = 3"
SWAP = (
    "UPDATE journal_entries SET sequence = 99 WHERE sequence = 3",
    "UPDATE journal_entries SET sequence = 3 WHERE sequence = 4",
    "UPDATE journal_entries SET sequence = 4 WHERE sequence = 99",
)
BY_HAND = {
    "body": ([ENTRY.format("body = replace(body, 'two', 'TWO')")], ("text_changed", 3)),
    "reason": ([ENTRY.format("reason = 'because'")], ("text_changed", 3)),
    "salt": ([ENTRY.format("salt = 'x'")], ("text_changed", 3)),
    "blank": ([ENTRY.format("body = NULL, salt = NULL")], ("text_missing", 3)),
    "digest": ([ENTRY.format("digest = hash")], ("envelope_changed", 3)),
    "time": ([ENTRY.format("time = '2020-01-01T00:00:00+00:00'")], ("envelope_changed", 3)),
    "kind": ([ENTRY.format("kind = 'note'")], ("envelope_changed", 3)),
    "id": ([ENTRY.format("id = 'other'")], ("envelope_changed", 3)),
    "base": ([ENTRY.format("base = 0")], ("envelope_changed", 3)),
    "schema": ([ENTRY.format("schema = 7")], ("envelope_changed", 3)),
    "subject": ([ENTRY.format("subject = 'line/9'")], ("envelope_changed", 3)),
    "replaces": ([ENTRY.format("replaces = '2'")], ("envelope_changed", 3)),
    "amends": ([ENTRY.format("amends = 'x'")], ("envelope_changed", 3)),
    "hash": ([ENTRY.format("hash = digest")], ("envelope_changed", 3)),
    "order": (SWAP, ("envelope_changed", 3)),
    "first": (["DELETE FROM journal_entries WHERE sequence = 1"], ("entries_missing", 1)),
    "middle": (["DELETE FROM journal_entries WHERE sequence = 3"], ("entries_missing", 3)),
    "last": (["DELETE FROM journal_entries WHERE sequence = 5"], ("end_missing", 5)),
    "all": (["DELETE FROM journal_entries"], ("end_missing", 1)),
    "end moved": (["UPDATE journal_streams SET sequence = 9"], ("end_missing", 6)),
    "standing": (["DELETE FROM journal_standing WHERE sequence = 3"], ("standing_differs", 3)),
}


@pytest.fixture
def team(journal) -> str:
    team = journal.create_team(TEAM)
    add_lines(journal, team, "one", "two", "three", "four")
    return team


def test_a_record_as_it_was_written_has_no_problems(journal, team):
    assert journal.verify() == []
    assert journal.verify(team) == []


@pytest.mark.parametrize("what", BY_HAND)
def test_a_change_by_hand_is_found_where_it_was_made(journal, team, what):
    statements, (id, sequence) = BY_HAND[what]
    with journal.database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))

    assert Problem(id, team, sequence) in journal.verify(team)


def test_one_changed_text_is_one_problem(journal, team):
    with journal.database.writing() as connection:
        connection.execute(text(BY_HAND["body"][0][0]))

    assert journal.verify() == [Problem("text_changed", team, 3)]


def test_a_stream_whose_hashes_were_all_made_anew_still_ends_wrongly(journal, team):
    """Whoever can compute hashes must also know the row that says how the stream ends."""
    with journal.database.writing() as connection:
        connection.execute(text("DELETE FROM journal_standing WHERE sequence > 2"))
        connection.execute(text("DELETE FROM journal_entries WHERE sequence > 2"))

    assert journal.verify() == [Problem("end_missing", team, 3)]


def test_a_projection_that_went_wrong_is_put_right(journal, team):
    with journal.database.writing() as connection:
        connection.execute(text("DELETE FROM journal_standing"))
    journal.rebuild()

    assert journal.verify() == []
    assert len(journal.standing(team)) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_a_sentence(language):
    ids = {id for _, (id, _) in BY_HAND.values()} | {"file_damaged"}

    for id in ids:
        assert Words(language)(f"journal.{id}.text", stream="abc", sequence=3)
