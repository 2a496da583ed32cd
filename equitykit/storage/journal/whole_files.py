"""Files that appear whole or not at all, and never in place of another."""

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from equitykit.errors import EquitykitError
from equitykit.storage.journal.databases import PRIVATE, Database
from equitykit.storage.journal.rooms import TALLIES


def copy_sqlite(database: Database, target: Path) -> None:
    """A consistent copy of a SQLite store in one file, while others read and write it.

    Anonymous answers that are still being collected stay behind: a copy outlives the round.

    Raises
    ------
    EquitykitError
        ``copy_exists``, ``copy_not_writable``
    """
    with appearing(target) as part, database.plainly() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        without_tallies(part)


def without_tallies(file: Path) -> None:
    """Take what is being collected out of a copy that nobody else has open."""
    with closing(sqlite3.connect(file)) as copy:
        # a rollback journal on the disk would hold what is taken out
        copy.execute("PRAGMA journal_mode=MEMORY")
        copy.execute("PRAGMA secure_delete=ON")
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_rooms'").fetchone():
            key = f"$.{TALLIES}"
            copy.execute("UPDATE journal_rooms SET state = json_remove(state, ?)", (key,))
            copy.commit()


@contextmanager
def appearing(target: Path):
    """An empty file to fill beside `target`; it takes the target's name once it is on the disk.

    Raises
    ------
    EquitykitError
        ``copy_exists``, ``copy_not_writable``
    """
    if target.exists():
        raise EquitykitError("copy_exists", file=str(target))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE))
        try:
            yield part
            _to_disk(part)
            _take_the_name(part, target)
            _to_disk(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError:
        raise EquitykitError("copy_exists", file=str(target)) from None
    except EquitykitError as problem:
        if problem.id not in ("store_full", "store_read_only", "store_trouble"):
            raise
        # it is the disk of the copy: SQLite does not say which of the two it means
        detail = problem.values["detail"]
        raise EquitykitError("copy_not_writable", file=str(target), detail=detail) from None
    except OSError as problem:
        raise EquitykitError(
            "copy_not_writable", file=str(target), detail=problem.strerror or str(problem)
        ) from None


def _take_the_name(part: Path, target: Path) -> None:
    try:
        os.link(part, target)  # fails if somebody else was quicker
    except FileExistsError:
        raise
    except OSError:  # a memory stick's file system has no links
        if target.exists():
            raise FileExistsError from None
        part.rename(target)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if path.is_file():  # some systems cannot sync a folder
            raise
    finally:
        os.close(handle)


def free_name(path: Path) -> Path:
    """The path itself, or with the first number that makes it new."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 10_000))
    return path if not path.exists() else next(each for each in numbered if not each.exists())
