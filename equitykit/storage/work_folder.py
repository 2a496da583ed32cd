"""The user's work folder: prepared data, exports, settings."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from equitykit.errors import EquitykitError

# Folders that a cloud service copies while we write: a record is no place for two writers.
SYNCED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "iCloud", "Mobile Documents", "Box")
# Files of the district's own wait here to be counted, with their column mappings beside them.
EXTRACTS = "extracts"
EXTRACT_FORMS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".parquet")

NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p")


@dataclass(frozen=True)
class WorkFolder:
    """A work folder that can be written, and what to warn of: pairs of sentence id and values."""

    path: Path
    warnings: list[tuple[str, dict]] = field(default_factory=list)


def open_work_folder(path: Path) -> WorkFolder:
    """Make the folder and its `data` and `exports` if need be, and look at where it lies.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    try:
        for folder in (path, path / "exports"):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(path), detail=problem.strerror
        ) from None
    if not os.access(path, os.W_OK):
        raise EquitykitError("folder_not_writable", folder=str(path), detail="read-only")
    return WorkFolder(path, warnings_about(path))


def waiting_extracts(folder: Path) -> list[str]:
    """Names of the extracts in a folder, without the mappings that lie beside them."""
    if not folder.is_dir():
        return []
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix.lower() in EXTRACT_FORMS
        and not path.stem.endswith("-mapping")
        and not path.name.startswith((".", "~"))
    )


def warnings_about(path: Path) -> list[tuple[str, dict]]:
    """Warn where the folder is synced by a cloud service or lies on a network share."""
    found = []
    path = path.resolve()
    service = next((part for part in path.parts for name in SYNCED if part.startswith(name)), None)
    if service:
        found.append(("doctor.folder_synced.text", {"folder": str(path), "service": service}))
    if file_system_of(path) in NETWORK_FILE_SYSTEMS or str(path).startswith("\\\\"):
        found.append(("doctor.folder_on_network.text", {"folder": str(path)}))
    return found


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """Return the kind of file system a path is on where the system tells (Linux), else None."""
    try:
        lines = [line.split() for line in mounts.read_text().splitlines()]
    except OSError:
        return None
    above = [
        (len(point), kind)
        for _, point, kind, *_ in lines
        if path.is_relative_to(point.replace("\\040", " "))
    ]
    return max(above, default=(0, None))[1]
