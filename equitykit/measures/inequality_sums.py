"""The measures of :mod:`equitykit.measures.inequality` for groups without an order, of many splits
of students at once."""

import numpy as np

ALMOST_ZERO = 1e-6


def unordered_measures(y, w, split, sign) -> dict[str, np.ndarray]:
    """Every measure that needs no order and no reference, an array with one value a split.

    `y` rates in percent, `w` shares of the students of the split, and `split`, numbered from 0,
    to which a group belongs: one value a group. `sign`, one a split: 1 where more is better, -1
    where less is. NaN or infinite where a measure has no value.
    """
    splits = len(sign)

    def total(x):
        return np.bincount(split, x, splits)

    mean = total(w * y)
    best, worst = _ends(y, split, sign)
    # rates of 0 throughout have no relative inequality; numpy then says NaN
    with np.errstate(divide="ignore", invalid="ignore"):
        off = y - mean[split]
        variance = total(w * off**2)
        ahead, behind = np.where(sign > 0, best, worst), np.where(sign > 0, worst, best)
        found = {"D": ahead - behind, "R": ahead / behind}
        found |= {"BGV": variance, "BGSD": variance**0.5, "COV": 100 * variance**0.5 / mean}
        found |= distances("MDM", abs(off), w, split, splits)
        found |= distances("MDB", abs(y - best[split]), w, split, splits)
        found |= {f"IDIS{way}": 100 * found[f"MDM{way}"] / mean for way in "UW"}
        relative = np.log(np.maximum(y, ALMOST_ZERO) / mean[split])
        found |= {"TI": 1000 * total(w * y / mean[split] * relative)}
        found |= {"MLD": 1000 * total(w * -relative)}
        found |= attributable(best, mean, sign)
    return found


def attributable(aim, mean, sign) -> dict[str, np.ndarray]:
    """PAR and PAF: by how much the mean would move to `aim`, 0 where that is the wrong way."""
    risk = sign * np.maximum(0.0, sign * (aim - mean))
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"PAR": risk, "PAF": 100 * risk / mean}


def distances(name: str, distance, w, split, splits: int) -> dict[str, np.ndarray]:
    """The mean of distances of the groups of each split, each alike (U) and by students (W)."""
    alike = np.bincount(split, distance, splits) / np.bincount(split, minlength=splits)
    return {f"{name}U": alike, f"{name}W": np.bincount(split, w * distance, splits)}


def standard_errors(y, w, se, split, splits: int) -> dict[str, np.ndarray]:
    """Those of BGV, TI and MLD, by the delta method; NaN where an error or the mean is missing."""

    def total(x):
        return np.bincount(split, x, splits)

    mean = total(w * y)
    squares = (w * se) ** 2
    quartic = total(squares) ** 2 - total(squares**2) + total(w**2 * (1 - w) ** 2 * se**4)
    variance = 4 * total(squares * (y - mean[split]) ** 2) + 2 * quartic
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.maximum(y, ALMOST_ZERO) / mean[split]
        scale = squares / mean[split] ** 2
        theil = 1 + np.log(r) - total(w * r * (1 + np.log(r)))[split]
        found = {
            "BGV": variance**0.5,
            "TI": 1000 * total(theil**2 * scale) ** 0.5,
            "MLD": 1000 * total((1 - 1 / r) ** 2 * scale) ** 0.5,
        }
    return {name: np.where(mean == 0, np.nan, error) for name, error in found.items()}


def expected_by_chance(w, se, split, splits: int) -> np.ndarray:
    """What BGV would be on average of groups that do not differ, sum w (1 - w) se²."""
    return np.bincount(split, w * (1 - w) * se**2, splits)


def _ends(y, split, sign) -> tuple[np.ndarray, np.ndarray]:
    """The rates of the group that does best and of the one that does worst."""
    ours = sign[split] * y
    best, worst = np.full(len(sign), -np.inf), np.full(len(sign), np.inf)
    np.maximum.at(best, split, ours)
    np.minimum.at(worst, split, ours)
    return sign * best, sign * worst
