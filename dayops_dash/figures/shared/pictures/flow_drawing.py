"""A flow drawn for where nothing can be touched: documents, slides, the plain edition."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import BLUE, INK, QUIET, TURQUOISE, Inline, specification
from dayops_dash.figures.shared.pictures.flow import FlowBlock, FlowChart

COLOURS = {"goes": BLUE, "done": TURQUOISE, "silent": QUIET, "new": TURQUOISE}
HEIGHT, HEAD = 230, 60  # pixels of the stacks, and of the headings over them
LINE = 18
STEPS = 12  # of a band's edge, as smooth as it is drawn
BAR = 0.03  # of the width
WIDE, NARROW = (0.33, 28), (0.3, 13)  # where the left stack stands, and the characters of a line beside it


def flow_drawing(shown: FlowChart, *, narrow: bool = False) -> dict[str, Any]:
    """Return the flow as a Vega-Lite specification; ``narrow`` with its words in short lines."""
    at, wrap = NARROW if narrow else WIDE
    height = HEAD + HEIGHT + LINE
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    across = alt.Scale(domain=[0, 1], range=[0, alt.expr("width")], nice=False, zero=False)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    right = 1 - at
    blocks = [
        *({**_block(block), "x": at, "x2": at + BAR} for block in shown.left),
        *({**_block(block), "x": right - BAR, "x2": right} for block in shown.right),
    ]
    band = alt.Chart(Inline(values=_band(shown.left[0], shown.right[0], at + BAR, right - BAR)))
    words = [
        *(_words(block, at - 0.015, "right", wrap) for block in shown.left),
        *(_words(block, right + 0.015, "left", wrap) for block in shown.right),
        _heading(shown.left_heading, at - 0.015, "right", wrap),
        _heading(shown.right_heading, right + 0.015, "left", wrap),
    ]
    layers: list[Any] = [
        band.mark_area(color=BLUE, opacity=0.25, aria=False).encode(x, y, alt.Y2("y2:Q")),
        alt.Chart(Inline(values=blocks))
        .mark_rect(opacity=1, aria=False)
        .encode(x, y, alt.X2("x2:Q"), alt.Y2("y2:Q"), alt.Color("colour:N", scale=None, legend=None)),
    ]
    for align in ("right", "left"):
        told = alt.Chart(Inline(values=[row for side in words for row in side if row["align"] == align]))
        mark = told.mark_text(align=align, baseline="middle", color=INK, aria=False)
        layers.append(mark.encode(x, y, text=alt.Text("words:N")))
    return specification(alt.layer(*layers), width="container", height=height)


def _block(block: FlowBlock) -> dict[str, Any]:
    return {"y": _y(block.top), "y2": _y(block.end), "colour": COLOURS[block.tone]}


def _y(part: float) -> float:
    return round(HEAD + part * HEIGHT, 1)


def _band(left: FlowBlock, right: FlowBlock, start: float, end: float) -> list[dict[str, float]]:
    """Return a band that runs level from the one block and level into the other."""
    found = []
    for step in range(STEPS + 1):
        part = step / STEPS
        eased = part * part * (3 - 2 * part)
        top, bottom = (a + (b - a) * eased for a, b in ((left.top, right.top), (left.end, right.end)))
        found.append({"x": round(start + (end - start) * part, 4), "y": _y(top), "y2": _y(bottom)})
    return found


def _words(block: FlowBlock, x: float, align: str, wrap: int) -> list[dict[str, Any]]:
    return _lines(f"{block.number} {block.words}", x, _y(block.top + block.height / 2), align, wrap)


def _heading(words: str, x: float, align: str, wrap: int) -> list[dict[str, Any]]:
    return _lines(words, x, 20, align, wrap)


def _lines(words: str, x: float, middle: float, align: str, wrap: int) -> list[dict[str, Any]]:
    lines = textwrap.wrap(words, wrap)
    top = middle - LINE * (len(lines) - 1) / 2
    return [{"words": line, "x": x, "y": top + LINE * place, "align": align} for place, line in enumerate(lines)]
