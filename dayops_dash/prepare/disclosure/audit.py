"""An attacker in code: what published tables give away about the cells that they hide.

The attacker knows everything that is published, how cells add up within and between linked tables, that people are whole and not
negative, what rounding can have done, and the policy: where zeros are shown, a hidden cell is at least 1. The attacker does not know
which hidden cells are small and which are hidden for their sake, since both carry the one symbol [c]. Where the same counts were
published before, with other settings or in other tables, the attacker has those releases too and takes them all together.

For each hidden cell the least and the most that it can be are worked out by linear programmes (HiGHS), in whole numbers. A cell
passes only by two whole-number tables, each checked exactly against everything published, in which it stands far enough apart; so
an error of the solver can raise a false alarm but never hide an opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from dayops_dash.prepare.disclosure.releases import UNBOUNDED, Release, Seen, as_whole_and_part
from dayops_dash.prepare.disclosure.sums import CellSums
from dayops_dash.prepare.disclosure.tables import Cell, Policy, ProtectedTable

SWEEPS = 30  # pairs of programmes that move many cells at once, before each cell that is still narrow gets its own
WORTHWHILE = 0.95  # of the narrow cells left after a sweep, at most, for another
NEARLY = 1e-6
IMPOSSIBLE = 2  # the solver's status where nothing fits


@dataclass(frozen=True)
class Opening:
    """A cell that can be narrowed too far: it must lie between ``low`` and ``high``."""

    table: str
    cell: Cell
    low: int
    high: int

    @property
    def place(self) -> str:
        """Where it stands, without what it can be."""
        return f"{self.table}, {' / '.join(c or 'total' for c in self.cell)}"

    def __str__(self) -> str:
        return f"{self.place}: between {self.low} and {self.high}"


def audit(published: Sequence[ProtectedTable], policy: Policy, earlier: Sequence[Release] = ()) -> tuple[Opening, ...]:
    """Return every cell that the attacker can narrow further than the policy allows; nothing where the tables are safe.

    Also found: a small count that is shown, and a cell that is left out but can be worked out to be small. With ``earlier`` releases of the
    same counts, a cell that any release hides must stay as wide as the strictest of them; what those already gave away by themselves
    is not found again.
    """
    openings = Attack([Release(tuple(published), policy), *earlier]).openings()
    if not earlier or not openings:
        return openings
    already = set(Attack(earlier).openings())
    return tuple(one for one in openings if one not in already)


def audit_difference(whole: Release, part: Release) -> tuple[Opening, ...]:
    """Return every cell that is opened by who knows that the one release has everybody of the other, and more.

    The counts of those who make the difference are not judged: they are in no release, and their sums are what the releases are for.
    """
    attack = Attack(as_whole_and_part(whole, part))
    attack.watched = [number for number in attack.watched if attack.hidden[number]]
    attack.shown_small = []
    return attack.openings()


def ranges(
    published: Sequence[ProtectedTable], policy: Policy, earlier: Sequence[Release] = ()
) -> dict[tuple[str, Cell], tuple[int, int | None]]:
    """Return the least and the most that each hidden cell can be; None where there is no most."""
    attack = Attack([Release(tuple(published), policy), *earlier])
    extents = {}
    for number in attack.watched:
        low, high = attack.extent(number)
        at, cell = attack.sums.first[number]
        extents[attack.tables[at].name, cell] = (low, None if high >= attack.ceiling else high)
    return extents


class Attack:
    """The published values as bounds on every cell, and the widest whole-number tables found so far that fit them.

    The first of the releases is the one that is judged: its small counts must not be shown.
    """

    def __init__(self, releases: Sequence[Release]) -> None:
        self.policy, widest = releases[0].policy, max(release.policy.width for release in releases)
        self.tables = [table for release in releases for table in release.tables]
        self.sums = CellSums(self.tables)
        size = len(self.sums)
        seen = Seen(releases, self.sums)
        self.low, self.high, self.hidden = seen.low, seen.high, seen.hidden
        self.width = np.where(seen.hidden, seen.width, self.policy.width)
        endless = self.high == UNBOUNDED
        self.watched = [int(i) for i in np.flatnonzero(seen.hidden | ~seen.shown & (self.high != 0))]
        judged = Seen(releases[:1], self.sums).shown & ~endless
        self.shown_small = [int(i) for i in np.flatnonzero(judged) if self._small_on_show(int(i))]
        known = int(self.high[~endless].sum())
        self.ceiling = known + (widest + 2) * size  # far above what any sum of shown values can force
        self.high[endless] = self.ceiling
        if (self.low > self.high).any():
            raise ValueError("The published values contradict each other")
        self._reduce()
        self.least, self.most = self.high.copy(), self.low.copy()

    def openings(self) -> tuple[Opening, ...]:
        self._sweep()
        narrow = [(i, *self.extent(i)) for i in self.watched if self._narrow(i)]
        failed = {(i, low, high) for i, low, high in narrow if self._opened(i, low, high)}
        failed |= {(i, int(self.low[i]), int(self.high[i])) for i in self.shown_small}
        places = [(*self.sums.first[i], low, high) for i, low, high in sorted(failed)]
        return tuple(Opening(self.tables[at].name, cell, low, high) for at, cell, low, high in places)

    def extent(self, number: int) -> tuple[int, int]:
        """Return the least and the most that a cell can be, in whole numbers."""
        return ceil(self._furthest(number, 1) - NEARLY), floor(self._furthest(number, -1) + NEARLY)

    def _sweep(self) -> None:
        """Push all cells that are still narrow apart at once, some up and some down and then the other way, while it helps.

        Only a little way each time from the table found last, so that one cell's far move does not use up what others could share.
        """
        signs = np.random.default_rng(0)
        narrow = [i for i in self.watched if self._narrow(i)]
        centre = (
            self._learn(self._programme(np.zeros(len(self.free)), self.bounds).x) if narrow and self.free.size else None
        )
        for _ in range(SWEEPS):
            if centre is None or not narrow:
                return
            low, high = self.bounds.T
            window = np.column_stack(
                [np.maximum(low, centre - self.width.max()), np.minimum(high, centre + self.width.max())]
            )
            towards = np.zeros(len(self.sums))
            towards[narrow] = signs.choice([-1, 1], len(narrow))
            self._learn(self._programme(towards[self.free], window).x)
            centre = self._learn(self._programme(-towards[self.free], window).x)
            before, narrow = len(narrow), [i for i in narrow if self._narrow(i)]
            if len(narrow) > WORTHWHILE * before:
                return

    def _narrow(self, number: int) -> bool:
        return self.most[number] - self.least[number] < self.width[number]

    def _opened(self, number: int, low: int, high: int) -> bool:
        """A hidden cell is open where it is narrow; one that is left out, only where that shows it to be small."""
        if high - low >= self.width[number]:
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

    def _furthest(self, number: int, sign: int) -> float:
        """Return the least (1) or the most (-1) that a cell can be in a table of whole numbers."""
        if self.low[number] == self.high[number]:
            return float(self.low[number])
        cost = sign * (self.free == number).astype(float)
        solution = self._programme(cost, self.bounds)
        if self._learn(solution.x) is None:
            limits = LinearConstraint(self.equal, self.rest, self.rest)
            solution = milp(
                cost,
                integrality=np.ones(len(cost)),
                bounds=Bounds(*self.bounds.T),
                constraints=limits,
                options={"mip_rel_gap": 0},
            )
            _check(solution)
            self._learn(solution.x)
        return float(sign * solution.fun)

    def _programme(self, cost: np.ndarray, bounds: np.ndarray) -> OptimizeResult:
        solution = linprog(cost, A_eq=self.equal, b_eq=self.rest, bounds=bounds, method="highs-ds")
        _check(solution)
        return solution

    def _learn(self, values: np.ndarray) -> np.ndarray | None:
        """Widen what each cell is known to be able to be, and return the values, if they are whole and truly fit what is published."""
        table = self.low.copy()
        table[self.free] = np.rint(values).astype(np.int64)
        inside = (table >= self.low).all() and (table <= self.high).all()
        if not inside or np.abs(table[self.free] - values).max(initial=0) > NEARLY or (self.sums.matrix @ table).any():
            return None
        self.least, self.most = np.minimum(self.least, table), np.maximum(self.most, table)
        return table[self.free]


def _check(solution: OptimizeResult) -> None:
    if solution.status == IMPOSSIBLE:
        raise ValueError("The published values fit no table")
    if solution.status != 0:
        raise RuntimeError(f"The solver gave up: {solution.message}")
