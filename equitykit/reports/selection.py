"""Which districts a batch renders: by code, by county, from a list, or all."""

import csv
from pathlib import Path

import pandas as pd

from equitykit.errors import EquitykitError

CODE_HEADINGS = ("cds", "cdscode", "district", "districtcode", "code")


def districts_by_code(places: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Take districts by code (14 digits, or the 7 of county and district), in the order given.

    Raises
    ------
    EquitykitError
        ``district_unknown``, ``district_lost_zero``
    """
    chosen = [_known_code(code, set(places["cds"])) for code in codes]
    return places.set_index("cds", drop=False).loc[list(dict.fromkeys(chosen))]


def districts_of_county(places: pd.DataFrame, county: str) -> pd.DataFrame:
    """Take the districts of a county by its two-digit code.

    Raises
    ------
    EquitykitError
        ``batch_county_unknown``
    """
    chosen = places[places["cds"].str[:2] == county]
    if chosen.empty:
        known = ", ".join(sorted(places["cds"].str[:2].unique()))
        raise EquitykitError("batch_county_unknown", county=county, counties=known)
    return chosen


def districts_of_file(places: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Take the districts listed in a CSV file: a column headed `cds`, or the first column.

    Raises
    ------
    EquitykitError
        ``batch_list_unreadable``, ``batch_list_empty``, ``batch_list_row``
    """
    rows = _read_list(path)
    headings = [_plain(cell) for cell in rows[0][1]] if rows else []
    column = next((headings.index(name) for name in CODE_HEADINGS if name in headings), None)
    rows = rows if column is None else rows[1:]
    codes = [(number, cells[column or 0].strip()) for number, cells in rows]
    if not codes:
        raise EquitykitError("batch_list_empty", file=path.name)
    for number, code in codes:
        try:
            _known_code(code, set(places["cds"]))
        except EquitykitError:
            raise EquitykitError("batch_list_row", file=path.name, row=number, value=code) from None
    return districts_by_code(places, [code for _, code in codes])


def to_try_first(districts: pd.DataFrame, sizes: pd.DataFrame, count: int) -> pd.DataFrame:
    """Take `count` districts that are likely to show what goes wrong.

    In turn the smallest, the largest, and the one with the fewest figures. `sizes` has
    `students` and `figures` by `cds`; a district without figures comes first among these.
    """
    known = districts.join(sizes, on="cds").fillna({"students": 0, "figures": 0})
    by_size = list(known.sort_values(["students", "cds"])["cds"])
    thinnest = list(known.sort_values(["figures", "cds"])["cds"])
    in_turn = [
        cds for three in zip(by_size, reversed(by_size), thinnest, strict=True) for cds in three
    ]
    first = list(dict.fromkeys(in_turn))[:count]
    return districts.set_index("cds", drop=False).loc[first]


def _known_code(code: str, known: set[str]) -> str:
    full = code.strip()
    full = full + "0" * 7 if len(full) == 7 else full
    if full in known:
        return full
    guess = full.zfill(14) if len(full) > 7 else full.zfill(7) + "0" * 7
    if guess in known:
        raise EquitykitError("district_lost_zero", value=code, guess=guess)
    raise EquitykitError("district_unknown", cds=code, count=len(known))


def _read_list(path: Path) -> list[tuple[int, list[str]]]:
    """Rows that have a first cell, each with its line number."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(text.splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise EquitykitError("batch_list_unreadable", file=path.name) from None
    width = max((len(cells) for cells in rows), default=0)
    padded = [(number, cells + [""] * (width - len(cells))) for number, cells in enumerate(rows, 1)]
    return [(number, cells) for number, cells in padded if any(cell.strip() for cell in cells)]


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if letter.isalnum())
