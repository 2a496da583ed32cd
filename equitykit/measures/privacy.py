"""Suppress first, draw second: the one way from outcomes to a table that may be seen.

:func:`release` takes what is not fit to be seen out of the table; it does not mark it. Charts,
tables, sentences and files take nothing but the :class:`ReleasedTable` that it returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_measures, load_student_groups
from equitykit.measures.disclosure.certificate import Certificate, digest, joined
from equitykit.measures.disclosure.own_rows import Beside, protect
from equitykit.measures.outcomes import COLUMNS, KEY, REPORTED
from equitykit.measures.rates import rate_in_tenths, wilson_bounds
from equitykit.measures.suppression import suppress
from equitykit.measures.visibility import (
    BANDS,
    FEW_FOR_US,
    HIDDEN,
    LISTENED,
    NO_STUDENTS,
    VISIBLE,
    counts_students,
    look_at_rows,
    students_in,
)

REGIMES = ("published", "own_rows")
FIGURES = {
    "numerator": "Int64", "denominator": "Int64",
    "rate": "Float64", "low": "Float64", "high": "Float64",
}  # fmt: skip
RELEASED_COLUMNS = (*COLUMNS, "visibility", "low", "high")


@dataclass(frozen=True, init=False, repr=False, eq=False)
class ReleasedTable:
    """Outcomes that may be seen. It holds no hidden number, in no column and no order.

    Made by :func:`release` alone; calling the class is an error.

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
        return _sealed(**{**vars(self), "_rows": rows})

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return (
            f"<ReleasedTable: {len(self)} rows, {self.regime}, "
            f"floor {self.minimum_n}, stability line {self.stability_line}>"
        )


def release(
    outcomes: pd.DataFrame,
    *,
    minimum_n: int = 11,
    stability_line: int = 30,
    regime: str = "published",
    earlier: Sequence[ReleasedTable] = (),
    facts: pd.DataFrame | None = None,
    expected: pd.DataFrame | None = None,
    base: ReleasedTable | None = None,
) -> ReleasedTable:
    """Take out what is not fit to be seen.

    ``published``: what the state has published stays, except that we show nothing below the
    floor either (it publishes a few totals of 3 to 10 students). Where we hide a row, others of
    its dimension are hidden with it so that it cannot be had by subtraction. What the publisher
    hid stays hidden; nothing is worked out of it, and where the publication itself leaks we do
    not follow.

    ``own_rows``: the floor; fewer than three students on either side of an outcome become a
    band; a row without counts is hidden. Everything in the table is audited as one system, with
    the `earlier` releases of the same record and the `facts` that others have published (our own
    true rows of these): dimensions, crossings, levels, measures of the same students. Of facts
    that are only `expected` it is audited that nothing is told with them, nor without them. What
    else has to be hidden so that nothing hidden can be worked out is hidden too, first of the
    rows of fewest traits; what was proven is the `certificate` (see `measures.disclosure`). The
    rows of `base`, a release of some of the same rows with the same settings, stay as they are
    there.

    Where all students of a place are below the floor, every row of that place is hidden.

    Raises
    ------
    ValueError
        When the settings make no sense or are not those of `base`, or one measure, period,
        place and group has two rows.
    """
    if regime not in REGIMES or not 1 <= minimum_n <= stability_line:
        raise ValueError(f"no release for {regime=}, {minimum_n=}, {stability_line=}")
    if base and (base.minimum_n, base.stability_line) != (minimum_n, stability_line):
        raise ValueError("rows stay as they were released only with the same settings")
    rows = _ordered(outcomes)
    if rows.duplicated(list(KEY)).any():
        raise ValueError("one measure, period, place and group has two rows")
    bands = regime == "own_rows"
    states = look_at_rows(rows, minimum_n=minimum_n, stability_line=stability_line, bands=bands)
    certificate = None
    if bands:
        out = tuple(each.rows for each in earlier)
        beside = Beside(out, facts, expected, base.rows if base else None)
        states, sized, certificate = protect(rows, states, minimum_n=minimum_n, beside=beside)
    else:
        states, sized = suppress(rows, states, minimum_n=minimum_n)
    seen = _without_hidden(rows, states, sized)
    return _sealed(
        _rows=seen,
        minimum_n=minimum_n,
        stability_line=stability_line,
        regime=regime,
        certificate=certificate and replace(certificate, digest=digest(seen)),
    )


def restore(rows: pd.DataFrame, certificate: Certificate, *, stability_line: int) -> ReleasedTable:
    """A release of own rows as it was kept: the rows of which the certificate is.

    Raises
    ------
    ValueError
        When the certificate is of other rows.
    """
    if digest(rows) != certificate.digest:
        raise ValueError("the certificate is of other rows")
    return _sealed(
        _rows=rows,
        minimum_n=certificate.minimum_n,
        stability_line=stability_line,
        regime="own_rows",
        certificate=certificate,
    )


def join(years: Sequence[ReleasedTable]) -> ReleasedTable:
    """Releases of own rows of several years as one table, in the order of a release."""
    first, *more = years
    if not more:
        return first
    rows = pd.concat([each.rows for each in years], ignore_index=True)
    rows = rows.take(_order(rows)).reset_index(drop=True)
    certificate = joined([each.certificate for each in years], digest(rows))
    return _sealed(**{**vars(first), "_rows": rows, "certificate": certificate})


def of_period(
    released: ReleasedTable, period: str, published: tuple[str, ...] = ()
) -> ReleasedTable:
    """The rows of one period of a release of own rows, as a release that can be kept; beside
    what is `published` (see `published_facts.marks_of`)."""
    part = released.where(period=period)
    return noted(part, digest=digest(part.rows), published=published)


def noted(released: ReleasedTable, **fields) -> ReleasedTable:
    """The same rows with these fields of the certificate."""
    return _sealed(**{**vars(released), "certificate": replace(released.certificate, **fields)})


def holds(released: ReleasedTable, outcomes: pd.DataFrame) -> bool:
    """Whether a release of own rows could be one of these outcomes: the same rows, and each
    figure and each state that it tells is theirs. What it hides is not looked at."""
    kept, rows = released.rows, _ordered(outcomes)
    keys = list(KEY)
    if not kept[keys].reset_index(drop=True).equals(rows[keys]):
        return False
    states = kept["visibility"].to_numpy(object)
    alone = look_at_rows(rows, minimum_n=released.minimum_n,
                         stability_line=released.stability_line, bands=True)  # fmt: skip
    if (states != alone)[states != HIDDEN].any():
        return False
    sized = kept["denominator"].notna().to_numpy(bool)
    again = _without_hidden(rows, states, sized)
    return again[[*FIGURES, "status"]].equals(kept[[*FIGURES, "status"]])


def numbers(values: np.ndarray, known: np.ndarray, dtype: str) -> pd.Series:
    """A nullable column that is empty where not known, also beneath the mask:
    setting a value to missing in place would leave the number in memory and in pickles."""
    return pd.Series(pd.array(np.where(known, values, 0), dtype=dtype)).mask(~known)


def _sealed(**fields) -> ReleasedTable:
    table = object.__new__(ReleasedTable)
    vars(table).update(fields)
    return table


def _ordered(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The outcome columns alone, in the order of our code lists: an order that came with the
    rows may hint at their size."""
    rows = outcomes[list(COLUMNS)].reset_index(drop=True)
    rows = rows.take(_order(rows)).reset_index(drop=True)
    rows.attrs = {}
    return rows


def _order(rows: pd.DataFrame) -> pd.Index:
    lists = {"measure": load_measures(), "dimension": load_dimensions()}
    lists["group"] = load_student_groups()
    keys = {name: rows[name].astype(object) for name in KEY}
    for name, codes in lists.items():
        ranks = {code: f"{rank:04}" for rank, code in enumerate(codes)}
        keys[name] = keys[name].map(lambda code, ranks=ranks: ranks.get(code, f"9999{code}"))
    order = pd.DataFrame(keys).fillna("").astype(str)
    return order.sort_values(list(KEY), kind="stable").index


def _without_hidden(rows: pd.DataFrame, states: np.ndarray, sized: np.ndarray) -> pd.DataFrame:
    visible = np.isin(states, (*VISIBLE, NO_STUDENTS))
    s, n = students_in(rows["numerator"]), students_in(rows["denominator"])
    rate = rows["rate"].fillna(-1.0).to_numpy("float64")
    counted = counts_students(rows) & visible & (s >= 0) & (n > 0)
    rate = np.where(counted, rate_in_tenths(s, np.maximum(n, 1)) / 10, rate)
    ours = np.isin(states, (HIDDEN, *BANDS))
    low, high = wilson_bounds(np.where(counted, s, 0), np.where(counted, n, 1))
    return rows.assign(
        numerator=numbers(s, visible & (s >= 0), "Int64"),
        denominator=numbers(n, sized & (n >= 0), "Int64"),
        rate=numbers(
            rate, visible & (n != 0) & rows["rate"].notna().to_numpy() | counted, "Float64"
        ),
        # a published zero is a number too
        status=rows["status"].mask(ours, REPORTED),
        visibility=pd.array(states, dtype="string"),
        low=numbers(100 * low, counted, "Float64"),
        high=numbers(100 * high, counted, "Float64"),
    )
