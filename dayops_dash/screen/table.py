"""A figure's table as HTML: a real one, with headings that are spoken, rows that lead on, and the place of each behind a mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from dayops_dash.figures.shared.grid import Grid

MANY = 7  # columns for which a tablet has room only where their words are short; more read as cards there
ROOM = 716  # pixels for a table on a tablet, beside the menu or below it
FIRST, LETTER, BETWEEN = 150, 7.8, 13  # pixels at least of a first column, of a letter, and between two columns
WORD = re.compile(r"[^\s-]+-?")  # what is not broken over lines


def table_html(grid: Grid, caption: str, address: Callable[..., str] | None = None) -> str:
    """Return a real table in a region that the keyboard can scroll; on a narrow screen each row reads as a card.

    Rows lead to what they name where ``address`` gives the address of a page with some choices.
    """
    shown = [grid.headings[n] for n in grid.columns]
    head = "".join(f'<th scope="col" role="columnheader">{escape(h.label)}</th>' for h in shown)
    links = (grid.link_of(place) if address else None for place in range(len(grid.rows)))
    ways = (address(to.page, **dict(to.choices)) if address and to else "" for to in links)
    body = "".join(f'<tr role="row">{_row(grid, row, way)}</tr>' for row, way in zip(grid.shown(), ways, strict=True))
    even = ' class="do-even"' if grid.even else ""
    many = " do-columns" if len(shown) > MANY or (len(shown) == MANY and _least_width(grid) > ROOM) else ""
    return (
        f'<div class="do-table{many}" role="region" tabindex="0" aria-label="{escape(caption)}"><table role="table"{even}>'
        f'<caption>{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _least_width(grid: Grid) -> float:
    """Return how many pixels a table needs at the least: the longest word of each column beside the others."""
    cells = [[grid.headings[n].label, *(row[n] for row in grid.shown())] for n in grid.columns]
    longest = [max((len(word) for cell in column for word in WORD.findall(cell)), default=0) for column in cells]
    widths = [letters * LETTER for letters in longest]
    return max(FIRST, widths[0]) + sum(widths[1:]) + BETWEEN * len(widths)


def _row(grid: Grid, row: Sequence[str], way: str) -> str:
    cells, mark = [], _place_mark(row[0].partition("\n")[0], grid.places_in(row))
    for place in grid.columns:
        heading_, cell = grid.headings[place], row[place]
        number = "" if heading_.kind.is_words else ' class="do-number"'
        label = f' data-label="{escape(heading_.label)}"'
        told = _lines(cell)
        if way and place == 0:
            told = f'<a class="do-link" href="{escape(way)}">{told}</a>'
        told += mark if place == grid.marked else ""
        if place == 0:
            cells.append(f'<th scope="row" role="rowheader"{label}>{told}</th>')
        else:
            empty = " data-empty" if cell == "–" else ""
            cells.append(f'<td role="cell"{number}{label}{empty}>{told}</td>')
    return "".join(cells)


def _place_mark(row: str, places: Sequence[tuple[str, str]]) -> str:
    """Return a small mark that opens where a row stands in its paper."""
    if not places:
        return ""
    several = len(places) > 1
    told = "".join(f"<small>{escape(f'{label}: {place}' if several else place)}</small>" for label, place in places)
    name = f'<span class="do-hidden">{escape(places[0][0])}: {escape(row)}</span>'
    return f'<details class="do-place"><summary><span aria-hidden="true">¶</span>{name}</summary>{told}</details>'


def _lines(cell: str) -> str:
    """Return a cell whose first line is the main one, and the others small and under it."""
    first, *rest = cell.split("\n")
    return escape(first) + "".join(f"<small>{escape(line)}</small>" for line in rest)
