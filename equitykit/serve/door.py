"""What opens the room: the token of its address, and the secret that signs the cookies.

Both outlive a restart of the server. When it is killed in the middle of a meeting and started
again on the same work folder, the pages that are open may go on and save what was typed
meanwhile, and the address on the wall is still the right one.

They are kept in ``.door`` in the work folder, for this user alone (mode 600). Who can read
that file can read the record beside it, so it gives away nothing that was not open already;
no route of the room leads into the work folder. A door that nobody started a server with for
half a day is forgotten, so that an address from one meeting does not open the next. Deleting
the file does the same at once. A file that others may read or write, that is a link, or that
holds something else is not believed: the room gets new secrets. Where none can be kept, they
last until the server ends.
"""

import contextlib
import json
import os
import secrets
import stat
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = ".door"
KEPT_SECONDS = 12 * 3600
SHORTEST_SECRET = 48


@dataclass(frozen=True)
class Secrets:
    """Both in hexadecimal digits."""

    token: str
    cookie_secret: str


def secrets_of(work_folder: Path) -> Secrets:
    """The secrets kept in the work folder, or new ones; either way kept from now on."""
    path = work_folder / FILE
    known = _read(path) or Secrets(secrets.token_hex(24), secrets.token_hex(32))
    with contextlib.suppress(OSError):
        _write(path, known)
    return known


def _read(path: Path) -> Secrets | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(descriptor, encoding="utf-8") as file:
            if not _is_ours_alone(os.fstat(descriptor)):
                return None
            known = Secrets(**json.load(file))
        usable = all(
            isinstance(each, str) and len(each) >= SHORTEST_SECRET and bytes.fromhex(each)
            for each in asdict(known).values()
        )
    except (OSError, ValueError, TypeError):
        return None
    return known if usable else None


def _is_ours_alone(found: os.stat_result) -> bool:
    if not stat.S_ISREG(found.st_mode) or time.time() - found.st_mtime > KEPT_SECONDS:
        return False
    # Windows keeps no such bits: there the folder's own rights count
    return os.name != "posix" or (found.st_uid == os.getuid() and not found.st_mode & 0o077)


def _write(path: Path, known: Secrets) -> None:
    # made with mode 600 and put in place whole; a new file also begins a new half day
    descriptor, name = tempfile.mkstemp(prefix=FILE, dir=path.parent)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(known), file)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
