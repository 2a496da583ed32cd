"""The prepared data folder on disk: its manifest, its versions, its lock.

::

    data/
      manifest.json            which version is valid, and which files it was made of
      outcomes-0003/           the version: outcomes by county, and the places in it
        county=27.parquet
        places.parquet
        releases/            own counts as they were released (see `prepared_releases`)
      prepare.lock

A version is written whole beside the valid one. Replacing ``manifest.json`` is the one
moment in which the folder changes; a run that is killed before it leaves the old data
whole and a folder that the next run clears away.
"""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from equitykit.errors import EquitykitError

FORMAT = 1
MANIFEST = "manifest.json"
LOCK = "prepare.lock"


def read_manifest(folder: Path) -> dict | None:
    """Return the manifest of a prepared folder, or None where nothing was prepared.

    Raises
    ------
    EquitykitError
        ``data_folder_newer``, ``data_folder_damaged``, ``data_folder_unreadable``
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        newer = manifest["format"] > FORMAT
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise EquitykitError("data_folder_unreadable", folder=folder.name) from None
    except (ValueError, KeyError, TypeError):
        raise EquitykitError("data_folder_damaged", folder=folder.name) from None
    if newer:
        raise EquitykitError("data_folder_newer", folder=folder.name, format=manifest["format"])
    return manifest


def open_folder(folder: Path) -> None:
    """Make the folder where it is missing.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _not_writable(folder, problem) from None


@contextmanager
def locked(folder: Path):
    """Hold the folder for one `prepare`. The system lets go of it also when we are killed.

    Raises
    ------
    EquitykitError
        ``data_folder_busy`` where another run holds it, ``folder_not_writable``
    """
    try:
        lock = (folder / LOCK).open("a")
    except OSError as problem:
        raise _not_writable(folder, problem) from None
    with lock:
        try:
            _take(lock)
        except OSError:
            raise EquitykitError("data_folder_busy", folder=folder.name) from None
        yield


def _take(lock) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def clear_leftovers(folder: Path, manifest: dict | None) -> None:
    """Remove every version but the valid one, and what a killed run left half written."""
    valid = manifest["version"] if manifest else None
    for left in folder.glob("outcomes-*"):
        if left.name != valid:
            shutil.rmtree(left, ignore_errors=True)
    (folder / f"{MANIFEST}.new").unlink(missing_ok=True)


def new_version(folder: Path, manifest: dict | None) -> Path:
    """Make the empty folder of the next version.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    number = int(manifest["version"].split("-")[1]) + 1 if manifest else 1
    version = folder / f"outcomes-{number:04d}"
    try:
        version.mkdir()
    except OSError as problem:
        raise _not_writable(folder, problem) from None
    return version


def commit(folder: Path, version: Path, files: list[dict]) -> None:
    """Make `version` the valid one: everything is on disk before the manifest is replaced."""
    flush(version)
    manifest = {"format": FORMAT, "version": version.name, "files": files}
    new = folder / f"{MANIFEST}.new"
    new.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    flush(new)
    os.replace(new, folder / MANIFEST)
    flush(folder)
    clear_leftovers(folder, manifest)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    if path.is_dir() and os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_writable(folder: Path, problem: OSError) -> EquitykitError:
    return EquitykitError("folder_not_writable", folder=str(folder), detail=problem.strerror)
