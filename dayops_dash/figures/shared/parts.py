"""A whole and its parts as one stacked bar: each part named beside it, never by its colour alone, and its number written in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import BLUE, GREY, INK, ON_BRIGHT, PAPER, PINK, QUIET, Inline, specification

LINE_HEIGHT = 18
BAR = 44  # pixels
LEAST = 30  # pixels of a bar that words can be written in
LETTER, MARGIN = 9.0, 14  # pixels that a letter in a bar takes at most, and the space at its ends
DEEP = (BLUE, PINK, GREY, QUIET)  # colours that words in the paper's colour can be read on, by day and in the dark
GAP = 26  # between one bar and the next
NEAR = 0.35  # of a bar's length: as near to an end as a name could run off the drawing


@dataclass(frozen=True)
class Part:
    """A length of the bar, in the whole's unit: its name, its number in words, and its colour; ``outside``: not part of the total."""

    name: str
    value: float
    words: str
    colour: str
    outside: bool = False


@dataclass(frozen=True)
class Whole:
    """A bar: what it is and comes to, a line under that, and its parts from left to right.

    It is not ``named`` where a bar above names the same parts.
    """

    heading: str
    parts: tuple[Part, ...]
    named: bool = True
    line: str = ""


def parts_chart(wholes: Sequence[Whole], *, bar: int = BAR, gap: int = GAP) -> dict[str, Any]:
    """Return bars on one scale from nought, ``bar`` pixels high and ``gap`` apart.

    The first part is named above its left end, the last above its right end, and those between under themselves, so that no name
    needs to fit inside its part. A number is written in its part where there is room for it at the width drawn, else beside its name.
    """
    rows, height = _rows(wholes, bar, gap)
    longest = max(sum(p.value for p in whole.parts) for whole in wholes)
    across = alt.Scale(domain=[0, longest], range=[0, alt.expr("width")], nice=False)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    chart = alt.Chart(Inline(values=rows))
    x, y = alt.X("from:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    bars = chart.transform_filter("datum.part == 'bar'")
    colour = alt.Color("fill:N", scale=None, legend=None)
    layers = [
        bars.mark_bar(height=bar).encode(
            x,
            alt.X2("to:Q"),
            y,
            colour,
            stroke=alt.Stroke("stroke:N", scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("edge:Q", scale=None, legend=None),
            tooltip=[alt.Tooltip("name:N", title="Part"), alt.Tooltip("words:N", title="Number")],
            description=alt.Description("told:N"),
        )
    ]
    layers += [layer.encode(x, y, text=alt.Text("words:N")) for layer in _words(chart, rows, longest)]
    return specification(alt.layer(*layers), width="container", height=height)


def _words(chart: alt.Chart, rows: Sequence[dict[str, Any]], longest: float) -> Iterator[alt.Chart]:
    """Yield the words of bars, a layer for each look: a number inside its part where there is room for it, else outside."""
    room = f"datum.length / {longest} * width >= datum.need"
    fits = {"inside": room, "outside": f"!({room})"}
    for part, weight, align, ink in sorted({_look(r) for r in rows if r["part"] != "bar"}):
        mine = chart.transform_filter(f"datum.part == '{part}' && datum.align == '{align}' && datum.colour == '{ink}'")
        yield (mine.transform_filter(fits[part]) if part in fits else mine).mark_text(
            align=align,
            baseline="middle" if part == "inside" else "top",
            fontWeight=weight,
            fontSize=16 if part == "inside" else 14,
            color=ink,
            aria=False,
        )


def _look(row: dict[str, Any]) -> tuple[str, Any, Any, str]:
    return row["part"], row["weight"], row["align"], row["colour"]


def _rows(wholes: Sequence[Whole], bar: int, gap: int) -> tuple[list[dict[str, Any]], int]:
    rows: list[dict[str, Any]] = []
    y = 0
    for whole in wholes:
        if whole.heading:
            rows.append(_text("heading", whole.heading, 0, y, "left", 600))
            y += LINE_HEIGHT + 6
        if whole.line:
            rows.append(_text("line", whole.line, 0, y - 4, "left", 400))
            y += LINE_HEIGHT
        top, y = y, y + (2 * LINE_HEIGHT + 2) * whole.named
        middle, y = y + bar / 2, y + bar
        start, edge = 0.0, 2 if len(whole.parts) > 1 else 0  # an edge would hide a short bar that stands alone
        for place, part in enumerate(whole.parts):
            end, told = start + part.value, f"{part.name}: {part.words}"
            rows.append(_bar(part, start, end, middle, 2 if part.outside else edge))
            if bar >= LEAST:
                rows.append(_inside(part, (start + end) / 2, middle))
            if not whole.named:
                pass
            elif place in (0, len(whole.parts) - 1):
                at, align = (start, "left") if place == 0 else (end, "right")
                rows.extend(_above(part, at, top, align, inside=bar >= LEAST))
            else:
                rows.append(_text("name", told, *_anchor(start, end, whole, y + 4), 400))
                y += LINE_HEIGHT + 4
            start = end
        y += gap
    return rows, y - gap + 2


def _bar(part: Part, start: float, end: float, y: float, edge: int) -> dict[str, Any]:
    fill, stroke = (PAPER, part.colour) if part.outside else (part.colour, PAPER)
    told = {"part": "bar", "name": part.name, "words": part.words, "told": f"{part.name}: {part.words}"}
    look = {"colour": "", "fill": fill, "stroke": stroke, "edge": edge, "align": "", "weight": 400}
    return {**told, **look, "from": start, "to": end, "y": y}


def _inside(part: Part, x: float, y: float) -> dict[str, Any]:
    """Return a part's number in the middle of it, in a colour that can be read there."""
    ink = INK if part.outside else PAPER if part.colour in DEEP else ON_BRIGHT
    return {**_text("inside", part.words, x, y, "center", 600, ink), **_room(part)}


def _above(part: Part, x: float, top: float, align: str, *, inside: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a part's name above its end, and its number beside the name, for where it cannot stand ``inside``."""
    name, number = (top + LINE_HEIGHT, top) if inside else (top, top + LINE_HEIGHT)
    words = _text("outside" if inside else "name", part.words, x, number, align, 400)
    return _text("name", part.name, x, name, align, 400), {**words, **_room(part)}


def _room(part: Part) -> dict[str, float]:
    """Return how long a part is, and how many pixels its number needs."""
    return {"length": part.value, "need": len(part.words) * LETTER + MARGIN}


def _anchor(start: float, end: float, whole: Whole, y: float) -> tuple[float, float, str]:
    """Return where a name under a part stands, and which way it runs: away from the nearer end of the bar."""
    middle = (start + end) / 2 / sum(part.value for part in whole.parts)
    return (
        (start, y, "left")
        if middle < NEAR
        else (end, y, "right")
        if middle > 1 - NEAR
        else ((start + end) / 2, y, "center")
    )


def _text(part: str, words: str, x: float, y: float, align: str, weight: int, colour: str = INK) -> dict[str, Any]:
    return {"part": part, "words": words, "from": x, "y": y, "align": align, "weight": weight, "colour": colour}
