"""Files in which the state or a district answers in words: assistance, local indicators.

Lists of districts with differentiated assistance (LCFF) and of schools with federal support
(ESSA), what districts say of their local indicators, and the list of low-performing districts.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from equitykit.content.codelists import load_student_groups
from equitykit.measures.performance import (
    ASSISTANCE,
    LETTERS,
    LOCAL,
    MET,
    NOT_MET,
    NOT_MET_TWO_YEARS,
)
from equitykit.sources.places import DISTRICT, SCHOOL, read_codes, year_of_spring, year_text
from equitykit.sources.published_rows import column_for
from equitykit.sources.published_table import Column, PublishedTable, constant_column, normal
from equitykit.sources.recognition import load_layouts
from equitykit.sources.reports import ProblemLog, UnreadableFile

ANSWERS = ("assistance", "essa", "local_indicators", "low_performing")

# In these files the publisher writes * in an empty cell, for readers who listen (from 2019).
EMPTY = ("", "*")

_WORDS = {
    "met": MET,
    "not met": NOT_MET,
    "not met for two or more years": NOT_MET_TWO_YEARS,
}
_PRIORITY = re.compile(r"(?:^|\D)(10|[1-9])$", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(20\d\d)f?(?!\d)", re.ASCII)
_DISTRICT = re.compile(r"\d{6,7}0{7}", re.ASCII)


@dataclass(frozen=True)
class Answers:
    """The table of a file (`name` says which: ``local`` or ``assistance``), and what it holds."""

    name: str
    table: pa.Table
    periods: tuple[str, ...]
    places: dict[str, int]
    answers: int
    repeated: int


def read_answers(
    kind: str, table: PublishedTable, log: ProblemLog, *, file: str, source: str
) -> Answers:
    """Read a file of one of the `ANSWERS`; `log` gets what is wrong with its rows.

    Raises
    ------
    UnreadableFile
        ``year_missing`` where neither the file nor its name says of which year it is
    """
    layout = load_layouts()["answers"][kind]
    columns = {
        role: column_for(table, names, log)
        for role, names in layout.items()
        if isinstance(names, list) and role not in ("known_by", "status", "methods")
    }
    frame = pd.DataFrame({"cds": _places(columns["cds"], log)})
    frame["year"] = _years(columns["year"], table, log, kind, file)
    read = {"local_indicators": _local, "low_performing": _low_performing}.get(kind, _supported)
    frame = read(kind, frame, table, layout, columns, log)
    frame, repeated = _once(frame[~log.refused[frame.index]], log)
    return _answers(frame.assign(source=source), repeated)


def _places(column: Column, log: ProblemLog) -> np.ndarray:
    level = column.map(lambda word: DISTRICT if _DISTRICT.fullmatch(word) else SCHOOL, "int8")
    cds = read_codes(column, level, log)
    return np.array([f"{code:014d}" for code in np.maximum(cds, 0)], dtype=object)


def _years(column: Column | None, table: PublishedTable, log: ProblemLog, kind: str, file: str):
    """The years of the rows; without a column, the only year that the file's name holds."""
    rows = table.cells.num_rows
    if column is not None:
        log.refuse("year_unreadable", column.where(lambda word: not year_text(word)), column)
        return column.map(year_text, object)
    named = set(_YEAR.findall(file))
    if len(named) != 1:
        raise UnreadableFile("year_missing", family=kind, kind=kind)
    year = named.pop()
    log.note("year_of_name", np.ones(rows, dtype=bool), constant_column("", year, rows))
    return np.full(rows, year, dtype=object)


def _supported(kind, frame, table, layout, columns, log) -> pd.DataFrame:
    """Rows of the lists of districts and of schools: one for each group, and one for all."""
    groups = {
        code: column
        for code, names in layout["groups"].items()
        if (column := column_for(table, names, log)) is not None
    }
    allowed = (*LETTERS, *EMPTY) if kind == "assistance" else ("1", "0", *EMPTY)
    for column in groups.values():
        unknown = column.where(lambda word: word.upper() not in allowed)
        log.refuse("letter_unknown", unknown, column, letters=", ".join(allowed[:-2]))
    frame = frame.assign(
        kind="lea" if kind == "assistance" else "school",
        status=_statuses(table, layout, frame["year"], log),
        methods=_methods(table, layout, log),
    )
    letters = {
        code: column.map(lambda word: None if word in EMPTY else word.upper(), object)
        for code, column in groups.items()
    }
    each = [frame.assign(group=code, letter=of) for code, of in letters.items()]
    return pd.concat([frame.assign(group="TA", letter=None), *each])


def _statuses(table: PublishedTable, layout: dict, years: pd.Series, log: ProblemLog):
    """The status in the year of the row: a later file repeats those of earlier years."""
    found = np.full(len(years), None, dtype=object)
    for name in layout["status"]:
        column = column_for(table, [name], log)
        if column is None:
            continue
        of_year = normal(name).removeprefix("assistancestatus")
        here = (years == of_year).to_numpy() if of_year else np.ones(len(years), dtype=bool)
        words = column.map(lambda word: None if word in EMPTY else word, object)
        found = np.where(here, words, found)
    return found


def _methods(table: PublishedTable, layout: dict, log: ProblemLog):
    """The methods by which a district was found eligible, as ``1,3``; none where no column."""
    found = [
        (name[-1], column.where(lambda word: word.upper() == "Y"))
        for name in layout.get("methods", [])
        if (column := column_for(table, [name], log)) is not None
    ]
    if not found:
        return None
    each = zip(*(np.where(met, number, "") for number, met in found), strict=True)
    return [",".join(number for number in numbers if number) or None for numbers in each]


def _local(kind, frame, table, layout, columns, log) -> pd.DataFrame:
    priority, said = columns["priority"], columns["performance"]
    numbers = priority.map(_priority, object)
    log.refuse("priority_unknown", numbers == "", priority)
    answers = said.map(lambda word: _WORDS.get(" ".join(word.lower().split()), ""), object)
    silent = said.where(lambda word: word.upper() in (*EMPTY, "NA", "N/A"))
    log.refuse("performance_unknown", (answers == "") & ~silent, said)
    log.note("not_answered", silent & ~log.refused, said)
    return frame.assign(priority=numbers, performance=answers)[~silent]


def _priority(word: str) -> str:
    found = _PRIORITY.search(word.removesuffix(".0").strip())
    return found[1] if found else ""


def _low_performing(kind, frame, table, layout, columns, log) -> pd.DataFrame:
    """Rows of the list of low-performing districts: the indicators in which a group is so."""
    theirs = {g.dashboard: g.code for g in load_student_groups().values() if g.dashboard}
    theirs["TOM"] = "RT"
    group = columns["group"]
    codes = group.map(lambda word: theirs.get(word.upper(), ""), object)
    log.refuse("group_unknown", codes == "", group)
    marked = {
        indicator: column.where(lambda word: word.upper() == "Y")
        for indicator, names in layout["indicators"].items()
        if (column := column_for(table, names, log)) is not None
    }
    each = zip(*(np.where(there, name, "") for name, there in marked.items()), strict=True)
    letters = [",".join(name for name in names if name) or None for names in each]
    return frame.assign(kind="low_performing", group=codes, letter=letters)


def _once(frame: pd.DataFrame, log: ProblemLog) -> tuple[pd.DataFrame, int]:
    """Identical rows once; rows of one place, year and group that differ are refused."""
    key = [name for name in ("cds", "year", "kind", "priority", "group") if name in frame]
    alike = frame.duplicated(keep="first")
    differ = frame[~alike].duplicated(key, keep=False)
    refused = np.zeros(len(log.refused), dtype=bool)
    refused[differ[differ].index] = True
    which = frame[~alike].groupby(key, dropna=False, sort=False).ngroup().to_numpy()
    rows = frame.index[~alike].to_numpy()
    log.tell_alike("key_not_unique", rows, which, differ.to_numpy(bool))
    log.refused |= refused
    repeated = frame.index[alike & ~refused[frame.index]].nunique()
    return frame[~alike & ~refused[frame.index]], int(repeated)


def _answers(frame: pd.DataFrame, repeated: int) -> Answers:
    name = "local" if "priority" in frame else "assistance"
    columns = LOCAL if name == "local" else ASSISTANCE
    schema = pa.schema([(column, pa.string()) for column in columns])
    frame = frame.reindex(columns=list(columns)).astype(object)
    frame = frame.where(frame.notna(), None)
    is_district = frame["cds"].str.endswith("0" * 7)
    years = {year: year_of_spring(year) for year in frame["year"].unique()}
    if name == "local":
        answered = frame["performance"]
    else:
        status = frame["status"].where(frame["group"] == "TA")
        answered = frame["letter"].replace("0", None).fillna(status)
    return Answers(
        name=name,
        table=pa.Table.from_pandas(frame, schema=schema, preserve_index=False),
        periods=tuple(sorted(years.values())),
        places={
            "state": 0,
            "county": 0,
            "district": frame["cds"][is_district].nunique(),
            "school": frame["cds"][~is_district].nunique(),
        },
        answers=int(answered.notna().sum()),
        repeated=repeated,
    )
