"""The invented county as prepared data, so that every notebook runs as it stands."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

from equitykit.storage.places import PACKAGE, sample_folder

SAMPLE_DISTRICT = "99600410000000"


@cache
def prepared_sample() -> Path:
    """The prepared folder of the sample, made in the user's cache when it is not there.

    Its name holds a digest of the files and of the reader, so that a change of either never
    meets an old cache.
    """
    files = sample_files()
    digest = sha256()
    for path in [*files, *sorted((PACKAGE / "sources").iterdir())]:
        digest.update(path.read_bytes() if path.is_file() else b"")
    folder = user_cache_path("equitykit") / f"sample-{digest.hexdigest()[:12]}"
    if not folder.is_dir():
        # reading published files takes libraries that a prepared folder does without
        from equitykit.sources.reading import read_file
        from equitykit.storage.prepared import prepare

        prepare([read_file(path) for path in files], folder)
    return folder


def sample_files() -> list[Path]:
    """The published-layout files of the invented county."""
    return sorted(sample_folder().glob("*.txt"))
