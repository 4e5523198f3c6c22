"""A unit chart drawn for where nothing can be touched: documents, slides, the plain edition. Rows of squares, one row a state."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import INK, PAPER, QUIET, Inline, specification
from dayops_dash.figures.shared.pictures.units import UnitChart, UnitGroup, UnitSquare

ABREAST = 15  # squares in a line, so that a line fits a phone
STEP = 30  # pixels from one square to the next where there is room, and from one line to the next
SIDE = 0.84  # of a step
NAME = 26  # pixels of a line of words
SMALL = 15  # pixels from one square of the earlier day to the next, at most
WRAP_AT = 46  # characters of a line of words: what a 360-pixel screen holds
DASHED = "not_reported"
LINES: tuple[tuple[bool, dict[str, Any]], ...] = ((False, {}), (True, {"strokeDash": [3, 2]}))
FILLED = ("complete", "past", "due_now", "begun")  # the others are outlines, so that they differ in grey as well


def unit_drawing(shown: UnitChart) -> dict[str, Any]:
    """Return the squares as a Vega-Lite specification that is as wide as there is room."""
    squares, words, height = _laid_out(shown)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    across = alt.Scale(domain=[0, 1], range=[0, alt.expr("width")], nice=False, zero=False)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    placed = alt.Chart().transform_calculate(
        step="min(datum.most, width / datum.abreast)", x="(datum.place + .5) * datum.step / width"
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
    mark = placed.transform_calculate(type="datum.step * .5").mark_text(baseline="middle", aria=False)
    mark = mark.encode(
        x,
        y,
        text=alt.Text("mark:N"),
        color=alt.Color("ink:N", scale=None),
        size=alt.Size("type:Q", scale=None, legend=None),
    )
    told = alt.Chart(Inline(values=words)).mark_text(align="left", baseline="middle", color=INK, aria=False)
    told = told.encode(alt.XValue(0), y, text=alt.Text("words:N"))
    return specification(
        alt.layer(alt.layer(*layers, mark, data=Inline(values=squares)), told), width="container", height=height
    )


def _laid_out(shown: UnitChart) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    squares: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    y = NAME // 2
    for group in shown.groups:
        words.append({"words": f"{group.label}: {len(group.units)}", "y": y})
        y += NAME // 2
        for place, unit in enumerate(group.units):
            line, at = divmod(place, ABREAST)
            squares.append(_square(unit, at, y + line * STEP + STEP / 2, ABREAST, STEP))
        y += STEP * -(-len(group.units) // ABREAST) + NAME // 2 + 2
    if shown.earlier:
        y = _earlier(shown, squares, words, y + 8)
    return squares, words, y


def _earlier(shown: UnitChart, squares: list[dict[str, Any]], words: list[dict[str, Any]], y: int) -> int:
    """Lay out the squares of the earlier day in one line, under what they stood for, and return where it ends."""
    said = textwrap.wrap(f"{shown.earlier_heading}: {listed(shown.earlier)}", WRAP_AT)
    words += [{"words": line, "y": y + place * 18} for place, line in enumerate(said)]
    y += 18 * len(said)
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


def _square(unit: UnitSquare, place: int, y: float, abreast: int, most: int) -> dict[str, Any]:
    filled = unit.tone in FILLED
    return {
        "place": place,
        "y": y,
        "abreast": abreast,
        "most": most,
        "mark": unit.mark,
        "dashed": unit.tone == DASHED,
        "colour": unit.colour,
        "fill": unit.colour if filled else PAPER,
        "ink": PAPER if filled else QUIET if unit.colour == QUIET else unit.colour,
    }
