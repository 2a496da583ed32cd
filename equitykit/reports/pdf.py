"""A page as PDF, printed by a Chromium that is already on the machine."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from equitykit.errors import EquitykitError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 120


def find_browser() -> str:
    """Return the program that prints.

    Raises
    ------
    EquitykitError
        ``batch_no_browser``
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise EquitykitError("batch_no_browser")
    return found


def write_pdf(html: Path, *, browser: str) -> Path:
    """Print the page `html` to a PDF of the same name beside it.

    Raises
    ------
    EquitykitError
        ``batch_pdf_failed``
    """
    pdf = html.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="equitykit-pdf-") as profile:
        unfinished = Path(profile) / "page.pdf"
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={unfinished}",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to run as root with one
        try:
            subprocess.run(
                [*command, html.resolve().as_uri()],
                check=True,
                timeout=SECONDS,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            written = unfinished.read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise EquitykitError("batch_pdf_failed", file=html.name) from None
        beside = html.with_name(f".{pdf.name}.unfinished")
        beside.write_bytes(written)
        os.replace(beside, pdf)
    return pdf
