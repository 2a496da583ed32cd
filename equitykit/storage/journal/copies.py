"""Backups of a whole store, and bringing one back.

A backup is one SQLite file, whichever database the store is in. It is made while people write,
and holds the state of one moment.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from equitykit.errors import EquitykitError
from equitykit.storage.journal.databases import hold_the_store, url_of
from equitykit.storage.journal.journal import Journal, open_journal
from equitykit.storage.journal.schema import entries, metadata, streams, versions
from equitykit.storage.journal.whole_files import (
    appearing,
    copy_sqlite,
    free_name,
    without_tallies,
)

DAMAGED = ("store_corrupt", "store_not_a_database", "store_not_ours")
_ROWS = 1000


def backup(journal: Journal, target: Path) -> Path:
    """Copy the store of an open journal into the new file `target`.

    Raises
    ------
    EquitykitError
        ``copy_exists``, ``copy_not_writable``
    """
    if journal.database.path is not None:
        copy_sqlite(journal.database, target)
        return target
    with appearing(target) as part, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        beside = open_journal(Path(folder) / "record.sqlite")
        with journal.database.snapshot() as rows, beside.database.writing() as into:
            _copy_rows(rows, into)
        with beside.database.plainly() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        without_tallies(part)
        beside.close()
    return target


def restore(copy: Path, store: str | Path, *, lose: bool = False) -> Path | None:
    """Put the entries of a backup in place of those of the store; returns where those are now.

    The backup is verified first and not touched. With `lose`, entries that only the store has
    go, and a damaged store is set aside; they can be found again in the returned file, which is
    beside the store, or beside the backup where the store is on a server. Pages that are open
    go on with what was brought back. What was erased in the store stays erased.

    Raises
    ------
    EquitykitError
        ``backup_missing``, ``backup_in_use``, ``backup_broken``, ``restore_would_lose``, and
        those of `connect`
    """
    with tempfile.TemporaryDirectory() as folder:
        source = _verified(Path(copy), Path(folder))
        try:
            target, aside = _opened(store, lose)
            try:
                if target.teams():
                    if not lose:
                        _refuse_loss(source, target)
                    before = _heads(target)
                    aside = _kept_aside(target, Path(copy))
                    _replace(source, target, before)
                else:
                    _replace(source, target, {})
            finally:
                target.close()
        finally:
            source.close()
    return aside


def copies_beside(store: Path) -> list[Path]:
    """Copies that migrations and restores left beside a store: erasing does not reach them."""
    return sorted(store.parent.glob(f"{store.stem}-before-*{store.suffix}"))


def _verified(copy: Path, folder: Path) -> Journal:
    """The backup, opened as a copy of its own: opening could bring its schema up to ours."""
    if not copy.is_file():
        raise EquitykitError("backup_missing", file=str(copy))
    if Path(f"{copy}-wal").exists():  # a copy of a live file lacks what is in its log
        raise EquitykitError("backup_in_use", file=str(copy))
    here = Path(shutil.copyfile(copy, folder / "record.sqlite"))
    try:
        source = open_journal(here)
        problems = source.verify()
    except EquitykitError as problem:
        if problem.id == "store_newer":
            raise EquitykitError("store_newer", place=str(copy)) from None
        raise EquitykitError("backup_broken", file=str(copy)) from None
    if problems:
        source.close()
        raise EquitykitError("backup_broken", file=str(copy))
    return source


def _opened(store: str | Path, lose: bool) -> tuple[Journal, Path | None]:
    """The store to restore into, and where a damaged one was put."""
    try:
        return open_journal(store), None
    except EquitykitError as problem:
        if problem.id not in DAMAGED or not lose:
            raise
    path = Path(url_of(str(store)).database)
    aside = _before_restore(path)
    for ending in ("", "-wal", "-shm"):
        old = Path(f"{path}{ending}")
        if old.exists():
            old.rename(f"{aside}{ending}")
    return open_journal(store), aside


def _before_restore(path: Path) -> Path:
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    return free_name(path.with_name(f"{path.stem}-before-restore-{day}.sqlite"))


def _kept_aside(target: Journal, copy: Path) -> Path:
    """A copy of what the store holds now."""
    return backup(target, _before_restore(target.database.path or copy))


def _refuse_loss(source: Journal, target: Journal) -> None:
    query = select(entries.c.stream, entries.c.hash)
    with source.database.plainly() as connection:
        brought = {tuple(row) for row in connection.execute(query)}
    with target.database.plainly() as connection:
        lost = {tuple(row) for row in connection.execute(query)} - brought
    if lost:
        raise EquitykitError(
            "restore_would_lose",
            place=target.database.place,
            entries=len(lost),
            teams=len({stream for stream, _ in lost}),
        )


def _heads(journal: Journal) -> dict[str, str]:
    with journal.database.plainly() as connection:
        rows = connection.execute(select(streams.c.stream, streams.c.head))
        return {row.stream: row.head for row in rows}


def _replace(source: Journal, target: Journal, before: dict[str, str]) -> None:
    """All rows at once, unless somebody wrote since the store was copied aside (`before`)."""
    with source.database.snapshot() as rows, target.database.writing() as into:
        hold_the_store(into)
        now = into.execute(select(streams.c.stream, streams.c.head).with_for_update())
        if {row.stream: row.head for row in now} != before:
            raise EquitykitError("store_busy", place=target.database.place)
        gone = select(entries.c.digest, entries.c.erased).where(entries.c.erased.is_not(None))
        erased = into.execute(gone).all()
        for table in reversed(metadata.sorted_tables):
            if table is not versions:
                into.execute(delete(table))
        _copy_rows(rows, into)
        for digest, time in erased:
            blank = {"body": None, "reason": None, "salt": None, "erased": time}
            into.execute(update(entries).where(entries.c.digest == digest).values(**blank))


def _copy_rows(rows: Connection, into: Connection) -> None:
    for table in metadata.sorted_tables:
        if table is not versions:
            found = rows.execute(select(table)).mappings().yield_per(_ROWS)
            for some in found.partitions():
                into.execute(insert(table), [dict(row) for row in some])
