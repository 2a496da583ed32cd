"""Protect the district's own rows: from the states that each row has alone to those released."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.audit import Aims, Reach
from equitykit.measures.disclosure.certificate import RULES, SOLVER, Certificate, digest
from equitykit.measures.disclosure.protection import Protection
from equitykit.measures.disclosure.together import collect
from equitykit.measures.disclosure.years import linked
from equitykit.measures.outcomes import KEY
from equitykit.measures.suppression import PLACE, totals_by_place
from equitykit.measures.visibility import (
    BANDS,
    HIDDEN,
    HIDDEN_BY_PUBLISHER,
    NO_STUDENTS,
    NOT_PUBLISHED,
    VISIBLE,
)


@dataclass(frozen=True)
class Beside:
    """What readers have beside the table that is released.

    Attributes
    ----------
    earlier : tuple of DataFrame
        Rows of earlier releases of the same record.
    facts : DataFrame or None
        What readers know of our rows from others (see `published_facts.facts_of`).
    expected : DataFrame or None
        What they will know as well when it is published (the same).
    base : DataFrame or None
        Released rows that stay as they are, whatever is added to them.
    """

    earlier: tuple = ()
    facts: pd.DataFrame | None = None
    expected: pd.DataFrame | None = None
    base: pd.DataFrame | None = None

    @property
    def periods(self) -> list[str]:
        """The years that something is told of, pooled years among them."""
        return [period for each in self._given for period in each["period"].dropna().unique()]

    def readers(self, periods) -> list[list[pd.DataFrame]]:
        """What is told of some years: to a reader of later, if there is one, and to one of now."""
        now = _within(self._given, periods)
        later = _within([] if self.expected is None else [self.expected], periods)
        return [[*now, *later], now] if later else [now]

    @property
    def _given(self) -> list[pd.DataFrame]:
        return [*self.earlier, *([] if self.facts is None else [self.facts])]


def _within(given, periods) -> list[pd.DataFrame]:
    found = [each[each["period"].isin(periods)] for each in given]
    return [each for each in found if len(each)]


def protect(rows: pd.DataFrame, states: np.ndarray, *, minimum_n: int, beside: Beside):
    """Hide what would give a hidden number away, and audit what is left.

    Rows of all students and of one trait are settled first and crossings beside them, by how
    many traits are crossed: a crossing never costs a row that can be seen without it.

    Returns the states, for each row whether its denominator may still be seen, and the
    certificate (without the digest of the released rows).

    Parameters
    ----------
    rows : DataFrame
        Outcomes, ordered, with unique keys.
    states : array
        Of each row alone (`visibility.look_at_rows`).
    """
    states = states.copy()
    own = ~np.isin(states, (HIDDEN_BY_PUBLISHER, NOT_PUBLISHED))
    few = own & ((states == HIDDEN) | _below_the_floor(rows, states))
    band = np.isin(states, BANDS) & ~few
    rows = rows.assign(denominator=rows["denominator"].where(own), period=rows["period"].fillna(""))
    sized = np.isin(states, (*VISIBLE, *BANDS, NO_STUDENTS))
    settled, hidden, unsaid = _of_base(rows, beside.base)
    parts, missed = [], 0
    # no sum runs over years that are not pooled
    for periods in linked([*rows["period"].unique(), *beside.periods]):
        at = np.flatnonzero(rows["period"].isin(periods))
        if not len(at):
            continue
        for tier in _tiers(rows["dimension"].iloc[at], settled[at]):
            some = at[tier]
            of_tier = rows.iloc[some].reset_index(drop=True)
            readers = beside.readers(periods)
            if not of_tier["dimension"].str.contains("×").fillna(False).any():
                readers = readers[-1:]  # what is published is these rows themselves
            given = (few[some], band[some], minimum_n, settled[some])
            proofs = _prove(of_tier, readers, given, hidden[some], unsaid[some])
            proof = proofs[-1]
            hidden[some], unsaid[some] = proof.protection.hidden, proof.protection.unsaid
            settled[some] = True
            # a tier takes for lost what the tiers before have missed
            missed += sum(int(each.missed.sum()) for each in proofs)
        parts.append(proof)
        states[at[own[at] & (hidden[at] | unsaid[at] & ~band[at])]] = HIDDEN
        sized[at] = own[at] & ~hidden[at] & (sized[at] | unsaid[at])
    return states, sized, _certificate(parts, missed, minimum_n, beside)


def _prove(rows, readers, given, hidden, unsaid) -> list["_Proof"]:
    """Hide until the rules are kept for each of the readers; what was proven of each."""
    few, band, minimum_n, settled = given
    systems = [collect(rows, told, minimum_n=minimum_n) for told in readers]
    proofs, at, content = [None] * len(readers), 0, 0
    while content < len(readers):
        before = int(hidden.sum()), int(unsaid.sum())
        protection = Protection(rows, systems[at], few, band, minimum_n, settled, hidden, unsaid)
        proofs[at] = _Proof(protection, *protection.run())
        hidden, unsaid = protection.hidden, protection.unsaid
        same = before == (int(hidden.sum()), int(unsaid.sum()))
        content = content + 1 if same else 1
        at = (at + 1) % len(readers)
    return proofs


def _of_base(rows: pd.DataFrame, base: pd.DataFrame | None):
    """Of each row whether it is settled, whether it is hidden, whether its outcome is."""
    keys = list(KEY)
    if base is None:
        return (np.zeros(len(rows), dtype=bool) for _ in range(3))
    told = base.assign(
        hidden=base["denominator"].isna(), unsaid=base["rate"].isna() & base["numerator"].isna()
    )
    found = rows[keys].merge(told[[*keys, "hidden", "unsaid"]], on=keys, how="left")
    settled = found["hidden"].notna().to_numpy(copy=True)
    empty = rows["denominator"].eq(0).to_numpy(bool, na_value=False)
    empty &= ~rows["dimension"].str.contains("×").fillna(False).to_numpy(bool)
    hidden, unsaid = (
        found[name].fillna(False).astype(bool).to_numpy() & ~empty for name in ("hidden", "unsaid")
    )
    return settled, hidden, unsaid


def _tiers(dimensions: pd.Series, settled: np.ndarray):
    """Which rows are looked at together, one tier after another, each with those before it."""
    traits = dimensions.fillna("").str.count("×").to_numpy()
    deepest = sorted({*traits[~settled]}) or [traits.max(initial=0)]
    for most in deepest:
        yield settled | (traits <= most)


@dataclass(frozen=True)
class _Proof:
    """What was done for one year, or for pooled ones with theirs, and what the audit found."""

    protection: Protection
    reach: Reach
    aims: Aims
    missed: np.ndarray

    @property
    def widths(self) -> np.ndarray:
        """How wide the proven range is of each number of students that is hidden by its size."""
        done, system = self.protection, self.protection.together.system
        sizes = np.unique(done.n[done.few & (done.n >= 0)])
        sizes = np.setdiff1d(sizes, [*done.limits.ends])
        sizes = sizes[(system.values[sizes] > 0) & ~done.together.out[sizes]]
        return self.reach.width(sizes)


def _certificate(proofs: list[_Proof], missed: int, minimum_n: int, beside: Beside) -> Certificate:
    done = [proof.protection for proof in proofs]
    widths = np.concatenate([proof.widths for proof in proofs]) if proofs else np.empty(0)
    return Certificate(
        minimum_n=minimum_n,
        rows=sum(len(each.rows) for each in done),
        visible=sum(each.visible for each in done),
        quantities=sum(len(each.together.system.values) for each in done),
        relations=sum(len(each.together.system.totals) for each in done),
        hidden_primary=sum(int((each.few | each.band).sum()) for each in done),
        hidden_complementary=sum(
            int((each.unsaid & ~each.few & ~each.band).sum()) for each in done
        ),
        sets_from_sums=sum(len(each.together.derived) for each in done),
        smallest_range=int(round(widths.min())) if len(widths) else None,
        missed=missed,
        told_by_others=sum(len(each.limits) for each in done),
        already_out=sum(int((each.together.out & ~each.shown()).sum()) for each in done),
        facts=0 if beside.facts is None else int(_is_known(beside.facts).sum()),
        expected=0 if beside.expected is None else int(_is_known(beside.expected).sum()),
        rules=RULES,
        solver=SOLVER,
        earlier=tuple(digest(each) for each in beside.earlier),
    )


def _is_known(facts: pd.DataFrame) -> pd.Series:
    bounds = facts.reindex(columns=["denominator", "n_least"])
    return bounds.notna().any(axis=1)


def _below_the_floor(rows: pd.DataFrame, states: np.ndarray) -> np.ndarray:
    """Rows of a place whose students are too few all together, those without students too."""
    place = rows.groupby(PLACE, dropna=False, sort=False).ngroup().to_numpy()
    total = totals_by_place(rows, place)[place]
    return (total >= 0) & (states[total] == HIDDEN)
