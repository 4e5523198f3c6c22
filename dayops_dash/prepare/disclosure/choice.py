"""Which further cells to hide, so that the hidden ones stay protected and the least is lost.

An optimisation after Fischetti and Salazar-González (Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47, 2001). A master programme in whole numbers says which cells to hide, at the least loss. Linear programmes then
ask of each hidden cell how far it could move; where that is too little, their dual values give a cut: an inequality that every safe
choice fulfils and this one does not. So it goes on until nothing is open. What is too large or takes too long is made safe step by step
instead: for each open cell the cheapest further cells that let it move are hidden.

The limits are counts of steps and not of seconds, so that the same tables give the same result on any machine.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from dayops_dash.prepare.disclosure.moves import NEARLY, Mover, Moves, Openings, SuppressionProblem, hide_more

ROUNDS = 60  # of the master programme, before the rest is made safe step by step
LARGEST = 4000  # cells that the master programme is asked to choose among
NODES = 2000  # of its search tree, in each round
AT_ONCE = 100  # cuts in a round: one often does the work of many others
GAP = 0.001  # how near to the least possible loss is near enough


def cells_to_suppress(problem: SuppressionProblem, openings: Openings) -> np.ndarray | None:
    """Return which cells to hide so that nothing is open; None if that cannot be, whatever is hidden."""
    hidden = problem.forced.copy()
    if not hidden.any() and not openings(hidden):
        return hidden
    if len(hidden) <= LARGEST:
        cuts = Cuts(problem)
        for _ in range(ROUNDS):
            chosen = cuts.cheapest()
            if chosen is None:
                break
            hidden = chosen
            if cuts.add_violated(hidden):
                continue
            opened = openings(hidden)
            if not opened:
                return hidden
            problem.demand[opened] += 1  # wide enough in fractions but not in whole people: ask for more
    return hide_more(problem, hidden, openings)


class Cuts:
    """The inequalities that every safe choice fulfils, as far as they are known, each a row of weights over the cells."""

    def __init__(self, problem: SuppressionProblem) -> None:
        self.problem = problem
        self.rows: list[tuple[np.ndarray, np.ndarray]] = []  # the cells of each, and their weights
        self.moves = Moves(problem)
        self._begin()

    def cheapest(self) -> np.ndarray | None:
        """Return the choice of least loss that fulfils every row, or None where the search finds none in its limit."""
        p = self.problem
        solution = milp(
            p.loss,
            integrality=np.ones(len(p.counts)),
            bounds=Bounds(p.forced.astype(float), (~p.barred).astype(float)),
            constraints=[LinearConstraint(self._matrix(), 0, np.inf)] if self.rows else [],
            options={"node_limit": NODES, "mip_rel_gap": GAP},
        )
        return None if solution.x is None else np.rint(solution.x).astype(bool)

    def _matrix(self) -> csr_array:
        ends = np.cumsum([0, *(len(numbers) for numbers, _ in self.rows)])
        numbers, weights = (np.concatenate(part) for part in zip(*self.rows, strict=True))
        return csr_array((weights, numbers, ends), shape=(len(self.rows), len(self.problem.counts)))

    def add_violated(self, hidden: np.ndarray) -> int:
        """Add a row for hidden cells that can move too little, and return for how many; not all where there are many."""
        mover, added = Mover(self.problem, hidden), 0
        for k in self.moves.narrow(mover, hidden):
            if not self.moves.enough(k):
                rise, up = mover.furthest(k, 1)
                fall, down = mover.furthest(k, -1)
                self.moves.add(rise, fall)
                if not self.moves.enough(k):
                    prices = up + down
                    priced = np.flatnonzero(prices.max(axis=0) > NEARLY)
                    self._cut(k, priced, *prices[:, priced])
                    added += 1
            if added == AT_ONCE:
                break
        return added

    def _cut(self, k: int, numbers: np.ndarray, up: np.ndarray, down: np.ndarray) -> None:
        """Add a row: where cell ``k`` is hidden, enough of the cells that limit its move, each at its price, must be hidden too."""
        p = self.problem
        room = up * (p.up_hidden - p.up_shown)[numbers] + down * (p.down_hidden - p.down_shown)[numbers]
        itself = numbers == k
        from_shown = float(up @ p.up_shown[numbers] + down @ p.down_shown[numbers])
        lacking = p.demand[k] - from_shown - float(room[itself].sum())
        if lacking <= NEARLY:
            return
        row = np.minimum(room, lacking) / lacking  # no cell counts for more than is lacking
        used = (row >= NEARLY) & ~p.barred[numbers] & ~itself
        self.rows.append((np.append(numbers[used], k), np.append(row[used], -1.0)))

    def _begin(self) -> None:
        """Add what each sum alone demands, so that the search does not begin with nothing."""
        for total, parts in self.problem.sums.equations:
            members = np.array([*parts, total])
            whole = (members == total).astype(float)
            for k in members[~self.problem.barred[members]]:
                others = (members != k).astype(float)
                self._cut(int(k), members, others, others)  # it moves only as far as the others of its sum together
                if k != total:
                    self._cut(
                        int(k), members, whole, 1 - whole
                    )  # it rises as its total does, or as the other parts fall
