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


def _shipped(name: str) -> Path:
    in_checkout, in_wheel = _SHIPPED[name]
    return in_wheel if in_wheel.is_dir() else in_checkout


def workbooks_folder() -> Path:
    """The folder of our notebooks."""
    return _shipped("workbooks")


def sample_folder() -> Path:
    """The folder of the invented county's files."""
    return _shipped("sample")


def work_folder() -> Path:
    """The user's work folder: ``EQUITYKIT_HOME``, or ``equitykit`` in the home folder."""
    return Path(os.environ.get("EQUITYKIT_HOME") or Path.home() / "equitykit")
