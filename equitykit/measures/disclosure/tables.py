"""Find a table that agrees with everything known and takes chosen quantities as far as asked.

One linear program (HiGHS through ``scipy.optimize.milp``) asks for many quantities at once. A
table that is found proves by itself that each of its values is possible: it is checked by
arithmetic in whole numbers, and the solver need not be believed.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from equitykit.measures.disclosure.system import System

REWARD = 1e4
"""Of one unit nearer to what is asked, against prices of about 1 for each unit moved."""
INTEGER_SECONDS = 3
WORSE_THAN_BEST = 0.3


@dataclass(frozen=True)
class Wish:
    """Take this quantity up (`sign` 1) to at least `level`, or down (-1) to at most it."""

    quantity: int
    sign: int
    level: float


@dataclass(frozen=True)
class Prices:
    """What it costs to move quantities that are still seen: `move` for each unit away from the
    true value; `squeeze` for each unit below `floor`, which a reader otherwise takes for granted.
    Zero is free, nan not for sale."""

    move: np.ndarray
    squeeze: np.ndarray
    floor: np.ndarray


def find_table(
    system: System,
    free: np.ndarray,
    wishes: list[Wish],
    prices: Prices | None = None,
    *,
    whole: bool = True,
):
    """The values of all quantities in one possible table as near to the wishes as can be.

    Only `free` quantities differ from their true values, and of those only ones that relations
    connect with a wish. None when no table is found (which proves nothing). With ``whole=False``
    counts may be fractions: faster, and enough to choose by, not to prove by.
    """
    columns = connected(system, free, [wish.quantity for wish in wishes])
    problem = _Problem(system, columns, wishes, prices)
    table = problem.solve(whole=False)
    if table is None:
        return None
    if not whole:
        return table
    if not _is_whole(system, table[columns], columns):
        table = problem.solve(whole=True)
        if table is None:
            return None
    integral = columns[system.whole[columns]]
    table[integral] = table[integral].round()
    return table if problem.agrees(table) else None


def derive(system: System, free: np.ndarray, quantity: int) -> tuple[float, float]:
    """The least and the most that a quantity can be: one linear program for each.

    What a reader can derive who does not know that counts are whole.
    """
    columns = connected(system, free, [quantity])
    if not len(columns):
        return (system.values[quantity],) * 2
    matrix, totals = _restricted(system, columns)
    objective = (columns == quantity).astype(float)
    bounds = np.column_stack([system.lower[columns], system.upper[columns]])
    found = [
        linprog(sign * objective, A_eq=matrix, b_eq=totals, bounds=bounds, method="highs")
        for sign in (1, -1)
    ]
    least, most = (
        sign * each.fun if each.status == 0 else -sign * np.inf
        for sign, each in zip((1, -1), found, strict=True)
    )
    return round(least, 6), round(most, 6)


def connected(system: System, free: np.ndarray, quantities) -> np.ndarray:
    """Positions of the free quantities that relations connect with the given ones."""
    at = np.flatnonzero(free)
    part = system.matrix[:, at]
    graph = sparse.bmat([[None, part], [part.T, None]], format="csr")
    component = connected_components(graph, directed=False)[1][part.shape[0] :]
    wanted = np.isin(at, quantities)
    return at[np.isin(component, component[wanted])]


def _restricted(system: System, columns: np.ndarray):
    """The relations of these quantities, the others taken at their true values."""
    matrix = system.matrix[:, columns]
    touched = np.flatnonzero(np.diff(matrix.indptr))
    rest = system.values.copy()
    rest[columns] = 0.0
    known = system.matrix[touched] @ np.nan_to_num(rest)
    return matrix[touched], system.totals[touched] - known


def _is_whole(system: System, values: np.ndarray, columns: np.ndarray) -> bool:
    values = values[system.whole[columns]]
    return bool(np.abs(values - values.round()).max(initial=0) < 1e-6)


class _Problem:
    """The linear program of :func:`find_table`: quantities, then moves, squeezes and wishes."""

    def __init__(self, system: System, columns, wishes, prices):
        self.system, self.columns = system, columns
        self.matrix, self.totals = _restricted(system, columns)
        self.cost = np.zeros(len(columns))
        self.lower, self.upper = system.lower[columns].copy(), system.upper[columns].copy()
        self.rows = [(self.matrix, self.totals, self.totals)]
        if prices is not None:
            self._add_moves(prices.move[columns])
            self._add_squeezes(prices.squeeze[columns], prices.floor[columns])
        self._add_wishes(wishes)

    def _extend(self, left, right, low, high, cost, lower, upper):
        """New columns with rows ``low <= left @ quantities + right @ new <= high``."""
        before = len(self.cost) - left.shape[1]
        blank = sparse.csr_matrix((left.shape[0], before))
        self.rows.append((sparse.hstack([left, blank, right], format="csr"), low, high))
        self.cost = np.append(self.cost, cost)
        self.lower, self.upper = np.append(self.lower, lower), np.append(self.upper, upper)

    def _add_moves(self, move):
        at = np.flatnonzero(move > 0)
        value, one = self.system.values[self.columns[at]], sparse.identity(len(at))
        self._extend(
            sparse.identity(len(self.columns), format="csr")[at],
            sparse.hstack([-one, one]),
            value,
            value,
            np.tile(move[at], 2),
            np.zeros(2 * len(at)),
            np.full(2 * len(at), np.inf),
        )

    def _add_squeezes(self, squeeze, floor):
        at = np.flatnonzero(squeeze > 0)
        self._extend(
            sparse.identity(len(self.columns), format="csr")[at],
            sparse.identity(len(at)),
            floor[at],
            np.full(len(at), np.inf),
            squeeze[at],
            np.zeros(len(at)),
            np.full(len(at), np.inf),
        )

    def _add_wishes(self, wishes):
        """A wish has a column of its own: how far it goes, but no farther than its level."""
        at = np.searchsorted(self.columns, [wish.quantity for wish in wishes])
        sign = np.array([wish.sign for wish in wishes], dtype=float)
        level = np.array([wish.level for wish in wishes], dtype=float)
        picked = sparse.identity(len(self.columns), format="csr")[at]
        self._extend(
            sparse.diags(sign) @ picked,
            -sparse.identity(len(at)),
            np.zeros(len(at)),
            np.full(len(at), np.inf),
            np.full(len(at), -REWARD),
            np.full(len(at), -np.inf),
            sign * level,
        )

    def solve(self, *, whole: bool):
        n, size = len(self.columns), len(self.cost)
        constraints = [
            LinearConstraint(_padded(rows, size), low, high) for rows, low, high in self.rows
        ]
        integrality = np.zeros(size)
        if whole:
            integrality[:n] = self.system.whole[self.columns]
        found = milp(
            self.cost,
            integrality=integrality,
            bounds=Bounds(self.lower, self.upper),
            constraints=constraints,
            options={"time_limit": INTEGER_SECONDS, "mip_rel_gap": WORSE_THAN_BEST},
        )
        if found.x is None:
            return None
        table = self.system.values.copy()
        table[self.columns] = found.x[:n]
        return table

    def agrees(self, table: np.ndarray) -> bool:
        """Whether the relations and the bounds of these quantities hold exactly."""
        values = table[self.columns]
        off = np.abs(self.matrix @ values - self.totals).max(initial=0)
        within = (values >= self.lower[: len(values)] - 1e-6).all()
        return bool(off < 1e-5 and within and (values <= self.upper[: len(values)] + 1e-6).all())


def _padded(rows, size: int):
    if rows.shape[1] == size:
        return rows
    return sparse.hstack([rows, sparse.csr_matrix((rows.shape[0], size - rows.shape[1]))])
