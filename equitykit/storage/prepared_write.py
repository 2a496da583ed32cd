"""Tables as Parquet: one file for each county, its rows in the order of their places."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equitykit.storage.prepared_folder import flush
from equitykit.storage.prepared_shapes import OUTCOMES, SHAPES, TEXT, Shape, tables_of

STATE = "00"
PLACES = "places.parquet"

# A group of rows is the least that a reader fetches: a district lies in one or two of them.
ROWS_TOGETHER = 5_000

PLACE_COLUMNS = ("cds", "county_code", "county", "district", "measures", "schools")


def as_stored(table: pa.Table, shape: Shape) -> pa.Table:
    """Bring a table into the types in which it is stored: texts as codes of a list."""
    columns = []
    for field in shape.schema:
        column = table[field.name]
        if field.type == TEXT and not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        columns.append(column.cast(field.type))
    return pa.table(columns, schema=shape.schema)


def county_file(version: Path, county: str, shape: Shape = OUTCOMES) -> Path:
    return version / f"{shape.prefix}={county}.parquet"


def county_files(version: Path, shape: Shape = OUTCOMES) -> list[str]:
    return [str(path) for path in sorted(version.glob(f"{shape.prefix}=*.parquet"))]


def counties_of(readings, shape: Shape) -> set[str]:
    """The two-digit codes of the counties in one table of the readings; the state's is ``00``."""
    tables = [tables_of(reading).get(shape.field) for reading in readings]
    places = [pc.unique(table["cds"].cast(pa.string())) for table in tables if table is not None]
    return {cds[:2] for column in places for cds in column.to_pylist()}


def read_counties(version: Path | None, counties: set[str], shape: Shape) -> pa.Table:
    """Read what a version holds of some counties; nothing where there is no version yet."""
    paths = [county_file(version, county, shape) for county in sorted(counties)] if version else []
    tables = [
        pq.read_table(path, schema=shape.schema, read_dictionary=shape.texts)
        for path in paths
        if path.exists()
    ]
    return pa.concat_tables(tables) if tables else shape.schema.empty_table()


def in_order(table: pa.Table, shape: Shape) -> pa.Table:
    """Sort by place, then by the rest of the key: the same rows always give the same file."""
    table = table.unify_dictionaries().combine_chunks()
    order = np.zeros(table.num_rows, dtype="int64")
    for column in ("cds", *(name for name in shape.key if name != "cds")):
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
    fields = table.schema
    plain = pa.schema([(f.name, pa.string() if f.type == TEXT else f.type) for f in fields])
    return table.cast(plain).equals(other.cast(plain))


def write_version(
    tables: dict[Shape, pa.Table],
    version: Path,
    *,
    keep_from: Path | None,
    counties: dict[Shape, set[str]],
) -> None:
    """Write the sorted rows of each table by county into `version`, and its list of places.

    `counties` are those of which the rows here are all there are; the others are taken over from
    the version `keep_from` as they are.
    """
    for shape, rows in tables.items():
        _write_counties(rows, version, shape)
    places = [places_of(tables[OUTCOMES])]
    if keep_from:
        old = pd.read_parquet(keep_from / PLACES)
        places.append(old[~old["county_code"].isin(counties[OUTCOMES])])
        for shape in SHAPES:
            here = {county_file(version, county, shape).name for county in counties[shape]}
            for path in map(Path, county_files(keep_from, shape)):
                if path.name not in here:
                    take_over(path, version / path.name)
    places = pd.concat(places).sort_values("cds", ignore_index=True)
    places.to_parquet(version / PLACES, index=False)
    flush(version / PLACES)


def _write_counties(rows: pa.Table, version: Path, shape: Shape) -> None:
    if not rows.num_rows:
        return
    cds = rows["cds"].combine_chunks()
    counties = pc.utf8_slice_codeunits(cds.dictionary, 0, 2).dictionary_encode()
    county = counties.indices.to_numpy()[cds.indices.to_numpy()]
    starts = np.flatnonzero(np.diff(county, prepend=-1))
    names = [counties.dictionary[int(county[start])].as_py() for start in starts]
    parts = zip(names, starts, [*starts[1:], len(county)], strict=True)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda part: _write_county(rows, version, shape, *part), parts))


def _write_county(rows, version: Path, shape: Shape, county: str, start: int, end: int) -> None:
    path = county_file(version, county, shape)
    pq.write_table(
        _with_own_texts(rows.slice(start, end - start)),
        path,
        row_group_size=ROWS_TOGETHER,
        compression="zstd",
        write_statistics=["cds"],
    )
    flush(path)


def _with_own_texts(table: pa.Table) -> pa.Table:
    """Leave out the texts that no row has: a county need not list the schools of the state."""
    columns = []
    for column in table.columns:
        array = column.combine_chunks()
        if pa.types.is_dictionary(array.type):
            used = array.indices.dictionary_encode()
            array = pa.DictionaryArray.from_arrays(
                used.indices, array.dictionary.take(used.dictionary)
            )
        columns.append(array)
    return pa.table(columns, schema=table.schema)


def take_over(path: Path, target: Path) -> None:
    """Give a file of the version before a name in the next."""
    try:
        os.link(path, target)
    except OSError:  # a file system without second names for a file
        shutil.copy2(path, target)


def places_of(rows: pa.Table) -> pd.DataFrame:
    """List the districts in some rows, as their newest rows name them.

    Columns: `cds`, `county_code`, `county`, `district`, `measures`, `schools` (how many).
    """
    frame = _different(rows, ["cds", "level", "measure", "period", "county", "district"])
    frame = frame[frame["level"].isin(["district", "school"])]
    frame["place"] = frame["cds"].str[:7] + "0" * 7
    # Codes that end in 0 or 1 stand for students placed in no school of the district.
    frame["school"] = frame["cds"].where(frame["cds"].str[7:] > "0000001")
    frame["of_district"] = frame["level"] == "district"
    frame = frame.sort_values(["place", "period", "of_district", "district"], na_position="first")
    found = frame.groupby("place").agg(
        county=("county", "last"),
        district=("district", "last"),
        measures=("measure", "nunique"),
        schools=("school", "nunique"),
    )
    found = found.reset_index(names="cds")
    # some files hold codes alone; a district that none of them names goes by its own
    found["district"] = found["district"].fillna(found["cds"])
    found["county_code"] = found["cds"].str[:2]
    return found[list(PLACE_COLUMNS)]


def _different(rows: pa.Table, columns: list[str]) -> pd.DataFrame:
    """The different combinations of some columns of text."""
    number = np.zeros(rows.num_rows, dtype="int64")
    for name in columns:
        codes, size = _codes(rows[name])
        number = number * size + codes
    _, first = np.unique(number, return_index=True)
    plain = pa.schema([(name, pa.string()) for name in columns])
    return rows.select(columns).take(first).cast(plain).to_pandas()


def _codes(column: pa.ChunkedArray) -> tuple[np.ndarray, int]:
    array = column.combine_chunks()
    return array.indices.fill_null(len(array.dictionary)).to_numpy(), len(array.dictionary) + 1
