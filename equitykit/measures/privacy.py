"""Suppress first, draw second: the one way from outcomes to a table that may be seen.

:func:`release` takes what is not fit to be seen out of the table; it does not mark it. Charts,
tables, sentences and files take nothing but the :class:`ReleasedTable` that it returns.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_dimensions, load_measures, load_student_groups
from equitykit.measures.disclosure.certificate import Certificate, digest, joined
from equitykit.measures.disclosure.own_rows import Beside, protect
from equitykit.measures.outcomes import COLUMNS, KEY, REPORTED
from equitykit.measures.rates import rate_in_tenths, wilson_bounds
from equitykit.measures.released_table import FIGURES, ReleasedTable, numbers, sealed
from equitykit.measures.suppression import suppress
from equitykit.measures.visibility import (
    BANDS,
    HIDDEN,
    NO_STUDENTS,
    VISIBLE,
    counts_students,
    look_at_rows,
    students_in,
)

REGIMES = ("published", "own_rows")


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
    return sealed(
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
    return sealed(
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
    return sealed(**{**vars(first), "_rows": rows, "certificate": certificate})


def of_period(
    released: ReleasedTable, period: str, published: tuple[str, ...] = ()
) -> ReleasedTable:
    """The rows of one period of a release of own rows, as a release that can be kept; beside
    what is `published` (see `published_facts.marks_of`)."""
    part = released.where(period=period)
    return noted(part, digest=digest(part.rows), published=published)


def noted(released: ReleasedTable, **fields) -> ReleasedTable:
    """The same rows with these fields of the certificate."""
    return sealed(**{**vars(released), "certificate": replace(released.certificate, **fields)})


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
