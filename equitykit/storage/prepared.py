"""The prepared data folder: published figures and answers as Parquet, by county.

Rows of a county file stand in the order of their places, district by district, so that a
workbook that reads one district touches only its own slice of the file.
"""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow

from equitykit.errors import EquitykitError
from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.measures.performance import assistance_table, local_table, performance_table
from equitykit.storage import prepared_folder
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.prepared_merge import merge
from equitykit.storage.prepared_shapes import (
    ASSISTANCE,
    LOCAL,
    OUTCOMES,
    PERFORMANCE,
    SHAPES,
    Shape,
    tables_of,
)
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

# a file that is gone, or ends in its middle
UNREADABLE = (OSError, duckdb.IOException, duckdb.InvalidInputException, pyarrow.ArrowInvalid)


def prepare(readings, into: str | Path, *, prefer: tuple[str, ...] = ()) -> bool:
    """Add readings to the prepared folder `into`; say whether anything changed.

    Each reading has a `report` (a file's name, digest, family, periods, counts, and whether
    it is `ok`), a `table` of outcomes, and where the file has them the tables of
    :mod:`equitykit.measures.performance`. Readings that are not ok, and files that are
    already in the folder, change nothing. `prefer` names the files whose rows count where
    two files disagree.

    Raises
    ------
    EquitykitError
        ``files_disagree``, ``prefer_unknown``, ``folder_not_writable``,
        ``data_folder_busy``, ``data_folder_newer``, ``data_folder_damaged``
    """
    # the audit takes libraries that readers do without
    from equitykit.storage.prepared_releases import releases_due, write_releases

    folder = Path(into)
    prepared_folder.open_folder(folder)
    with prepared_folder.locked(folder):
        manifest = prepared_folder.read_manifest(folder)
        prepared_folder.clear_leftovers(folder, manifest)
        files = manifest["files"] if manifest else []
        version = folder / manifest["version"] if manifest else None
        _check_preferred(prefer, files, readings)
        fresh = [reading for reading in readings if _is_new(reading, files, prefer)]
        if not fresh:
            return False
        files = _with_files(files, fresh)
        tables, before = _joined(fresh, version, prefer)
        changed = not all(same_rows(tables[shape], before[shape]) for shape in SHAPES)
        due = releases_due(version, before[OUTCOMES], tables[OUTCOMES], folder)
        if manifest and files == manifest["files"] and not changed and not due:
            return False
        new = prepared_folder.new_version(folder, manifest)
        counties = {shape: counties_of(fresh, shape) for shape in SHAPES}
        write_version(tables, new, keep_from=version, counties=counties)
        write_releases(due, new, keep_from=version)
        prepared_folder.commit(folder, new, files)
    return True


def _joined(fresh, version: Path | None, prefer) -> tuple[dict, dict]:
    """What was there and what is new, of the counties that something is new of, by table; and
    what was there."""
    tables, before = {}, {}
    for shape in SHAPES:
        rows = before[shape] = read_counties(version, counties_of(fresh, shape), shape)
        for reading in fresh:
            table = tables_of(reading).get(shape.field)
            if table is not None:
                new = as_stored(table, shape)
                rows = merge(rows, new, shape, file=reading.report.file, prefer=prefer)
        tables[shape] = in_order(rows, shape)
    return tables, before


def _check_preferred(prefer, files, readings) -> None:
    known = {file["file"] for file in files} | {reading.report.file for reading in readings}
    for name in prefer:
        if name not in known:
            raise EquitykitError("prefer_unknown", file=name)


def _is_new(reading, files: list[dict], prefer) -> bool:
    """Whether a file is not there yet, or an earlier equitykit did not read all that it holds,
    or what is said of its use, such as the day of its deletion, is another now."""
    report = reading.report
    same = [file for file in files if _is(file, report) and file.get("data_use") == report.data_use]
    known = any(set(tables_of(reading)) <= {*file.get("tables", ["table"])} for file in same)
    return report.ok and (not known or report.file in prefer)


def _is(file: dict, report) -> bool:
    return file["sha256"] == report.sha256


def _with_files(files: list[dict], fresh) -> list[dict]:
    """The files in the order in which they came; what was read again stands where it stood."""
    listed = {file["sha256"]: file for file in files}
    for reading in fresh:
        before = listed.get(reading.report.sha256, {})
        listed[reading.report.sha256] = {
            "file": reading.report.file,
            "sha256": reading.report.sha256,
            "family": reading.report.family,
            "periods": list(reading.report.periods),
            "rows": reading.table.num_rows,
            "tables": list(tables_of(reading)),
        } | ({"file": before["file"]} if before else {})
        if reading.report.data_use:
            listed[reading.report.sha256]["data_use"] = reading.report.data_use
    return list(listed.values())


def list_files(folder: str | Path) -> pd.DataFrame:
    """List the files that the folder was made of.

    Columns: `file`, `sha256`, `family`, `periods` (a list), `rows`.
    """
    files = _manifest(Path(folder))["files"]
    return pd.DataFrame(files, columns=["file", "sha256", "family", "periods", "rows"])


def list_extracts(folder: str | Path) -> list[dict]:
    """The files in which the district's own students were counted: `file`, `periods`, and
    `data_use`, what the note on data use says (columns, privacy classes, refusals)."""
    names = ("file", "periods", "data_use")
    files = _manifest(Path(folder))["files"]
    return [{name: file[name] for name in names} for file in files if "data_use" in file]


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
    return _read(Path(folder), lambda version: _of_all_counties(query, version))


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
    return _read(Path(folder), lambda version: _of_all_counties(query, version))


def _of_all_counties(query: str, version: Path) -> pd.DataFrame:
    files = county_files(version)
    if not files:  # every file was taken out again, or none has figures
        raise EquitykitError("data_folder_empty", folder=str(version.parent))
    return _query(query, version, [files])


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
    rows = outcomes_table(_query(query, version, values))
    # a count of the district's own may name it by its code alone
    of_district = rows["cds"].str[:7] == cds[:7]
    rows["district"] = rows["district"].mask(
        of_district & rows["district"].isna(), _name_of(version, cds)
    )
    return rows


def _name_of(version: Path, cds: str) -> str:
    places = pd.read_parquet(version / PLACES, columns=["cds", "district"])
    return places.set_index("cds")["district"].get(cds, cds)


def read_state(folder: str | Path) -> pd.DataFrame:
    """Read the State's rows; where nothing of the State was prepared there are none.

    Raises as :func:`list_places`.
    """
    if prepared_folder.read_manifest(Path(folder)) is None:
        return outcomes_table(pd.DataFrame(columns=list(COLUMNS)))
    return _read(Path(folder), _state_rows)


def _state_rows(version: Path) -> pd.DataFrame:
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    file = county_file(version, STATE)
    if not file.exists():
        return outcomes_table(pd.DataFrame(columns=list(COLUMNS)))
    query = f"SELECT {columns} FROM read_parquet(?) WHERE level = 'state'"
    return outcomes_table(_query(query, version, [[str(file)]]))


def read_performance(folder: str | Path, cds: str | None = None) -> pd.DataFrame:
    """Read the performance table: all of it, or of one district and its schools.

    Columns are those of :mod:`equitykit.measures.performance`; without Dashboard files there
    are no rows. Raises as :func:`list_places`.
    """
    return performance_table(_read_side(Path(folder), PERFORMANCE, cds))


def read_local(folder: str | Path, cds: str | None = None) -> pd.DataFrame:
    """Read the local indicators, as :func:`read_performance` its table."""
    return local_table(_read_side(Path(folder), LOCAL, cds))


def read_assistance(folder: str | Path, cds: str | None = None) -> pd.DataFrame:
    """Read the published answers on assistance, as :func:`read_performance` its table."""
    return assistance_table(_read_side(Path(folder), ASSISTANCE, cds))


def read_releases(folder: str | Path, cds: str) -> list:
    """Read the releases of a district's own counts, each of one year or of years put
    together, those of the same period oldest first.

    Where nothing was prepared there are none. Raises as :func:`list_places`.
    """
    if prepared_folder.read_manifest(Path(folder)) is None:
        return []
    # the audit takes libraries that other readers do without
    from equitykit.storage.prepared_releases import kept_in

    return _read(Path(folder), lambda version: kept_in(version, cds))


def read_published(folder: str | Path, cds: str) -> pd.DataFrame:
    """Read what publishers show of a district: outcomes of the district, its own counts left
    out; none where nothing was prepared. Raises as :func:`list_places`."""
    # the audit takes libraries that other readers do without
    from equitykit.measures.own_counts import is_own

    if prepared_folder.read_manifest(Path(folder)) is None:
        return outcomes_table([])
    try:
        rows = read_slice(folder, cds, levels=("district",))
    except EquitykitError as refusal:
        if refusal.id not in ("district_unknown", "data_folder_empty"):
            raise
        return outcomes_table([])
    return rows[~rows["measure"].map(is_own).astype(bool)].reset_index(drop=True)


def _read_side(folder: Path, shape: Shape, cds: str | None) -> pd.DataFrame:
    return _read(folder, lambda version: _side_rows(version, shape, cds))


def _side_rows(version: Path, shape: Shape, cds: str | None) -> pd.DataFrame:
    files = county_files(version, shape)
    if cds is not None:
        file = county_file(version, cds[:2], shape)
        files = [str(file)] if file.exists() else []
    if not files:
        return pd.DataFrame(columns=list(shape.types))
    columns = ", ".join(f'"{column}"' for column in shape.types)
    order = ", ".join(f'"{column}"' for column in ("cds", *shape.key))
    where = "" if cds is None else "WHERE cds BETWEEN ? AND ?"
    values = [files] if cds is None else [files, cds, cds[:7] + "9999999"]
    query = f"SELECT {columns} FROM read_parquet(?) {where} ORDER BY {order}"
    return _query(query, version, values)


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
        raise EquitykitError("data_folder_empty", folder=str(folder))
    return manifest


def _read(folder: Path, read):
    """Read from the valid version, and once more where a `prepare` replaced it meanwhile."""
    try:
        return read(folder / _manifest(folder)["version"])
    except UNREADABLE:
        pass
    try:
        return read(folder / _manifest(folder)["version"])
    except (*UNREADABLE, duckdb.Error):
        raise EquitykitError("data_folder_damaged", folder=folder.name) from None
