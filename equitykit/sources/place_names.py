"""Names of places: lists that the publisher gives beside files that hold only codes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from equitykit.measures.outcomes import LEVELS
from equitykit.sources.family_rows import rows_of_places
from equitykit.sources.outcome_columns import cds_texts, name_texts, texts
from equitykit.sources.places import DISTRICT, SCHOOL
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.reports import ProblemLog

NAMED = ("district", "school")


def read_names(layout: dict, table: PublishedTable, log: ProblemLog, *, file: str) -> pa.Table:
    """Read a list of places: `level`, `cds`, `district`, `school`, `period`."""
    rows, _ = rows_of_places(table, layout, log, file=file)
    log.note("names_only", rows.taken)
    taken, places = np.flatnonzero(rows.taken), rows.places
    level = places.level[taken]
    return pa.table(
        {
            "level": texts(list(LEVELS), level),
            "cds": cds_texts(places.cds[taken]),
            "district": name_texts(rows.district, taken, level >= DISTRICT),
            "school": name_texts(rows.school, taken, level == SCHOOL),
            "period": texts(places.periods, places.period[taken]),
        }
    )


def with_names(readings: list) -> list:
    """The readings, places without names named as another of the readings names them.

    Lists of names come first, then what result files themselves say.
    """
    lists = [reading.names for reading in readings if reading.names is not None]
    if not any(_nameless(reading.table) for reading in readings):
        return readings
    lists += [reading.table.select(["level", "cds", *NAMED]) for reading in readings]
    names = _names(lists)
    return [
        replace(reading, table=_named(reading.table, names))
        if _nameless(reading.table)
        else reading
        for reading in readings
    ]


def _nameless(table: pa.Table) -> bool:
    """Whether there are districts without a name."""
    if not table.num_rows:
        return False
    unnamed = table["district"].combine_chunks().is_null()
    levels = pc.is_in(_plain(table["level"]), pa.array(["district", "school"]))
    return bool(pc.any(pc.and_(unnamed, levels.combine_chunks())).as_py())


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string())


def _names(lists: list[pa.Table]) -> pd.DataFrame:
    frames = []
    for table in lists:
        plain = pa.table({name: _plain(table[name]) for name in ("level", "cds", *NAMED)})
        frames.append(plain.group_by(["level", "cds", *NAMED]).aggregate([]).to_pandas())
    names = pd.concat(frames)
    names = names[names["district"].notna() & names["level"].isin(["district", "school"])]
    return names.drop_duplicates(["level", "cds"]).set_index(["level", "cds"])


def _named(table: pa.Table, names: pd.DataFrame) -> pa.Table:
    keys = pd.MultiIndex.from_arrays([_plain(table[name]).to_pandas() for name in ("level", "cds")])
    for name in NAMED:
        known = _plain(table[name]).to_pandas()
        found = names[name].reindex(keys).to_numpy()
        filled = np.where(known.isna(), found, known)
        place = table.schema.get_field_index(name)
        column = pa.array(filled, pa.string(), from_pandas=True).dictionary_encode()
        table = table.set_column(place, name, column)
    return table
