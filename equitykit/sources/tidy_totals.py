"""Read a tidy CSV of counts by its mapping: a row for each group, or for each cell of groups.

Where rows name groups (a column of groups, or traits beside rows of totals), each row is taken as
it stands. Where every row is a cell of several traits (a school, grade and race, and how many
students), cells are summed (see :mod:`equitykit.sources.counted_cells`).
"""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from equitykit.content.codelists import load_counties, load_dimensions, load_measures
from equitykit.measures.empty_cells import with_unlisted_cells
from equitykit.measures.outcomes import (
    KEY,
    NOT_PUBLISHED,
    REPORTED,
    REPORTED_ZERO,
    STATUSES,
    SUPPRESSED,
    outcomes_table,
)
from equitykit.sources.above_all import refuse_impossible
from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.counted_cells import count_cells
from equitykit.sources.mapping_roles import own_measures
from equitykit.sources.published_table import Column, PublishedTable, constant_column
from equitykit.sources.reading import Reading, cut_rows, nothing_read
from equitykit.sources.reports import FileReport, Problem, ProblemLog, UnreadableFile
from equitykit.sources.student_columns import NOT_USED
from equitykit.sources.student_file import StudentFile, open_students
from equitykit.sources.student_labels import label_key
from equitykit.sources.student_places import school_code, year_of
from equitykit.sources.total_columns import (
    check_roles,
    permitted_totals,
    positions_of,
    refuse_persons,
)
from equitykit.sources.total_figures import TotalFigures, read_total
from equitykit.sources.total_words import (
    LEFT_OUT,
    TRAITS,
    crossing_of,
    is_total,
    measure_of,
    part_of,
    place_code,
    said,
)


def read_totals(path: str | Path, mapping: ColumnMapping, database=None) -> Reading:
    """Read counts into outcomes; whatever is wrong stands in the report, nothing is raised.

    With ``figures`` set to ``own`` the measures are own ones (``own_…``), with ``published``
    those of a publisher; the two are never mixed. `database` is an open DuckDB connection, for
    cells that have to be summed.
    """
    path = Path(path)
    report = FileReport(file=path.name, ok=False, family="extract")
    try:
        if mapping.unanswered:
            raise UnreadableFile("mapping_open", columns=", ".join(mapping.unanswered))
        usable, refusals = permitted_totals(mapping)
        check_roles(usable)
        file = open_students(path, lambda header: positions_of(header, usable))
        table = file.table.without_blank_rows()
        refuse_persons(usable, table)
    except UnreadableFile as refusal:
        return Reading(replace(report, problems=(refusal.problem,)), nothing_read())
    digest = hashlib.sha256((file.sha256 + mapping.counting).encode()).hexdigest()
    report = replace(
        report,
        sha256=digest,
        layout=f"totals, {table.layout}",
        rows_read=table.cells.num_rows + len(table.cut_rows),
        problems=(*refusals, *cut_rows(table), *_mixed(file)),
    )
    if _is_of_cells(usable, table):
        return count_cells(report, table, usable, database)
    return _read_groups(report, table, usable)


def _mixed(file: StudentFile) -> list[Problem]:
    if not file.mixed_row:
        return []
    return [Problem("encodings_mixed", row=file.mixed_row, rows=1, refused=False)]


def _column(table: PublishedTable, mapped: MappedColumn) -> Column:
    return table.column(table.header.index(mapped.column))


def _is_of_cells(mapping: ColumnMapping, table: PublishedTable) -> bool:
    """Whether every row is a cell of traits: no column of groups, and no row of a total."""
    if mapping.with_role("group"):
        return False
    columns = [_column(table, mapped) for mapped in mapping.with_role(*TRAITS)]
    return not any(is_total(word) for column in columns for word in column.words)


def _read_groups(report: FileReport, table: PublishedTable, mapping: ColumnMapping) -> Reading:
    log = ProblemLog(table.numbers)
    places = _places(table, mapping, log)
    refused, problems, kept = log.refused.copy(), [*log.problems], []
    denominator = _column(table, mapping.with_role("denominator")[0])
    for measure, mapped in _measures(mapping):
        own_log = ProblemLog(table.numbers)
        own_log.refused = log.refused.copy()
        measures = _measure(table, mapping, own_log) if measure is None else measure
        figures = read_total(_column(table, mapped), denominator, table, own_log)
        rows = _outcomes(places.assign(measure=measures), figures)
        rows["source"] = f"{report.file} sha256:{report.sha256[:12]}"
        left_out = (rows["group"] == LEFT_OUT) | (rows["measure"] == LEFT_OUT)
        looked_at = ~left_out.to_numpy(bool) & ~own_log.refused
        own_log.refuse_twice("total_twice", looked_at, _keys(rows, KEY))
        _refuse_impossible(rows, looked_at, denominator, own_log)
        kept.append(rows[looked_at & ~own_log.refused])
        refused |= own_log.refused
        problems += own_log.problems
    found = outcomes_table(pd.concat(kept, ignore_index=True))
    if found["measure"].str.startswith("own_").all():
        # which crossings are empty is not to be told by which have no row
        found = with_unlisted_cells(found)
    problems = (*report.problems, *problems)
    report = replace(
        report,
        ok=not found.empty,
        periods=tuple(sorted(found["period"].unique())),
        rows_refused=int(refused.sum()) + len(table.cut_rows),
        counts=dict.fromkeys(STATUSES, 0) | found["status"].value_counts().to_dict(),
        places={
            level: int(found["cds"][found["level"] == level].nunique())
            for level in ("state", "county", "district", "school")
        },
        problems=problems or (() if len(found) else (Problem("file_no_rows"),)),
    )
    return Reading(report, pa.Table.from_pandas(found, preserve_index=False))


def _keys(rows: pd.DataFrame, names) -> np.ndarray:
    return rows.groupby(list(names), dropna=False, sort=False).ngroup().to_numpy()


def _refuse_impossible(rows: pd.DataFrame, looked_at, column: Column, log: ProblemLog) -> None:
    dimensions = {name: place for place, name in enumerate(load_dimensions())}
    n = rows["denominator"].fillna(-1).to_numpy("int64")
    refuse_impossible(
        _keys(rows, ("measure", "period", "cds")),
        rows["dimension"].map(dimensions).fillna(-1).to_numpy("int64"),
        np.where(looked_at, n, -1),
        column,
        log,
    )


def _measures(mapping: ColumnMapping):
    """The columns that count students with an outcome, and its measure where the role says it."""
    for mapped in mapping.with_role("numerator"):
        yield None, mapped
    for mapped in mapping.with_role(*own_measures()):
        yield mapped.role, mapped


def _measure(table: PublishedTable, mapping: ColumnMapping, log: ProblemLog) -> np.ndarray:
    allowed = own_measures() if mapping.settings.get("figures") != "published" else [
        name for name in load_measures() if name not in own_measures()
    ]  # fmt: skip

    def meaning(word: str) -> str | None:
        return LEFT_OUT if word == NOT_USED else measure_of(word, allowed)

    return _meant("measure", "group_unknown", meaning, table, mapping, log)


def _meant(role, rule, meaning, table, mapping: ColumnMapping, log: ProblemLog) -> np.ndarray:
    """What the column of a role says in each row, or what the setting says for all."""
    columns = mapping.with_role(role)
    if not columns:
        value = meaning(mapping.settings.get(role, ""))
        return np.full(table.cells.num_rows, value, dtype=object)
    column, known = _column(table, columns[0]), said(columns[0])
    found = column.map(lambda word: meaning(known.get(label_key(word), word)), object)
    log.refuse(rule, pd.isna(found), column)
    return found


def _places(table: PublishedTable, mapping: ColumnMapping, log: ProblemLog) -> pd.DataFrame:
    """Year, place and group of each row."""
    period = _meant("period", "year_unreadable", year_of, table, mapping, log)
    cds, name = _cds(table, mapping, log)
    dimension, group = _groups(table, mapping, log)
    codes = pd.Series(cds, dtype="string").fillna("")
    level = np.select(
        [codes == "0" * 14, codes.str.endswith("0" * 12), codes.str.endswith("0" * 7)],
        ["state", "county", "district"],
        "school",
    )
    names = pd.Series(name.words, dtype=object).to_numpy()[name.codes]
    return pd.DataFrame(
        {
            "period": period,
            "level": level,
            "cds": codes,
            "county": codes.str[:2].map(load_counties()).where(level != "state"),
            "district": np.where(level == "district", names, None),
            "school": np.where(level == "school", names, None),
            "dimension": dimension,
            "group": group,
            "coverage": "all_schools",
        }
    )


def _cds(table: PublishedTable, mapping: ColumnMapping, log: ProblemLog):
    """The 14-digit code of each row's place, and its name."""
    district = mapping.settings.get("district", "")
    rows = table.cells.num_rows
    name = next((_column(table, m) for m in mapping.with_role("place_name")), None)
    if mapping.with_role("place_code"):
        cds = _meant("place_code", "total_place_unknown", place_code, table, mapping, log)
    elif mapping.with_role("school"):
        mapped = mapping.with_role("school")[0]
        column, known = _column(table, mapped), said(mapped)

        def meaning(word: str) -> str | None:
            if not word or is_total(word):
                return district or None
            return school_code(known.get(label_key(word), word), district)

        cds = column.map(meaning, object)
        log.refuse("total_place_unknown", pd.isna(cds), column)
        name = name or column
    else:
        cds = np.full(rows, district, dtype=object)
        name = name or constant_column("", mapping.settings.get("district_name") or district, rows)
    return cds, name or constant_column("", "", rows)


def _groups(table: PublishedTable, mapping: ColumnMapping, log: ProblemLog):
    """Dimension and group of each row, crossed where several columns name a group."""
    parts = []
    for mapped in mapping.with_role("group", *TRAITS):
        column = _column(table, mapped)
        meanings = part_of(mapped, column.words)
        codes = column.map(lambda word, known=meanings: known[word], object)
        log.refuse("group_unknown", pd.isna(codes), column)
        parts.append(np.where(pd.isna(codes), LEFT_OUT, codes))
    pairs = list(zip(*parts, strict=True))
    meant = {pair: crossing_of(pair) for pair in {*pairs} if LEFT_OUT not in pair}
    found = [meant.get(pair) or (LEFT_OUT, LEFT_OUT) for pair in pairs]
    two = np.array([pair in meant and meant[pair] is None for pair in pairs], dtype=bool)
    log.refuse("groups_not_crossed", two)
    return ([pair[n] for pair in found] for n in range(2))


def _outcomes(places: pd.DataFrame, figures: TotalFigures) -> pd.DataFrame:
    known, n = figures.known, figures.denominator
    status = np.select(
        [figures.hidden, ~known, figures.numerator == 0],
        [SUPPRESSED, NOT_PUBLISHED, REPORTED_ZERO],
        REPORTED,
    )
    rate = 100 * figures.numerator / np.maximum(n, 1)
    return places.assign(
        numerator=pd.Series(figures.numerator).where(known),
        denominator=pd.Series(n).where(known),
        rate=pd.Series(np.round(rate, 1)).where(known & (n > 0)),
        status=status,
    )
