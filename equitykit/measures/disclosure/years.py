"""School years that are released together: those of which a sum over years is told as well.

A row of pooled years, ``2022-23 to 2024-25``, counts student-years: a student once in each year.
It is the sum of its years, and whoever knows all of them but one knows that one too.
"""

import re
from itertools import combinations

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.collector import Collector, Family
from equitykit.measures.visibility import ALMOST_ALL, ALMOST_NONE, BAND, HIDDEN

BETWEEN = " to "


def pooled_period(first, last):
    """The name of the school years from `first` to `last`, put together; texts or columns."""
    return first + BETWEEN + last


def years_within(period: str) -> tuple[str, ...]:
    """The school years of pooled years, in their order; none of a single year."""
    found = re.fullmatch(r"(\d{4})-\d\d to (\d{4})-\d\d", str(period))
    if not found:
        return ()
    first, last = map(int, found.groups())
    return tuple(f"{year}-{(year + 1) % 100:02}" for year in range(first, last + 1))


def linked(periods) -> list[list[str]]:
    """The periods in groups: pooled years with their years, and whatever shares a year."""
    groups: list[set] = []
    for period in dict.fromkeys(periods):
        own = {period, *years_within(period)}
        joined = [group for group in groups if group & own]
        groups = [group for group in groups if not group & own]
        groups.append(own.union(*joined))
    there = {*periods}
    return sorted(sorted(group & there) for group in groups)


def as_summed(part: pd.DataFrame, table: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Pooled years that are out, with the sums of the years of `table` as `true_n` and `true_s`
    beside what is told, where all years are known."""
    years = years_within(part["period"].iloc[0])
    now = table[table["period"].isin(years)].groupby(key)[["n", "s"]]
    sums = now.sum().where(now.count() == len(years))
    found = part[key].merge(sums.reset_index(), on=key, how="left")
    n, s = (found[name].to_numpy(float) for name in ("n", "s"))
    known = ~np.isnan(n) & ~np.isnan(s)
    n, s = np.where(known, n, part["n"]), np.where(known, s, part["s"])
    # what is said of an outcome without telling it need not be so any more
    wrong = known & (part["told"] == ALMOST_NONE) & (s >= BAND)
    wrong |= known & (part["told"] == ALMOST_ALL) & (n - s >= BAND)
    wrong |= known & (part["told"] == HIDDEN) & (np.minimum(s, n - s) < BAND)
    return part.assign(told=part["told"].mask(wrong, ""), true_n=n, true_s=s)


def link_years(collector: Collector, families: dict, minimum_n: int) -> list:
    """Make each pooled cell the sum of its years; returns the pooled sets, each with its years.

    Two of three years are a set of their own: with the third they can be worked out.
    """
    found, told = [], set()
    for (measure, period), pooled in families.items():
        years = [families.get((measure, year)) for year in years_within(period)]
        if not years or None in years:
            continue
        for cell, whole in pooled.cells.items():
            parts = [year.cells[cell] for year in years if cell in year.cells]
            if len(parts) == len(years) and _adds_up(collector, whole, parts):
                _relate(collector, told, whole, parts)
                _pair(collector, parts, pooled, minimum_n)
                found.append((whole, parts))
    return found


def _adds_up(collector: Collector, whole, parts) -> bool:
    """Whether the pooled cell can be the sum: it need not be known in all its years."""
    for name in ("students", "outcomes"):
        total = collector.value(getattr(whole, name))
        each = np.array([collector.value(getattr(part, name)) for part in parts])
        known = np.nansum(each)
        if known > total or (known < total and not np.isnan(each).any()):
            return False
    return True


def _relate(collector: Collector, told: set, whole, parts) -> None:
    for name in ("students", "outcomes"):
        terms = {getattr(whole, name): 1} | {getattr(part, name): -1 for part in parts}
        if frozenset(terms) not in told:
            told.add(frozenset(terms))
            collector.builder.relate(terms)


def _pair(collector: Collector, parts, pooled: Family, minimum_n: int) -> None:
    for pair in combinations(parts, len(parts) - 1) if len(parts) > 2 else ():
        n, s = (sum(collector.value(getattr(part, name)) for part in pair)
                for name in ("students", "outcomes"))  # fmt: skip
        if n > 0 and (n < minimum_n or min(s, n - s) < BAND):
            collector.derive(dict.fromkeys(pair, 1), counts=pooled.counts)
