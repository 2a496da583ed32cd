"""When, where and who: the columns that say which year, place and group a row is of."""

import re
from dataclasses import dataclass

import numpy as np

from equitykit.content.codelists import load_counties, load_student_groups
from equitykit.sources.published_table import Column
from equitykit.sources.reports import ProblemLog

STATE, COUNTY, DISTRICT, SCHOOL = range(4)
UNKNOWN = -1

LEVEL_WORDS = {"T": STATE, "X": STATE, "C": COUNTY, "O": COUNTY, "D": DISTRICT, "D1": DISTRICT,
               "D2": DISTRICT, "S": SCHOOL}  # fmt: skip

_SCHOOL_YEAR = re.compile(r"(20\d\d|19\d\d)-(?:20|19)?(\d\d)", re.ASCII)
_SPRING = re.compile(r"(20\d\d)(f|\.0)?", re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)(\.0)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+", re.ASCII)

# How many digits the parts of a code have, and how far each stands from its end.
PARTS = {"county_code": (2, 10**12), "district_code": (5, 10**7), "school_code": (7, 1)}


@dataclass(frozen=True)
class Places:
    """For each row: its school year, level, code of the place (as a number) and group."""

    periods: list[str]
    period: np.ndarray
    level: np.ndarray
    cds: np.ndarray
    groups: list[str]
    group: np.ndarray


def school_year(word: str) -> str | None:
    """``2024-25`` as it is, ``2023-2024`` shortened; None where it is no school year."""
    found = _SCHOOL_YEAR.fullmatch(word)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return f"{found[1]}-{found[2]}"
    return None


def year_of_spring(word: str) -> str | None:
    """``2024``, or ``2017f``, as the school year that ends in it."""
    found = _SPRING.fullmatch(word)
    return f"{int(found[1]) - 1}-{found[1][2:]}" if found else school_year(word)


def year_text(word: str) -> str:
    """``2024`` or ``2017f`` as the file says it; a school year by its spring."""
    found = _SPRING.fullmatch(word)
    if found:
        return found[1] + ("f" if (found[2] or "").lower() == "f" else "")
    year = school_year(word)
    return str(int(year[:4]) + 1) if year else ""


def read_periods(column: Column, log: ProblemLog, meaning) -> tuple[list[str], np.ndarray]:
    """Read the school years: their texts, and the position of each row's."""
    texts = sorted({year for word in column.words if (year := meaning(word))})
    place = {text: number for number, text in enumerate(texts)}
    codes = column.map(lambda word: place.get(meaning(word), UNKNOWN), "int64")
    log.refuse("year_unreadable", codes == UNKNOWN, column)
    return texts, codes


def read_levels(column: Column, log: ProblemLog) -> np.ndarray:
    """Read the levels of the rows."""
    level = column.map(lambda word: LEVEL_WORDS.get(word.upper(), UNKNOWN), "int8")
    log.refuse("level_unknown", level == UNKNOWN, column)
    return level


def read_groups(column: Column, log: ProblemLog, codes: dict[str, str]):
    """Read the student groups; `codes` gives ours for those of the file."""
    ours = list(load_student_groups())
    place = {theirs: ours.index(code) for theirs, code in codes.items()}
    group = column.map(lambda word: place.get(word.upper(), UNKNOWN), "int64")
    log.refuse("group_unknown", group == UNKNOWN, column)
    return ours, group


def read_parts(columns: dict[str, Column], level: np.ndarray, log: ProblemLog) -> np.ndarray:
    """Put together the codes of county, district and school; lost leading zeros come back."""
    cds = np.zeros(len(level), dtype="int64")
    for least, (role, (digits, weight)) in enumerate(PARTS.items(), start=COUNTY):
        column = columns[role]
        concerned = level >= least
        _refuse_scientific(column, concerned, log)
        code = column.map(lambda word, role=role: _part(word, role), "int64")
        log.refuse("code_unreadable", concerned & (code < 0), column, digits=digits)
        cds += np.where(concerned, np.maximum(code, 0) * weight, 0)
    _refuse_unknown_county(columns["county_code"], cds, level, log)
    return cds


def _part(word: str, role: str) -> int:
    found = _DIGITS.fullmatch(word)
    digits, _ = PARTS[role]
    if not found or len(found[1]) > digits:
        return UNKNOWN
    # District codes begin at 10017: a shorter one did not lose a zero, it is something else.
    if role == "district_code" and len(found[1]) < digits:
        return UNKNOWN
    return int(found[1])


def read_codes(column: Column, level: np.ndarray, log: ProblemLog) -> np.ndarray:
    """Read codes of 14 digits; with 13 digits the county's zero was lost and comes back."""
    concerned = level != STATE
    _refuse_scientific(column, concerned, log)
    cds = column.map(_whole, "int64")
    log.refuse("code_unreadable", concerned & (cds < 0), column, digits=14)
    _refuse_unknown_county(column, np.maximum(cds, 0), level, log)
    ends = np.where(level == SCHOOL, 1, np.where(level == DISTRICT, 10**7, 10**12))
    log.refuse("code_of_another_level", concerned & (np.maximum(cds, 0) % ends != 0), column)
    return np.where(concerned, cds, 0)


def _whole(word: str) -> int:
    found = _DIGITS.fullmatch(word)
    return int(found[1]) if found and len(found[1]) in (13, 14) else UNKNOWN


def _refuse_scientific(column: Column, concerned: np.ndarray, log: ProblemLog) -> None:
    scientific = column.where(lambda word: bool(_SCIENTIFIC.fullmatch(word)))
    log.refuse("code_scientific", concerned & scientific, column)


def _refuse_unknown_county(column: Column, cds: np.ndarray, level, log: ProblemLog) -> None:
    counties = [int(code) for code in load_counties()]
    known = np.isin(cds // 10**12, counties)
    log.refuse("county_unknown", (level != STATE) & ~known, column)
