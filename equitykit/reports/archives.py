"""One archive for each district, with what it is meant to get: pages, and no notebooks."""

import os
import zipfile
from itertools import groupby
from pathlib import Path, PurePosixPath

from equitykit.errors import EquitykitError
from equitykit.reports.results import Result

PAGES = (".html", ".pdf")
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the same pages make the same archive


def write_archives(results: list[Result], out: Path) -> list[Path]:
    """Write ``<cds>-<slug>.zip`` beside each district's folder; districts without a page get none.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    files = sorted(PurePosixPath(row.file) for row in results if row.file)
    try:
        return [
            _write(out / folder, [out / file for file in pages])
            for folder, pages in groupby(files, key=lambda file: file.parent)
        ]
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(out), detail=problem.strerror
        ) from None


def _write(folder: Path, pages: list[Path]) -> Path:
    archive = folder.with_name(f"{folder.name}.zip")
    unfinished = folder.with_name(f".{archive.name}.unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in (page.with_suffix(end) for page in pages for end in PAGES):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{folder.name}/{path.name}", NO_TIME)
                packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    os.replace(unfinished, archive)
    return archive
