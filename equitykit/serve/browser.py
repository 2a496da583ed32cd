"""Open the room in the user's browser without showing the token to other users' process lists."""

import os
import tempfile
import threading
import webbrowser
from pathlib import Path

from equitykit.views.html import render


def open_in_browser(address: str) -> None:
    """Open `address` by way of a small file that only this user can read.

    The command line of a browser is visible to everybody on a shared machine; the file's
    name is not worth reading.
    """
    descriptor, path = tempfile.mkstemp(prefix="equitykit-", suffix=".html")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(render("serve_open", address=address))
    opened = threading.Thread(target=webbrowser.open, args=(Path(path).as_uri(),), daemon=True)
    opened.start()
    removal = threading.Timer(60, Path(path).unlink, kwargs={"missing_ok": True})
    removal.daemon = True
    removal.start()
