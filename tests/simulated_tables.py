"""Made-up tables of outcomes for the attack suite, and the two usual rules as controls."""

import numpy as np
import pandas as pd
from tables import table

from equitykit.measures.outcomes import outcomes_table

GROUPS = ["RB", "RA", "RH", "RW", "RF", "RT", "RI", "RP", "RD"]
DISTRICT = "99100010000000"
PLACE = {"measure": "own_suspension", "period": "2024-25", "level": "district"}
PLACE |= {"cds": DISTRICT, "coverage": "all_schools", "status": "reported"}


def outcomes_of(rows) -> pd.DataFrame:
    """Outcomes of one place, drawn in text or given as a frame; its own columns win."""
    rows = table(rows) if isinstance(rows, str) else rows
    return outcomes_table(rows.assign(**{k: v for k, v in PLACE.items() if k not in rows}))


def district_of(students, outcomes=None, seed=0) -> pd.DataFrame:
    """Schools × races with the totals of each school, of each race in the district, and of all.
    About a third of the students have the outcome unless outcomes are given."""
    students = np.asarray(students)
    if outcomes is None:
        outcomes = np.random.default_rng(seed).binomial(students, 0.35)
    n, s = (
        np.pad(np.column_stack([each.sum(axis=1), each]), ((0, 1), (0, 0)))
        for each in (students, outcomes)
    )
    n[-1], s[-1] = n[:-1].sum(axis=0), s[:-1].sum(axis=0)
    schools, columns = n.shape
    at = [(i, j) for i in range(schools) for j in range(columns)]
    last = schools - 1
    frame = pd.DataFrame(
        {
            "level": ["district" if i == last else "school" for i, _ in at],
            "cds": [DISTRICT if i == last else f"9910001{i + 1:07d}" for i, _ in at],
            "dimension": ["race_ethnicity" if j else "all" for _, j in at],
            "group": [["TA", *GROUPS][j] for _, j in at],
            "numerator": s.ravel(),
            "denominator": n.ravel(),
        }
    )
    return outcomes_of(frame)


def simulated(schools: int, groups: int, seed: int, small: int = 3) -> pd.DataFrame:
    """A district of schools of very different size and mix; `small` groups are rare."""
    random = np.random.default_rng(seed)
    weights = [2, 3, 9, 6, 1.5, 1.2, 0.35, 0.3, 0.3][:groups]
    weights = [*weights[: groups - small], *[0.35] * small]
    mix = random.dirichlet(weights, size=schools)
    size = random.lognormal(6.1, 0.5, schools).astype(int)
    return district_of(
        [random.multinomial(n, share) for n, share in zip(size, mix, strict=True)], seed=seed
    )


def primary_only(rows: pd.DataFrame, floor: int) -> pd.DataFrame:
    """Control: hide the rows that are themselves too small, and nothing else."""
    return _hide(rows, rows["denominator"].lt(floor) & rows["denominator"].gt(0))


def next_smallest(rows: pd.DataFrame, floor: int) -> pd.DataFrame:
    """Control: where a place hides one group of a dimension alone, hide the next smallest too."""
    hidden = rows["denominator"].lt(floor) & rows["denominator"].gt(0)
    for _, part in rows.groupby(["measure", "period", "cds", "coverage", "dimension"]):
        if hidden[part.index].sum() == 1:
            left = part[~hidden[part.index] & part["denominator"].gt(0)]
            hidden[left.sort_values("denominator").index[:1]] = True
    return _hide(rows, hidden)


def _hide(rows: pd.DataFrame, hidden: pd.Series) -> pd.DataFrame:
    hidden = hidden.fillna(False).astype(bool)
    states = np.where(hidden, "hidden", np.where(rows["denominator"].eq(0), "no_students", "shown"))
    told = {name: rows[name].mask(hidden) for name in ("numerator", "denominator", "rate")}
    return rows.assign(**told, visibility=states)
