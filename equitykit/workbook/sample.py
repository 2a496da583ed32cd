"""The invented county as prepared data, so that every notebook runs as it stands."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from equitykit.storage.places import PACKAGE, sample_folder
from equitykit.storage.prepared_folder import read_manifest

SAMPLE_DISTRICT = "99600410000000"
EXTRACT = ("students.csv", "students-mapping.csv")


@cache
def prepared_sample() -> Path:
    """The prepared folder of the sample, made in the user's cache when it is not there.

    Its name holds a digest of the files, of the reader, of the rules of release and of this
    module, so that a change of any never meets an old cache.
    """
    files = [*sample_files(), *(sample_folder() / name for name in EXTRACT)]
    digest = sha256()
    rules = sorted((PACKAGE / "measures").rglob("*.py"))
    for path in [*files, *sorted((PACKAGE / "sources").iterdir()), *rules, Path(__file__)]:
        digest.update(path.read_bytes() if path.is_file() else b"")
    folder = user_cache_path("equitykit") / f"sample-{digest.hexdigest()[:12]}"
    if read_manifest(folder) is None:
        _make(folder)
    return folder


def _make(folder: Path) -> None:
    """Prepare the sample beside `folder` and move it there whole: of two that make it at the
    same time one comes first, and one that is killed leaves nothing in its place."""
    # reading files takes libraries that a prepared folder does without
    from equitykit.storage.prepared import prepare

    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="new-", dir=folder.parent, ignore_cleanup_errors=True) as new:
        made = Path(new) / folder.name
        prepare(sample_readings(), made)
        try:
            os.rename(made, folder)
        except OSError:
            if read_manifest(folder) is None:
                raise


def sample_readings() -> list:
    """The published files of the invented county, and the counts of its one extract."""
    from equitykit.sources.column_mapping import read_mapping
    from equitykit.sources.own_files import read_own
    from equitykit.sources.reading import read_file
    from equitykit.storage.locked_duckdb import connect

    published = [read_file(path) for path in sample_files()]
    extract, mapping = EXTRACT
    with connect() as database:
        place = sample_folder()
        return [*published, read_own(place / extract, read_mapping(place / mapping), database)]


def sample_files() -> list[Path]:
    """The published-layout files of the invented county."""
    return sorted(sample_folder().glob("*.txt"))
