"""A district's or county office's own logo, for the head of each page."""

from base64 import b64encode
from pathlib import Path

from equitykit.errors import EquitykitError

KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
MOST_BYTES = 500_000


def read_logo(folder: Path, name: str) -> str:
    """Return the picture `name` of the work folder as a data address; nothing for no name.

    As an image an SVG runs no script and loads nothing.

    Raises
    ------
    EquitykitError
        ``logo_unusable``: not in the folder, of another kind, or over 500 kB.
    """
    if not name:
        return ""
    path = folder / name
    usable = Path(name).name == name and path.suffix.lower() in KINDS and path.is_file()
    if not usable or path.stat().st_size > MOST_BYTES:
        raise EquitykitError("logo_unusable", name=name)
    kind = KINDS[path.suffix.lower()]
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"
