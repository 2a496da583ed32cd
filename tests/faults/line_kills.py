"""Each call of the journal, killed at each line of the store that it executes."""

import sqlite3
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from faults.kills import Child, LineCounter, fresh
from faults.sqlite_disk import watched
from faults.store_check import traces, troubles_of
from faults.store_work import Say, Writer, new_team
from sqlalchemy import Engine, event

from equitykit.storage.journal.copies import backup, restore
from equitykit.storage.journal.exchange import Exported
from equitykit.storage.journal.journal import open_journal


@dataclass
class Prepared:
    """A store as it is before each kill, what was said about it, and what comes from elsewhere."""

    store: Path
    older: Path
    copy: Path
    handed_out: Exported
    said: list[dict]

    @property
    def stream(self) -> str:
        return self.said[0]["stream"]


# does one thing to a store; the lines executed inside the last argument's block are counted
Call = Callable[[Path, Prepared, Say, LineCounter], None]


def _on_an_open_page(act: Callable[[Writer], None]) -> Call:
    """A call on a page that was open before; closing is counted."""

    def call(store: Path, prepared: Prepared, say: Say, counted: LineCounter) -> None:
        journal = open_journal(store)
        lines = [each for each in journal.standing(prepared.stream) if each.startswith("line/")]
        writer = Writer(journal, prepared.stream, say, Random(7), "killed", lines=lines)
        with counted:
            act(writer)
            journal.close()

    return call


def _make(store: Path, prepared: Prepared, say: Say, counted: LineCounter) -> None:
    with counted:
        journal = open_journal(store)
        new_team(journal, say)
        journal.close()


def _open(store: Path, prepared: Prepared, say: Say, counted: LineCounter) -> None:
    with counted:
        open_journal(store).close()


def _restore(store: Path, prepared: Prepared, say: Say, counted: LineCounter) -> None:
    with counted:
        restore(prepared.copy, store)


def _take_in(writer: Writer, prepared: Prepared) -> None:
    writer.journal.take_in(prepared.handed_out)


def _back_up(writer: Writer) -> None:
    """A backup, unless there is one: it must be whole."""
    copy = writer.journal.database.path.with_name("copy.sqlite")
    if not copy.exists():
        backup(writer.journal, copy)


CALLS: dict[str, Call] = {
    "make": _make,
    "open": _open,
    "migrate": _open,
    "restore": _restore,
    "take in": lambda store, prepared, say, counted: _on_an_open_page(
        lambda writer: _take_in(writer, prepared)
    )(store, prepared, say, counted),
    "append": _on_an_open_page(Writer.add_line),
    "amend": _on_an_open_page(Writer.amend_line),
    "disagree": _on_an_open_page(Writer.disagree),
    "withdraw": _on_an_open_page(Writer.withdraw_line),
    "change": _on_an_open_page(Writer.change_decision),
    "type and send": _on_an_open_page(Writer.type_and_send),
    "type and drop": _on_an_open_page(Writer.type_and_drop),
    "room": _on_an_open_page(Writer.change_room),
    "erase": _on_an_open_page(Writer.erase_line),
    "rebuild": _on_an_open_page(lambda writer: writer.journal.rebuild()),
    "back up": _on_an_open_page(_back_up),
}


def prepare(folder: Path) -> Prepared:
    """Write a small record, a copy of it, one of an older schema, and one with more entries."""
    said: list[dict] = []
    store, older, more = folder / "record.sqlite", folder / "older.sqlite", folder / "more.sqlite"
    journal = open_journal(store)
    writer = Writer(journal, new_team(journal, said.append), said.append, Random(1))
    for _ in range(2):
        writer.all_steps()
    for copy in (older, more, folder / "copy.sqlite"):
        backup(journal, copy)
    journal.close()
    _make_older(older)
    journal = open_journal(more)
    Writer(journal, writer.stream, lambda said: None, Random(2), "elsewhere").all_steps()
    handed_out = journal.hand_out(writer.stream)
    journal.close()
    return Prepared(store, older, folder / "copy.sqlite", handed_out, said)


def _make_older(store: Path) -> None:
    """Take from a store what the second version of the schema brought."""
    connection = sqlite3.connect(store)
    connection.executescript(
        "ALTER TABLE journal_streams DROP COLUMN origin;"
        "ALTER TABLE journal_streams DROP COLUMN fork_of;"
        "UPDATE journal_schema SET version = 1;"
    )
    connection.close()


def kill_at_lines(calls: list[str], places: int | None, sabotage: str | None = None) -> dict:
    """Kill each call at lines that it executes, and check what is left.

    `places` None: each time that a line is executed, and then the page does the same again;
    else each `places`-th line, when it is executed first. Gives, by call, how many lines it
    executes, how many different ones, at how many it was killed, and what was wrong afterwards.
    """
    with TemporaryDirectory() as folder, watched():
        prepared = prepare(Path(folder))
        place = Path(folder) / "killed"
        report = {}
        for name in calls:
            with SABOTAGES[sabotage]():
                lines = _lines_of(name, prepared, place)
            found = {"lines": len(lines), "places": len(set(lines)), "kills": 0, "troubles": []}
            for at in _moments(lines, places):
                killed, troubles = _kill_once(name, prepared, place, at, sabotage, not places)
                found["kills"] += killed
                found["troubles"] += [f"{lines[at]}: {each}" for each in troubles]
            report[name] = found
        return report


def _moments(lines: list[str], places: int | None) -> list[int]:
    if places is None:
        return list(range(len(lines)))
    first = {line: at for at, line in reversed(list(enumerate(lines)))}
    return sorted(first.values())[::places]


def _template(name: str, prepared: Prepared) -> Path | None:
    return {"make": None, "migrate": prepared.older}.get(name, prepared.store)


def _lines_of(name: str, prepared: Prepared, place: Path) -> list[str]:
    """The lines that a call executes when nothing happens; this also warms this process up."""
    for _ in range(2):  # what is worked out once and kept is worked out the first time
        counter = LineCounter()
        store = fresh(place, _template(name, prepared))
        CALLS[name](store, prepared, lambda said: None, counter)
    return counter.lines


def _kill_once(name, prepared, place, at, sabotage, again: bool) -> tuple[bool, list[str]]:
    store = fresh(place, _template(name, prepared))

    def work(say: Say) -> None:
        with SABOTAGES[sabotage]():
            CALLS[name](store, prepared, say, LineCounter(kill_at=at))

    child = Child(work, place / "told")
    killed = child.wait()
    said = ([] if name == "make" else prepared.said) + child.said()
    troubles = troubles_of(str(store), said) + traces(store, said)
    for copy in sorted(place.glob("*.sqlite")):
        if copy != store:
            troubles += [f"{copy.name}: {each}" for each in troubles_of(str(copy), prepared.said)]
    if again:
        # the page comes back and does the same again, under the same ids
        CALLS[name](store, prepared, said.append, nullcontext())
        found = troubles_of(str(store), said) + traces(store, said)
        troubles += [f"again: {each}" for each in found]
    return killed, troubles


@contextmanager
def _committed_in_two():
    """A store that commits an entry before it has put down that the entry stands."""

    def commit(connection, cursor, statement, *_):
        if statement.startswith("INSERT INTO journal_entries"):
            connection.connection.dbapi_connection.execute("COMMIT")
            connection.connection.dbapi_connection.execute("BEGIN IMMEDIATE")

    event.listen(Engine, "after_cursor_execute", commit)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", commit)


@contextmanager
def _said_too_early():
    """A page that says "saved" when it sends."""
    real = Writer.append

    def append(self, subject, record, id=None, base=None):
        id = id or self.new_id()
        body = record.model_dump(mode="json")
        sequence = self.journal.pulse(self.stream)[0] + 1
        said = {"id": id, "sequence": sequence, "body": body}
        self.say({"what": "entry", "stream": self.stream, **said})
        real(self, subject, record, id, base)

    Writer.append = append
    try:
        yield
    finally:
        Writer.append = real


SABOTAGES = {None: nullcontext, "two commits": _committed_in_two, "too early": _said_too_early}
