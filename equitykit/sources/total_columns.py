"""Which columns of a table of counts a mapping uses, and which of them may be read."""

from dataclasses import replace

from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.mapping_roles import own_measures
from equitykit.sources.person_cells import holds_persons
from equitykit.sources.published_table import PublishedTable
from equitykit.sources.reports import Problem, UnreadableFile
from equitykit.sources.student_columns import (
    IDENTIFIER,
    NOT_USED,
    STUDENT_ID,
    forbidden_status,
    is_staff,
)
from equitykit.sources.total_words import TRAITS

_FIGURES = ("numerator", "denominator", "rate")
_PLACES = ("place_code", "place_name", "school")


def permitted_totals(mapping: ColumnMapping) -> tuple[ColumnMapping, list[Problem]]:
    """The mapping without columns about who works with students, or of a status that may not be
    used, and a refusal of each of these that the mapping uses."""
    columns, refusals = {}, []
    for name, column in mapping.columns.items():
        status = forbidden_status(name)
        if column.role == NOT_USED:
            continue
        if is_staff(name) or column.role in (IDENTIFIER, STUDENT_ID):
            refusals.append(Problem("column_identifier", column=name))
        elif status and not column.permission:
            refusals.append(Problem("column_forbidden", column=name, values={"status": status}))
        else:
            columns[name] = column
    return replace(mapping, columns=columns), refusals


def check_roles(mapping: ColumnMapping) -> None:
    """Refuse a mapping in which a column is missing, without which nothing is a figure.

    Raises
    ------
    UnreadableFile
        ``no_figures``
    """
    roles = {column.role for column in mapping.columns.values()}
    missing = []
    if not roles & {"place_code", "school"} and not mapping.settings.get("district"):
        missing.append("place_code")
    if not roles & {"group", *TRAITS}:
        missing.append("group")
    if not roles & {"numerator", *own_measures()}:
        missing.append("numerator")
    if "denominator" not in roles:
        missing.append("denominator")
    needed = ["period"] + ["measure"] * ("numerator" in roles)
    missing += [name for name in needed if name not in roles | {*mapping.settings}]
    if missing:
        raise UnreadableFile("no_figures", family="extract", columns=", ".join(missing))


def used_columns(mapping: ColumnMapping) -> list[MappedColumn]:
    """The columns that are read."""
    wanted = {*_FIGURES, *_PLACES, *TRAITS, *own_measures(), "period", "measure", "group"}
    return [column for column in mapping.columns.values() if column.role in wanted]


def positions_of(header: list[str], mapping: ColumnMapping) -> list[int]:
    """Where the columns stand that are read.

    Raises
    ------
    UnreadableFile
        ``mapping_not_of_file``
    """
    used = [column.column for column in used_columns(mapping)]
    if missing := [name for name in used if name not in header]:
        raise UnreadableFile("mapping_not_of_file", columns=", ".join(missing), file=mapping.file)
    return [place for place, name in enumerate(header) if name in used]


def refuse_persons(mapping: ColumnMapping, table: PublishedTable) -> None:
    """A row of counts that names a person is about that person: nothing of the file is read."""
    for mapped in used_columns(mapping):
        if holds_persons(
            mapped.role, table.column(table.header.index(mapped.column)), each_row=False
        ):
            raise UnreadableFile("column_personal", family="extract", column=mapped.column)
