"""What it costs to hide a row that may be seen.

A place's own totals are dear, larger places dearer. Cells of equal rank cost nearly the same
whatever their size, in an order that rotates with place and year, and more for a group that has
paid more: not always the next-smallest community is hidden for another's sake.
"""

import zlib
from collections import Counter

import numpy as np
import pandas as pd

TOTAL = 40.0
LEVELS = {"school": 1.0, "district": 3.0, "county": 6.0, "state": 10.0}
OUTCOME = 0.4
"""Hiding an outcome and not the size of its group costs this share."""
SQUEEZE = 3.0
FAIRNESS = 6.0


def ranks(rows: pd.DataFrame) -> np.ndarray:
    """The price of each row before anybody has paid; ties broken by place and year."""
    columns = ["period", "level", "cds", "coverage", "dimension", "group"]
    keys = rows[columns].fillna("").astype(str)
    chance = np.array([_chance(*key) for key in keys.itertuples(index=False)])
    level = rows["level"].map(LEVELS).fillna(1.0).to_numpy(float)
    dimension = rows["dimension"].fillna("")
    crossed = 0.5 ** dimension.str.count("×").to_numpy(float)
    total = np.where(dimension == "all", TOTAL, 1.0)
    return level * crossed * total * (0.5 + chance)


def _chance(*key: str) -> float:
    """Between 0 and 1. Of a crossing the mean of its parts', so that what is cheap in one row is
    cheap in the next: then the hidden cells of two rows are partners, and fewer are needed."""
    *place, dimension, group = key
    parts = [*zip(dimension.split("×"), group.split("×"), strict=False)]
    found = [zlib.crc32("|".join([*place, *part]).encode()) / 2**32 for part in parts]
    if len(parts) == 1:
        return found[0]
    return float(np.prod([8.0 ** (each - 0.5) for each in found])) - 0.5


def with_burden(rank: np.ndarray, groups: pd.Series, paid: np.ndarray) -> np.ndarray:
    """The price of each row now that some rows, `paid`, are hidden for others' sake."""
    count = Counter(groups[paid])
    most = max(count.values(), default=0) or 1
    burden = groups.map(lambda group: 1 + FAIRNESS * ("×" not in group) * count[group] / most)
    return rank * burden.to_numpy(float)
