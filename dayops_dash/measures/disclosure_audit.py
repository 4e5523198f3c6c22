"""An attacker in code: what published tables give away about the cells that they hide.

The attacker knows everything that is published, how cells add up within and between linked tables, that people are whole and not
negative, what rounding can have done, and the policy: where zeros are shown, a hidden cell is at least 1. The attacker does not know
which hidden cells are small and which are hidden for their sake, since both carry the one symbol [c].

For each hidden cell the least and the most that it can be are worked out by linear programmes (HiGHS), in whole numbers. A cell
passes only by two whole-number tables, each checked exactly against everything published, in which it stands far enough apart; so
an error of the solver can raise a false alarm but never hide an opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.measures.disclosure_sums import Sums
from dayops_dash.measures.disclosure_tables import Cell, Policy, Published, Value

SWEEPS = 30  # pairs of programmes that move many cells at once, before each cell that is still narrow gets its own
WORTHWHILE = 0.95  # of the narrow cells left after a sweep, at most, for another
NEARLY = 1e-6


@dataclass(frozen=True)
class Opening:
    """A cell that can be narrowed too far: it must lie between ``low`` and ``high``."""

    table: str
    cell: Cell
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.table}, {' / '.join(c or 'total' for c in self.cell)}: between {self.low} and {self.high}"


def audit(published: Sequence[Published], policy: Policy) -> tuple[Opening, ...]:
    """Return every cell that the attacker can narrow further than the policy allows; nothing where the tables are safe.

    Also found: a small count that is shown, and a cell that is left out but can be worked out to be small.
    """
    return Attack(published, policy).openings()


def ranges(published: Sequence[Published], policy: Policy) -> dict[tuple[str, Cell], tuple[int, int | None]]:
    """Return the least and the most that each hidden cell can be; None where there is no most."""
    attack = Attack(published, policy)
    found = {}
    for number in attack.watched:
        low, high = attack.extent(number)
        at, cell = attack.sums.first[number]
        found[published[at].name, cell] = (low, None if high >= attack.ceiling else high)
    return found


class Attack:
    """The published values as bounds on every cell, and the widest whole-number tables found so far that fit them."""

    def __init__(self, published: Sequence[Published], policy: Policy) -> None:
        self.policy, self.published, self.sums = policy, published, Sums(published)
        size = len(self.sums)
        self.low, self.high = np.zeros(size, dtype=np.int64), np.full(size, -1, dtype=np.int64)
        hidden, shown = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        for table, numbers in zip(published, self.sums.numbers, strict=True):
            for cell, number in numbers.items():
                value = table.values.get(cell)
                low, high = _bounds(value, policy, exact=cell in table.known)
                hidden[number] |= value is Shorthand.HIDDEN
                shown[number] |= isinstance(value, int)
                self.low[number] = max(self.low[number], low)
                if high is not None:
                    self.high[number] = high if self.high[number] < 0 else min(self.high[number], high)
        self.hidden = hidden
        self.watched = [int(i) for i in np.flatnonzero(hidden | ~shown & (self.high != 0))]
        self.shown_small = [int(i) for i in np.flatnonzero(shown & (self.high >= 0)) if self._small_on_show(int(i))]
        known = int(self.high[self.high > 0].sum())
        self.ceiling = known + (policy.width + 2) * size  # far above what any sum of shown values can force
        self.high[self.high < 0] = self.ceiling
        if (self.low > self.high).any():
            raise ValueError("The published values contradict each other")
        self._reduce()
        self.least, self.most = self.high.copy(), self.low.copy()

    def openings(self) -> tuple[Opening, ...]:
        self._sweep()
        open_cells = [(i, *self.extent(i)) for i in self.watched if self._narrow(i)]
        failed = [(i, low, high) for i, low, high in open_cells if self._opened(i, low, high)]
        failed += [(i, int(self.low[i]), int(self.high[i])) for i in self.shown_small]
        places = [(*self.sums.first[i], low, high) for i, low, high in sorted(set(failed))]
        return tuple(Opening(self.published[at].name, cell, low, high) for at, cell, low, high in places)

    def _sweep(self) -> None:
        """Push all cells that are still narrow apart at once, some up and some down and then the other way, while it helps."""
        signs = np.random.default_rng(0)
        narrow = [i for i in self.watched if self._narrow(i)]
        for _ in range(SWEEPS):
            direction = np.zeros(len(self.sums))
            direction[narrow] = signs.choice([-1, 1], len(narrow))
            if not direction.any():
                return
            self._solve(direction)
            self._solve(-direction)
            before, narrow = len(narrow), [i for i in narrow if self._narrow(i)]
            if len(narrow) > WORTHWHILE * before:
                return

    def extent(self, number: int) -> tuple[int, int]:
        """Return the least and the most that a cell can be, in whole numbers."""
        towards = np.zeros(len(self.sums))
        towards[number] = -1
        top = floor(-self._solve(towards, whole=True) + NEARLY)
        towards[number] = 1
        bottom = ceil(self._solve(towards, whole=True) - NEARLY)
        return bottom, top

    def _narrow(self, number: int) -> bool:
        return self.most[number] - self.least[number] < self.policy.width

    def _opened(self, number: int, low: int, high: int) -> bool:
        """A hidden cell is open where it is narrow; one that is left out, only where that shows it to be small."""
        if high - low >= self.policy.width:
            return False
        return bool(self.hidden[number]) or any(self.policy.small(n) for n in range(low, high + 1))

    def _small_on_show(self, number: int) -> bool:
        return any(self.policy.small(n) for n in range(int(self.low[number]), int(self.high[number]) + 1))

    def _reduce(self) -> None:
        """Keep the cells that are not certain, and the sums that have any."""
        self.free = np.flatnonzero(self.low < self.high)
        rest = -(self.sums.matrix @ np.where(self.low == self.high, self.low, 0))
        matrix = self.sums.matrix[:, self.free]
        used = np.diff(matrix.indptr) > 0
        if rest[~used].any():
            raise ValueError("The published values do not add up")
        self.equal, self.rest = matrix[used], rest[used]
        self.bounds = np.column_stack([self.low[self.free], self.high[self.free]])

    def _solve(self, towards: np.ndarray, *, whole: bool = False) -> float:
        """Return the least that ``towards`` can be, learning from the table found; ``whole``: surely of whole numbers."""
        cost = towards[self.free]
        if not len(self.free):
            return float(towards @ self.low)
        found = linprog(cost, A_eq=self.equal, b_eq=self.rest, bounds=self.bounds, method="highs-ds")
        if found.status == 2:
            raise ValueError("The published values fit no table")
        if found.status == 0 and not self._learn(found.x) and whole:
            limits = LinearConstraint(self.equal, self.rest, self.rest)
            kinds = np.ones(len(cost))
            found = milp(cost, integrality=kinds, bounds=Bounds(*self.bounds.T), constraints=limits)
            if found.status == 2:
                raise ValueError("The published values fit no table")
            if found.x is not None:
                self._learn(found.x)
        if found.status != 0:
            raise RuntimeError(f"The solver gave up: {found.message}")
        fixed = np.where(self.low == self.high, self.low, 0)
        return float(found.fun + towards @ fixed)

    def _learn(self, values: np.ndarray) -> bool:
        """Widen what each cell is known to be able to be, if the values are whole and truly fit everything published."""
        table = self.low.copy()
        table[self.free] = np.rint(values).astype(np.int64)
        inside = (table >= self.low).all() and (table <= self.high).all()
        if not inside or np.abs(table[self.free] - values).max() > NEARLY or (self.sums.matrix @ table).any():
            return False
        self.least, self.most = np.minimum(self.least, table), np.maximum(self.most, table)
        return True


def _bounds(value: Value | None, policy: Policy, *, exact: bool) -> tuple[int, int | None]:
    """Return the least and the most that a cell can be for what is shown in it; None: no most."""
    if isinstance(value, int):
        return (value, value) if exact else policy.behind(value)
    if value is Shorthand.NOT_APPLICABLE:
        return 0, 0
    return (policy.least, None) if value is Shorthand.HIDDEN else (0, None)
