"""Outcomes as Parquet: one file for each county, its rows in the order of their places."""

import os
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equitykit.measures.outcomes import COLUMNS, KEY, TEXT_COLUMNS
from equitykit.storage.locked_duckdb import connect

STATE = "00"

# A group of rows is the least that a reader fetches: a district of usual size is one or two.
ROWS_TOGETHER = 2_000

_TEXT = pa.dictionary(pa.int32(), pa.string())
_TYPES = dict.fromkeys(TEXT_COLUMNS, _TEXT) | {
    "numerator": pa.int64(),
    "denominator": pa.int64(),
    "rate": pa.float64(),
}
SCHEMA = pa.schema([(column, _TYPES[column]) for column in COLUMNS])

_PLACES = """
    SELECT substr(cds, 1, 7) || '0000000' AS cds,
           substr(cds, 1, 2) AS county_code,
           max(county) AS county,
           arg_max(district, period || (level = 'district')::INT || district) AS district,
           count(DISTINCT measure) AS measures,
           count(DISTINCT cds) FILTER (level = 'school' AND substr(cds, 8) > '0000001') AS schools
    FROM read_parquet(?)
    WHERE level IN ('district', 'school')
    GROUP BY ALL
    ORDER BY 1
"""


def as_stored(table: pa.Table) -> pa.Table:
    """Bring an outcomes table into the types in which it is stored: texts as codes of a list."""
    columns = []
    for field in SCHEMA:
        column = table[field.name]
        if field.type == _TEXT and not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        columns.append(column.cast(field.type))
    return pa.table(columns, schema=SCHEMA)


def county_file(version: Path, county: str) -> Path:
    return version / f"county={county}.parquet"


def county_files(version: Path) -> list[str]:
    return [str(path) for path in sorted(version.glob("county=*.parquet"))]


def counties_of(readings) -> set[str]:
    """The two-digit codes of the counties in the readings; the state's is ``00``."""
    places = [pc.unique(reading.table["cds"].cast(pa.string())) for reading in readings]
    return {cds[:2] for column in places for cds in column.to_pylist()}


def read_counties(version: Path | None, counties: set[str]) -> pa.Table:
    """Read what a version holds of some counties; nothing where there is no version yet."""
    paths = [county_file(version, county) for county in sorted(counties)] if version else []
    tables = [
        pq.read_table(path, schema=SCHEMA, read_dictionary=list(TEXT_COLUMNS))
        for path in paths
        if path.exists()
    ]
    return pa.concat_tables(tables) if tables else SCHEMA.empty_table()


def in_order(table: pa.Table) -> pa.Table:
    """Sort by place, then by the rest of the key: the same rows always give the same file."""
    table = table.unify_dictionaries().combine_chunks()
    order = np.zeros(table.num_rows, dtype="int64")
    for column in ("cds", *(name for name in KEY if name != "cds")):
        codes, size = _alphabetical_codes(table[column])
        order = order * size + codes
    return table.take(np.argsort(order, kind="stable"))


def _alphabetical_codes(column: pa.ChunkedArray) -> tuple[np.ndarray, int]:
    chunk = column.combine_chunks()
    if not len(chunk):
        return np.zeros(0, dtype="int64"), 1
    ranks = pc.rank(chunk.dictionary, tiebreaker="dense").to_numpy()
    return ranks[chunk.indices.to_numpy()].astype("int64"), int(ranks.max()) + 1


def same_rows(table: pa.Table, other: pa.Table) -> bool:
    """Whether two sorted tables say the same, whatever the codes of their texts."""
    plain = pa.schema([(f.name, pa.string() if f.type == _TEXT else f.type) for f in SCHEMA])
    return table.cast(plain).equals(other.cast(plain))


def write_version(rows: pa.Table, version: Path, *, keep_from: Path | None) -> None:
    """Write sorted rows by county into `version`, and its list of places.

    Counties without rows here are taken over from the version `keep_from` as they are.
    """
    if rows.num_rows:
        _write_counties(rows, version)
    for path in [Path(file) for file in county_files(keep_from)] if keep_from else []:
        if not (version / path.name).exists():
            _take_over(path, version / path.name)
    pq.write_table(_places(version), version / "places.parquet")


def _write_counties(rows: pa.Table, version: Path) -> None:
    cds = rows["cds"].combine_chunks()
    codes = pc.utf8_slice_codeunits(cds.dictionary, 0, 2).dictionary_encode()
    county = codes.indices.to_numpy()[cds.indices.to_numpy()]
    starts = np.flatnonzero(np.diff(county, prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(county)], strict=True):
        name = codes.dictionary[int(county[start])].as_py()
        pq.write_table(
            rows.slice(start, end - start),
            county_file(version, name),
            row_group_size=ROWS_TOGETHER,
            compression="zstd",
        )


def _take_over(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without second names for a file
        shutil.copy2(path, target)


def _places(version: Path) -> pa.Table:
    with connect(version) as database:
        return pa.Table.from_pandas(
            database.execute(_PLACES, [county_files(version)]).df(), preserve_index=False
        )
