"""A reader who subtracts: what can be derived of hidden counts from what is visible.

For every hidden count two linear programs find the least and the most it can be in any table
that agrees with everything in sight. The reader knows our rules.
"""

import numpy as np
import pandas as pd
from scipy.optimize import linprog


def attack(rows):
    """For each row of one partition (and all students) what a reader can derive:
    ``{group: ((least n, most n), (least s, most s))}``."""
    total = rows[rows["dimension"] == "all"].iloc[0]
    rows = rows[rows["dimension"] != "all"].reset_index(drop=True)
    k, everyone = len(rows), int(total["denominator"])
    bounds = [_students(row, everyone) for row in rows.itertuples()]
    bounds += [_outcomes(row, everyone) for row in rows.itertuples()]
    sums, totals = [[1] * k + [0] * k], [everyone]
    if pd.notna(total["numerator"]):
        sums.append([0] * k + [1] * k)
        totals.append(int(total["numerator"]))
    no_more_than_students = np.hstack([-np.eye(k), np.eye(k)])

    def extreme(at, sign):
        objective = np.zeros(2 * k)
        objective[at] = sign
        found = linprog(
            objective, no_more_than_students, np.zeros(k), sums, totals, bounds, method="highs"
        )
        assert found.status == 0, found.message
        return round(found.x[at], 6)

    derived = [(extreme(at, 1), extreme(at, -1)) for at in range(2 * k)]
    return {
        group: (derived[at], derived[k + at]) for at, group in enumerate(rows["group"].tolist())
    }


def _students(row, everyone):
    if pd.notna(row.denominator):
        return (row.denominator, row.denominator)
    return (1, 10) if row.visibility == "hidden_by_publisher" else (1, everyone)


def _outcomes(row, everyone):
    if pd.notna(row.numerator):
        return (row.numerator, row.numerator)
    if row.visibility == "almost_none":
        return (0, 2)
    if row.visibility == "almost_all":
        return (row.denominator - 2, row.denominator)
    if pd.notna(row.denominator):  # its size is shown, so it is no band: it shields one
        return (3, row.denominator - 3)
    return (0, everyone)


def leaks(released):
    """What the attack tells of the rows that we hid: counts found, or proven to be too small."""
    rows = released.rows
    hidden = rows[rows["visibility"].isin(["hidden", "almost_none", "almost_all"])]
    hidden = hidden[hidden["dimension"] != "all"]
    if hidden.empty:
        return []
    derived, found = attack(rows), []
    nothing_else = not rows[rows["dimension"] != "all"]["denominator"].gt(0).any()
    for row in hidden.itertuples():
        (least_n, most_n), (least_s, most_s) = derived[row.group]
        if pd.isna(row.denominator) and not nothing_else:
            if most_n == least_n:
                found.append(f"{row.group}: n is {most_n}")
            if most_n < released.minimum_n:
                found.append(f"{row.group}: n is at most {most_n}")
        if row.visibility == "hidden" and most_s == least_s:
            found.append(f"{row.group}: {most_s} students")
        if row.visibility != "hidden" and most_s - least_s < 2:
            found.append(f"{row.group}: {least_s} to {most_s} in a band")
    return found
