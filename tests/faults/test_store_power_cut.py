"""The power goes while people write: what they were told is saved is there when it is back."""

import shutil
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from faults.power_cut import FATES, DiskLog, write_image
from faults.sqlite_disk import Operation, watched
from faults.store_check import lost, traces, troubles_of
from faults.store_work import Writer, new_team
from sqlalchemy import event
from sqlalchemy.pool import Pool

from equitykit.storage.journal.journal import open_journal

NAME = "record.sqlite"


@contextmanager
def every_connection(pragma: str):
    """Run a pragma each time a connection is taken, after the journal has set its own."""

    def run(connection, *_):
        connection.execute(f"PRAGMA {pragma}").fetchall()

    event.listen(Pool, "checkout", run)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", run)


def log_of_work(folder: Path, steps: int = 60, seed: int = 1) -> DiskLog:
    """Three sessions of a team, the second one with two pages open; long texts fill the log."""
    log = DiskLog(folder)
    random = Random(seed)
    stream = None
    with watched(log.watch, really_sync=True):
        for session, pages in enumerate((1, 2, 1)):
            journals = [open_journal(folder / NAME) for _ in range(pages)]
            stream = stream or new_team(journals[0], log.say)
            writers = [
                Writer(journal, stream, log.say, random, f"{session}{at}", long=20_000)
                for at, journal in enumerate(journals)
            ]
            for step in range(steps):
                writers[step % pages].step()
                if session and step == steps // 2:
                    writers[0].erase_line()
            for journal in journals:
                journal.close()
    return log


def judge(log: DiskLog, cuts: list[int], folder: Path, seed: int = 2) -> dict[str, list]:
    """Check one image for each cut, the fates of what was not synced in turn.

    Gives the images that only lost what was said, and those that are wrong in another way.
    """
    random = Random(seed)
    found = {"lost": [], "wrong": []}
    for number, cut in enumerate(cuts):
        fate = FATES[number % len(FATES)]
        place = folder / f"image-{number}"
        place.mkdir()
        write_image(log, cut, fate, random, place)
        said = log.said_before(cut)
        with watched():
            troubles = traces(place / NAME, said) + troubles_of(str(place / NAME), said)
        if troubles:
            kind = "lost" if len(lost(troubles)) == len(troubles) else "wrong"
            found[kind].append((number, fate, cut, troubles[:3]))
        shutil.rmtree(place)
    print(
        f"{len(cuts)} images of a disk after {len(log.steps)} steps and"
        f" {sum('what' in each for each in log.said_before(len(log.steps)))} acknowledgements:"
        f" {len(found['lost'])} with lost words, {len(found['wrong'])} wrong otherwise"
    )
    return found


def some_cuts(log: DiskLog, count: int, seed: int = 3) -> list[int]:
    """Points at which the power goes."""
    random = Random(seed)
    return [log.any_cut(random) for _ in range(count)]


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> DiskLog:
    return log_of_work(tmp_path_factory.mktemp("disk"))


@pytest.mark.parametrize("images", [78, pytest.param(600, marks=pytest.mark.slow)])
def test_nothing_said_to_be_saved_is_lost_in_a_power_cut(log, images, tmp_path):
    assert judge(log, some_cuts(log, images), tmp_path) == {"lost": [], "wrong": []}


def test_a_store_whose_making_is_cut_short_opens_all_the_same(log, tmp_path):
    first = next(at for at, step in enumerate(log.steps) if isinstance(step, dict))

    assert judge(log, list(range(first + 2)), tmp_path) == {"lost": [], "wrong": []}


def test_the_cuts_fall_into_all_that_sqlite_does_to_its_files(log):
    done = {(step.kind, Path(step.name).name) for step in log.steps if not isinstance(step, dict)}
    synced = [step for step in log.steps if step == Operation("sync", str(log.folder / NAME))]

    assert {("sync", f"{NAME}-wal"), ("delete", f"{NAME}-wal"), ("truncate", f"{NAME}-wal")} <= done
    # one when the store is made, one when each session ends; the log was folded in meanwhile, too
    assert len(synced) > 4


@pytest.mark.parametrize("images", [42, pytest.param(600, marks=pytest.mark.slow)])
def test_control_with_fewer_syncs_words_are_lost(images, tmp_path):
    with every_connection("synchronous=NORMAL"):
        log = log_of_work(tmp_path)

    assert len(judge(log, some_cuts(log, images), tmp_path)["lost"]) > images / 10


def test_control_with_no_syncs_the_file_is_broken(tmp_path):
    with every_connection("synchronous=OFF"):
        log = log_of_work(tmp_path)

    assert judge(log, some_cuts(log, 42), tmp_path)["wrong"]


def test_control_words_that_are_only_blanked_are_found_in_the_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr("equitykit.storage.journal.erasing.scrub", lambda database: None)
    log = log_of_work(tmp_path)

    wrong = judge(log, some_cuts(log, 42), tmp_path)["wrong"]
    assert any("is still in" in trouble for *_, troubles in wrong for trouble in troubles)
