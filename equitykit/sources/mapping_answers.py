"""Answers of a person put into a column mapping, and what they make necessary to ask."""

from dataclasses import replace
from pathlib import Path

from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.label_proposal import labels_of
from equitykit.sources.mapping_roles import privacy_of
from equitykit.sources.student_columns import IDENTIFIER, NOT_USED, STUDENT_ID
from equitykit.sources.student_file import open_students

NEVER_READ = ("", IDENTIFIER, NOT_USED, STUDENT_ID)


def with_answers(
    mapping: ColumnMapping,
    roles: dict[str, str],
    meanings: dict[tuple[str, str], str],
    settings: dict[str, str],
) -> ColumnMapping:
    """The mapping with the roles given by column, meanings by column and label, and settings.

    A column that gets another role loses its labels: they meant something else.
    """
    columns = {}
    for name, column in mapping.columns.items():
        role = roles.get(name, column.role)
        if role != column.role:
            columns[name] = MappedColumn(name, role, {}, privacy_of(role), column.permission)
        else:
            labels = {
                label: meanings.get((name, label), meaning)
                for label, meaning in column.labels.items()
            }
            columns[name] = replace(column, labels=labels)
    return replace(mapping, columns=columns, settings=mapping.settings | settings)


def with_labels(mapping: ColumnMapping, extract: Path) -> ColumnMapping:
    """The mapping with the labels of columns that have a role and none yet, read from the file.

    Raises
    ------
    UnreadableFile
        as :func:`equitykit.sources.student_file.open_students`
    """
    bare = [
        name
        for name, column in mapping.columns.items()
        if not column.labels and column.role not in NEVER_READ
    ]
    if not bare:
        return mapping

    def wanted(header: list[str]) -> list[int]:
        return [place for place, name in enumerate(header) if name in bare]

    table = open_students(extract, wanted).table
    found = {
        name: replace(
            mapping.columns[name],
            labels=labels_of(
                mapping.columns[name].role,
                table.column(table.header.index(name)),
                each_row=not mapping.is_of_totals,
            ),
        )
        for name in bare
        if name in table.header
    }
    return replace(mapping, columns=mapping.columns | found)
