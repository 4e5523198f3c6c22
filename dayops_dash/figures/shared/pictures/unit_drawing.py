"""A unit chart drawn for where nothing can be touched: documents, slides, the plain edition. One row a state: its name, its squares."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import INK, PAPER, QUIET, Inline, drawn_to_size
from dayops_dash.figures.shared.pictures.units import UnitChart, UnitGroup, UnitSquare, glyph

STEP = 28  # pixels from one square to the next where there is room, and from one line to the next
SIDE = 0.84  # of a step
LINE = 17  # pixels of a line of words
SPACE = 8  # pixels between two states
SMALL = 15  # pixels from one square of the earlier day to the next, at most


@dataclass(frozen=True)
class Layout:
    """Where squares begin, as a part of the width, how many stand in a line, and how many characters their name and a whole line hold."""

    left: float
    abreast: int
    name: int
    wrap: int


WIDE, NARROW = Layout(0.36, 18, 36, 96), Layout(0.42, 9, 20, 46)
DASHED = ("not_reported", "unstated")
LINES: tuple[tuple[bool, dict[str, Any]], ...] = ((False, {}), (True, {"strokeDash": [3, 2]}))
FILLED = (
    "complete",
    "past",
    "due_now",
    "begun",
    "given",
)  # the others are outlines, so that they differ in grey as well


def unit_drawing(shown: UnitChart, *, narrow: bool = False) -> dict[str, Any]:
    """Return the squares as a Vega-Lite specification that is as wide as there is room; ``narrow`` for a phone's width."""
    squares, words, height = _laid_out(shown, NARROW if narrow else WIDE)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    across = alt.Scale(domain=[0, 1], range=[0, alt.expr("width")], nice=False, zero=False)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    placed = alt.Chart().transform_calculate(
        step="min(datum.most, width * (1 - datum.left) / datum.abreast)",
        x="datum.left + (datum.place + .5) * datum.step / width",
    )
    sized = placed.transform_calculate(area=f"pow(datum.step * {SIDE}, 2)")
    look: dict[str, Any] = {"shape": "square", "opacity": 1, "strokeWidth": 1.5, "aria": False}
    coloured: list[Any] = [
        *(x, y, alt.Fill("fill:N", scale=None), alt.Stroke("colour:N", scale=None)),
        alt.Size("area:Q", scale=None, legend=None),
    ]
    layers = [
        sized.transform_filter(f"{'' if dashed else '!'}datum.dashed").mark_point(**look, **kind).encode(*coloured)
        for dashed, kind in LINES
        if any(one["dashed"] == dashed for one in squares)
    ]
    mark = placed.transform_calculate(type="datum.step * .5 * datum.glyph").mark_text(baseline="middle", aria=False)
    mark = mark.encode(
        x,
        y,
        text=alt.Text("mark:N"),
        color=alt.Color("ink:N", scale=None),
        size=alt.Size("type:Q", scale=None, legend=None),
    )
    told = alt.Chart(Inline(values=words)).mark_text(align="left", baseline="middle", color=INK, aria=False)
    told = told.encode(alt.XValue(0), y, text=alt.Text("words:N"))
    return drawn_to_size(alt.layer(alt.layer(*layers, mark, data=Inline(values=squares)), told), height)


def _laid_out(shown: UnitChart, layout: Layout) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    squares: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    y = SPACE // 2
    for group in shown.groups:
        named = textwrap.wrap(f"{group.label}: {len(group.units)}", layout.name)
        first = y + max(STEP - LINE * len(named), 0) / 2 + LINE / 2
        words += [{"words": line, "y": first + LINE * at} for at, line in enumerate(named)]
        for place, unit in enumerate(group.units):
            line, at = divmod(place, layout.abreast)
            squares.append(_square(unit, at, y + (line + 0.5) * STEP, layout.abreast, STEP, layout.left))
        y += max(STEP * -(-len(group.units) // layout.abreast), LINE * len(named)) + SPACE
    if shown.earlier:
        y = _earlier(shown, squares, words, y + SPACE, layout.wrap)
    return squares, words, y


def _earlier(shown: UnitChart, squares: list[dict[str, Any]], words: list[dict[str, Any]], y: int, wrap: int) -> int:
    """Lay out the squares of the earlier day in one line, under what they stood for, and return where it ends."""
    said = textwrap.wrap(f"{shown.earlier_heading}: {listed(shown.earlier)}", wrap)
    words += [{"words": line, "y": y + LINE * (place + 0.5)} for place, line in enumerate(said)]
    y += LINE * len(said) + 4
    abreast, place = sum(len(group.units) for group in shown.earlier) + len(shown.earlier), 0
    for group in shown.earlier:
        for unit in group.units:
            squares.append(_square(unit, place, y + SMALL / 2, abreast, SMALL))
            place += 1
        place += 1
    return y + SMALL + 6


def listed(groups: Sequence[UnitGroup]) -> str:
    """Return how many stand in each group, with its mark: ○ 10 Not yet due · □ 17 No date set."""
    return " · ".join(f"{group.mark} {len(group.units)} {group.label}".strip() for group in groups)


def _square(unit: UnitSquare, place: int, y: float, abreast: int, most: int, left: float = 0.0) -> dict[str, Any]:
    filled = unit.tone in FILLED
    return {
        "place": place,
        "y": y,
        "abreast": abreast,
        "left": left,
        "most": most,
        "mark": unit.mark,
        "glyph": glyph(unit.mark),
        "dashed": unit.tone in DASHED,
        "colour": unit.colour,
        "fill": unit.colour if filled else PAPER,
        "ink": PAPER if filled else QUIET if unit.colour == QUIET else unit.colour,
    }
