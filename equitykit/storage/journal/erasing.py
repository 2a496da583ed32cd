"""Making text really gone: from the entries, the drafts, the log and the free pages.

The entry itself stays, with its digest, so that the chain still holds and shows that something
was there. Copies elsewhere (backups, packs, exports) are files of their own: they are not
reached from here.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select, update

from equitykit.errors import EquitykitError
from equitykit.storage.journal.appending import lock
from equitykit.storage.journal.databases import Database
from equitykit.storage.journal.schema import drafts, entries, streams

# SQLite takes 32,766 values in one statement, PostgreSQL 65,535
_AT_ONCE = 10_000
# answers whether somebody's reading kept it from being emptied
_EMPTY_THE_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


def blank(
    connection: Connection, stream: str, subjects: Collection[str], ids: Collection[str]
) -> int:
    """Blank all versions of `subjects`, and the entries `ids`; tells how many entries it was.

    Drafts of the same subjects go too, and so does the same text in forks of the stream.
    """
    row = lock(connection, stream)
    columns = (entries.c.id, entries.c.subject, entries.c.digest, entries.c.erased)
    found = [
        each
        for each in connection.execute(select(*columns).where(entries.c.stream == stream))
        if each.subject in subjects or each.id in ids
    ]
    about = {each.subject for each in found} | set(subjects)
    fresh = [each.digest for each in found if each.erased is None]
    gone = {"body": None, "reason": None, "salt": None, "erased": datetime.now(UTC).isoformat()}
    for start in range(0, len(fresh), _AT_ONCE):
        some = entries.c.digest.in_(fresh[start : start + _AT_ONCE])
        connection.execute(update(entries).where(some).values(**gone))
    _drop_drafts(connection, stream, about)
    # no entry was added, but pages have to draw again
    connection.execute(
        update(streams)
        .where(streams.c.stream == stream)
        .values(draft_version=row.draft_version + 1)
    )
    return len(fresh)


def _drop_drafts(connection: Connection, stream: str, about: set[str]) -> None:
    typed = select(drafts.c.id, drafts.c.field).where(drafts.c.stream == stream)
    for draft in connection.execute(typed).all():
        if draft.field.rpartition("#")[0] in about:
            mine = (drafts.c.stream == stream) & (drafts.c.id == draft.id)
            connection.execute(delete(drafts).where(mine))


def scrub(database: Database) -> None:
    """Leave no byte of what was blanked in the files of the store.

    SQLite: the log is emptied into the file, the file is written anew, the log is emptied again.
    PostgreSQL: the tables are written anew. Its own log (WAL) keeps the old text until those
    segments are recycled, and so do replicas, archives and base backups: that is for whoever
    runs the server.

    Raises
    ------
    EquitykitError
        ``erase_unfinished`` while a page reads an older state; the text is blanked already
    """
    statements = (
        tuple(f"VACUUM FULL journal_{name}" for name in ("entries", "drafts", "rooms"))
        if database.path is None
        else (_EMPTY_THE_LOG, "VACUUM", _EMPTY_THE_LOG)
    )
    try:
        with database.plainly() as connection:
            for statement in statements:
                answer = connection.exec_driver_sql(statement)
                if statement == _EMPTY_THE_LOG and answer.scalar():
                    raise EquitykitError("store_busy")
    except EquitykitError as problem:
        if problem.id != "store_busy":
            raise
        raise EquitykitError("erase_unfinished", place=database.place) from None
