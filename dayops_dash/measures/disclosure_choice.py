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
from scipy.sparse import csr_array, vstack

from dayops_dash.measures.disclosure_moves import NEARLY, Mover, Moves, Openings, Problem, hide_more

ROUNDS = 60  # of the master programme, before the rest is made safe step by step
LARGEST = 4000  # cells that the master programme is asked to choose among
NODES = 2000  # of its search tree, in each round
AT_ONCE = 100  # cuts in a round: one often does the work of many others
GAP = 0.001  # how near to the least possible loss is near enough


def choose(problem: Problem, openings: Openings) -> np.ndarray | None:
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
            found = openings(hidden)
            if not found:
                return hidden
            problem.demand[found] += 1  # wide enough in fractions but not in whole people: ask for more
    return hide_more(problem, hidden, openings)


class Cuts:
    """The inequalities that every safe choice fulfils, as far as they are known, each a row of weights over the cells."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.rows: list[csr_array] = []
        self.moves = Moves(problem)
        self._begin()

    def cheapest(self) -> np.ndarray | None:
        """Return the choice of least loss that fulfils every row, or None where the search finds none in its limit."""
        p = self.problem
        found = milp(
            p.loss,
            integrality=np.ones(len(p.counts)),
            bounds=Bounds(p.forced.astype(float), (~p.barred).astype(float)),
            constraints=[LinearConstraint(vstack(self.rows), 0, np.inf)] if self.rows else [],
            options={"node_limit": NODES, "mip_rel_gap": GAP},
        )
        return None if found.x is None else np.rint(found.x).astype(bool)

    def add_violated(self, hidden: np.ndarray) -> int:
        """Add a row for hidden cells that can move too little, and return for how many; not all where there are many."""
        mover, added = Mover(self.problem, hidden), 0
        for k in self.moves.narrow(mover, hidden):
            if not self.moves.enough(k):
                rise, up = mover.furthest(k, 1)
                fall, down = mover.furthest(k, -1)
                self.moves.add(rise, fall)
                if not self.moves.enough(k):
                    self._cut(k, up + down)
                    added += 1
            if added == AT_ONCE:
                break
        return added

    def _cut(self, k: int, price: np.ndarray) -> None:
        """A hidden cell moves no further than what the others are let move, each at its price: so enough must be let."""
        p = self.problem
        up, down = price
        weights = up * (p.up_hidden - p.up_shown) + down * (p.down_hidden - p.down_shown)
        lacking = p.demand[k] - float(up @ p.up_shown + down @ p.down_shown) - weights[k]
        if lacking <= NEARLY:
            return
        row = np.minimum(weights, lacking) / lacking  # no cell counts for more than is lacking
        row[p.barred | (row < NEARLY)] = 0
        row[k] = -1
        self.rows.append(csr_array(row[None, :]))

    def _begin(self) -> None:
        """Add what each sum alone demands, so that the search does not begin with nothing."""
        size = len(self.problem.counts)
        for total, parts in self.problem.sums.equations:
            members = np.array([*parts, total])
            for k in members[~self.problem.barred[members]]:
                others = np.zeros(size)
                others[members[members != k]] = 1
                self._cut(int(k), np.array([others, others]))  # it moves only as far as the others of its sum together
                if k != total:
                    rise, fall = np.zeros(size), np.zeros(size)
                    rise[total], fall[members[:-1]] = 1, 1
                    self._cut(int(k), np.array([rise, fall]))  # it rises as its total does, or as the other parts fall
