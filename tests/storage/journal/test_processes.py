"""Each open page is a process of its own; they write at once and nothing is lost or doubled."""

import subprocess
import sys

from equitykit.storage.journal.journal import open_journal

from .notes import TEAM

# On a machine with many more processes than cores a writer may wait for more than five seconds
# (SQLite serves those who wait in no order). It is told so, and sends the same id again, as pages do.
WRITER = """
import sys
from equitykit.errors import EquitykitError
from equitykit.records.notes import Line
from equitykit.storage.journal.journal import open_journal

def until_saved(save, *given, **values):
    for attempt in range(10):
        try:
            return save(*given, **values)
        except EquitykitError as problem:
            if problem.id != "store_busy":
                raise
    sys.exit("busy for too long")

store, team, who = sys.argv[1:]
journal = open_journal(store)
for number in range(50):
    line = Line(meeting="m1", step="notice", text=f"{who} {number}")
    until_saved(journal.append, team, f"line/{number % 5}", line, id=f"{who}-{number}")
    draft = dict(id=f"d{who}", revision=number, base=1)
    until_saved(journal.keep_draft, team, f"line/{number}#text", "x", **draft)
journal.close()
"""
OPENER = """
import sys
from equitykit.storage.journal.journal import open_journal
journal = open_journal(sys.argv[1])
print(len(journal.teams()))
journal.close()
"""


def run_at_once(code: str, *arguments: tuple) -> list[str]:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, *map(str, each)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for each in arguments
    ]
    answers = [process.communicate(timeout=120) for process in running]
    assert [errors for _, errors in answers] == [""] * len(answers)
    return [output for output, _ in answers]


def test_four_processes_write_to_one_team_and_all_of_it_is_there(store):
    journal = open_journal(store)
    team = journal.create_team(TEAM)
    run_at_once(WRITER, *[(store, team, who) for who in range(4)])

    entries = journal.entries(team)
    assert [entry.sequence for entry in entries] == list(range(1, 202))
    assert {entry.id for entry in entries[1:]} == {
        f"{who}-{number}" for who in range(4) for number in range(50)
    }
    for who in range(4):
        mine = [entry.id for entry in entries if entry.id.startswith(f"{who}-")]
        assert mine == [f"{who}-{number}" for number in range(50)]
    assert journal.pulse(team) == (201, 200, 0)
    assert journal.verify() == []
    journal.close()


def test_a_new_store_is_made_once_by_many_who_open_it_at_once(store):
    assert run_at_once(OPENER, *[(store,)] * 6) == ["0\n"] * 6
