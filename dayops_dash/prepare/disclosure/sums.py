"""What a set of linked tables says by its shape alone: which cells are one and the same, and which add up to which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from dayops_dash.prepare.disclosure.tables import TOTAL, Cell, TableShape

Key = tuple[str, tuple[tuple[str, str], ...]]  # what is counted, and the categories it is counted for


def key(table: TableShape, cell: Cell) -> Key:
    """Return what a cell counts, in whatever table it stands: its categories without those that are totals."""
    named = zip(table.dimensions, cell, strict=True)
    return table.counted, tuple(sorted((d.name, category) for d, category in named if category != TOTAL))


class CellSums:
    """Every distinct cell of the tables by number, and the sums between them."""

    def __init__(self, tables: Sequence[TableShape]) -> None:
        _same_categories(tables)
        self.first: list[
            tuple[int, Cell]
        ] = []  # of each number: the first table that has the cell, and which it is there
        self.numbers: list[dict[Cell, int]] = []  # of each table: the number of each of its cells
        self.margin: list[int] = []  # over how many dimensions a cell is a total
        self.known: dict[Key, int] = {}  # the number of each cell by what it counts
        for at, table in enumerate(tables):
            places = {}
            for cell in table.cells():
                number = places[cell] = self.known.setdefault(key(table, cell), len(self.known))
                if number == len(self.first):
                    self.first.append((at, cell))
                    self.margin.append(0)
                self.margin[number] = max(self.margin[number], cell.count(TOTAL))
            self.numbers.append(places)
        sums = (s for t, p in zip(tables, self.numbers, strict=True) for s in _sums(t, p))
        self.equations = list(dict.fromkeys(sums))  # (total, its parts)

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def matrix(self) -> csr_array:
        """Return a row for each sum: its parts less its total, which is zero."""
        rows, columns, signs = [], [], []
        for row, (total, parts) in enumerate(self.equations):
            rows += [row] * (len(parts) + 1)
            columns += [*parts, total]
            signs += [1] * len(parts) + [-1]
        return csr_array((np.array(signs, dtype=np.int64), (rows, columns)), shape=(len(self.equations), len(self)))


def _sums(table: TableShape, numbers: dict[Cell, int]) -> list[tuple[int, tuple[int, ...]]]:
    """Return each sum along one dimension of a table."""
    sums = []
    for cell, total in numbers.items():
        for at, dimension in enumerate(table.dimensions):
            if cell[at] == TOTAL:
                parts = tuple(numbers[*cell[:at], category, *cell[at + 1 :]] for category in dimension.categories)
                sums.append((total, parts))
    return sums


def _same_categories(tables: Sequence[TableShape]) -> None:
    seen: dict[tuple[str, str], frozenset[str]] = {}
    for table in tables:
        for dimension in table.dimensions:
            mine = frozenset(dimension.categories)
            if seen.setdefault((table.counted, dimension.name), mine) != mine:
                raise ValueError(f"{table.name}: {dimension.name} has other categories than in another table")
