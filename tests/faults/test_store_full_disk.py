"""The disk is full, or broken, from one write or sync on: people read why, and nothing is lost."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest
from faults.sqlite_disk import FULL, IOERR_FSYNC, IOERR_WRITE, Operation, Refused, watched
from faults.store_check import lost, troubles_of
from faults.store_work import Writer, new_team
from sqlalchemy import event
from sqlalchemy.pool import Pool

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.storage.journal.copies import backup
from equitykit.storage.journal.journal import open_journal

NAME = "record.sqlite"
# a disk on which every call works must let more operations pass than any call here needs
ENOUGH = 400


class Disk:
    """A disk that refuses from its `left`-th operation on, until there is space again."""

    def __init__(self, kinds: dict[str, int], half: bool):
        self.kinds, self.half = kinds, half
        self.left: int | None = None
        self.refused = 0

    def watch(self, operation: Operation) -> Refused | None:
        if self.left is None or operation.kind not in self.kinds:
            return None
        if self.left:
            self.left -= 1
            return None
        self.refused += 1
        # a disk takes what still fits before it says that it is full
        return Refused(self.kinds[operation.kind], len(operation.data) // 2 if self.half else 0)

    @contextmanager
    def broken_after(self, operations: int):
        self.left = operations
        try:
            yield
        finally:
            self.left = None


FAULTS = {
    "full": lambda: Disk({"create": FULL, "write": FULL}, half=True),
    "writes fail": lambda: Disk({"write": IOERR_WRITE, "truncate": IOERR_WRITE}, half=False),
    "syncs fail": lambda: Disk({"sync": IOERR_FSYNC}, half=False),
}


def send_a_draft(writer: Writer) -> None:
    """Send what `prepared` typed: the entry comes and the draft goes, or neither."""
    writer.append("line/typed", writer.line(), id="typed")


CALLS: dict[str, Callable[[Writer], None]] = {
    "append": Writer.add_line,
    "conflict": Writer.disagree,
    "change": Writer.change_decision,
    "send": send_a_draft,
    "type": lambda writer: writer.type("line/new#text", writer.new_id(), revisions=1),
    "drop": lambda writer: writer.journal.drop_draft(writer.stream, "dropped"),
    "room": Writer.change_room,
    "team": lambda writer: new_team(writer.journal, writer.say),
    "erase": Writer.erase_line,
    "rebuild": lambda writer: writer.journal.rebuild(),
    "backup": lambda writer: backup(
        writer.journal, writer.journal.database.path.with_name(f"copy-{writer.new_id()}.sqlite")
    ),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> tuple[Path, list[dict]]:
    """A store in which something was written, and what was said about it."""
    path, said = tmp_path_factory.mktemp("prepared") / NAME, []
    journal = open_journal(path)
    writer = Writer(journal, new_team(journal, said.append), said.append, Random(1), long=3000)
    writer.all_steps()
    writer.type("line/typed#text", "typed", revisions=1)
    journal.keep_draft(writer.stream, "line/new#text", "x", id="dropped", revision=1, base=0)
    journal.close()
    return path, said


@pytest.fixture
def folding():
    """Fold the log into the file after every commit, so that this is hit by faults, too."""

    def run(connection, *_):
        connection.execute("PRAGMA wal_autocheckpoint=1").fetchall()

    event.listen(Pool, "checkout", run)
    yield
    event.remove(Pool, "checkout", run)


def attempt(prepared, call, disk: Disk, after: int, folder: Path, again: bool) -> str | None:
    """Do one call on a disk that fails `after` so many operations; gives the error's id.

    Then there is space again, and the page goes on, or (not `again`) is closed and opened anew.
    """
    source, before = prepared
    store = shutil.copyfile(source, folder / NAME)
    said = list(before)
    error = None
    with watched(disk.watch):
        writer = _page(store, said)
        writer.add_line()
        with disk.broken_after(after):
            try:
                CALLS[call](writer)
            except EquitykitError as problem:
                error = problem
            if not again:
                writer.journal.close()
        if not again:
            writer = _page(store, said, seed=5)
        if error:
            assert len(explain(error)) > 40
            CALLS[call](writer)
        writer.all_steps()
        writer.journal.close()
        assert troubles_of(str(store), said) == [], (call, after)
    shutil.rmtree(folder)
    folder.mkdir()
    return error and error.id


def _page(store: Path, said: list[dict], seed: int = 4) -> Writer:
    journal, stream = open_journal(store), said[0]["stream"]
    lines = [each for each in journal.standing(stream) if each.startswith("line/")]
    return Writer(journal, stream, said.append, Random(seed), f"page{seed}", 3000, lines=lines)


def moments(prepared, call, fault, folder: Path, every: int) -> tuple[list[str], int]:
    """Let a disk fail after 0, 1, 2 … operations, until the call needs no more of them.

    Gives the errors' ids and how many operations were refused.
    """
    ids, refused = [], 0
    for after in range(0, ENOUGH, every):
        for again in (True, False) if every == 1 else (after % 2 == 0,):
            disk = FAULTS[fault]()
            id = attempt(prepared, call, disk, after, folder, again)
            ids += [id] if id else []
            refused += disk.refused
        if not disk.refused:
            return ids, refused
    pytest.fail("the call needs more operations than were tried")


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_fails_loses_nothing_and_is_explained(
    call, fault, every, prepared, folding, tmp_path
):
    folder = tmp_path / "store"
    folder.mkdir()
    ids, refused = moments(prepared, call, fault, folder, every)

    print(f"{call}, {fault}: {len(ids)} calls failed, {refused} refusals: {dict(Counter(ids))}")
    assert refused and ids


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_while_a_store_is_made_can_be_tried_again(fault, tmp_path):
    refused = 0
    for after in range(0, ENOUGH, 2):
        disk, store, said = FAULTS[fault](), tmp_path / f"{after}.sqlite", []
        with watched(disk.watch):
            with disk.broken_after(after), suppress(EquitykitError):
                journal = open_journal(store)
                journal.close()
            journal = open_journal(store)
            new_team(journal, said.append)
            journal.close()
            assert troubles_of(str(store), said) == [], after
        refused += disk.refused
        if not disk.refused:
            break

    print(f"{fault}: {after} operations make a store, {refused} refusals")
    assert refused and not disk.refused


def test_control_a_page_that_says_saved_whatever_happened_is_caught(prepared, tmp_path):
    disk, said = FAULTS["full"](), list(prepared[1])
    store = shutil.copyfile(prepared[0], tmp_path / NAME)
    with watched(disk.watch):
        writer = _page(store, said)
        line, id = writer.line(), writer.new_id()
        said.append({"what": "entry", "stream": writer.stream, "id": id, "sequence": 0, "body": {}})
        with disk.broken_after(0), suppress(EquitykitError):
            writer.append("line/said", line, id=id)
        writer.journal.close()

    assert disk.refused
    assert lost(troubles_of(str(store), said)) == [f"lost entry 0 {id}"]
