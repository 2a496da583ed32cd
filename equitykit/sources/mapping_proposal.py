"""What the columns of a student file seem to be, guessed from its header and its labels.

What is guessed can be changed; what is not guessed is left empty and asked once. Of a column
that says who a student is, nothing but the name is looked at.
"""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.kind_of_own import (
    AGREES,
    TOTALS,
    are_counts,
    kind_of_own,
    share_of,
)
from equitykit.sources.label_proposal import labels_of, labels_to_ask
from equitykit.sources.mapping_roles import (
    FLAGS,
    LABELS,
    NOT_PERMITTED,
    NUMBERS,
    own_measures,
    privacy_of,
)
from equitykit.sources.numbers import NUMBER, read_number
from equitykit.sources.person_cells import holds_persons
from equitykit.sources.published_table import Column
from equitykit.sources.reports import UnreadableFile
from equitykit.sources.student_columns import (
    IDENTIFIER,
    NOT_USED,
    STUDENT_ID,
    TOTALS_ROLES,
    guess_flag,
    guess_header,
)
from equitykit.sources.student_file import StudentFile, open_students
from equitykit.sources.student_labels import known_meanings
from equitykit.sources.student_log import is_label
from equitykit.sources.total_words import is_total

ONE_VALUE = ("race_ethnicity", "gender", "grade", "period", "school", *NUMBERS)


def propose_mapping(path: str | Path) -> ColumnMapping:
    """Guess what each column is and what its labels mean.

    Raises
    ------
    UnreadableFile
        as :func:`equitykit.sources.student_file.open_students`, and ``no_header``
    """
    path = Path(path)
    totals = kind_of_own(path) == TOTALS
    file = open_students(path, lambda header: _worth_a_look(header, totals))
    header = file.table.header
    if any(name and not _is_column_name(name) for name in header):
        raise UnreadableFile("no_header", family="extract")
    columns: dict[str, MappedColumn] = {}
    guess = _guess_of_counts if totals else _guess
    for name in header:
        if name:
            columns[name] = guess(file, name, {c.role for c in columns.values()})
    return ColumnMapping(columns, _settings(file, columns, totals), path.name)


def _is_column_name(name: str) -> bool:
    """Whether a cell of the header may be shown: a row of a student must never pass for one."""
    return is_label(name) and read_number(name)[0] != NUMBER


def _worth_a_look(header: list[str], totals: bool) -> list[int]:
    return [
        place
        for place, name in enumerate(header)
        if name and guess_header(name, totals=totals).role not in (IDENTIFIER, STUDENT_ID)
        and not guess_header(name, totals=totals).status
    ]  # fmt: skip


def _guess(file: StudentFile, name: str, taken: set[str]) -> MappedColumn:
    guess = guess_header(name)
    if guess.role in (IDENTIFIER, STUDENT_ID):
        return MappedColumn(name, guess.role, privacy=NOT_PERMITTED)
    if guess.status:
        return MappedColumn(name, NOT_USED, privacy=NOT_PERMITTED)
    column = _without_header(file.table.column(file.table.header.index(name)))
    if guess.role == NOT_USED:
        return MappedColumn(name, NOT_USED, privacy=privacy_of(NOT_USED))
    role = _role(guess.role, name, column, taken)
    if holds_persons(role or "", column):
        return MappedColumn(name, IDENTIFIER, privacy=NOT_PERMITTED)
    if not role:
        asked = _if_nobody(column)
        return MappedColumn(name, asked, labels_to_ask(column), privacy_of(asked))
    return MappedColumn(name, role, labels_of(role, column), privacy_of(role))


def _guess_of_counts(file: StudentFile, name: str, taken: set[str]) -> MappedColumn:
    """A column of a table of counts: a figure where it holds numbers, else what it names."""
    guess = guess_header(name, totals=True)
    if guess.role == IDENTIFIER:
        return MappedColumn(name, IDENTIFIER, privacy=NOT_PERMITTED)
    if guess.status:
        return MappedColumn(name, NOT_USED, privacy=NOT_PERMITTED)
    column = _without_header(file.table.column(file.table.header.index(name)))
    role = _role_of_counts(guess.role, name, column, taken)
    if role and holds_persons(role, column, each_row=False):
        return MappedColumn(name, IDENTIFIER, privacy=NOT_PERMITTED)
    if not role:
        # an answer of yes or no to every cell of groups is asked with its labels
        flags = _flags(column) if share_of(column, _flags(column)) == 1 else {}
        return MappedColumn(name, _if_nobody(column), flags)
    return MappedColumn(name, role, labels_of(role, column, each_row=False), privacy_of(role))


def _role_of_counts(role: str | None, name: str, column: Column, taken: set[str]) -> str | None:
    if role in ("numerator", "denominator"):
        if are_counts(column) and role not in taken:
            return role
    elif role == "rate" or role and (role == "group" or role not in taken):
        return role
    said = guess_header(name).role
    if said in own_measures() and (are_counts(column) or share_of(column, _flags(column)) == 1):
        return said
    if said not in (*LABELS, *FLAGS, "period", "school"):
        # a year of a cohort stands under many names
        return "period" if "period" not in taken and _all_years(column) else None
    if said in ("period", "school"):
        return said
    words = [word for word in column.words if word and not is_total(word)]
    return _role(said, name, replace(column, words=_totals_blank(column)), taken) if words else None


def _totals_blank(column: Column) -> list[str]:
    return ["" if is_total(word) else word for word in column.words]


def _flags(column: Column):
    return known_meanings("RT", column.words)


def _all_years(column: Column) -> bool:
    words = [word for word in column.words if word]
    return bool(words) and all(re.fullmatch(r"(19|20)\d\d", word) for word in words)


def _without_header(column: Column) -> Column:
    """The column without a header that stands among the students once more."""
    if column.name not in column.words:
        return column
    kept = column.codes[column.where(lambda word: word != column.name)]
    used = np.unique(kept)
    return Column(column.name, [column.words[n] for n in used], np.searchsorted(used, kept))


def _if_nobody(column: Column) -> str:
    """A column that is wholly empty is not used; any other is asked for."""
    return NOT_USED if column.blank.all() else ""


def _role(role: str | None, name: str, column: Column, taken: set[str]) -> str | None:
    """The role that a header names, if what stands in the column agrees with it."""
    words = [word for word in column.words if word]
    if role in ("race_ethnicity", "race", "RH") and words:
        flags, races = known_meanings("RT", words), known_meanings("race", words)
        if share_of(column, flags) >= AGREES:
            role = role if role == "RH" else guess_flag(name)
        elif share_of(column, races) >= AGREES:
            several = role == "race" or role in taken
            role = "race" if several else "race_ethnicity"
        else:
            return None
    if role is None or (role in ONE_VALUE and role in taken):
        return None
    if role in NUMBERS:
        numbers = {word for word in words if read_number(word)[0] == NUMBER}
        return role if words and share_of(column, numbers) >= AGREES else None
    if role in (*TOTALS_ROLES, "period", "school"):
        return role
    return role if share_of(column, known_meanings(role, words)) >= AGREES else None


def _settings(file: StudentFile, columns: dict[str, MappedColumn], totals: bool) -> dict[str, str]:
    """The settings; those that only a person knows are empty."""
    roles = {column.role for column in columns.values()}
    settings = {"rows": "totals" if totals else "students"}
    if "period" not in roles:
        settings["period"] = ""
    if totals:
        return settings | _settings_of_counts(roles)
    if roles & {"race_ethnicity", "race", "RT", "RH"}:
        settings["races"] = "separate"
        if "gender" in roles:
            settings["crossed"] = "race_ethnicity x gender"
    district = _district(file, columns)
    return settings | {"district": district, "district_name": "", "delete_by": ""}


def _settings_of_counts(roles: set[str]) -> dict[str, str]:
    settings = {"figures": "own"}
    if "numerator" in roles and "measure" not in roles:
        settings["measure"] = ""
    if "place_code" not in roles:
        settings |= {"district": "", "district_name": ""}
    return settings


def _district(file: StudentFile, columns: dict[str, MappedColumn]) -> str:
    """The district that the codes of all schools begin with, if there is one."""
    for column in columns.values():
        if column.role == "school":
            words = file.table.column(file.table.header.index(column.column)).words
            found = Counter(word[:7] for word in words if len(word) == 14 and word.isdigit())
            if len(found) == 1:
                return next(iter(found)) + "0" * 7
    return ""
