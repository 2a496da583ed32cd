"""Take files out of the prepared folder again: their rows go, and everything else stays.

The folder is locked, a new version is written beside the valid one, and releases of own counts
are never forgotten: what was shown is out. Of a row that two files hold the folder keeps one;
where the file goes that it was kept from, the other file has to be prepared again, which is said.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equitykit.errors import EquitykitError
from equitykit.storage import prepared_folder
from equitykit.storage.prepared_shapes import OUTCOMES, SHAPES
from equitykit.storage.prepared_write import county_files, in_order, read_counties, write_version

DIGITS = 12
"""How many digits of a file's digest stand in the `source` of its rows."""


@dataclass(frozen=True)
class Removal:
    """What went: `gone` are entries of the manifest (`file`, `sha256`, `periods`, …), `again` the
    names of files that shared rows with them and have to be prepared again, `missing` what was
    asked for and is not there, `counted` whether a count of the district's own students went."""

    gone: tuple[dict, ...] = ()
    again: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        return any("data_use" in file for file in self.gone)


def remove(asked: Sequence[str | Path], folder: str | Path) -> Removal:
    """Take files out of a prepared folder; one that is not in it changes nothing.

    A file is asked for by its name, by its path (then its bytes must be those that were
    prepared, where it is still there), or as ``sha256:`` and the first digits of its digest.

    Raises
    ------
    EquitykitError
        ``remove_which``: two files of the folder have the name; ``remove_other``: the file of
        that name in the folder is another one; ``remove_published``: what a publisher says of
        the students of an own count that stays; ``release_refused``; ``data_folder_empty``,
        ``folder_not_writable``, ``data_folder_busy``, ``data_folder_newer``,
        ``data_folder_damaged``
    """
    # the audit takes libraries that readers do without
    from equitykit.storage.prepared_releases import releases_due, write_releases

    folder = Path(folder)
    if prepared_folder.read_manifest(folder) is None:
        raise EquitykitError("data_folder_empty", folder=str(folder))
    with prepared_folder.locked(folder):
        manifest = prepared_folder.read_manifest(folder)
        prepared_folder.clear_leftovers(folder, manifest)
        found = {str(each): _one(each, manifest["files"]) for each in asked}
        missing = tuple(name for name, file in found.items() if file is None)
        gone = [file for file in manifest["files"] if file in found.values()]
        if not gone:
            return Removal(missing=missing)
        version, digests = folder / manifest["version"], {file["sha256"] for file in gone}
        stay = [file for file in manifest["files"] if file["sha256"] not in digests]
        before, after = _without(version, {digest[:DIGITS] for digest in digests})
        _check_own_counts(before[OUTCOMES], after[OUTCOMES], gone)
        due = releases_due(version, before[OUTCOMES], after[OUTCOMES], folder)
        again = _no_longer_whole(version, gone, stay)
        new = prepared_folder.new_version(folder, manifest)
        counties = {shape: _counties(rows) for shape, rows in before.items()}
        write_version(after, new, keep_from=version, counties=counties)
        write_releases(due, new, keep_from=version)
        # a file of which no table is there is read again when it is prepared again
        files = [file | {"tables": []} if file in again else file for file in stay]
        prepared_folder.commit(folder, new, files)
    return Removal(tuple(gone), tuple(file["file"] for file in again), missing)


def _one(asked: str | Path, files: list[dict]) -> dict | None:
    """The entry of the file that is asked for."""
    text, path = str(asked), Path(asked).expanduser()
    if text.startswith("sha256:"):
        digest = text.removeprefix("sha256:").lower()
        named = [file for file in files if digest and file["sha256"].startswith(digest)]
    else:
        named = [file for file in files if file["file"] == path.name]
        if path.is_file():
            named = _of_these_bytes(path, named)
    if len(named) > 1:
        known = ", ".join(
            f"sha256:{file['sha256'][:DIGITS]} ({', '.join(file['periods'])})" for file in named
        )
        raise EquitykitError("remove_which", file=text, known=known)
    return named[0] if named else None


def _of_these_bytes(path: Path, named: list[dict]) -> list[dict]:
    """Those of a name that are this file. The digest of an extract is not of its bytes alone."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    same = [file for file in named if "data_use" in file or file["sha256"] == digest]
    if named and not same:
        other = named[0]["sha256"][:DIGITS]
        raise EquitykitError("remove_other", file=path.name, digest=other)
    return same


def _without(version: Path, digests: set[str]) -> tuple[dict, dict]:
    """By table, the rows of the counties that these files have rows of: all, and the others'."""
    before, after = {}, {}
    for shape in SHAPES:
        paths = [path for path in county_files(version, shape) if _holds(path, digests)]
        counties = {Path(path).stem.partition("=")[2] for path in paths}
        rows = before[shape] = in_order(read_counties(version, counties, shape), shape)
        after[shape] = in_order(rows.filter(pc.invert(_is_of(rows["source"], digests))), shape)
    return before, after


def _holds(path: str, digests: set[str]) -> bool:
    source = pq.read_table(path, columns=["source"], read_dictionary=["source"])["source"]
    return bool(pc.any(_is_of(source, digests)).as_py())


def _is_of(source: pa.ChunkedArray, digests: set[str]) -> pa.ChunkedArray:
    texts = source.cast(pa.string())
    ends = pa.array([f" sha256:{digest}" for digest in sorted(digests)])
    last = pc.utf8_slice_codeunits(texts, start=-len(" sha256:") - DIGITS)
    return pc.fill_null(pc.is_in(last, ends), False)


def _counties(rows: pa.Table) -> set[str]:
    codes = pc.unique(rows["cds"].cast(pa.string())).to_pylist()
    return {cds[:2] for cds in codes}


def _no_longer_whole(version: Path, gone: list[dict], stay: list[dict]) -> list[dict]:
    """The files that stay, and of whose rows some were kept from a file that goes."""
    files = [pq.read_table(path, columns=["source"]) for path in county_files(version)]
    there = pd.Series(dtype="int64")
    if files:
        sources = pa.concat_tables(files)["source"].cast(pa.string()).to_pandas()
        there = sources.str.rsplit(" sha256:", n=1).str[-1].value_counts()
    issues = {(file["family"], period) for file in gone for period in file["periods"]}
    return [
        file
        for file in stay
        if not issues.isdisjoint((file["family"], period) for period in file["periods"])
        and (not file["rows"] or there.get(file["sha256"][:DIGITS], 0) < file["rows"])
    ]


def _check_own_counts(before: pa.Table, after: pa.Table, gone: list[dict]) -> None:
    """Stop where an own count would stand without what publishers say of the same students: it
    was protected beside that, and everybody can still read it."""
    from equitykit.measures.published_facts import marks_of
    from equitykit.storage.prepared_releases import of_districts

    own, published = of_districts(after)
    if own.empty:
        return
    told = of_districts(before)[1]
    for cds, rows in own.groupby("cds"):
        if {*marks_of(rows, published)} != {*marks_of(rows, told)}:
            counted = sorted({source.rsplit(" sha256:", 1)[0] for source in rows["source"]})
            raise EquitykitError(
                "remove_published",
                files=", ".join(file["file"] for file in gone),
                cds=cds,
                counted=", ".join(counted),
            )
