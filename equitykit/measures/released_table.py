"""A table that may be seen: what it holds, and what can be made of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.certificate import Certificate
from equitykit.measures.outcomes import COLUMNS
from equitykit.measures.visibility import FEW_FOR_US, LISTENED, VISIBLE

FIGURES = {
    "numerator": "Int64", "denominator": "Int64",
    "rate": "Float64", "low": "Float64", "high": "Float64",
}  # fmt: skip
RELEASED_COLUMNS = (*COLUMNS, "visibility", "low", "high")


@dataclass(frozen=True, init=False, repr=False, eq=False)
class ReleasedTable:
    """Outcomes that may be seen. It holds no hidden number, in no column and no order.

    Made by :func:`~equitykit.measures.privacy.release` alone; calling the class is an error.

    Attributes
    ----------
    minimum_n : int
        The floor: no figure of fewer students.
    stability_line : int
        From this many students on, groups may be ranked.
    regime : str
        ``"published"`` or ``"own_rows"``.
    certificate : Certificate or None
        What the audit of own rows proved; None for published files.
    """

    _rows: pd.DataFrame
    minimum_n: int
    stability_line: int
    regime: str
    certificate: Certificate | None

    def __init__(self, *_, **__):
        raise TypeError("a ReleasedTable is made by equitykit.measures.privacy.release()")

    @property
    def rows(self) -> pd.DataFrame:
        """A copy of the rows: the outcome columns, `visibility` (see `measures.visibility`),
        `rate` (of the counts where there are any, halves up to 0.1, else as published), and
        `low` and `high`, its 95 % Wilson interval in percent; then what was worked of them."""
        return self._rows.copy()

    @property
    def log(self) -> pd.DataFrame:
        """How many rows are in which state, by measure, period, level and dimension."""
        by = ["measure", "period", "level", "dimension", "visibility"]
        return self._rows.groupby(by, dropna=False).size().rename("rows").reset_index()

    def where(self, **equals) -> "ReleasedTable":
        """The rows whose columns have these values; a list allows each value in it.

        Take a yardstick first, rows second: what was left out cannot be compared with.
        """
        chosen = np.ones(len(self._rows), dtype=bool)
        for column, value in equals.items():
            values = value if isinstance(value, list | tuple | set) else [value]
            chosen &= self._rows[column].isin(list(values)).to_numpy(bool, na_value=False)
        return self.keep(chosen)

    def keep(self, chosen) -> "ReleasedTable":
        """The rows of a mask, or those of the given row labels in the order given."""
        rows = self._rows.loc[chosen]
        return self._with_rows(rows.reset_index(drop=True))

    def without_figures(self, groups, minimums: Mapping[str, int] | None = None) -> "ReleasedTable":
        """The same rows, those of `groups` without any figure and ``listened``.

        `minimums` say by group of how many students at least a figure is read; one of fewer
        goes too and is ``few_for_us``. This is what a team has decided to look at, and takes
        out more; it protects nobody whom :func:`release` would not have protected.
        """
        if not groups and not minimums:
            return self
        codes = self._rows["group"].fillna("").str.split("×")
        listened = codes.map(lambda parts: bool({*parts} & {*groups})).to_numpy(bool)
        least = self._rows["group"].map(minimums or {}).astype("Float64")
        few = (self._rows["denominator"] < least).fillna(False).to_numpy(bool)
        few &= self._rows["visibility"].isin(VISIBLE).to_numpy(bool)
        out = listened | few
        kept = {
            name: numbers(self._rows[name].fillna(0), ~out & self._rows[name].notna(), kind)
            for name, kind in FIGURES.items()
        }
        states = self._rows["visibility"].mask(few, FEW_FOR_US).mask(listened, LISTENED)
        return self._with_rows(self._rows.assign(**kept, visibility=states))

    def with_figures(self, figures: pd.DataFrame) -> "ReleasedTable":
        """The same rows with figures worked of them (for `measures`); outcomes stay as they are.

        Raises
        ------
        ValueError
            When a figure has the name of an outcome, or is not given for each row.
        """
        taken = set(figures.columns) & set(RELEASED_COLUMNS)
        if taken or len(figures) != len(self._rows):
            raise ValueError(f"figures must be new columns, one value a row: {sorted(taken)}")
        return self._with_rows(self._rows.assign(**dict(figures.items())))

    def with_rows_told(self, rows: pd.DataFrame) -> "ReleasedTable":
        """The table with rows of which some are of an earlier release (for `own_counts`)."""
        return self._with_rows(rows)

    def _with_rows(self, rows: pd.DataFrame) -> "ReleasedTable":
        return sealed(**{**vars(self), "_rows": rows})

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return (
            f"<ReleasedTable: {len(self)} rows, {self.regime}, "
            f"floor {self.minimum_n}, stability line {self.stability_line}>"
        )


def numbers(values: np.ndarray, known: np.ndarray, dtype: str) -> pd.Series:
    """A nullable column that is empty where not known, also beneath the mask:
    setting a value to missing in place would leave the number in memory and in pickles."""
    return pd.Series(pd.array(np.where(known, values, 0), dtype=dtype)).mask(~known)


def sealed(**fields) -> ReleasedTable:
    """For `privacy` alone: the one place in which a released table comes to be."""
    table = object.__new__(ReleasedTable)
    vars(table).update(fields)
    return table
