"""The invented county: its districts, schools and years, read from ``invented/*.csv``.

A district's race columns are students in a thousand. A school's ``in_2023`` to ``in_2025``
multiply the chance of chronic absence there in the year that ends then.
"""

from pathlib import Path

import pandas as pd

COUNTY, COUNTY_NAME = "99", "Invented"
YEARS = (2023, 2024, 2025)
EXTRACT_DISTRICT = "60041"
RACES = ("RB", "RI", "RA", "RF", "RH", "RP", "RW", "RT", "RD")
GENDERS = ("GF", "GM", "GX")
PROGRAMS = ("SE", "SD", "SS", "SF", "SH", "SM")
GRADE_SPANS = {
    "GRTKKN": (-1, 0),
    "GR13": (1, 3),
    "GR46": (4, 6),
    "GR78": (7, 8),
    "GR912": (9, 12),
    "GRTK8": (-1, 8),
}

_FOLDER = Path(__file__).parent / "invented"
DISTRICTS = pd.read_csv(_FOLDER / "districts.csv", dtype={"code": str}).set_index("code")
SCHOOLS = pd.read_csv(_FOLDER / "schools.csv", dtype={"district": str, "code": str})


def school_year(year: int) -> str:
    """``2025`` -> ``2024-25``."""
    return f"{year - 1}-{year % 100:02d}"


def in_group(students: pd.DataFrame, group: str) -> pd.Series:
    """Which rows of `students` belong to a student group of the state's list."""
    if group in ("TA", "ALL"):
        return pd.Series(True, index=students.index)
    if group in RACES:
        return students["race"] == group
    if group in GENDERS:
        return students["gender"] == group
    if group in GRADE_SPANS:
        return students["grade"].between(*GRADE_SPANS[group])
    if group in ("CAY", "CAN"):
        return students["chronic"] == (group == "CAY")
    return students[group] == 1


def by_school(students: pd.DataFrame, column: str) -> pd.DataFrame:
    """Sum all whole-number columns for each row of ``SCHOOLS``; -1 in `column` is no school."""
    places = students.drop(columns={"school", "second_school"} - {column})
    sums = places.groupby(column).sum(numeric_only=True)
    sums = sums.reindex(SCHOOLS.index, fill_value=0).astype(int)
    # one block: rows of it are added up tens of thousands of times
    return pd.DataFrame(sums.to_numpy(), index=sums.index, columns=sums.columns)


def total(sums: pd.DataFrame, schools) -> pd.Series:
    """Add up some rows of what `by_school` returned."""
    return pd.Series(sums.to_numpy()[list(schools)].sum(axis=0), index=sums.columns)


def tenths(count: int, of: int) -> int:
    """10 x percent, half-up, in whole numbers; 0 of 0 is 0."""
    return (2000 * count + of) // (2 * of) if of else 0


def one_decimal(value: int) -> str:
    """``382`` -> ``38.2``; ``-7`` -> ``-0.7``."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 10}.{abs(value) % 10}"
