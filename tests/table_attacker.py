"""Somebody who reads released tables and knows nothing of our rules.

Only what every reader knows: counts are not negative, students with an outcome are students,
races and genders add up to all students, schools to their district, a crossing to its margins,
and those not in a program are not fewer than none. From each table the attacker sets up their
own linear programs (with scipy, sharing no code with the package), looks at the row space of
the sums, and, where tables are small, counts through all whole numbers.
"""

from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

ADDS_UP = {"race_ethnicity", "gender", "grade"}
SPANS = {"GR912": ["GR09", "GR10", "GR11", "GR12"]}


# -- plain tables -----------------------------------------------------------------------------


def interval(sums, totals, at, upper=None):
    """Least and most of one cell of all non-negative tables with ``sums @ x == totals``."""
    sums = np.asarray(sums, dtype=float)
    bounds = [(0, None if upper is None else upper[i]) for i in range(sums.shape[1])]
    goal = np.eye(sums.shape[1])[at]
    found = [linprog(sign * goal, A_eq=sums, b_eq=totals, bounds=bounds) for sign in (1, -1)]
    ends = [
        sign * each.fun if each.status == 0 else np.inf
        for sign, each in zip((1, -1), found, strict=True)
    ]
    return tuple(round(end, 6) for end in ends)


def two_way(table, hidden):
    """What a reader derives of the hidden cells of a table with row and column totals:
    ``{(row, column): (least, most)}``, counted from 1 as in the text."""
    table = np.asarray(table)
    cells = [(i - 1, j - 1) for i, j in hidden]
    sums, totals = [], []
    for axis in (0, 1):
        for line in range(table.shape[axis]):
            inside = [cell[axis] == line for cell in cells]
            sums.append(inside)
            totals.append(sum(table[c] for c, is_in in zip(cells, inside, strict=True) if is_in))
    return {(i + 1, j + 1): interval(sums, totals, at) for at, (i, j) in enumerate(cells)}


def fixed_by_sums(sums) -> list[int]:
    """Cells whose unit vector lies in the row space of the sums: exact without any inequality."""
    sums = np.asarray(sums, dtype=float)
    rank = np.linalg.matrix_rank(sums)
    width = sums.shape[1]
    return [
        at for at in range(width)
        if np.linalg.matrix_rank(np.vstack([sums, np.eye(width)[at]])) == rank
    ]  # fmt: skip


def numerators(n: int, percent: str) -> list[int]:
    """Which counts of `n` give this rounded percentage (as text, so that its step is known)."""
    decimals = len(percent.partition(".")[2])
    scale = 10**decimals
    wanted = round(float(percent) * scale)
    return [s for s in range(n + 1) if (200 * scale * s + n) // (2 * n) == wanted]


def whole_tables(parts, total):
    """All ways in which whole numbers, one of each list, add up to the total."""
    return [each for each in product(*parts) if sum(each) == total]


# -- released rows ----------------------------------------------------------------------------


def findings(rows: pd.DataFrame, floor: int) -> list[str]:
    """What the attacker learns of what the rows hide: counts found, and groups proven small."""
    found = []
    for _, part in rows.groupby(["measure", "period"], sort=False):
        found += Reader(part.reset_index(drop=True), floor).findings()
    return found


class Reader:
    """One measure and year: a number of students and of outcomes for each row."""

    def __init__(self, rows: pd.DataFrame, floor: int):
        self.rows, self.floor, self.count = rows, floor, len(rows)
        self.students = rows["denominator"].to_numpy(float, na_value=np.nan)
        self.outcomes = rows["numerator"].to_numpy(float, na_value=np.nan)
        places = rows[["level", "cds", "coverage"]].fillna("").astype(str).agg("|".join, axis=1)
        self.at = {
            key: i
            for i, key in enumerate(zip(places, rows["dimension"], rows["group"], strict=True))
        }
        self.splits = self._splits()
        self.beside = self._beside()
        self.values = np.concatenate([self.students, self.outcomes])
        self.unknown = np.flatnonzero(np.isnan(self.values))
        sums, least = self._facts()
        self.equal, self.limits = self._of_unknown(sums), self._of_unknown(-least)

    def _splits(self) -> list[tuple[int, list[int]]]:
        """Wholes with their parts, as everybody knows them."""
        parts: dict[tuple, list[int]] = {}
        for (place, dimension, group), i in self.at.items():
            level, cds, coverage = place.split("|")
            names, codes = dimension.split("×"), group.split("×")
            for drop, name in enumerate(names):
                if name in ADDS_UP:
                    rest = [
                        (n, c)
                        for k, (n, c) in enumerate(zip(names, codes, strict=True))
                        if k != drop
                    ]
                    whole = (
                        "×".join(n for n, _ in rest) or "all",
                        "×".join(c for _, c in rest) or "TA",
                    )
                    parts.setdefault(((place, *whole), name), []).append(i)
            for span, grades in SPANS.items():
                if group in grades:
                    parts.setdefault(((place, "grade_span", span), "grade"), []).append(i)
            if level == "school":
                above = ("|".join(["district", cds[:7] + "0000000", coverage]), dimension, group)
                parts.setdefault((above, "schools"), []).append(i)
            if level == "district":
                above = ("|".join(["county", cds[:2] + "0" * 12, coverage]), dimension, group)
                parts.setdefault((above, "districts"), []).append(i)
        return [(self.at[whole], own) for (whole, _), own in parts.items() if whole in self.at]

    def _beside(self) -> list[tuple[int, int]]:
        """Groups that lie within another row: what is left of it is a group too."""
        within = []
        for (place, dimension, group), i in self.at.items():
            names, codes = dimension.split("×"), group.split("×")
            if "program" in names:
                keep = [(n, c) for n, c in zip(names, codes, strict=True) if n != "program"]
                whole = (
                    "×".join(n for n, _ in keep) or "all",
                    "×".join(c for _, c in keep) or "TA",
                )
                if (place, *whole) in self.at:
                    within.append((self.at[place, *whole], i))
            if place.endswith("without_charter"):
                wider = place.replace("without_charter", "all_schools")
                if (wider, dimension, group) in self.at:
                    within.append((self.at[wider, dimension, group], i))
        return within

    def _facts(self):
        k, sums, least = self.count, [], []
        for whole, parts in self.splits:
            for shift in (0, k):
                line = np.zeros(2 * k)
                line[whole + shift] = 1
                line[[p + shift for p in parts]] = -1
                sums.append(line)
        for i in range(k):
            line = np.zeros(2 * k)
            line[[i, k + i]] = 1, -1
            least.append(line)
        for whole, part in self.beside:
            for shift in (0, k):
                line = np.zeros(2 * k)
                line[[whole + shift, part + shift]] = 1, -1
                least.append(line)
            # nor are there more outcomes left than students
            line = np.zeros(2 * k)
            line[[whole, part, k + whole, k + part]] = 1, -1, -1, 1
            least.append(line)
        return np.array(sums).reshape(-1, 2 * k), np.array(least)

    def _of_unknown(self, lines: np.ndarray):
        """The same facts with what is seen moved to the other side."""
        left = lines[:, self.unknown]
        right = -lines @ np.nan_to_num(self.values)
        told = np.abs(left).any(axis=1)
        return (csr_matrix(left[told]), right[told]) if told.any() else (None, None)

    def derive(self, goal: np.ndarray) -> tuple[float, float]:
        """Least and most of a combination of the numbers."""
        values = np.nan_to_num(self.values)
        known, open_goal = goal @ values, goal[self.unknown]
        if not open_goal.any():
            return known, known
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * open_goal, A_ub=self.limits[0], b_ub=self.limits[1],
                A_eq=self.equal[0], b_eq=self.equal[1], bounds=(0, None),
            )  # fmt: skip
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun + known if found.status == 0 else np.inf)
        return ends[0], ends[1]

    def name(self, i: int) -> str:
        row = self.rows.iloc[i]
        return f"{row['level']} {str(row['cds'])[-4:]} {row['dimension']} {row['group']}"

    def findings(self) -> list[str]:
        found, k, unit = [], self.count, np.eye(2 * self.count)
        hidden = self.rows["visibility"].isin(["hidden", "almost_none", "almost_all"]).to_numpy()
        for i in np.flatnonzero(hidden & np.isnan(self.students)):
            least, most = self.derive(unit[i])
            if most < 0.5:  # nobody there to tell of
                continue
            if most - least < 1e-6:
                found.append(f"{self.name(i)}: {round(most)} students")
            elif most < self.floor - 1e-6:
                found.append(f"{self.name(i)}: at most {most:.0f} students")
        for i in np.flatnonzero(hidden & np.isnan(self.outcomes)):
            least, most = self.derive(unit[k + i])
            if most - least < 1e-6 and self.derive(unit[i])[1] > 0.5:
                found.append(f"{self.name(i)}: {round(most)} outcomes")
        for whole, part in self.beside:
            least, most = self.derive(unit[whole] - unit[part])
            if 0.5 < most < self.floor - 1e-6:
                found.append(
                    f"{self.name(whole)} not {self.name(part)}: at most {most:.0f} students"
                )
        return found + self._small_sums()

    def _small_sums(self) -> list[str]:
        """Hidden parts of a seen whole that are together fewer than the floor, or of whom fewer
        than three have the outcome or have it not: a row of them would be a band."""
        found = []
        for whole, parts in self.splits:
            unseen = [p for p in parts if np.isnan(self.students[p])]
            left = self.students[whole] - np.nansum(self.students[parts])
            if unseen and 0 < left < self.floor:
                found.append(
                    f"{self.name(whole)}: {left:.0f} students in {len(unseen)} hidden rows"
                )
            told = [p for p in parts if not np.isnan(self.outcomes[p])]
            n = self.students[whole] - self.students[told].sum()
            s = self.outcomes[whole] - self.outcomes[told].sum()
            if len(told) < len(parts) and n > 0 and min(s, n - s) < 3:
                found.append(f"{self.name(whole)}: {s:.0f} of {n:.0f} in hidden rows")
        return found
