"""What a database says when something is wrong, as a sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from equitykit.errors import EquitykitError

SQLITE = {
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_READONLY: "store_read_only",
    sqlite3.SQLITE_PERM: "store_read_only",
    sqlite3.SQLITE_CANTOPEN: "store_read_only",
    sqlite3.SQLITE_CORRUPT: "store_corrupt",
    sqlite3.SQLITE_NOTADB: "store_not_a_database",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; the first two signs are a class
POSTGRESQL = {
    "53100": "store_full",
    "55P03": "store_busy",
    "40P01": "store_busy",
    "40001": "store_busy",
    "25006": "store_read_only",
    "42501": "store_read_only",
    "XX001": "store_corrupt",
    "XX002": "store_corrupt",
    "08": "store_unreachable",
    "28": "store_unreachable",
    "3D": "store_unreachable",
    "57": "store_unreachable",
    "53": "store_unreachable",
}


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """Turn whatever the database raises into a sentence about `place`.

    The database's own message may quote what people wrote, so only its first line goes on.

    Raises
    ------
    EquitykitError
        ``store_full``, ``store_busy``, ``store_read_only``, ``store_corrupt``,
        ``store_not_a_database``, ``store_unreachable``; ``store_trouble`` for all else
    """
    try:
        yield
    except DBAPIError as problem:
        raise explained(problem.orig, place) from None
    except sqlite3.Error as problem:  # raised while a connection is set up
        raise explained(problem, place) from None
    except NoConnectionLeft:
        raise EquitykitError("store_busy", place=place) from None


def explained(problem: BaseException, place: str) -> EquitykitError:
    """The sentence for what a driver raised."""
    detail = next(iter(str(problem).splitlines()), type(problem).__name__)
    if isinstance(problem, sqlite3.Error):
        # extended codes keep the plain code in their lowest byte
        code = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
        id = SQLITE.get(code, "store_trouble")
    else:
        state = getattr(problem, "sqlstate", None)
        if state is None:  # no answer from a server at all
            id = "store_unreachable"
        else:
            id = POSTGRESQL.get(state) or POSTGRESQL.get(state[:2], "store_trouble")
    return EquitykitError(id, place=place, detail=detail)
