"""Tables of counts before and after protection, and the policy that says what may be shown.

A cell is named by one category for each dimension of its table; ``TOTAL`` stands for all of a dimension. So a table has its margins
(row totals, column totals, the grand total) as cells of its own, and two tables that count the same people share the cells that both have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product

from dayops_dash.dataset.vocabulary import Shorthand

Cell = tuple[str, ...]
Value = int | Shorthand
TOTAL = ""  # all of a dimension: an empty cell of the dataset, as in its table of people reached
ROUNDED_TO = 5
THRESHOLD = 4  # counts from 1 to this are hidden where nobody asks for another


class Zeros(StrEnum):
    """Whether a count of nobody may be shown. A share of 100% says that the rest are zero, so it is as safe as they are."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class Method(StrEnum):
    SUPPRESS = "suppress"  # what is shown is exact
    ROUND = "round to 5"  # what is shown is a multiple of 5


@dataclass(frozen=True)
class Policy:
    """What may be shown: counts of 1 to ``hides_to`` are hidden, zeros as ``zeros`` says, the others exact or to the nearest 5.

    ``protection`` is how far apart the least and the most possible value of a hidden cell must stay. Left out it is one more than
    ``hides_to``: a range that wide always reaches a count that is not small, so no hidden cell can be shown to be small.
    """

    threshold: int = THRESHOLD
    zeros: Zeros = Zeros.SHOWN
    method: Method = Method.SUPPRESS
    protection: int | None = None

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.width < 1:
            raise ValueError("A policy hides at least counts of 1, and keeps a hidden cell at least 1 wide")
        if self.method is Method.ROUND and self.threshold < ROUNDED_TO // 2:
            raise ValueError("With rounding, counts that would round to zero are hidden: the threshold is 2 or more")

    @property
    def hides_to(self) -> int:
        """The largest count that is hidden for being small: the threshold, or more where a larger one would be rounded to it.

        To the nearest 5 a count of 7 is shown as 5: with a threshold of 5 or 6 that would be a number that is said to be hidden.
        """
        if self.method is Method.SUPPRESS:
            return self.threshold
        return max(self.threshold, self.threshold // ROUNDED_TO * ROUNDED_TO + ROUNDED_TO // 2)

    @property
    def width(self) -> int:
        """The least width of the range to which a hidden cell may be narrowed."""
        return self.hides_to + 1 if self.protection is None else self.protection

    @property
    def least(self) -> int:
        """The least that a hidden cell can be, as any reader of the policy knows."""
        return 1 if self.zeros is Zeros.SHOWN else 0

    def small(self, count: int) -> bool:
        """Whether a count must be hidden."""
        return self.least <= count <= self.hides_to

    def as_published(self, count: int) -> int:
        """Return a count as it is published where it is not hidden: exact, or to the nearest 5."""
        if self.method is Method.SUPPRESS:
            return count
        return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO

    def behind(self, value: int) -> tuple[int, int]:
        """Return the least and the most count that a published value can stand for."""
        if self.method is Method.SUPPRESS or value == 0:
            return value, value
        return max(value - ROUNDED_TO // 2, self.threshold + 1), value + ROUNDED_TO // 2


@dataclass(frozen=True)
class Dimension:
    """What a table is broken down by: ward, client group, age band. The categories share everyone out, each person in one."""

    name: str
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.categories or TOTAL in self.categories or len(set(self.categories)) < len(self.categories):
            raise ValueError(f"{self.name}: the categories must be there, named, and each of them once")


@dataclass(frozen=True)
class TableShape:
    """A table's dimensions, and what it counts. Tables that count the same (``counted``) are linked by the margins they share."""

    name: str
    dimensions: tuple[Dimension, ...]
    counted: str = field(default="people", kw_only=True)

    def inner(self) -> Iterator[Cell]:
        """Return the cells that are no total, in order."""
        return product(*(d.categories for d in self.dimensions))

    def cells(self) -> Iterator[Cell]:
        """Return every cell, totals included, in order."""
        return product(*((*d.categories, TOTAL) for d in self.dimensions))


@dataclass(frozen=True)
class CountTable(TableShape):
    """Counts as the records give them, which never leave the preparation. A cell without a count is a zero.

    ``sensitive`` cells are hidden whatever their size (the only provider of an area); ``known`` cells are public elsewhere, so that
    hiding them would only pretend; ``not_applicable`` cells cannot exist, which is something else than zero.
    """

    counts: Mapping[Cell, int]
    sensitive: frozenset[Cell] = frozenset()
    known: frozenset[Cell] = frozenset()
    not_applicable: frozenset[Cell] = frozenset()

    def __post_init__(self) -> None:
        names = [d.name for d in self.dimensions]
        if not names or len(set(names)) < len(names):
            raise ValueError(f"{self.name}: a table needs dimensions, each of them once")
        inner, every = set(self.inner()), set(self.cells())
        if (
            not set(self.counts) <= inner
            or not self.sensitive | self.known <= every
            or not self.not_applicable <= inner
        ):
            raise ValueError(f"{self.name}: a cell outside its dimensions")
        if any(n < 0 or (n and cell in self.not_applicable) for cell, n in self.counts.items()):
            raise ValueError(f"{self.name}: a count below zero, or in a cell that cannot exist")

    @cached_property
    def totalled(self) -> Mapping[Cell, int]:
        """Return the count of every cell, totals worked out."""
        sums = dict.fromkeys(self.cells(), 0)
        for cell, count in self.counts.items():
            for margin in product(*((category, TOTAL) for category in cell)):
                sums[margin] += count
        return sums


@dataclass(frozen=True)
class ProtectedTable(TableShape):
    """A table as it may be published: a number or a symbol in every cell, totals included, and nothing of how it was chosen.

    A cell that is left out of ``values`` is not published at all.
    """

    values: Mapping[Cell, Value]
    known: frozenset[Cell] = frozenset()

    def share(self, part: Cell, whole: Cell) -> float | Shorthand:
        """Return a percentage from the shown values alone: hidden where either is, so that no decimal says more than they do."""
        above, below = self.values[part], self.values[whole]
        for value in (above, below):
            if isinstance(value, Shorthand):
                return value
        return above / below * 100 if below else Shorthand.NOT_APPLICABLE  # type: ignore[operator]


def differenced(whole: CountTable, part: CountTable, dimension: str, category: str, rest: str) -> CountTable:
    """Return one table of a whole and of the part that a filter keeps (all ages; 65 and over), with the rest as the other category.

    Who has both can take one from the other. As one table the rest is a cell like any other, and is protected with them.
    """
    if whole.dimensions != part.dimensions or whole.counted != part.counted:
        raise ValueError(f"{whole.name} and {part.name} are not broken down alike")
    counts = {}
    for cell in whole.inner():
        counts[*cell, category] = part.counts.get(cell, 0)
        counts[*cell, rest] = whole.counts.get(cell, 0) - part.counts.get(cell, 0)
    return CountTable(
        whole.name, (*whole.dimensions, Dimension(dimension, (category, rest))), counts, counted=whole.counted
    )
