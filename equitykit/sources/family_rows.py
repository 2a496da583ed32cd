"""When, where and who in files of other layouts than DataQuest and the Dashboard."""

import re
from dataclasses import replace

import numpy as np

from equitykit.content.codelists import load_student_groups
from equitykit.sources.places import (
    COUNTY,
    DISTRICT,
    PARTS,
    SCHOOL,
    STATE,
    Places,
    read_codes,
    read_levels,
    read_parts,
    read_periods,
    school_year,
    year_of_spring,
)
from equitykit.sources.published_rows import PublishedRows, column_for, figure_columns
from equitykit.sources.published_table import Column, PublishedTable, constant_column
from equitykit.sources.repetition import ALL_SCHOOLS, COVERAGES
from equitykit.sources.reports import ProblemLog, UnreadableFile

NO_NAME = ("", "N/A", "NO DATA")

_YEAR_IN_NAME = re.compile(r"(?<!\d)(?:20)?(\d\d)(?:-?v\d+)?$", re.ASCII | re.IGNORECASE)


def place_columns(table: PublishedTable, layout: dict, log: ProblemLog) -> dict[str, Column]:
    """The columns of `places` that the file has, and blank ones for names it does not have."""
    columns = {role: column_for(table, names, log) for role, names in layout["places"].items()}
    for role in ("district", "school"):
        columns[role] = columns.get(role) or constant_column(role, "", table.cells.num_rows)
    return {role: column for role, column in columns.items() if column is not None}


def rows_of_places(
    table: PublishedTable, layout: dict, log: ProblemLog, *, file: str
) -> tuple[PublishedRows, dict[str, Column]]:
    """Read year and place of each row; its group is that of all students until it is set."""
    columns = place_columns(table, layout, log)
    periods, period = _periods(table, layout, columns, log, file)
    level = _levels(layout, columns, log)
    if "cds" in columns:
        cds = read_codes(columns["cds"], level, log)
    else:
        cds = read_parts({role: columns[role] for role in PARTS}, level, log)
    groups = list(load_student_groups())
    places = Places(periods, period, level, cds, groups, np.zeros(len(cds), dtype="int64"))
    above = COVERAGES.index(layout.get("coverage", "all_schools"))
    coverage = np.where(level == DISTRICT, above, ALL_SCHOOLS)
    names = {role: _name(columns[role]) for role in ("district", "school")}
    rows = PublishedRows(places, coverage, names["district"], names["school"], ~log.refused, 0)
    return rows, columns


def cells_of(
    table: PublishedTable, layout: dict, log: ProblemLog
) -> list[tuple[str, str, dict[str, Column]]]:
    """Measure, group and columns of figures of each cell of the layout that the file has."""
    cells = [
        (measure, group, figure_columns(table, roles, log))
        for measure, groups in layout["cells"].items()
        for group, roles in groups.items()
    ]
    return [cell for cell in cells if {"rate", "numerator"} & set(cell[2])]


def of_group(rows: PublishedRows, code: str) -> PublishedRows:
    """The same rows, as rows of one student group."""
    places = rows.places
    group = np.full(len(places.group), places.groups.index(code))
    return replace(rows, places=replace(places, group=group))


def _periods(table, layout, columns, log, file):
    if layout["period"] == "file_name":
        year = year_in_name(file)
        if year is None:
            raise UnreadableFile("year_in_name", family=layout["family"], kind=layout["family"])
        rows = table.cells.num_rows
        log.note("year_from_name", np.ones(rows, bool), constant_column("", year, rows))
        return [year], np.zeros(rows, dtype="int64")
    meaning = school_year if layout["period"] == "school_year" else year_of_spring
    return read_periods(columns["period"], log, meaning)


def year_in_name(file: str) -> str | None:
    """The school year that a file's name ends with: ``filesreclass19.txt`` is 2018-19."""
    found = _YEAR_IN_NAME.search(file.rpartition(".")[0] or file)
    spring = int(found[1]) if found else None
    return f"20{spring - 1:02d}-{spring:02d}" if spring else None


def _levels(layout: dict, columns: dict[str, Column], log: ProblemLog) -> np.ndarray:
    if layout["level"] == "column":
        return read_levels(columns["level"], log)
    if layout["level"] == "cds":
        district = columns["cds"].where(lambda word: word.endswith("0" * 7))
        return np.where(district, DISTRICT, SCHOOL).astype("int8")
    if layout["level"] == "school":
        return np.full(len(log.refused), SCHOOL, dtype="int8")
    level = level_of_codes(*(columns[role] for role in PARTS))
    if layout["level"] == "codes_and_name":
        named = columns["school"].where(lambda word: word.upper() not in NO_NAME)
        level = np.where((level == DISTRICT) & named, SCHOOL, level)
    return level.astype("int8")


def level_of_codes(county: Column, district: Column, school: Column) -> np.ndarray:
    """The level of rows by the parts of their codes that are zero."""
    zero = [part.where(lambda word: not word.strip("0")) for part in (county, district, school)]
    return np.select(
        [zero[0], zero[1] & zero[2], zero[2]], [STATE, COUNTY, DISTRICT], default=SCHOOL
    )


def _name(column: Column) -> Column:
    """A column of names in which the words for no name are blank."""
    words = ["" if word.upper() in NO_NAME else word for word in column.words]
    return replace(column, words=words)
