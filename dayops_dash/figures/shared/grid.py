"""A figure's numbers: a table of raw cells with a heading a column, as text, as CSV and as Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from dayops_dash import wording
from dayops_dash.figures.shared.link import Link


class HedgedNumber(float):
    """A number that its paper hedges, as a cell: counted and sorted as a number, shown with the hedge, which is never lost."""

    __slots__ = ("qualifier",)
    qualifier: str

    def __new__(cls, number: float, qualifier: str) -> HedgedNumber:
        made = super().__new__(cls, number)
        object.__setattr__(made, "qualifier", qualifier)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a cell cannot be changed: {name}")

    def __reduce__(self) -> tuple[type[HedgedNumber], tuple[float, str]]:
        return HedgedNumber, (float(self), self.qualifier)


def hedged(number: float | None, qualifier: str) -> float | None:
    """Return a number as a cell, with its paper's hedge if it has one; None where there is none."""
    if number is None or wording.missing(number):
        return None
    return HedgedNumber(number, str(qualifier)) if qualifier else number


Cell = str | int | float | date | None
T = TypeVar("T")


class Kind(StrEnum):
    """How a column's cells are shown."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    ABOUT_MONEY = "about money"  # worked out from assumptions, and shown to no more figures than they bear
    PERCENT = "percent"
    DATE = "date"
    PLACE = "place"  # where a row stands in a paper: behind a mark on a screen, in a column of its own elsewhere

    @property
    def is_words(self) -> bool:
        """Whether cells are words and stand at the left."""
        return self in (Kind.TEXT, Kind.PLACE)


@dataclass(frozen=True)
class Heading:
    """A column of a grid. ``code`` is its name in a CSV. One that is not ``on_screen`` is in the CSV and in Markdown only."""

    code: str
    label: str
    kind: Kind = Kind.TEXT
    on_screen: bool = True

    def shown(self, cell: Cell) -> str:
        """Return a cell as a reader sees it; an absent one is "–". Under an amount that is rounded stands the whole of it."""
        if wording.missing(cell):
            return "–"
        if isinstance(cell, HedgedNumber):
            first, *rest = self.shown(float(cell)).split("\n")
            return "\n".join((wording.hedged(first, cell.qualifier), *rest))
        if self.kind is Kind.MONEY and isinstance(cell, int | float):
            pounds = float(cell)
            exact = f"\n{wording.exact_money(pounds)}" if wording.is_rounded(pounds) else ""
            return f"{wording.money(pounds)}{exact}"
        if self.kind is Kind.ABOUT_MONEY and isinstance(cell, int | float):
            return wording.about_money(float(cell))
        if self.kind is Kind.PERCENT and isinstance(cell, int | float):
            return wording.percent(float(cell))
        if self.kind is Kind.DATE and isinstance(cell, date):
            return wording.short_day(cell)
        return wording.plain(float(cell)) if isinstance(cell, int | float) else str(cell)


@dataclass(frozen=True)
class Grid:
    """The figure's numbers: headings and rows of raw cells. The first column names the row.

    A cell's first line is the main one. ``even``: the columns are set side by side to be compared, so none is wider.
    ``links`` are where each row's thing is told at length, in the order of the rows; () where no row leads anywhere.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    even: bool = False
    links: tuple[Link | None, ...] = ()

    def link_of(self, place: int) -> Link | None:
        """Return where the row at a place leads; None for nowhere."""
        return self.links[place] if place < len(self.links) else None

    def only(self, wanted: Sequence[str]) -> Grid:
        """Return those columns that there are of some, by their codes, in the order wanted."""
        places = {heading.code: place for place, heading in enumerate(self.headings)}
        kept = [places[code] for code in wanted if code in places]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, headings=tuple(self.headings[place] for place in kept), rows=rows)

    def filled(self, always: Collection[str]) -> Grid:
        """Return the columns that any row fills, and those that are ``always`` there, by their codes."""
        columns = zip(self.headings, zip(*self.rows, strict=True), strict=False) if self.rows else ()
        filled = {heading.code for heading, cells in columns if not all(map(wording.missing, cells))}
        return self.only([heading.code for heading in self.headings if heading.code in (*always, *filled)])

    def without_empty(self, *codes: str) -> Grid:
        """Return the grid without those of some columns, by their codes, that no row fills."""
        return self.filled([heading.code for heading in self.headings if heading.code not in codes])

    def shown(self) -> list[list[str]]:
        """Return the rows as a reader sees them."""
        return [[h.shown(cell) for h, cell in zip(self.headings, row, strict=True)] for row in self.rows]

    def brief(self) -> Grid:
        """Return columns that are set side by side with the first line of each cell alone; any other grid as it is."""
        if not self.even:
            return self
        rows = ((cell.partition("\n")[0] if isinstance(cell, str) else cell for cell in row) for row in self.rows)
        return replace(self, rows=tuple(map(tuple, rows)))

    @property
    def places(self) -> tuple[int, ...]:
        """The positions of the columns that say where a row stands in a paper, of those on a screen."""
        return tuple(n for n, h in enumerate(self.headings) if h.kind is Kind.PLACE and h.on_screen)

    @property
    def columns(self) -> tuple[int, ...]:
        """The positions of the other columns that are on a screen. The first names the row."""
        return tuple(n for n, h in enumerate(self.headings) if h.on_screen and n not in self.places)

    @property
    def marked(self) -> int:
        """The position of the cell after which a row's place is marked: the last one of words."""
        return max((n for n in self.columns if self.headings[n].kind.is_words), default=0)

    def places_in(self, row: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return where a row, as a reader sees it, stands in papers: what each place is, and the place."""
        return tuple((self.headings[n].label, row[n]) for n in self.places if row[n] not in ("", "–"))

    def csv(self) -> str:
        """Return the raw cells as CSV. Text that a spreadsheet could take for a formula is led by an apostrophe.

        A column with a hedged number has another after it, with the hedge of each.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.headings)
        hedges = [any(isinstance(cell, HedgedNumber) for cell in column) for column in columns]
        codes = ([h.code, f"{h.code}_qualifier"][: 1 + also] for h, also in zip(self.headings, hedges, strict=True))
        writer.writerow([code for both in codes for code in both])
        for row in self.rows:
            cells = ([csv_cell(c), _qualifier(c)][: 1 + also] for c, also in zip(row, hedges, strict=True))
            writer.writerow([cell for both in cells for cell in both])
        return out.getvalue()

    def markdown(self) -> str:
        """Return the grid as a Markdown table."""
        return table_markdown([[h.label for h in self.headings], *self.shown()])


@dataclass(frozen=True)
class GridColumn(Generic[T]):
    """A column of a grid, declared once: its heading (see ``Heading``), and its cell in the row of one thing."""

    code: str
    label: str
    cell: Callable[[T], Cell]
    kind: Kind = Kind.TEXT
    on_screen: bool = True

    @property
    def heading(self) -> Heading:
        return Heading(self.code, self.label, self.kind, self.on_screen)


def _qualifier(cell: Cell) -> str:
    return cell.qualifier if isinstance(cell, HedgedNumber) else ""


def grid_of(
    things: Iterable[T],
    *columns: GridColumn[T],
    even: bool = False,
    link: Callable[[T], Link | None] | None = None,
) -> Grid:
    """Return a grid with a row for each thing. ``link`` gives where a thing is told at length."""
    each = tuple(things)
    rows = tuple(tuple(column.cell(thing) for column in columns) for thing in each)
    links = tuple(link(thing) for thing in each) if link else ()
    return Grid(tuple(column.heading for column in columns), rows, even, links)


def table_markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [[_cell_markdown(cell) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body))


def _cell_markdown(text: str) -> str:
    return markdown_text(text).replace("|", "\\|").replace("\n", "; ")


def markdown_text(text: str) -> str:
    """Return text from data so that Markdown shows it as it is."""
    for mark in "\\`*_[]<>$":
        text = text.replace(mark, "\\" + mark)
    return text


def csv_cell(cell: Cell) -> Cell:
    if cell is None or wording.missing(cell):
        return ""
    if isinstance(cell, str):
        return wording.no_formula(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
