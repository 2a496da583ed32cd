"""Test data drawn as a small table in text; a blank cell means missing."""

import pandas as pd


def table(text: str) -> pd.DataFrame:
    """Turn ``a | b`` rows into a frame of text; the first line names the columns.

    Whole numbers become nullable integers, other numbers floats, a column with any
    other word stays text. A leading zero or more than nine digits keep a column text: codes
    are not numbers.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    frame = pd.DataFrame(rows, columns=header, dtype="string").replace("", pd.NA)
    return frame.apply(_typed)


def _typed(column: pd.Series) -> pd.Series:
    written = column.dropna()
    if written.empty or written.str.fullmatch(r"-?0\d+").any():
        return column
    if written.str.fullmatch(r"-?\d{1,9}").all():
        return column.astype("Int64")
    if written.str.fullmatch(r"-?\d{1,9}(\.\d+)?").all():
        return column.astype("Float64")
    return column
