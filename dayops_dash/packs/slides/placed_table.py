"""A table on a slide: in the largest type in which it fits, whole where it can be."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Emu

from dayops_dash.figures.shared.grid import Grid, Kind
from dayops_dash.figures.shared.look import INK, PAPER, QUIET
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.slides.fitting import LINE, fitted, height
from dayops_dash.packs.slides.placed import POINT, Room, describe, say, words

TABLE_SIZES = (18.0, 16.0, 14.0, 12.0)
CELL_ROOM = 16.0  # points of a cell that hold no words, across
CELL_SPACE, CLOSE = 10.0, 2.0  # and down; and where only so all rows are on the slide
MORE_ROOM = 24.0  # points under a table, to say how many rows are left out
MOST_LINES = 4  # of a cell, where not all rows fit


def table(slide: Any, whole: Grid, few: Grid, room: Room, alt: str) -> None:
    """Put a table in a room: whole in the largest type that fits, and with few of its rows where none does; what is left out is said."""
    every = _written(whole)
    widths = _columns(every, room.width)
    fitting = _whole(every, widths, room.height)
    if fitting:
        shown, (size, space) = every, fitting
    else:
        shown = _written(few)
        widths = _columns(shown, room.width)
        size, shown, space = _rows_that_fit(shown, widths, room.height - MORE_ROOM)
    high = [_row_height(row, widths, size, space, bold=not place) for place, row in enumerate(shown)]
    shape = slide.shapes.add_table(len(shown), len(shown[0]), *Room(room.left, room.top, room.width, sum(high)).emu)
    describe(shape, "Table", alt)
    made = shape.table
    made.first_row, made.horz_banding = True, False
    for place, width in enumerate(widths):
        made.columns[place].width = Emu(round(width * POINT))
    for down, row in enumerate(shown):
        made.rows[down].height = Emu(round(high[down] * POINT))
        for across, told in enumerate(row):
            numeric = whole.headings[across].kind not in (Kind.TEXT, Kind.PLACE, Kind.DATE)
            _cell(made.cell(down, across), told, size, space, head=not down, right=numeric, first=not across)
    if left := len(every) - len(shown):
        foot = Room(room.left, room.top + sum(high) + 4, room.width, MORE_ROOM - 4)
        words(slide, "Rows left out", f"And {left} more.", foot, (14.0,), colour=QUIET)


def _cell(cell: Any, told: str, size: float, space: float, *, head: bool, right: bool, first: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string("E7EBEF" if head else PAPER[1:])
    cell.margin_left = cell.margin_right = Emu(round(CELL_ROOM / 2 * POINT))
    cell.margin_top = cell.margin_bottom = Emu(round(space / 2 * POINT))
    say(cell.text_frame, told, size=size, bold=head or first, colour=INK)
    if right:
        cell.text_frame.paragraphs[0].alignment = 3


def _columns(rows: list[list[str]], width: float) -> list[float]:
    """Return the columns' widths: by their longest cell, none narrower than a fifth of an even share or wider than twice."""
    longest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    even = sum(longest) / len(longest)
    weights = [min(max(n, even * 0.45), even * 1.8) for n in longest]
    return [width * weight / sum(weights) for weight in weights]


def _row_height(row: list[str], widths: list[float], size: float, space: float, *, bold: bool) -> float:
    cells = zip(row, widths, strict=True)
    tallest = max(
        height(cell, size, width - CELL_ROOM, bold=bold or not place) for place, (cell, width) in enumerate(cells)
    )
    return tallest + space


def _written(grid: Grid) -> list[list[str]]:
    """Return a table's cells as they are printed, the headings first."""
    return [[in_print(h.label) for h in grid.headings], *([in_print(c) for c in row] for row in grid.shown())]


def _high(rows: list[list[str]], widths: list[float], size: float, space: float) -> float:
    return sum(_row_height(row, widths, size, space, bold=not place) for place, row in enumerate(rows))


def _whole(rows: list[list[str]], widths: list[float], room: float) -> tuple[float, float] | None:
    """Return the size of type and the space in a cell with which all rows fit, closer where they must be; None where none will do."""
    for space in (CELL_SPACE, CLOSE):
        for size in TABLE_SIZES:
            if _high(rows, widths, size, space) <= room:
                return size, space
    return None


def _rows_that_fit(rows: list[list[str]], widths: list[float], room: float) -> tuple[float, list[list[str]], float]:
    """Return a size of type, the rows that fit in it, the headings first, and the space in a cell; long cells are cut if none will do."""
    if fitting := _whole(rows, widths, room):
        return fitting[0], rows, fitting[1]
    least = TABLE_SIZES[-1]
    shown = [[_cut(cell, width, least) for cell, width in zip(row, widths, strict=True)] for row in rows]
    while len(shown) > 2 and _high(shown, widths, least, CELL_SPACE) > room:
        shown.pop()
    return least, shown, CELL_SPACE


def _cut(cell: str, width: float, size: float) -> str:
    return fitted(cell, width - CELL_ROOM, MOST_LINES * size * LINE, (size,), bold=True)[0]
