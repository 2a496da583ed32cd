"""Open pages that write as fast as they can, and are killed at any moment."""

import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from databases import running_server
from faults.kills import Child
from faults.line_kills import SABOTAGES
from faults.sqlite_disk import watched
from faults.store_check import traces, troubles_of
from faults.store_work import Say, Writer, new_team, send_again

from equitykit.errors import EquitykitError
from equitykit.storage.journal.journal import open_journal

# after so many generations of pages a new store begins, so that looking through it stays quick
GENERATIONS = 6
LONGEST_WAIT = 60
# how often a page has something erased: the whole file is written anew for that
ERASING = 0.05


class Killing:
    """Kills pages of one team, generation after generation, and looks at what is left."""

    def __init__(self, place: Path, writers: int, random: Random, sabotage: str | None):
        self.place, self.writers, self.random, self.sabotage = place, writers, random, sabotage
        self.report = {
            "kills": 0,
            "crashes": 0,
            "said": 0,
            "sent_again": 0,
            "busy": 0,
            "troubles": [],
        }

    def begin(self, store: str) -> None:
        """Go on with a new store."""
        self.store, self.said = store, []
        journal = open_journal(store)
        self.stream = new_team(journal, self.said.append)
        journal.close()

    def generation(self, number: int) -> None:
        """Let pages write, kill them one after the other, check; then pages send again."""
        pages = [self._page(f"{number}-{at}") for at in range(self.writers)]
        self._let_write(pages)
        self.random.shuffle(pages)
        for page in pages:
            page.kill()
            time.sleep(self.random.random() * 0.01)
        killed = sum(page.wait() for page in pages)
        self.report["kills"] += killed
        if killed < len(pages):
            self.report["troubles"].append(f"generation {number}: a page ended by itself")
        self._look(pages, number)

    def crash(self, number: int, crash, start) -> None:
        """Let pages write, take the server away from under them, start it again, check."""
        pages = [self._page(f"{number}-{at}") for at in range(self.writers)]
        self._let_write(pages)
        crash()
        for page in pages:
            page.wait()
        start()
        self.report["crashes"] += 1
        self._look(pages, number)

    def _look(self, pages: list[Child], number: int) -> None:
        new = [fact for page in pages for fact in page.said()]
        self.said += new
        self.report["said"] += sum("what" in fact for fact in new)
        self.report["busy"] += sum(fact.get("asked") == "busy" for fact in new)
        self._check(f"generation {number}")
        journal = open_journal(self.store)
        self.report["sent_again"] += send_again(journal, list(self.said), self.said.append)
        journal.close()
        self._check(f"generation {number}, sent again")

    def _check(self, when: str) -> None:
        found = troubles_of(self.store, self.said)
        if "://" not in self.store:
            found += traces(Path(self.store), self.said)
        self.report["troubles"] += [f"{when}: {each}" for each in found]

    def _page(self, name: str) -> Child:
        seed = self.random.getrandbits(64)

        def work(say: Say) -> None:
            journal = open_journal(self.store)
            writer = Writer(journal, self.stream, say, Random(seed), name, long=2000)
            with SABOTAGES[self.sabotage]():
                while True:
                    _step(writer, only_lines=self.sabotage is not None)

        return Child(work, self.place / name)

    def _let_write(self, pages: list[Child]) -> None:
        """Until each page has said something, and one of them a random number of things more."""
        enough, patience = self.random.randrange(60), time.monotonic() + LONGEST_WAIT
        while time.monotonic() < patience:
            sizes = [page.told.read_text(encoding="utf-8").count("\n") for page in pages]
            if min(sizes) and max(sizes) >= enough:
                return
            time.sleep(0.002)
        raise TimeoutError("the pages did not write")


def _step(writer: Writer, only_lines: bool) -> None:
    try:
        if only_lines:
            writer.add_line()
        elif writer.lines and writer.random.random() < ERASING:
            writer.erase_line()
        else:
            writer.step()
    except EquitykitError as problem:
        if problem.id == "store_unreachable":  # this server was taken away on purpose
            raise SystemExit(0) from None
        if problem.id not in ("store_busy", "erase_unfinished"):
            raise
        writer.say({"asked": "busy", "stream": writer.stream})


def kill_writers(writers: int, kills: int, seed: int, sabotage: str | None = None) -> dict:
    """Kill pages that write to SQLite files at least `kills` times; how often what was wrong."""
    with TemporaryDirectory() as folder, watched():
        killing = Killing(Path(folder), writers, Random(seed), sabotage)
        number = 0
        while killing.report["kills"] < kills:
            if number % GENERATIONS == 0:
                killing.begin(str(Path(folder) / f"{number}.sqlite"))
            killing.generation(number)
            number += 1
        return killing.report


def kill_writers_of(url: str, writers: int, kills: int, seed: int) -> dict:
    """The same with a database on a server."""
    with TemporaryDirectory() as folder:
        killing = Killing(Path(folder), writers, Random(seed), None)
        killing.begin(url)
        number = 0
        while killing.report["kills"] < kills:
            killing.generation(number)
            number += 1
        return killing.report


def crash_server(writers: int, crashes: int, seed: int) -> dict:
    """Take a server away from those who write to it, and start it again."""
    with TemporaryDirectory() as folder, running_server() as server:
        killing = Killing(Path(folder), writers, Random(seed), None)
        killing.begin(server.url.render_as_string(hide_password=False))
        for number in range(crashes):
            killing.crash(number, server.crash, server.start)
        return killing.report
