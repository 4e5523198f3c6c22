"""A timeline drawn for where nothing can be touched: documents, slides, the plain edition. Names, bars and states in three columns."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import INK, PAPER, QUIET, RULE, Inline, drawn_to_size, haloed
from dayops_dash.figures.shared.pictures.spans import Span, SpanChart, SpanShape

LINE = 17  # pixels of a line of words
BAR, TAIL = 12, 9  # pixels that a bar and the hatching behind it are high
SOFT = 0.012  # of the drawing's width, for each of the steps in which an end fades
HEAD, FOOT = 42, 26  # pixels for the ticks and the day above, and for the day below
LATE = 0.6  # of the bars' width, from where the day's name stands before its line


@dataclass(frozen=True)
class _Layout:
    """How wide the columns are, as parts of the width, and how many characters of a name and of a state they hold."""

    left: float
    right: float
    wrap: int
    state: int
    above: bool = False  # whether names and states stand above their bars


# Where names stand above, half of the first year needs room to its left.
WIDE, NARROW = _Layout(0.37, 0.7, 36, 26), _Layout(0.05, 0.94, 44, 44, above=True)


def span_drawing(shown: SpanChart, *, narrow: bool = False) -> dict[str, Any]:
    """Return the timeline as a Vega-Lite specification; ``narrow`` with every name above its bar, for a phone's width."""
    layout = NARROW if narrow else WIDE
    pieces, words, height = _laid_out(shown, layout)
    across = alt.Scale(
        domain=[0, 1],
        range=[alt.expr(f"{layout.left} * width"), alt.expr(f"{layout.right} * width")],
        nice=False,
        zero=False,
    )
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    x, y = alt.X("from:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    chart = alt.Chart().encode(x, y)
    end = alt.X2("to:Q")

    def of(part: str) -> alt.Chart:
        return chart.transform_filter(f"datum.part == '{part}'")

    colour = alt.Color("colour:N", scale=None, legend=None)
    stroke = alt.Stroke("colour:N", scale=None, legend=None)
    strength = alt.FillOpacity("strength:Q", scale=None, legend=None)
    upright = {"y2": alt.Y2("y2:Q")}
    layers: list[Any] = [
        of("grid").mark_rule(color=RULE, strokeDash=[2, 3], aria=False).encode(**upright),
        of("tail").mark_rule(strokeWidth=TAIL, strokeDash=[2, 4], aria=False).encode(end, stroke),
        of("bar")
        .mark_bar(height=BAR, strokeWidth=1.5, strokeOpacity=1, aria=False)
        .encode(end, colour, stroke, strength),
        of("fade").mark_bar(height=BAR, aria=False).encode(end, colour, strength),
        of("outline").mark_bar(height=BAR, fill=PAPER, strokeWidth=2, opacity=1, aria=False).encode(end, stroke),
        of("deadline").mark_tick(thickness=5, size=22, orient="vertical", opacity=1, aria=False).encode(colour),
        of("arrow").mark_point(shape="triangle-right", size=150, filled=True, opacity=1, aria=False).encode(colour),
        of("day").mark_rule(color=INK, strokeDash=[5, 4], strokeWidth=2, aria=False).encode(**upright),
    ]
    there = {row["part"] for row in pieces}
    names = ("grid", "tail", "bar", "fade", "outline", "deadline", "arrow", "day")
    layers = [layer for layer, name in zip(layers, names, strict=True) if name in there]
    drawn = alt.layer(*layers, data=Inline(values=pieces))
    return drawn_to_size(alt.layer(drawn, *_words(words, across, down)), height)


def _words(words: list[dict[str, Any]], across: alt.Scale, down: alt.Scale) -> list[alt.Chart]:
    """Return the words in their columns: names from the left, states from the right column's edge, ticks and the day at their place."""
    layers: list[alt.Chart] = []
    y = alt.Y("y:Q", scale=down, axis=None)
    for column, weight, align in sorted({(row["column"], row["weight"], row["align"]) for row in words}):
        mine = [row for row in words if (row["column"], row["weight"], row["align"]) == (column, weight, align)]
        chart = alt.Chart(Inline(values=mine)).encode(y, text=alt.Text("words:N"))
        where = (
            chart.encode(x=alt.XValue(0))
            if column == "name"
            else chart.encode(x=alt.X("from:Q", scale=across, axis=None))
        )
        dx = {"left": 7, "right": -7}.get(align, 0) if column != "name" else 0
        look: dict[str, Any] = {"align": align, "baseline": "middle", "fontWeight": weight, "dx": dx}
        layers += haloed(where, colour=QUIET if column == "tick" else INK, **look)
    return layers


def _laid_out(shown: SpanChart, layout: _Layout) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    bars: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    y = HEAD
    for group in shown.groups:
        for line in textwrap.wrap(group.heading, 90 if not layout.above else layout.wrap):
            words.append(_word(line, "name", y + LINE / 2, weight=700))
            y += LINE + 4
        for span in group.spans:
            y = _row(span, layout, y, bars, words)
        y += 8
    height = y + FOOT
    side = "right" if shown.today > LATE else "left"
    day = {"part": "day", "from": shown.today, "y": LINE, "y2": y}
    grid = [{"part": "grid", "from": at, "y": HEAD - 6, "y2": y} for at, _ in shown.ticks]
    words += [_word(said, "tick", HEAD - 16, at, align="center") for at, said in shown.ticks]
    words += [_word(shown.today_words, "day", place, shown.today, 600, side) for place in (8, y + 8)]
    return [*grid, *bars, day], words, height


def _row(span: Span, layout: _Layout, y: int, bars: list[dict[str, Any]], words: list[dict[str, Any]]) -> int:
    """Lay out one row and return where it ends."""
    name = textwrap.wrap(span.label, layout.wrap)
    state = textwrap.wrap(f"{span.mark} {span.short}", layout.state)
    if layout.above:
        lines = [*name, *state]
        words += [_word(line, "name", y + LINE * (at + 0.5)) for at, line in enumerate(lines)]
        middle, ends = y + LINE * len(lines) + 9, y + LINE * len(lines) + 26
    else:
        words += [_word(line, "name", y + LINE * (at + 0.5) + 4) for at, line in enumerate(name)]
        middle, ends = y + 4 + LINE // 2, y + LINE * max(len(name), len(state)) + 9
        words += [_word(line, "state", middle + LINE * at, 1.0) for at, line in enumerate(state)]
    bars += [{**piece, "y": middle, "colour": span.colour} for piece in _pieces(span)]
    return ends


def _word(said: str, column: str, y: float, at: float = 0.0, weight: int = 400, align: str = "left") -> dict[str, Any]:
    return {"words": said, "column": column, "y": y, "from": at, "weight": weight, "align": align}


def _pieces(span: Span) -> list[dict[str, Any]]:
    """Return what is drawn of a row: its bar, faded where an end is not certain, its hatching, its arrow."""
    found: list[dict[str, Any]] = []
    if span.tail:
        found.append({"part": "tail", "from": span.end, "to": span.tail})
    if span.shape is SpanShape.DEADLINE:
        return [*found, {"part": "deadline", "from": span.end}]
    if span.shape is SpanShape.HOLLOW:
        return [*found, {"part": "outline", "from": span.start, "to": span.end}]
    found.append({"part": "bar", "from": span.start, "to": span.end, "strength": span.strength})
    for step in (1, 2, 3):
        pale = round(span.strength * (1 - step / 4), 3)
        if span.soft_end:
            at = span.end + SOFT * (step - 1)
            found.append({"part": "fade", "from": at, "to": at + SOFT, "strength": pale})
        if span.soft_start:
            at = span.start - SOFT * step
            found.append({"part": "fade", "from": at, "to": at + SOFT, "strength": pale})
    if span.shape is SpanShape.OPEN:
        found.append({"part": "arrow", "from": span.end})
    return found
