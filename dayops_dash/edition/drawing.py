"""Charts as inline SVG: drawn beforehand, once for a wide and once for a narrow screen, and only of known parts.

Vega's SVG says much for its own interaction that a still page has no use for. Only elements and attributes that draw are kept, so
that nothing in a chart's data can become anything else in the page, and a page is half the size.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup, escape

from dayops_dash.cache import per_drawing
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Chart

NARROW = (360, 420, 480)  # pixels: a phone, or more where the words of a chart would leave its plot too little of that
PLOT = 0.7  # of the width: what a plot needs
PLOT_WIDE = re.compile(r'class="background"[^>]* d="M0,0h([\d.]+)')
SHAPES = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath"}
LOOKS = {
    *("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "width", "height", "viewBox"),
    *("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap"),
    *(
        "stroke-linejoin",
        "stroke-miterlimit",
        "opacity",
        "text-anchor",
        "font-size",
        "font-weight",
        "font-style",
        "display",
    ),
}
LEFT_OUT = {"class", "role", "pointer-events", "font-family", "version", "id", "clip-path"}  # and all of aria-
USUAL = {("opacity", "1"), ("fill-opacity", "1"), ("stroke-opacity", "1"), ("transform", "translate(0,0)")}
LONG = re.compile(r"-?\d*\.\d{2,}")


def drawing(chart: Chart) -> Markup:
    """Return a chart as HTML: one drawing for a wide and one for a narrow screen where it follows its container's width.

    A chart of a width of its own stands in a region that can be scrolled.
    """
    if not chart.fluid:
        inside = inline(_svg(chart), chart.alt, "own")
        return Markup('<div class="chart scroll" role="region" tabindex="0" aria-label="{}">{}</div>').format(
            "Drawing, as wide as it needs", inside
        )
    wide, narrow = inline(_svg(chart), chart.alt, "wide"), inline(_narrow(chart), chart.alt, "narrow")
    return Markup('<div class="chart">{}{}</div>').format(wide, narrow)


def _svg(chart: Chart, width: int = render.WIDE) -> str:
    return render.svg(chart, width=width, type_=render.READERS)


def _narrow(chart: Chart) -> str:
    """Return a chart drawn as narrow as its words allow; one that is laid out for a phone, as narrow as that."""
    if chart.narrow:
        return _svg(chart, NARROW[0])
    for width in NARROW:
        svg = _svg(chart, width)
        found = PLOT_WIDE.search(svg)
        if found and float(found[1]) >= PLOT * width:
            break
    return svg


@per_drawing
def inline(svg: str, alt: str, kind: str) -> Markup:
    """Return a drawing as a part of a page, named by its words, with nothing in it but what draws."""
    root = ElementTree.fromstring(svg)
    attributes = "".join(f' {name}="{root.attrib[name]}"' for name in ("width", "height", "viewBox"))
    inside = "".join(_kept(child) for child in root)
    return Markup(f'<svg class="{kind}" role="img" aria-label="{escape(alt)}"{attributes}>{inside}</svg>')


def _kept(element: ElementTree.Element) -> str:
    """Return an element without what does not draw."""
    name = element.tag.rpartition("}")[2]
    unseen = element.get("display") == "none" or element.get("opacity") == "0"
    if name not in SHAPES or unseen or element.get("d", "-") in ("", "M0,0h0v0h0Z"):
        return ""
    looks = {n: _short(v) for n, v in element.attrib.items() if n in LOOKS and (n, v) not in USUAL}
    inside = escape(element.text or "") + Markup("".join(_kept(child) for child in element))
    if name == "g" and (not looks or not inside):
        return str(inside)
    told = "".join(f' {n}="{escape(v)}"' for n, v in looks.items())
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def _short(value: str) -> str:
    """Return numbers with one decimal: a tenth of a pixel."""
    return LONG.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)
