"""How far the cells of protected tables can move from their true counts, and what must be hidden to let one move.

A move is a change of every cell with which all sums still hold, and which no shown value gives away: to an attacker a hidden cell may as
well stand where any move takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import hstack

from dayops_dash.prepare.disclosure.sums import CellSums

SWEEPS = 30  # pairs of programmes that move many cells at once, before each cell that is still narrow gets its own
WORTHWHILE = 0.95  # of the narrow cells left after a sweep, at most, for another
NEARLY = 1e-6
NO_LOSS = 1e-4  # for the loss of a cell that is hidden already

Openings = Callable[[np.ndarray], list[int]]  # the numbers of the cells that an attacker opens, given what is hidden


@dataclass
class SuppressionProblem:
    """The true counts and what may be done with them, by number of cell."""

    sums: CellSums
    counts: np.ndarray
    shown_low: np.ndarray  # the least that a cell can be to who sees it shown: the count, or less where it is rounded
    shown_high: np.ndarray
    least: int  # what any hidden cell is at least
    width: int  # how far each hidden cell must be able to move
    forced: np.ndarray  # must be hidden
    barred: np.ndarray  # must not be hidden
    loss: np.ndarray  # what is lost by hiding
    known_low: np.ndarray  # the least and the most that a cell can be to who has seen earlier releases
    known_high: np.ndarray
    demand: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.demand = np.full(len(self.counts), self.width)
        self.matrix = self.sums.matrix.astype(float)
        self.up_known, self.down_known = self.known_high - self.counts, self.counts - self.known_low
        self.up_shown = np.minimum(self.shown_high - self.counts, self.up_known).astype(float)
        self.down_shown = np.minimum(self.counts - self.shown_low, self.down_known).astype(float)

    @property
    def up_hidden(self) -> np.ndarray:
        """How far up a hidden cell is let move: no more than any cell needs, which keeps the cuts sharp."""
        return np.minimum(np.maximum(self.demand.max(), self.up_shown), self.up_known).astype(float)

    @property
    def down_hidden(self) -> np.ndarray:
        down = np.maximum(np.minimum(self.counts - self.least, self.demand.max()), self.down_shown)
        return np.minimum(down, self.down_known).astype(float)


class Mover:
    """How far cells can move from the true counts, each as its being shown or hidden allows, while every sum holds."""

    def __init__(self, problem: SuppressionProblem, hidden: np.ndarray) -> None:
        self.up = np.where(hidden, problem.up_hidden, problem.up_shown)
        self.down = np.where(hidden, problem.down_hidden, problem.down_shown)
        self.matrix = problem.matrix
        self.free = np.flatnonzero(self.up + self.down > 0)
        inside = problem.matrix[:, self.free]
        self.used = np.flatnonzero(np.diff(inside.indptr))
        self.equal = inside[self.used]
        self.bounds = np.column_stack([-self.down[self.free], self.up[self.free]])

    def allows(self, moves: np.ndarray) -> np.ndarray:
        """Return which of some moves are still possible."""
        return np.all((moves <= self.up + NEARLY) & (moves >= -self.down - NEARLY), axis=1)

    def furthest(self, k: int, sign: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the move that takes a cell furthest up (1) or down (-1), and the prices (up, down) of every cell's room."""
        cost = np.zeros(len(self.up))
        cost[k] = -sign
        return self.move(cost)

    def move(self, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the move of least cost, and the prices (up, down) of every cell's room in it."""
        solution = linprog(
            cost[self.free], A_eq=self.equal, b_eq=np.zeros(len(self.used)), bounds=self.bounds, method="highs-ds"
        )
        if solution.status != 0:
            raise RuntimeError(f"The solver gave up: {solution.message}")
        move = np.zeros(len(cost))
        move[self.free] = solution.x
        reduced = cost - self.matrix[self.used].T @ solution.eqlin.marginals
        return move, np.array([np.maximum(-reduced, 0), np.maximum(reduced, 0)])


class Moves:
    """The moves found so far: how far each cell is known to be able to move, without a programme for each."""

    def __init__(self, problem: SuppressionProblem) -> None:
        self.problem = problem
        self.found = np.zeros((1, len(problem.counts)))

    def narrow(self, mover: Mover, hidden: np.ndarray) -> list[int]:
        """Return the hidden cells that no known move takes far enough, after moving many at once, while it helps."""
        self.found = self.found[mover.allows(self.found)]
        signs = np.random.default_rng(0)
        narrow = [int(k) for k in np.flatnonzero(hidden) if not self.enough(int(k))]
        for _ in range(SWEEPS):
            if not narrow:
                break
            cost = np.zeros(len(hidden))
            cost[narrow] = signs.choice([-1, 1], len(narrow))
            self.add(mover.move(cost)[0], mover.move(-cost)[0])  # some up and some down, then the other way
            before, narrow = len(narrow), [k for k in narrow if not self.enough(k)]
            if len(narrow) > WORTHWHILE * before:
                break
        return narrow

    def enough(self, k: int) -> bool:
        """Whether known moves take a cell as far as it must be able to move."""
        return bool(np.ptp(self.found[:, k]) >= self.problem.demand[k] - NEARLY)

    def add(self, *moves: np.ndarray) -> None:
        self.found = np.vstack([self.found, *moves])


def hide_more(problem: SuppressionProblem, hidden: np.ndarray, openings: Openings) -> np.ndarray | None:
    """Return a safe choice that hides all of ``hidden`` and more, cell by cell; None if hiding everything is not enough."""
    hidden, moves = hidden.copy(), Moves(problem)
    widest = Mover(problem, ~problem.barred)
    while problem.demand.max() <= problem.counts.max() + problem.width:
        stuck = moves.narrow(Mover(problem, hidden), hidden)
        for k in stuck:
            if not moves.enough(k) and not _let_move(problem, hidden, k, widest, moves):
                return _everything(problem, openings)
        if stuck:
            continue
        opened = openings(hidden)
        if not opened:
            return hidden
        problem.demand[opened] += 1
        widest = Mover(problem, ~problem.barred)
    return _everything(problem, openings)


def _everything(problem: SuppressionProblem, openings: Openings) -> np.ndarray | None:
    return None if openings(~problem.barred) else ~problem.barred


def _let_move(problem: SuppressionProblem, hidden: np.ndarray, k: int, widest: Mover, moves: Moves) -> bool:
    """Hide, in place, the cheapest cells with which a cell can move as far as it must; False where none are enough."""
    up = min(float(widest.furthest(k, 1)[0][k]), float(problem.demand[k]))
    if problem.demand[k] - up > widest.down[k] + NEARLY:
        return False  # a release of before has narrowed it for good, or no other cell can give way
    for way in (up, up - problem.demand[k]):
        if abs(way) > NEARLY:
            moved = _cheapest_move(problem, hidden, k, way, widest)
            if moved is None:
                return False
            hidden |= (moved > problem.up_shown + NEARLY) | (moved < -problem.down_shown - NEARLY)
            moves.add(moved)
    return True


def _cheapest_move(
    problem: SuppressionProblem, hidden: np.ndarray, k: int, way: float, widest: Mover
) -> np.ndarray | None:
    """Return the move that takes a cell a given way and loses least by the cells that must be hidden for it."""
    cost = np.where(hidden, NO_LOSS, problem.loss)
    room = np.array([widest.up, widest.down])
    least = np.zeros_like(room)
    room[:, k] = least[:, k] = max(way, 0), max(-way, 0)
    solution = linprog(
        np.concatenate([cost, cost]),
        A_eq=hstack([problem.matrix, -problem.matrix]),
        b_eq=np.zeros(problem.matrix.shape[0]),
        bounds=np.column_stack([least.ravel(), room.ravel()]),
        method="highs-ds",
    )
    return solution.x[: len(cost)] - solution.x[len(cost) :] if solution.status == 0 else None
