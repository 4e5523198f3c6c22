"""An attacker who has several releases of a council's folder: linear programmes over what the files show, and nothing of the product.

The attacker knows how people add up over areas and groups, what each document's note says is hidden, and what rounding can have done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array, hstack, identity

from dayops_dash.prepare.release.folder import SOME_UNCOUNTED, SOME_WITHOUT_AREA
from tests.prepare import records as made

Cell = tuple[str, str, str]  # area, breakdown, group: "" is all
PAIRED = ("client group", "age band")  # shown by area too
REST = "rest"  # people in no known area, of a group: in no file, and a cell all the same
NEARLY = 1e-6


@dataclass(frozen=True)
class Seen:
    """One release as its files show it."""

    values: Mapping[Cell, str]
    most_hidden: int
    zeros_hidden: bool
    rounded: bool
    without_area: bool = False  # the note says that the area of some is not known
    uncounted: bool = False  # the note says that records are in no count

    def between(self, cell: Cell) -> tuple[float, float]:
        value = self.values.get(cell, "")
        if cell[0] == REST:
            return self._without_area(cell)
        if value == "hidden":
            return (0 if self.zeros_hidden else 1), inf
        if value == "not available":
            return 0, 0  # of people it stands in the place of a zero, and whoever knows that reads it as one
        if not value:
            return 0, inf
        number = int(float(value))
        if self.rounded and number:
            return max(number - 2, self.most_hidden + 1), number + 2
        return number, number

    def _without_area(self, cell: Cell) -> tuple[float, float]:
        """Return what the zeros of a group tell of people in no area: where some are not available, the others are certain.

        One that is not available tells of somebody only where nothing else can be why: no record in no count (the note says so of any),
        nobody whose area and group are both not known, and everybody's group known in that area.
        """
        name, group = cell[1:]
        in_areas = {key: value for key, value in self.values.items() if key[0]}
        across = {value for (_, *its), value in in_areas.items() if its == [name, group]}
        if "0" in across:
            return (0, 0) if self.without_area else (0, inf)
        if self.uncounted:
            return 0, inf
        if group == "not known":
            return (1, inf) if "not available" in across and "0" in in_areas.values() else (0, inf)
        gone = {area for (area, *its), value in in_areas.items() if its == [name, group] and value == "not available"}
        stated = {area for (area, *its), value in in_areas.items() if its == [name, "not known"] and value == "0"}
        none_left_out = any(value == "0" and key[2] != "not known" for key, value in in_areas.items())
        somebody = none_left_out and gone & stated and self.values.get(("", name, group)) != "not available"
        return (1, inf) if somebody else (0, inf)

    @property
    def width(self) -> int:
        return self.most_hidden + 1

    def hidden(self) -> set[Cell]:
        return {cell for cell, value in self.values.items() if value == "hidden"}


def seen(folder: Path, snapshot: str) -> Seen:
    """Return what a folder shows of a snapshot."""
    rows = [r for r in made.read(folder / "reach.csv") if r["measure"] == "people" and r["snapshot_on"] == snapshot]
    document = next(r for r in made.read(folder / "documents.csv") if r["document_id"] == rows[0]["document_id"])
    told = re.search(r"counts of (\d+) to (\d+) are hidden", document["note"])
    assert told
    values = {(r["area_code"], r["breakdown"], r["group"]): r["value"] or r["shorthand"] for r in rows}
    note = document["note"]
    return Seen(
        values,
        int(told[2]),
        zeros_hidden=told[1] == "0",
        rounded="to the nearest 5" in note,
        without_area=SOME_WITHOUT_AREA in note,
        uncounted=SOME_UNCOUNTED in note,
    )


class Attack:
    """Everything that several releases of the same people say, as one linear system."""

    def __init__(self, releases: Sequence[Seen]) -> None:
        self.releases = releases
        self.cells = list(dict.fromkeys(cell for one in releases for cell in one.values))
        self.cells += [(REST, name, g) for name in PAIRED for g in self._groups(name)]
        at = {cell: n for n, cell in enumerate(self.cells)}
        sums = [(at["", "", ""], [at["", name, g] for g in self._groups(name)]) for name in self._breakdowns()]
        areas = [area for area, name, _ in self.cells if area not in ("", REST) and not name]
        for name in PAIRED:
            for area in areas:
                sums.append((at[area, "", ""], [at[area, name, g] for g in self._groups(name)]))
            for g in self._groups(name):
                sums.append((at["", name, g], [at[area, name, g] for area in (*areas, REST)]))
            sums.append((at["", "area", "not known"], [at[REST, name, g] for g in self._groups(name)]))
        sums.append((at["", "", ""], [at[area, "", ""] for area in areas] + [at["", "area", "not known"]]))
        entries = [(row, n, 1) for row, (_, parts) in enumerate(sums) for n in parts]
        entries += [(row, total, -1) for row, (total, _) in enumerate(sums)]
        rows, columns, signs = zip(*entries, strict=True)
        self.matrix = csr_array((signs, (rows, columns)), shape=(len(sums), len(self.cells)), dtype=float)
        limits = [[one.between(cell) for one in releases] for cell in self.cells]
        self.low = np.array([max(low for low, _ in each) for each in limits], dtype=float)
        self.high = np.array([min(high for _, high in each) for each in limits], dtype=float)

    def _breakdowns(self) -> list[str]:
        return list(dict.fromkeys(name for area, name, _ in self.cells if name not in ("", "area") and not area))

    def _groups(self, name: str) -> list[str]:
        return [g for area, its, g in self.cells if its == name and not area]

    def extent(self, cell: Cell) -> tuple[float, float]:
        """Return the least and the most whole number that a cell can be."""
        cost = np.zeros(len(self.cells))
        cost[self.cells.index(cell)] = 1
        low, high = self._end(cost), -self._end(-cost)
        return ceil(low - NEARLY), floor(high + NEARLY) if high < inf else inf

    def _end(self, cost: np.ndarray) -> float:
        bounds = np.column_stack([self.low, self.high])
        zero = np.zeros(self.matrix.shape[0])
        found = linprog(cost, A_eq=self.matrix, b_eq=zero, bounds=bounds, method="highs")
        if found.status == 3:
            return -inf
        assert found.status == 0, found.message
        if np.abs(found.x - np.rint(found.x)).max() > NEARLY:
            whole = LinearConstraint(self.matrix, zero, zero)
            found = milp(cost, integrality=np.ones(len(cost)), bounds=Bounds(self.low, self.high), constraints=whole)
            assert found.status == 0, found.message
        return float(found.fun)

    def opened(self) -> dict[Cell, tuple[float, float]]:
        """Return the cells that a release hides, and that all of them together narrow further than it promises."""
        found = {}
        for cell in sorted(set().union(*(one.hidden() for one in self.releases))):
            promised = max(one.width for one in self.releases if cell in one.hidden())
            low, high = self.extent(cell)
            if high - low < promised:
                found[cell] = (low, high)
        return found


def opened_by_growth(part: Seen, whole: Seen) -> dict[tuple[int, Cell], tuple[float, float]]:
    """Return the hidden cells (0 of the part, 1 of the whole) that are narrowed by who knows that people only joined in between."""
    attacks = (Attack([part]), Attack([whole]))
    cells = attacks[0].cells
    assert cells == attacks[1].cells
    size = len(cells)
    both = block_diag([attack.matrix for attack in attacks], format="csr")
    zero, fewer = np.zeros(both.shape[0]), hstack([identity(size), -identity(size)], format="csr")
    bounds = np.column_stack([np.concatenate([a.low for a in attacks]), np.concatenate([a.high for a in attacks])])
    found = {}
    for which, release in enumerate((part, whole)):
        for cell in sorted(release.hidden()):
            cost = np.zeros(2 * size)
            cost[which * size + cells.index(cell)] = 1
            ends = [
                linprog(
                    sign * cost, A_ub=fewer, b_ub=np.zeros(size), A_eq=both, b_eq=zero, bounds=bounds, method="highs"
                )
                for sign in (1, -1)
            ]
            low, high = (ceil(ends[0].fun - NEARLY), inf if ends[1].status == 3 else floor(-ends[1].fun + NEARLY))
            if high - low < release.width:
                found[which, cell] = (low, high)
    return found
