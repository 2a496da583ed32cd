"""The prepared data folder: published figures as Parquet, one file for each county.

Rows of a county file stand in the order of their places, district by district, so that a
workbook that reads one district touches only its own slice of the file.
"""

from pathlib import Path

import duckdb
import pandas as pd

from equitykit.errors import EquitykitError
from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.storage import prepared_folder
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.prepared_merge import merge
from equitykit.storage.prepared_write import (
    PLACES,
    STATE,
    as_stored,
    counties_of,
    county_file,
    county_files,
    in_order,
    read_counties,
    same_rows,
    write_version,
)


def prepare(readings, into: str | Path, *, prefer: tuple[str, ...] = ()) -> bool:
    """Add readings to the prepared folder `into`; say whether anything changed.

    Each reading has a `report` (a file's name, digest, family, periods, counts, and whether
    it is `ok`) and a `table` of outcomes. Readings that are not ok, and files that are
    already in the folder, change nothing. `prefer` names the files whose rows count where
    two files disagree.

    Raises
    ------
    EquitykitError
        ``files_disagree``, ``prefer_unknown``, ``folder_not_writable``,
        ``data_folder_busy``, ``data_folder_newer``, ``data_folder_damaged``
    """
    folder = Path(into)
    prepared_folder.open_folder(folder)
    with prepared_folder.locked(folder):
        manifest = prepared_folder.read_manifest(folder)
        prepared_folder.clear_leftovers(folder, manifest)
        files = manifest["files"] if manifest else []
        version = folder / manifest["version"] if manifest else None
        _check_preferred(prefer, files, readings)
        fresh = [reading for reading in readings if _is_new(reading.report, files, prefer)]
        if not fresh:
            return False
        old = read_counties(version, counties_of(fresh))
        rows = old
        for reading in fresh:
            rows = merge(rows, as_stored(reading.table), file=reading.report.file, prefer=prefer)
        rows = in_order(rows)
        files = _with_files(files, fresh)
        if manifest and files == manifest["files"] and same_rows(rows, old):
            return False
        new = prepared_folder.new_version(folder, manifest)
        write_version(rows, new, keep_from=version)
        prepared_folder.commit(folder, new, files)
    return True


def _check_preferred(prefer, files, readings) -> None:
    known = {file["file"] for file in files} | {reading.report.file for reading in readings}
    for name in prefer:
        if name not in known:
            raise EquitykitError("prefer_unknown", file=name)


def _is_new(report, files: list[dict], prefer) -> bool:
    known = any(file["sha256"] == report.sha256 for file in files)
    return report.ok and (not known or report.file in prefer)


def _with_files(files: list[dict], fresh) -> list[dict]:
    known = {file["sha256"] for file in files}
    added = {
        reading.report.sha256: {
            "file": reading.report.file,
            "sha256": reading.report.sha256,
            "family": reading.report.family,
            "periods": list(reading.report.periods),
            "rows": reading.table.num_rows,
        }
        for reading in fresh
        if reading.report.sha256 not in known
    }
    return [*files, *added.values()]


def list_files(folder: str | Path) -> pd.DataFrame:
    """List the files that the folder was made of.

    Columns: `file`, `sha256`, `family`, `periods` (a list), `rows`.
    """
    files = _manifest(Path(folder))["files"]
    return pd.DataFrame(files, columns=["file", "sha256", "family", "periods", "rows"])


def list_places(folder: str | Path) -> pd.DataFrame:
    """List the districts and county offices of which there are figures, in order of `cds`.

    Columns: `cds` (14 digits), `county_code`, `county`, `district` (as the newest year spells
    it), `measures` and `schools` (how many). Names are not keys: districts share them.

    Raises
    ------
    EquitykitError
        ``data_folder_empty``, ``data_folder_newer``, ``data_folder_damaged``
    """
    return _read(Path(folder), lambda version: pd.read_parquet(version / PLACES))


def list_measures(folder: str | Path) -> pd.DataFrame:
    """List what was measured when: `measure`, `period`, `rows`, `districts`."""
    query = """
        SELECT measure, period, count(*) AS rows,
               count(DISTINCT cds) FILTER (level = 'district') AS districts
        FROM read_parquet(?) GROUP BY ALL ORDER BY ALL
    """
    return _read(Path(folder), lambda version: _query(query, version, [county_files(version)]))


def list_sizes(folder: str | Path) -> pd.DataFrame:
    """List how much there is on each district in each year.

    Columns: `cds`, `period`, `students` (the largest number that a measure counts), `figures`
    (published ones).
    """
    query = """
        SELECT cds, period, max(denominator) AS students,
               count(*) FILTER (status IN ('reported', 'reported_zero')) AS figures
        FROM read_parquet(?) WHERE level = 'district' GROUP BY ALL ORDER BY ALL
    """
    return _read(Path(folder), lambda version: _query(query, version, [county_files(version)]))


def read_slice(
    folder: str | Path, cds: str, *, levels: tuple[str, ...] = ("district", "school")
) -> pd.DataFrame:
    """Read the outcomes of one district and its schools; ask for more in `levels`.

    With ``"county"`` or ``"state"`` among the levels, the rows of the district's county, or
    of the state, are read as well.

    Raises
    ------
    EquitykitError
        ``district_unknown``, ``district_lost_zero``, ``data_folder_empty``, and as
        :func:`list_places`
    """
    return _read(Path(folder), lambda version: _slice(version, cds, levels))


def _slice(version: Path, cds: str, levels: tuple[str, ...]) -> pd.DataFrame:
    _check_district(version, cds)
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    query = f"""
        SELECT {columns} FROM read_parquet(?)
        WHERE list_contains(?, level)
          AND (cds BETWEEN ? AND ? OR (level IN ('county', 'state') AND cds IN (?, ?)))
        ORDER BY cds, measure, period, dimension, "group", coverage
    """
    county = cds[:2] + "0" * 12
    files = [
        county_file(version, code)
        for code in ({cds[:2], STATE} if "state" in levels else {cds[:2]})
    ]
    values = [
        [str(file) for file in files if file.exists()],
        list(levels),
        cds,
        cds[:7] + "9999999",
        county,
        STATE + "0" * 12,
    ]
    return outcomes_table(_query(query, version, values))


def _check_district(version: Path, cds: str) -> None:
    known = set(pd.read_parquet(version / PLACES, columns=["cds"])["cds"])
    if cds in known:
        return
    if str(cds).zfill(14) in known:
        raise EquitykitError("district_lost_zero", value=cds, guess=str(cds).zfill(14))
    raise EquitykitError("district_unknown", cds=cds, count=len(known))


def _query(query: str, version: Path, values: list) -> pd.DataFrame:
    with connect(version) as database:
        return database.execute(query, values).df()


def _manifest(folder: Path) -> dict:
    manifest = prepared_folder.read_manifest(folder)
    if manifest is None:
        raise EquitykitError("data_folder_empty", folder=folder.name)
    return manifest


def _read(folder: Path, read):
    """Read from the valid version, and once more where a `prepare` replaced it meanwhile."""
    try:
        return read(folder / _manifest(folder)["version"])
    except (OSError, duckdb.IOException):
        pass
    try:
        return read(folder / _manifest(folder)["version"])
    except (OSError, duckdb.Error):
        raise EquitykitError("data_folder_damaged", folder=folder.name) from None
