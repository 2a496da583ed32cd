"""Where things are: what the package ships, and the user's work folder."""

import os
from pathlib import Path

import equitykit

PACKAGE = Path(equitykit.__file__).parent

# In a checkout the folders stand beside the package; a wheel carries them inside it.
_SHIPPED = {
    "workbooks": (PACKAGE.parent / "workbooks", PACKAGE / "shipped" / "workbooks"),
    "sample": (PACKAGE.parent / "data" / "sample", PACKAGE / "shipped" / "sample"),
}

SAMPLE_COUNTY = "99"
RECORD = "record.sqlite"


def _shipped(name: str) -> Path:
    in_checkout, in_wheel = _SHIPPED[name]
    return in_wheel if in_wheel.is_dir() else in_checkout


def workbooks_folder() -> Path:
    """The folder of our notebooks."""
    return _shipped("workbooks")


def sample_folder() -> Path:
    """The folder of the invented county's files."""
    return _shipped("sample")


def store_place(store: str | None, folder: Path | None = None) -> str:
    """Where the record is: a database's URL as it stands, or the full path of a file.

    Without a `store` it is what ``EQUITYKIT_STORE`` names (a URL can hold a password, and the
    words of a command can be read by others), else ``record.sqlite`` in `folder`, the work
    folder if none is given.
    """
    store = store or os.environ.get("EQUITYKIT_STORE")
    if store and "://" in store:
        return store
    return str(Path(store).expanduser().resolve() if store else (folder or work_folder()) / RECORD)


def work_folder() -> Path:
    """The user's work folder: ``EQUITYKIT_HOME``, or ``equitykit`` in the home folder."""
    return Path(os.environ.get("EQUITYKIT_HOME") or Path.home() / "equitykit")
