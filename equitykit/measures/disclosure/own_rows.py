"""Protect the district's own rows: from the states that each row has alone to those released."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from equitykit.measures.disclosure.audit import Aims, Reach
from equitykit.measures.disclosure.certificate import RULES, SOLVER, Certificate, digest
from equitykit.measures.disclosure.protection import Protection
from equitykit.measures.disclosure.together import collect
from equitykit.measures.suppression import PLACE, totals_by_place
from equitykit.measures.visibility import (
    BANDS,
    HIDDEN,
    HIDDEN_BY_PUBLISHER,
    NO_STUDENTS,
    NOT_PUBLISHED,
    VISIBLE,
)


def protect(rows: pd.DataFrame, states: np.ndarray, *, minimum_n: int, earlier=()):
    """Hide what would give a hidden number away, and audit what is left.

    Returns the states, for each row whether its denominator may still be seen, and the
    certificate (without the digest of the released rows).

    Parameters
    ----------
    rows : DataFrame
        Outcomes, ordered, with unique keys.
    states : array
        Of each row alone (`visibility.look_at_rows`).
    earlier : sequence of DataFrame
        Rows of earlier releases of the same record.
    """
    states = states.copy()
    own = ~np.isin(states, (HIDDEN_BY_PUBLISHER, NOT_PUBLISHED))
    few = own & ((states == HIDDEN) | _below_the_floor(rows, states))
    band = np.isin(states, BANDS) & ~few
    rows = rows.assign(denominator=rows["denominator"].where(own))
    sized = np.isin(states, (*VISIBLE, *BANDS, NO_STUDENTS))
    parts = []
    # no sum runs over years
    for period, at in rows.groupby("period", dropna=False, sort=False).indices.items():
        told = [each[each["period"] == period] for each in earlier]
        of_year = rows.iloc[at].reset_index(drop=True)
        together = collect(of_year, [each for each in told if len(each)])
        protection = Protection(of_year, together, few[at], band[at], minimum_n)
        parts.append(_Proof(protection, *protection.run()))
        hidden, unsaid = protection.hidden, protection.unsaid
        states[at[own[at] & (hidden | unsaid & ~band[at])]] = HIDDEN
        sized[at] = own[at] & ~hidden & (sized[at] | unsaid)
    digests = tuple(digest(each) for each in earlier)
    return states, sized, _certificate(parts, minimum_n, digests)


@dataclass(frozen=True)
class _Proof:
    """What was done for one year, and what the audit found."""

    protection: Protection
    reach: Reach
    aims: Aims
    missed: np.ndarray

    @property
    def widths(self) -> np.ndarray:
        """How wide the proven range of each hidden number of students is."""
        done, system = self.protection, self.protection.together.system
        sizes = np.unique(done.n[done.hidden & (done.n >= 0)])
        sizes = sizes[(system.values[sizes] > 0) & ~done.together.out[sizes]]
        return self.reach.width(sizes)


def _certificate(proofs: list[_Proof], minimum_n: int, earlier: tuple[str, ...]) -> Certificate:
    done = [proof.protection for proof in proofs]
    widths = np.concatenate([proof.widths for proof in proofs]) if proofs else np.empty(0)
    return Certificate(
        minimum_n=minimum_n,
        rows=sum(len(each.rows) for each in done),
        quantities=sum(len(each.together.system.values) for each in done),
        relations=sum(len(each.together.system.totals) for each in done),
        hidden_primary=sum(int((each.few | each.band).sum()) for each in done),
        hidden_complementary=sum(
            int((each.unsaid & ~each.few & ~each.band).sum()) for each in done
        ),
        sets_from_sums=sum(len(each.together.derived) for each in done),
        smallest_range=int(round(widths.min())) if len(widths) else None,
        missed=sum(int(proof.missed.sum()) for proof in proofs),
        already_out=sum(int((each.together.out & ~each.shown()).sum()) for each in done),
        rules=RULES,
        solver=SOLVER,
        earlier=earlier,
    )


def _below_the_floor(rows: pd.DataFrame, states: np.ndarray) -> np.ndarray:
    """Rows of a place whose students are too few all together, those without students too."""
    place = rows.groupby(PLACE, dropna=False, sort=False).ngroup().to_numpy()
    total = totals_by_place(rows, place)[place]
    return (total >= 0) & (states[total] == HIDDEN)
