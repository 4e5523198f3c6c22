"""A unit chart as HTML: each square is a link that names itself and opens what it stands for."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from dayops_dash.figures.shared.pictures.unit_drawing import listed
from dayops_dash.figures.shared.pictures.units import UnitChart, UnitGroup, UnitSquare, glyph

AGAIN = "Tap again to open"
ARROWS = "The arrow keys move from square to square."


def units(shown: UnitChart, address: Callable[..., str]) -> str:
    """Return the squares by state, a row each, and under them those of the earlier day, small."""
    rows = "".join(_row(group, address) for group in shown.groups)
    then = ""
    if shown.earlier:
        heading = f'<p class="do-units-then-title">{escape(shown.earlier_heading)}</p>'
        then = f'<div class="do-units-then">{heading}{_dots(shown.earlier, "Then: " + listed(shown.earlier))}</div>'
    return f'<div class="do-units"><p class="do-hidden">{ARROWS}</p><ul class="do-units-rows">{rows}</ul>{then}</div>'


def _row(group: UnitGroup, address: Callable[..., str]) -> str:
    to = address(group.link.page, **dict(group.link.choices))
    squares = "".join(_square(unit, address, first=not place) for place, unit in enumerate(group.units))
    return (
        f'<li class="do-units-row"><p class="do-units-name"><a class="do-link" href="{escape(to)}"><b>{len(group.units)}</b> '
        f'{escape(group.label)}</a><small>{escape(group.meaning)}</small></p><ul class="do-units-squares">{squares}</ul></li>'
    )


def _square(unit: UnitSquare, address: Callable[..., str], *, first: bool) -> str:
    """Return a square. Only the first of a row is a stop of the tab key; the shell's script moves on from it by the arrow keys."""
    to = address(unit.link.page, **dict(unit.link.choices))
    stop = "" if first else ' tabindex="-1"'
    said = f'{escape(unit.name)}<small>{escape(unit.words)}</small><i aria-hidden="true">{AGAIN}</i>'
    return (
        f'<li><a class="do-link do-unit do-unit-{escape(unit.tone)}" href="{escape(to)}"{stop}>'
        f'<span aria-hidden="true"{glyph_style(unit.mark)}>{escape(unit.mark)}</span><span class="do-unit-said">{said}</span></a></li>'
    )


def _dots(groups: tuple[UnitGroup, ...], alt: str) -> str:
    """Return one small square for each thing, in a row by state, each state led by its number and its name."""
    told = "".join(
        f'<li><span class="do-dots" aria-hidden="true">{_dot_each(group)}</span> {escape(group.words)}</li>'
        for group in groups
    )
    return f'<ul class="do-units-dots">{told}</ul>'


def _dot_each(group: UnitGroup) -> str:
    return "".join(
        f'<span class="do-unit-{escape(unit.tone)}"{glyph_style(unit.mark)}>{escape(unit.mark)}</span>'
        for unit in group.units
    )


def glyph_style(mark: str) -> str:
    """Return an attribute that brings a mark to the size of the others."""
    return f' style="--glyph:{glyph(mark):g}"'


def strip(shown: UnitChart, address: Callable[..., str]) -> str:
    """Return the whole plan in one line, small: a way to each state, with a dot for each thing in it."""
    told = "".join(
        f'<li><a class="do-link" href="{escape(address(group.link.page, **dict(group.link.choices)))}">'
        f'<span class="do-dots" aria-hidden="true">{_dot_each(group)}</span> {escape(group.words)}</a></li>'
        for group in shown.groups
    )
    return (
        f'<nav class="do-strip" aria-label="The plan, by where it stands"><ul class="do-units-dots">{told}</ul></nav>'
    )
