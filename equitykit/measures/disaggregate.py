"""Everything that is said of each group: how many, how far, compared with whom, how sure.

There are two ways in, and both work the same figures out of the rows they are given:

* :func:`disaggregate` is for the analyst. It counts student rows and works on *all* counts,
  nothing hidden. What it returns is not fit to be shown, printed or kept.
* :func:`disaggregate_released` is for everybody else, and what every command and page uses.
  Counting and :func:`~equitykit.measures.privacy.release` come first; every figure is then
  worked of the released table, of numbers that are there to be seen, so it holds nothing of
  what was hidden and nothing can be had from it that the table did not give already. A
  yardstick, a total or a margin that is hidden is not used: the figure is missing, as
  `gap_note` says. The number of comparisons counts those that could be made.

The figures, missing where they cannot be had (points are percentage points):

* those of :func:`~equitykit.measures.gaps.compare`, with `needed_fixed` and `needed_moving` in
  place of `students_needed`: how many students it takes to be level with the yardstick if its
  rate stands still, and with all students, whose rate moves along (of ``overall`` and
  ``everyone_else``, for which the two are one);
* `low`, `high`: the 95 % Wilson interval of the rate, percent;
* `share_of_students`, `share_of_outcome` of all at the place, percent;
* `ppg_2017`, `ppg_2017_margin`, `ppg_2017_result`, the same of 2022, `proportionality_index`,
  `proportionality_result`, `index_80`, `index_80_result` and both once more of the
  `other_side` of the outcome: see :mod:`equitykit.measures.screening`; `index_80_group`, the
  highest group, which the index compares with;
* `needed_proportionality`: how many students it takes to reach 0.8 of a fair share;
* `rate_ratio`, `rate_ratio_low`, `rate_ratio_high`: the rate over that of everyone else, with
  its 95 % interval, of every group;
* `risk_ratio`, `risk_ratio_low`, `risk_ratio_high`, `risk_ratio_state`: that of the federal rule,
  of the groups it has: see :mod:`equitykit.measures.risk_ratios`; `with_state` adds the alternate
  ones;
* `predicted_rate`, `excess_points`, `excess_low`, `excess_high` of crossings: see
  :mod:`equitykit.measures.crossed_groups`;
* `p_value`, `p_adjusted`: see :mod:`equitykit.measures.many_comparisons`; adjusted over all
  rows and yardsticks of the table;
* `flags`: the rules that flag the group, a blank between them; the 80 % index only where the
  group does worse than everyone else, too;
* for the analyst alone, `cohens_h` of the rate against the yardstick's: its bands of small and
  large have no meaning for equity.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from equitykit.content.codelists import load_measures
from equitykit.errors import EquitykitError
from equitykit.measures.federal_groups import alternate_figures
from equitykit.measures.group_figures import figures_by_yardstick
from equitykit.measures.inequality_of_splits import inequality_of_all
from equitykit.measures.lattice import PLACES, count_lattice
from equitykit.measures.privacy import ReleasedTable
from equitykit.measures.rates import cohens_h
from equitykit.measures.risk_ratios import MINIMUM_CELL, MINIMUM_N
from equitykit.measures.shares import Shares, read_shares
from equitykit.measures.students_needed import SIGNS
from equitykit.measures.suppression import totals_by_place
from equitykit.measures.visibility import NO_STUDENTS, READ_WITH_CARE, SHOWN, students_in


@dataclass(frozen=True)
class Disaggregation:
    """For the analyst: `rows`, one for each result and yardstick; how many comparisons were
    `looked_at`; and the summary measures of `inequality` of every split of the rows (see
    :func:`~equitykit.measures.inequality_of_splits.inequality_of_all`). Nothing is hidden."""

    rows: pd.DataFrame
    looked_at: int
    inequality: pd.DataFrame

    def with_state(self, state: pd.DataFrame) -> "Disaggregation":
        """The same with alternate risk ratios, where the State's rates (`state_rates`) say."""
        return replace(self, rows=self.rows.assign(**alternate_figures(self.rows, state)))


@dataclass(frozen=True)
class ReleasedDisaggregation:
    """Fit to be seen: a released `tables` by yardstick; how many comparisons were `looked_at`."""

    tables: Mapping[str, ReleasedTable]
    looked_at: int

    def with_state(self, state: pd.DataFrame) -> "ReleasedDisaggregation":
        """The same with alternate risk ratios, where the State's rates (`state_rates`) say."""
        tables = {
            name: table.with_figures(alternate_figures(table.rows, state))
            for name, table in self.tables.items()
        }
        return replace(self, tables=tables)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows of all tables, one after another."""
        return pd.concat([table.rows for table in self.tables.values()], ignore_index=True)


def disaggregate(
    students,
    *,
    database,
    outcomes,
    by,
    crossings: int = 1,
    places=PLACES,
    district: str = "",
    within=(),
    periods: Mapping[str, str] | None = None,
    yardsticks=("everyone_else",),
    target: float | None = None,
    improvement_direction: Mapping[str, str] | None = None,
    stability_line: int = 30,
    risk_minimum_cell: int = MINIMUM_CELL,
    risk_minimum_n: int = MINIMUM_N,
) -> Disaggregation:
    """Count student rows by group and say everything of each group. Unreleased: see above.

    Parameters
    ----------
    students, database, outcomes, by, crossings, places, district, within, periods
        As :func:`~equitykit.measures.lattice.count_lattice` takes them.
    yardsticks, target
        As :func:`~equitykit.measures.gaps.compare` takes them; each yardstick has its rows.
    improvement_direction
        ``increase`` or ``decrease`` for outcomes that are none of our measures.
    stability_line : int
        Groups of fewer students are nobody's ``highest``.
    risk_minimum_cell, risk_minimum_n : int
        The State's minimums for risk ratios.

    Raises
    ------
    EquitykitError
        ``disaggregate_direction``: it is not known whether more of an outcome is better; and those
        of `count_lattice` and `compare`.
    """
    signs = _signs(outcomes, improvement_direction or {})
    counts = count_lattice(
        students,
        database=database,
        outcomes=outcomes,
        by=by,
        crossings=crossings,
        places=places,
        district=district,
        within=within,
        periods=periods,
    )
    shares = _all_shares(counts, list(within), signs, stability_line)
    found = figures_by_yardstick(
        shares,
        yardsticks,
        target=target,
        minimum_n=1,
        looked=np.ones(len(counts), dtype=bool),
        risk_minimum_cell=risk_minimum_cell,
        risk_minimum_n=risk_minimum_n,
    )
    rows = [
        pd.concat([counts, figures], axis=1).assign(cohens_h=_cohens_h(counts, figures))
        for figures in found.tables.values()
    ]
    named = shares.rows.assign(**{name: counts[name] for name in ("cds", *within)})
    summed = inequality_of_all(
        replace(shares, rows=named), ["measure", "period", "level", "cds", *within]
    )
    return Disaggregation(pd.concat(rows, ignore_index=True), found.looked_at, summed)


def disaggregate_released(
    released: ReleasedTable,
    *,
    yardsticks=("everyone_else",),
    target: float | None = None,
    looked: np.ndarray | None = None,
    risk_minimum_cell: int = MINIMUM_CELL,
    risk_minimum_n: int = MINIMUM_N,
) -> ReleasedDisaggregation:
    """Say of each group of a released table what can be said of its visible numbers.

    `looked` is a mask of the rows that are looked at and returned; the others are only what
    these are compared with. All of them if left out.
    """
    looked = np.ones(len(released), dtype=bool) if looked is None else looked
    found = figures_by_yardstick(
        read_shares(released),
        yardsticks,
        target=target,
        minimum_n=released.minimum_n,
        looked=looked,
        risk_minimum_cell=risk_minimum_cell,
        risk_minimum_n=risk_minimum_n,
    )
    tables = {
        yardstick: released.with_figures(figures.drop(columns=["low", "high"])).keep(looked)
        for yardstick, figures in found.tables.items()
    }
    return ReleasedDisaggregation(tables, found.looked_at)


def _cohens_h(counts: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    compared = figures["gap_points"].notna()
    share = (counts["numerator"] / counts["denominator"]).where(compared)
    return cohens_h(share, figures["yardstick_rate"].where(compared) / 100)


def _signs(outcomes, given: Mapping[str, str]) -> dict[str, int]:
    measures = load_measures()
    known = {name: measure.improvement_direction for name, measure in measures.items()}
    unknown = [name for name in outcomes if ({**known, **given}).get(name) not in SIGNS]
    if unknown:
        raise EquitykitError("disaggregate_direction", outcomes=", ".join(unknown))
    return {name: SIGNS[(known | dict(given))[name]] for name in outcomes}


def _all_shares(counts, within: list, signs: dict[str, int], stability_line: int) -> Shares:
    """All counts as shares, as if everything could be seen; each scenario a place of its own."""
    s, n = students_in(counts["numerator"]), students_in(counts["denominator"])
    states = np.where(n >= stability_line, SHOWN, np.where(n > 0, READ_WITH_CARE, NO_STUDENTS))
    rows = counts.drop(columns=[*within, "missing"]).assign(visibility=states.astype(object))
    if within:
        key = counts.groupby(["cds", *within], dropna=False, sort=False).ngroup()
        rows["cds"] = key.to_numpy()
    for name in ("measure", "period", "level", "dimension", "group"):
        rows[name] = rows[name].astype("category")
    places = rows.groupby(["measure", "period", "level", "cds"], dropna=False, observed=True)
    place = places.ngroup().to_numpy()
    part = pd.Series(place).groupby([place, rows["dimension"].cat.codes]).ngroup().to_numpy()
    return Shares(
        rows=rows,
        numerator=np.where(n > 0, s, 0),
        denominator=np.maximum(n, 1),
        students=n,
        visible=n > 0,
        counted=n > 0,
        is_all=rows["dimension"].eq("all").to_numpy(),
        place=place,
        part=part,
        total=totals_by_place(rows, place)[place],
        sign=counts["measure"].map(signs).to_numpy("int64"),
    )
