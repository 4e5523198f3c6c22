"""A whole and its parts as one stacked bar, each part named beside it and never by its colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import INK, PAPER, specification

LINE_HEIGHT = 18
BAR = 36  # pixels
GAP = 26  # between one bar and the next
NEAR = 0.35  # of a bar's length: as near to an end as a name could run off the drawing


@dataclass(frozen=True)
class Part:
    """A length of the bar, in the whole's unit: its name, its number in words, and its colour."""

    name: str
    value: float
    words: str
    colour: str


@dataclass(frozen=True)
class Whole:
    """A bar: what it is and comes to, and its parts from left to right."""

    heading: str
    parts: tuple[Part, ...]


def parts_chart(wholes: Sequence[Whole], *, bar: int = BAR, gap: int = GAP) -> dict[str, Any]:
    """Return bars on one scale from nought, ``bar`` pixels high and ``gap`` apart. The first part is named above its left
    end, the last above its right end, and those between under themselves, so that no name needs to fit inside its part.
    """
    rows, height = _rows(wholes, bar, gap)
    longest = max(sum(p.value for p in whole.parts) for whole in wholes)
    across = alt.Scale(domain=[0, longest], range=[0, alt.expr("width")], nice=False)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    chart = alt.Chart(alt.Data(values=rows))
    x, y = alt.X("from:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    bars = chart.transform_filter("datum.part == 'bar'")
    layers = [
        bars.mark_bar(height=bar, stroke=PAPER).encode(
            x,
            alt.X2("to:Q"),
            y,
            alt.Color("colour:N", scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("edge:Q", scale=None, legend=None),
            tooltip=[alt.Tooltip("name:N", title="Part"), alt.Tooltip("words:N", title="Number")],
            description=alt.Description("told:N"),
        )
    ]
    for part, weight, align in sorted({(r["part"], r["weight"], r["align"]) for r in rows if r["part"] != "bar"}):
        mine = chart.transform_filter(f"datum.part == '{part}' && datum.align == '{align}'")
        words = mine.mark_text(
            align=align,
            baseline="top",
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
            fontWeight=weight,
            color=INK,
            aria=False,
        )
        layers.append(words.encode(x, y, text=alt.Text("words:N")))
    return specification(alt.layer(*layers), width="container", height=height)


def _rows(wholes: Sequence[Whole], bar: int, gap: int) -> tuple[list[dict[str, Any]], int]:
    rows: list[dict[str, Any]] = []
    y = 0
    for whole in wholes:
        if whole.heading:
            rows.append(_text("heading", whole.heading, 0, y, "left", 600))
            y += LINE_HEIGHT + 6
        top, y = y, y + 2 * LINE_HEIGHT + 2
        middle, y = y + bar / 2, y + bar
        start, edge = 0.0, 2 if len(whole.parts) > 1 else 0  # an edge would hide a short bar that stands alone
        for place, part in enumerate(whole.parts):
            end = start + part.value
            told = f"{part.name}: {part.words}"
            mark = {"part": "bar", "name": part.name, "words": part.words, "told": told, "colour": part.colour}
            rows.append({**mark, "from": start, "to": end, "y": middle, "edge": edge, "align": "", "weight": 400})
            if place == 0:
                rows.append(_text("name", f"{part.name}\n{part.words}", start, top, "left", 400))
            elif place == len(whole.parts) - 1:
                rows.append(_text("name", f"{part.name}\n{part.words}", end, top, "right", 400))
            else:
                rows.append(_text("name", told, *_anchor(start, end, whole, y + 4), 400))
                y += LINE_HEIGHT + 4
            start = end
        y += gap
    return rows, y - gap + 2


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


def _text(part: str, words: str, x: float, y: float, align: str, weight: int) -> dict[str, Any]:
    return {"part": part, "words": words, "from": x, "y": y, "align": align, "weight": weight}
