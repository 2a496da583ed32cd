"""Join what a file says with what other files have said, and stop where they disagree.

Two files may hold the same row (a county's cut of a statewide file): equal rows are kept
once. Where two files hold the same row with different figures, the user says which file
counts; of a place in both files the preferred file's rows then count, all of them, so that
one place's groups never come from two issues of a file.
"""

import numpy as np
import pyarrow as pa

from equitykit.errors import EquitykitError
from equitykit.measures.outcomes import KEY
from equitykit.storage.locked_duckdb import connect

PLACE = ("measure", "period", "level", "cds")
FIGURES = ("status", "numerator", "denominator", "rate")


def merge(old: pa.Table, new: pa.Table, *, file: str, prefer: tuple[str, ...]) -> pa.Table:
    """Return `old` with the rows of `new`, which come from `file`.

    `prefer` names the files whose rows count where two files disagree.

    Raises
    ------
    EquitykitError
        ``files_disagree`` where a row differs and neither file, or both, is preferred
    """
    if old.num_rows == 0 or new.num_rows == 0 or not _share_a_year(old, new):
        return pa.concat_tables([old, new]) if old.num_rows else new
    if file in prefer:
        old = old.take(_rows_elsewhere(old, new, ()))
    elif prefer:
        new = new.take(_rows_elsewhere(new, old, prefer))
    _stop_where_they_differ(old, new, file)
    return pa.concat_tables([old, new.take(_unknown_rows(old, new))])


def _share_a_year(old: pa.Table, new: pa.Table) -> bool:
    return not _years(old).isdisjoint(_years(new))


def _years(table: pa.Table) -> set[tuple[str, str]]:
    pairs = table.select(["measure", "period"]).unify_dictionaries().combine_chunks()
    pairs = pairs.group_by(["measure", "period"]).aggregate([])
    return set(zip(*(column.to_pylist() for column in pairs.columns), strict=True))


def _rows_elsewhere(table: pa.Table, other: pa.Table, files: tuple[str, ...]) -> np.ndarray:
    """Row numbers of `table` at places that `other` does not hold (from one of `files`)."""
    from_files = "WHERE list_contains(?, regexp_replace(source, ' sha256:.*', ''))" if files else ""
    return _query(
        f"""SELECT row FROM t ANTI JOIN (SELECT DISTINCT {_columns(PLACE)} FROM o {from_files})
            USING ({_columns(PLACE)}) ORDER BY row""",
        [list(files)] if files else [],
        t=table,
        o=other,
    )["row"]


def _unknown_rows(old: pa.Table, new: pa.Table) -> np.ndarray:
    """Row numbers of `new` whose key `old` does not hold."""
    keys = _columns(KEY)
    return _query(f"SELECT row FROM t ANTI JOIN o USING ({keys}) ORDER BY row", [], t=new, o=old)[
        "row"
    ]


def _stop_where_they_differ(old: pa.Table, new: pa.Table, file: str) -> None:
    differs = " OR ".join(f"t.{column} IS DISTINCT FROM o.{column}" for column in FIGURES)
    found = _query(
        f"""SELECT t.row AS here, o.row AS there FROM t JOIN o USING ({_columns(KEY)})
            WHERE {differs} ORDER BY t.row""",
        [],
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
            place=here["school"] or here["district"] or here["county"] or here["cds"],
            **{name: here[name] for name in ("cds", "period", "measure", "group")},
            here=_figures(here),
            there=_figures(there),
        )


def file_of(source: str) -> str:
    """The file's name in a `source`."""
    return source.rsplit(" sha256:", 1)[0]


def _figures(row: dict) -> str:
    if row["rate"] is None and row["numerator"] is None:
        return row["status"]
    counts = f" ({row['numerator']}/{row['denominator']})" if row["numerator"] is not None else ""
    return f"{row['rate']}{counts}"


def _query(query: str, values: list, **tables: pa.Table) -> dict[str, np.ndarray]:
    with connect() as database:
        for name, table in tables.items():
            numbered = table.select([*KEY, *FIGURES, "source"])
            rows = pa.array(np.arange(table.num_rows))
            database.register(name, numbered.append_column("row", rows))
        return database.execute(query, values).fetchnumpy()


def _columns(names) -> str:
    return ", ".join(f'"{name}"' for name in names)
