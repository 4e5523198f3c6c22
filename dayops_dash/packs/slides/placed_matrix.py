"""A risk matrix on a slide: a real table whose squares hold their score, their band and their risks as words."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu

from dayops_dash.figures.shared.look import INK, PINK
from dayops_dash.figures.shared.matrix import Matrix
from dayops_dash.packs.parts.quotes import in_print
from dayops_dash.packs.slides.fitting import fitted, height
from dayops_dash.packs.slides.placed import POINT, Room, describe, say, words

SIZES = (16.0, 14.0, 12.0)
BESIDE, ABOVE = 5.0, 3.0  # points between a square's edge and its words
NOTE_ROOM = 34.0
HEADING = "E7EBEF"
SHARES = (0.0, 0.08, 0.20, 0.32, 0.44, 0.54)  # of the colour in a square, from no band to the highest
FIRST = 0.18  # of the width, for the steps' names down the side
MORE = 0.5  # by how much a column that holds risks is wider than one that holds none


def matrix(slide: Any, shown: Matrix, room: Room, alt: str) -> None:
    """Put the matrix in a room, in the largest type in which every square holds its words, with risks by number where names do not fit."""
    held, widths = _held(shown, room)
    told = _written(shown, brief=not holds_names(shown, room))
    size = next((size for size in SIZES if sum(_heights(told, widths, size)) <= held.height), SIZES[-1])
    high = _shared(_heights(told, widths, size), held.height)
    shape = slide.shapes.add_table(len(told), len(widths), *held.emu)
    describe(shape, "Risk matrix", alt)
    made = shape.table
    made.first_row, made.first_col, made.horz_banding = True, True, False
    for place, width in enumerate(widths):
        made.columns[place].width = Emu(round(width * POINT))
    for down, row in enumerate(told):
        made.rows[down].height = Emu(int(high[down] * POINT))
        for across, cell in enumerate(row):
            square = shown.squares[down - 1][across - 1] if down and across else None
            room_for_words = (widths[across] - 2 * BESIDE, high[down] - 2 * ABOVE)
            kept, _ = fitted(cell, *room_for_words, (size,), bold=square is None)
            _write(made.cell(down, across), kept, size, HEADING if square is None else _tinted(square.tint))
    if shown.note:
        under = Room(room.left, room.top + held.height + 4, room.width, NOTE_ROOM - 4)
        words(slide, "About the matrix", shown.note, under, (14.0, 12.0))


def holds_names(shown: Matrix, room: Room) -> bool:
    """Return whether the squares of a matrix in a room hold the names of their risks, whole."""
    held, widths = _held(shown, room)
    return sum(_heights(_written(shown, brief=False), widths, SIZES[-1])) <= held.height


def _written(shown: Matrix, *, brief: bool) -> list[list[str]]:
    return [[in_print(cell) for cell in row] for row in shown.table(brief=brief)]


def _held(shown: Matrix, room: Room) -> tuple[Room, list[float]]:
    """Return the room for the squares, and how wide each column of them is: columns that hold risks are wider."""
    held = Room(room.left, room.top, room.width, room.height - (NOTE_ROOM if shown.note else 0))
    weights = [1 + any(row[at].marks for row in shown.squares) * MORE for at in range(len(shown.columns))]
    first = held.width * FIRST
    return held, [first, *((held.width - first) * weight / sum(weights) for weight in weights)]


def _heights(told: list[list[str]], widths: list[float], size: float) -> list[float]:
    """Return how high each row stands with all of its words."""
    return [
        max(height(cell, size, widths[at] - 2 * BESIDE, bold=not at or not down) for at, cell in enumerate(row))
        + 2 * ABOVE
        for down, row in enumerate(told)
    ]


def _shared(high: list[float], room: float) -> list[float]:
    """Return rows' heights that together take a room: what is over goes to the squares, what is wanting is taken from each alike."""
    spare = room - sum(high)
    if spare < 0:
        return [one * room / sum(high) for one in high]
    return [high[0], *(one + spare / (len(high) - 1) for one in high[1:])]


def _tinted(tint: int) -> str:
    """Return the colour of a band's squares on white."""
    share = SHARES[tint]
    parts = (int(PINK[at : at + 2], 16) for at in (1, 3, 5))
    return "".join(f"{round(255 + (part - 255) * share):02X}" for part in parts)


def _write(cell: Any, told: str, size: float, fill: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    cell.margin_left = cell.margin_right = Emu(round(BESIDE * POINT))
    cell.margin_top = cell.margin_bottom = Emu(round(ABOVE * POINT))
    cell.vertical_anchor = MSO_ANCHOR.TOP
    say(cell.text_frame, told, size=size, bold=fill == HEADING, colour=INK)
