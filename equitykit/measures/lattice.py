"""Student rows counted into outcomes: every group set, at every place, in one pass.

The counting is done by a DuckDB that the caller opened and locked: it sees one relation, whose
columns we have numbered, so that no name and no value of a file ever becomes part of a query.
The rows are first summed to the finest cells that occur, and the cells then to all sets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from equitykit.content.codelists import load_dimensions, load_student_groups
from equitykit.errors import EquitykitError
from equitykit.measures.outcomes import REPORTED, outcomes_table
from equitykit.measures.rates import rate_in_tenths

PLACES = ("district", "school")
MOST_CROSSINGS = 3
NOT_RECORDED = {"race_ethnicity": "RD", "race_alone": "RD", "gender": "GZ"}
"""The group of those whose trait is missing, where the state has a code for it."""
MISSING = "missing"
"""The group of those whose trait is missing in any other split."""

TRUE, FALSE, UNKNOWN = 1, 0, 2
_SEEN = "students_to_count"


@dataclass(frozen=True)
class _Key:
    """A column to count by, as codes; `words` are what the codes stand for. A `flag` is a
    yes-or-no trait, whose codes are TRUE, FALSE and UNKNOWN."""

    name: str
    codes: np.ndarray
    words: np.ndarray
    flag: bool = False


def count_lattice(
    students: pa.Table,
    *,
    database,
    outcomes,
    by,
    crossings: int = 1,
    places=PLACES,
    district: str = "",
    within=(),
    periods: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Count students by every trait of `by` and every crossing of up to `crossings` of them.

    Parameters
    ----------
    students : pyarrow.Table
        One row a student: `period`, `school` (14 digits or empty; may be absent), a text column
        of group codes or a boolean column for each trait, a boolean column for each outcome
        (null: not counted). Traits that are null are kept apart: as the group of those of whom
        it is not recorded (RD, GZ or ``missing``), or, of a boolean trait, in `missing`.
    database
        An open DuckDB connection (``storage.locked_duckdb.connect()``).
    outcomes, by
        Names of columns. A boolean trait is the group of its own name (``SE``), or is named
        ``dimension:group``; the dimension alone (``program``) stands for all there are of it.
    crossings : int
        How many traits are crossed at most, 1 to 3.
    places
        ``district`` and/or ``school``.
    district : str
        The 14-digit code of students whose school does not tell it.
    within
        Further columns: all is counted for each of their values, for all of them together and
        for each combination, as if each were a place of its own. For analysts: a table with
        such repetitions is not one of outcomes.
    periods
        For an outcome the column that holds its period, where it is not `period`. Students
        without that period are not counted.

    Returns
    -------
    pandas.DataFrame
        The columns of :mod:`equitykit.measures.outcomes`; then those of `within` (missing
        where all are together), and `missing`: how many students counted there might belong
        to the group, but a boolean trait of theirs is null.

    Raises
    ------
    EquitykitError
        ``disaggregate_column``: a column is not there; ``disaggregate_crossings``.
    ValueError
        When an outcome is not boolean, or a column is counted by in two ways.
    """
    outcomes, by, within = list(outcomes), traits_of(students, by), list(within)
    periods = {name: (periods or {}).get(name, "period") for name in outcomes}
    _check(students, outcomes, by, crossings, [*within, *dict.fromkeys(periods.values())])
    traits = sorted(by, key=_rank)
    of_periods = list(dict.fromkeys(periods.values()))
    keys = [_text_key(students, name, None) for name in of_periods]
    keys += _place_keys(students, places, district)
    keys += [_text_key(students, name, "") for name in within]
    keys += [_trait_key(students, name) for name in traits]
    at = {key.name: position for position, key in enumerate(keys)}
    crossed = [c for size in range(crossings + 1) for c in combinations(traits, size)]
    repeated = [w for size in range(len(within) + 1) for w in combinations(within, size)]
    sets = [
        [at[name] for name in (period, place, *scenario, *groups)]
        for period in of_periods
        for place in places
        for scenario in repeated
        for groups in crossed
    ]
    cells = _count(students, database, keys, sets, outcomes)
    return _outcomes(cells, keys, traits, places, within, periods, outcomes)


def _check(students: pa.Table, outcomes, by, crossings: int, others: list) -> None:
    if crossings not in range(1, MOST_CROSSINGS + 1):
        raise EquitykitError("disaggregate_crossings", value=crossings, most=MOST_CROSSINGS)
    for name in [*outcomes, *by, *others]:
        if name not in students.column_names:
            known = ", ".join(students.column_names)
            raise EquitykitError("disaggregate_column", column=name, known=known)
    named = [*by, *others, *PLACES]
    if len({*named}) < len(named):
        raise ValueError(f"a column can be counted by in one way only: {named}")
    for name in outcomes:
        if not pa.types.is_boolean(students.schema.field(name).type):
            raise ValueError(f"an outcome is true, false or null; {name!r} is not")


def _rank(trait: str) -> tuple:
    """Traits stand in a crossing in the order of the dimensions, then of the groups."""
    groups, dimensions = list(load_student_groups()), list(load_dimensions())
    dimension = dimension_of(trait)
    known = dimensions.index(dimension) if dimension in dimensions else len(dimensions)
    group = group_of(trait)
    return known, dimension, groups.index(group) if group in groups else len(groups), trait


def traits_of(students: pa.Table, by) -> list[str]:
    """The columns that `by` names, each once; a dimension that is no column is all its groups."""
    names = students.column_names
    flags = [name for name in names if pa.types.is_boolean(students.schema.field(name).type)]
    found = []
    for name in by:
        of_it = [flag for flag in flags if dimension_of(flag) == name and group_of(flag) != name]
        found += of_it if name not in names and of_it else [name]
    return list(dict.fromkeys(found))


def crossed_traits(by, crossings: int) -> list[tuple[tuple[str, str], ...]]:
    """The crossings that :func:`count_lattice` makes of traits: dimension and group of each."""
    named = [(dimension_of(name), group_of(name)) for name in sorted(by, key=_rank)]
    return [each for size in range(2, crossings + 1) for each in combinations(named, size)]


def dimension_of(trait: str) -> str:
    """The dimension of a trait: a boolean trait is a group, a text column a dimension."""
    groups = load_student_groups()
    return groups[trait].dimension if trait in groups else trait.partition(":")[0]


def group_of(trait: str) -> str:
    """The group of a boolean trait."""
    return trait.partition(":")[2] or trait


def _text_key(students: pa.Table, name: str, missing: str | None) -> _Key:
    """Codes of a text column; a null is `missing`, or code -1 if there is no word for it."""
    column = students[name].cast(pa.string()).combine_chunks()
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = column.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    if missing is not None and missing not in words:
        words.append(missing)
    code = words.index(missing) if missing is not None else -1
    indices = pc.fill_null(encoded.indices, code) if encoded.null_count else encoded.indices
    codes = indices.to_numpy(zero_copy_only=False).astype("int32", copy=False)
    return _Key(name, codes, np.array(words, dtype=object))


def _place_keys(students: pa.Table, places, given: str) -> list[_Key]:
    """The school and its district. A student without a school belongs to the district given,
    or to the one district there is; where there are several it is not known to which."""
    if "school" in students.column_names:
        school = _text_key(students, "school", "")
    else:
        school = _Key("school", np.zeros(len(students), "int32"), np.array([""], dtype=object))
    prefixes = [word[:7] for word in school.words]
    districts = sorted({prefix for prefix in (*prefixes, given[:7]) if prefix})
    only = given[:7] or (districts[0] if len(districts) == 1 else "")
    words = [*districts, ""]
    of_school = np.array([words.index(prefix or only) for prefix in prefixes], dtype="int32")
    cds = [f"{word}0000000" if word else None for word in words]
    district = _Key("district", of_school[school.codes], np.array(cds, dtype=object))
    return [key for key in (district, school) if key.name in places]


def _trait_key(students: pa.Table, name: str) -> _Key:
    if not pa.types.is_boolean(students.schema.field(name).type):
        return _text_key(students, name, NOT_RECORDED.get(name, MISSING))
    column = students[name].cast(pa.int8()).fill_null(UNKNOWN)
    codes = column.to_numpy().astype("int32")
    return _Key(name, codes, np.array([None, group_of(name), None], dtype=object), flag=True)


def _count(students, database, keys, sets, outcomes) -> pd.DataFrame:
    """Every set counted: k<i> the code of key i (-1: all together), set_of, n<i> and s<i>."""
    relation = {f"k{i}": pa.array(_small(key)) for i, key in enumerate(keys)}
    relation |= {f"o{i}": students[name] for i, name in enumerate(outcomes)}
    names = ", ".join(f"k{i}" for i in range(len(keys)))
    figures = ", ".join(
        f"count(o{i}) AS n{i}, count(*) FILTER (WHERE o{i}) AS s{i}" for i in range(len(outcomes))
    )
    sums = ", ".join(
        f"sum(n{i})::BIGINT AS n{i}, sum(s{i})::BIGINT AS s{i}" for i in range(len(outcomes))
    )
    grouping = ", ".join("(" + ", ".join(f"k{i}" for i in one) + ")" for one in sets)
    filled = ", ".join(f"coalesce(k{i}, -1)::INTEGER AS k{i}" for i in range(len(keys)))
    together = " + ".join(f"grouping(k{i})::BIGINT * {1 << i}" for i in range(len(keys)))
    query = f"""
        WITH cells AS MATERIALIZED (SELECT {names}, {figures} FROM {_SEEN} GROUP BY ALL)
        SELECT {filled}, {together} AS set_of, {sums}
        FROM cells GROUP BY GROUPING SETS ({grouping})
    """
    database.register(_SEEN, pa.table(relation))
    try:
        return database.execute(query).df()
    finally:
        database.unregister(_SEEN)


def _small(key: _Key) -> np.ndarray:
    return key.codes.astype("int16") if len(key.words) < 2**15 else key.codes


def _outcomes(cells, keys, traits, places, within, periods, outcomes) -> pd.DataFrame:
    at = {key.name: position for position, key in enumerate(keys)}
    cells = _with_missing(cells, keys, outcomes)
    code = {name: cells[f"k{i}"].to_numpy() for name, i in at.items()}
    used = {name: (cells["set_of"].to_numpy() >> i) & 1 == 0 for name, i in at.items()}
    place = {
        "level": np.where(used.get("school", False), "school", "district").astype(object),
        "cds": _words(keys, at, code, used, [name for name in PLACES if name in places]),
    }
    groups = _groups(keys, at, code, used, traits)
    scenario = {name: _words(keys, at, code, used, [name]) for name in within}
    tables = []
    for i, outcome in enumerate(outcomes):
        period = periods[outcome]
        its = used[period] & (code[period] >= 0) & (place["cds"] != "")
        n, s = (cells[f"{figure}{i}"].to_numpy("int64") for figure in "ns")
        if period != "period":  # those of another outcome's period are none of this one's
            its &= n > 0
        rows = {"measure": outcome, "period": keys[at[period]].words[code[period]], **place}
        rows |= {**groups, "numerator": s, "denominator": n, "status": REPORTED}
        rows |= {**scenario, "missing": cells[f"m{i}"].to_numpy("int64")}
        tables.append(pd.DataFrame(rows)[its])
    found = pd.concat(tables, ignore_index=True)
    n = found["denominator"].to_numpy()
    rate = rate_in_tenths(found["numerator"].to_numpy(), np.maximum(n, 1)) / 10
    found = found.assign(rate=pd.Series(rate).where(n > 0), coverage="all_schools")
    further = found[[*within, "missing"]].astype(dict.fromkeys(within, "string"))
    return pd.concat([outcomes_table(found), further], axis=1)


def _with_missing(cells: pd.DataFrame, keys, outcomes) -> pd.DataFrame:
    """The cells of which every flag is true, and in m<i> how many more might belong to them."""
    flags = [f"k{i}" for i, key in enumerate(keys) if key.flag]
    values = cells[flags].to_numpy().reshape(len(cells), len(flags))
    no, unknown = (values == FALSE).any(axis=1), (values == UNKNOWN).any(axis=1)
    kept, open_cells = cells[~no & ~unknown], cells[unknown & ~no]
    others = ["set_of", *(f"k{i}" for i, key in enumerate(keys) if not key.flag)]
    counts = {f"n{i}": f"m{i}" for i in range(len(outcomes))}
    if open_cells.empty:
        return kept.assign(**dict.fromkeys(counts.values(), 0)).reset_index(drop=True)
    missing = open_cells.groupby(others)[list(counts)].sum().rename(columns=counts).reset_index()
    merged = kept.merge(missing, on=others, how="left")
    return merged.fillna(dict.fromkeys(counts.values(), 0))


def _words(keys, at, code, used, names) -> np.ndarray:
    """For each cell the word of whichever of the keys it is counted by; else None."""
    found = np.full(len(next(iter(code.values()))), None, dtype=object)
    for name in names:
        found[used[name]] = keys[at[name]].words[code[name][used[name]]]
    return found


def _groups(keys, at, code, used, traits) -> dict[str, np.ndarray]:
    """Dimension and group of each cell, the parts of a crossing joined by ×."""
    size = len(next(iter(code.values())))
    dimension, group = (np.full(size, word, dtype=object) for word in ("all", "TA"))
    single = np.ones(size, dtype=bool)
    for name in traits:
        its = used[name]
        words = keys[at[name]].words[code[name][its]]
        first = single[its]
        of = np.full(len(words), dimension_of(name), dtype=object)
        dimension[its] = np.where(first, of, dimension[its] + "×" + of)
        group[its] = np.where(first, words, group[its] + "×" + words)
        single[its] = False
    return {"dimension": dimension, "group": group}
