"""A unit chart: one square for each thing, in rows by the state that it is in, so that the whole is seen before it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash.figures.shared.link import Link

GLYPHS = {"✔": 0.87, "▲": 1.24, "●": 1.28, "►": 1.08, "○": 1.28, "◆": 1.15, "□": 1.3, "?": 0.88}


def glyph(mark: str) -> float:
    """Return how much larger a mark's letter is set, so that all marks look of one size: they differ in our type."""
    return GLYPHS.get(mark, 1.0)


@dataclass(frozen=True)
class UnitSquare:
    """One square: the name of what it stands for, how that stands in whole words, where it is told at length, and how it looks."""

    name: str
    words: str
    link: Link
    mark: str
    tone: str
    colour: str


@dataclass(frozen=True)
class UnitGroup:
    """The squares of one state, time or owner: its name, what it means, its mark ("" for none), and where they are listed."""

    label: str
    meaning: str
    mark: str
    units: tuple[UnitSquare, ...]
    link: Link

    @property
    def words(self) -> str:
        return f"{len(self.units)} {self.label}"


@dataclass(frozen=True)
class UnitChart:
    """The squares of one day, by state; ``earlier`` are those of an earlier day under its heading, "" for none."""

    heading: str
    groups: tuple[UnitGroup, ...]
    earlier_heading: str = ""
    earlier: tuple[UnitGroup, ...] = ()

    @property
    def number(self) -> int:
        return sum(len(group.units) for group in self.groups)


def group_words(groups: Sequence[UnitGroup]) -> str:
    """Return how many stand in each group: 5 Overdue; 17 No date set."""
    return "; ".join(group.words for group in groups)
