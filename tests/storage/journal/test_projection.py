"""What stands follows from the entries alone, whatever was done in whatever order."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from equitykit.records.notes import Decision
from equitykit.records.record import Withdrawn
from equitykit.storage.journal.journal import open_journal
from equitykit.storage.journal.schema import standing

from .notes import TEAM, new

SUBJECTS = some.sampled_from(["decision/1", "decision/2", "decision/3"])
TEXTS = some.sampled_from(["", "one", "two", "ñ", "x" * 200])
# how many entries back the writer last looked; None: it has seen all
BEHIND = some.none() | some.integers(0, 4)
OPERATIONS = some.one_of(
    some.tuples(some.just("append"), SUBJECTS, TEXTS, BEHIND),
    some.tuples(some.just("withdraw"), SUBJECTS, BEHIND),
    some.tuples(
        some.just("change"), SUBJECTS, some.sampled_from(["text", "reason"]), TEXTS, BEHIND
    ),
    some.tuples(some.just("again"), some.integers(0, 20)),
    some.tuples(some.just("erase"), SUBJECTS),
)


def do(journal, team: str, ids: list[str], operation: tuple) -> None:
    """Do one operation as a page would."""
    what, *rest = operation
    seen = journal.pulse(team)[0]
    base = None if rest[-1] is None or what in ("again", "erase") else max(0, seen - rest[-1])
    blank = Decision(meeting="m1")
    ids.append(new())
    if what == "append":
        record = blank.with_value("text", rest[1])
        journal.append(team, rest[0], record, id=ids[-1], base=base)
    elif what == "withdraw":
        journal.append(team, rest[0], Withdrawn(), id=ids[-1], base=base)
    elif what == "change":
        base = seen if base is None else base
        journal.change(team, *rest[:3], id=ids[-1], base=base, blank=blank)
    elif what == "again":
        journal.append(team, "decision/1", blank, id=ids[rest[0] % len(ids)])
    else:
        journal.erase(team, subjects=[rest[0]])


def projection(journal) -> list:
    with journal.database.plainly() as connection:
        return sorted(tuple(row) for row in connection.execute(select(standing)))


def check(journal, operations: list[tuple]) -> None:
    team = journal.create_team(TEAM)
    ids = []
    for operation in operations:
        do(journal, team, ids, operation)
    kept, seen = projection(journal), dict(journal.standing(team))
    journal.rebuild()

    assert projection(journal) == kept
    assert dict(journal.standing(team)) == seen
    assert journal.verify() == []
    entries = journal.entries(team)
    gone = {each for entry in entries for each in entry.replaces}
    stand = {entry.sequence for heads in seen.values() for entry in heads}
    assert stand == {entry.sequence for entry in entries} - gone


@settings(max_examples=40, deadline=None)
@given(some.lists(OPERATIONS, max_size=25))
def test_the_projection_made_again_is_the_one_that_was_kept(operations):
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "record.sqlite")
        check(journal, operations)
        journal.close()


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(some.lists(OPERATIONS, max_size=40))
def test_the_projection_made_again_is_the_one_that_was_kept_three_hundred_times(operations):
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "record.sqlite")
        check(journal, operations)
        journal.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(operations=some.lists(OPERATIONS, max_size=15))
def test_both_databases_keep_the_same_projection(journal, operations):
    check(journal, operations)


def test_a_projection_is_remade_for_all_teams(journal):
    for _ in range(3):
        team = journal.create_team(TEAM)
        do(journal, team, [], ("append", "decision/1", "one", None))
    kept = projection(journal)
    journal.rebuild()

    assert projection(journal) == kept
    assert len(kept) == 6
