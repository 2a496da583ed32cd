"""What the columns of a student file seem to be, guessed from its header and its labels.

What is guessed can be changed; what is not guessed is left empty and asked once. Of a column
that says who a student is, nothing but the name is looked at.
"""

from collections import Counter
from pathlib import Path

import numpy as np

from equitykit.sources.column_mapping import ColumnMapping, MappedColumn
from equitykit.sources.mapping_roles import (
    FLAGS,
    LABELS,
    NOT_PERMITTED,
    NUMBERS,
    own_measures,
    privacy_of,
)
from equitykit.sources.numbers import NUMBER, read_number
from equitykit.sources.person_cells import holds_persons, person_words
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
from equitykit.sources.student_file import StudentFile, open_students, sniffed_header
from equitykit.sources.student_labels import BLANK, MISSING, NO, known_meanings
from equitykit.sources.student_log import FEW, MOST_LABELS, is_label
from equitykit.sources.student_places import year_of

# A guess by the header holds where this share of the cells agrees with it.
AGREES = 0.8

# A column with more different texts than this is no list of groups.
MOST_SCHOOLS = 2_000
ONE_VALUE = ("race_ethnicity", "gender", "grade", "period", "school", *NUMBERS)


def looks_like_students(path: Path) -> bool:
    """Whether a file that nobody publishes seems to have a row for each student, or counts."""
    header = sniffed_header(path)
    roles = {guess_header(name).role for name in header}
    traits = {*LABELS, *FLAGS}
    outcomes = {*own_measures(), *NUMBERS}
    return is_of_totals(header) or bool(roles & traits and roles & {*outcomes, STUDENT_ID})


def is_of_totals(header: list[str]) -> bool:
    """Whether a header is of a file with a row for each group, counted already."""
    roles = {guess_header(name, totals=True).role for name in header}
    return "group" in roles and bool(roles & {"numerator", "rate"})


def propose_mapping(path: str | Path) -> ColumnMapping:
    """Guess what each column is and what its labels mean.

    Raises
    ------
    UnreadableFile
        as :func:`equitykit.sources.student_file.open_students`, and ``no_header``
    """
    path = Path(path)
    file = open_students(path, _worth_a_look)
    header = file.table.header
    if any(name and not _is_column_name(name) for name in header):
        raise UnreadableFile("no_header", family="extract")
    totals = is_of_totals(header)
    columns: dict[str, MappedColumn] = {}
    for name in header:
        if name:
            columns[name] = _guess(file, name, {c.role for c in columns.values()}, totals)
    return ColumnMapping(columns, _settings(file, columns, totals), path.name)


def _is_column_name(name: str) -> bool:
    """Whether a cell of the header may be shown: a row of a student must never pass for one."""
    return is_label(name) and read_number(name)[0] != NUMBER


def _worth_a_look(header: list[str]) -> list[int]:
    totals = is_of_totals(header)
    return [
        place
        for place, name in enumerate(header)
        if name and guess_header(name, totals=totals).role not in (IDENTIFIER, STUDENT_ID)
        and not guess_header(name, totals=totals).status
    ]  # fmt: skip


def _guess(file: StudentFile, name: str, taken: set[str], totals: bool) -> MappedColumn:
    guess = guess_header(name, totals=totals)
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
        return MappedColumn(name, asked, _labels_to_ask(column), privacy_of(asked))
    return MappedColumn(name, role, labels_of(role, column), privacy_of(role))


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
        if _share(column, flags) >= AGREES:
            role = role if role == "RH" else guess_flag(name)
        elif _share(column, races) >= AGREES:
            several = role == "race" or role in taken
            role = "race" if several else "race_ethnicity"
        else:
            return None
    if role is None or (role in ONE_VALUE and role in taken):
        return None
    if role in NUMBERS:
        numbers = {word for word in words if read_number(word)[0] == NUMBER}
        return role if words and _share(column, numbers) >= AGREES else None
    if role in (*TOTALS_ROLES, "period", "school"):
        return role
    return role if _share(column, known_meanings(role, words)) >= AGREES else None


def _share(column: Column, known) -> float:
    """Which share of the cells that are not empty is known."""
    filled = ~column.blank
    return column.where(lambda word: word in known)[filled].mean() if filled.any() else 0.0


def labels_of(role: str, column: Column) -> dict[str, str]:
    """The labels of a column and what they mean as far as it is known."""
    words = [word for word in column.words if word]
    if role in (*NUMBERS, "place_name", "place_code", "numerator", "denominator", "rate"):
        return {}
    if holds_persons(role, column):
        return {}
    if role == "period":
        unread = {word for word in words if not year_of(word)}
        return dict.fromkeys(_fit_to_name(column, sorted(unread)), "")
    if role == "school":
        named = [word for word in words if not word.replace(".0", "").isdigit()]
        # schools are public, and what names a person in their column is no school
        named = [word for word in named if word not in person_words(named)]
        return dict.fromkeys(named[:MOST_SCHOOLS], "")
    if role in ("group", "measure"):
        return _labels_of_totals(role, words)
    known = known_meanings(role, words)
    named = [word for word in known] + _fit_to_name(column, [w for w in words if w not in known])
    labels = {word: known.get(word, "") for word in sorted(named[: 2 * MOST_LABELS])}
    if column.blank.any() and role not in LABELS:
        # a column that only ever says yes says no by saying nothing
        labels[BLANK] = MISSING if NO in labels.values() else NO
    return labels


def _fit_to_name(column: Column, words: list[str]) -> list[str]:
    """Of words that stand in no list of ours, those that may stand in a file that is passed on.

    What fewer than :data:`FEW` rows have may be a name in the wrong column, and may tell that
    there is such a student at all.
    """
    counts = np.bincount(column.codes, minlength=len(column.words))
    many = {word for word, count in zip(column.words, counts, strict=True) if count >= FEW}
    persons = person_words(words)
    return [word for word in words if word in many and is_label(word) and word not in persons]


def _labels_of_totals(role: str, words: list[str]) -> dict[str, str]:
    from equitykit.sources.tidy_totals import group_of, measure_of

    find = group_of if role == "group" else measure_of
    return {word: find(word) or "" for word in sorted(words)}


def _labels_to_ask(column: Column) -> dict[str, str]:
    """The labels of a column of which nothing is known, if they look like names of groups."""
    words = [word for word in column.words if word]
    numbers = all(read_number(word)[0] == NUMBER for word in words)
    few = 1 < len(words) <= MOST_LABELS // 2 and len(column.codes) > 2 * len(words)
    if not few or numbers or not all(map(is_label, words)):
        return {}
    return dict.fromkeys(_fit_to_name(column, sorted(words)), "")


def _settings(file: StudentFile, columns: dict[str, MappedColumn], totals: bool) -> dict[str, str]:
    """The settings; those that only a person knows are empty."""
    roles = {column.role for column in columns.values()}
    settings = {"rows": "totals" if totals else "students"}
    if "period" not in roles:
        settings["period"] = ""
    if totals:
        return settings | {"figures": "own"} | ({} if "measure" in roles else {"measure": ""})
    if roles & {"race_ethnicity", "race", "RT", "RH"}:
        settings["races"] = "separate"
        if "gender" in roles:
            settings["crossed"] = "race_ethnicity x gender"
    district = _district(file, columns)
    return settings | {"district": district, "district_name": "", "delete_by": ""}


def _district(file: StudentFile, columns: dict[str, MappedColumn]) -> str:
    """The district that the codes of all schools begin with, if there is one."""
    for column in columns.values():
        if column.role == "school":
            words = file.table.column(file.table.header.index(column.column)).words
            found = Counter(word[:7] for word in words if len(word) == 14 and word.isdigit())
            if len(found) == 1:
                return next(iter(found)) + "0" * 7
    return ""
