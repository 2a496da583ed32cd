"""Join what a file says with what other files have said, and stop where they disagree.

Two files may hold the same row (a county's cut of a statewide file): equal rows are kept
once. Where two files hold the same row with different figures, the user says which file
counts; of a place in both files the preferred file's rows then count, all of them, so that
one place's groups never come from two issues of a file.
"""

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa

from equitykit.errors import EquitykitError
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.prepared_shapes import Shape


def merge(
    old: pa.Table, new: pa.Table, shape: Shape, *, file: str, prefer: tuple[str, ...]
) -> pa.Table:
    """Return `old` with the rows of `new`, which come from `file`; both have one shape.

    `prefer` names the files whose rows count where two files disagree.

    Raises
    ------
    EquitykitError
        ``files_disagree`` where a row differs and neither file, or both, is preferred
    """
    if old.num_rows == 0 or new.num_rows == 0 or not _share_an_issue(old, new, shape):
        return pa.concat_tables([old, new]) if old.num_rows else new
    if file in prefer:
        old = old.take(_rows_elsewhere(old, new, shape, ()))
    elif prefer:
        new = new.take(_rows_elsewhere(new, old, shape, prefer))
    _stop_where_they_differ(old, new, shape, file)
    return pa.concat_tables([old, new.take(_unknown_rows(old, new, shape))])


def _share_an_issue(old: pa.Table, new: pa.Table, shape: Shape) -> bool:
    return not _issues(old, shape).isdisjoint(_issues(new, shape))


def _issues(table: pa.Table, shape: Shape) -> set[tuple[str, ...]]:
    names = list(shape.issue)
    pairs = table.select(names).unify_dictionaries().combine_chunks()
    pairs = pairs.group_by(names).aggregate([])
    return set(zip(*(column.to_pylist() for column in pairs.columns), strict=True))


def _rows_elsewhere(table, other, shape: Shape, files: tuple[str, ...]) -> np.ndarray:
    """Row numbers of `table` at places that `other` does not hold (from one of `files`)."""
    from_files = "WHERE list_contains(?, regexp_replace(source, ' sha256:.*', ''))" if files else ""
    place = _columns(shape.place)
    return _query(
        f"""SELECT row FROM t ANTI JOIN (SELECT DISTINCT {place} FROM o {from_files})
            USING ({place}) ORDER BY row""",
        [list(files)] if files else [],
        shape,
        t=table,
        o=other,
    )["row"]


def _unknown_rows(old: pa.Table, new: pa.Table, shape: Shape) -> np.ndarray:
    """Row numbers of `new` whose key `old` does not hold."""
    query = f"SELECT row FROM t ANTI JOIN o USING ({_columns(shape.key)}) ORDER BY row"
    return _query(query, [], shape, t=new, o=old)["row"]


def _stop_where_they_differ(old: pa.Table, new: pa.Table, shape: Shape, file: str) -> None:
    differs = " OR ".join(f't."{name}" IS DISTINCT FROM o."{name}"' for name in shape.figures)
    found = _query(
        f"""SELECT t.row AS here, o.row AS there FROM t JOIN o USING ({_columns(shape.key)})
            WHERE {differs} ORDER BY t.row""",
        [],
        shape,
        t=new,
        o=old,
    )
    if len(found["here"]):
        here = new.slice(int(found["here"][0]), 1).to_pylist()[0]
        there = old.slice(int(found["there"][0]), 1).to_pylist()[0]
        raise EquitykitError(
            "files_disagree",
            file=file,
            other=file_of(there["source"]),
            rows=len(found["here"]),
            place=next(filter(None, map(here.get, ("school", "district", "county", "cds")))),
            cds=here["cds"],
            measure=here[shape.issue[0]],
            period=here[shape.issue[1]],
            group=here.get("group", "TA"),
            here=_figures(here, shape),
            there=_figures(there, shape),
        )


def file_of(source: str) -> str:
    """The file's name in a `source`."""
    return source.rsplit(" sha256:", 1)[0]


def _figures(row: dict, shape: Shape) -> str:
    if shape.field != "table":
        return ", ".join(f"{name} {row[name]}" for name in shape.figures if row[name] is not None)
    if row["rate"] is None and row["numerator"] is None:
        return row["status"]
    counts = f" ({row['numerator']}/{row['denominator']})" if row["numerator"] is not None else ""
    return f"{row['rate']}{counts}"


def _query(query: str, values: list, shape: Shape, **tables: pa.Table) -> dict[str, np.ndarray]:
    with connect(spills_to=Path(tempfile.gettempdir())) as database:
        for name, table in tables.items():
            numbered = table.select([*shape.key, *shape.figures, "source"])
            rows = pa.array(np.arange(table.num_rows))
            database.register(name, numbered.append_column("row", rows))
        return database.execute(query, values).fetchnumpy()


def _columns(names) -> str:
    return ", ".join(f'"{name}"' for name in names)
