"""A chart's SVG as a part of a page: only of known parts, and named mark by mark.

Vega's SVG says much for its own interaction that a still page has no use for. Only elements and attributes that draw are kept, so
that nothing in a chart's data can become anything else in the page, and a page is half the size.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup, escape

from dayops_dash.cache import per_drawing

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


@per_drawing
def inline(svg: str, alt: str, kind: str, *, titled: bool = False) -> Markup:
    """Return a drawing as a part of a page, named by its words, with nothing in it but what draws.

    Where it is ``titled``, a pointer that rests on a mark is told what it is.
    """
    root = ElementTree.fromstring(svg)
    attributes = "".join(f' {name}="{root.attrib[name]}"' for name in ("width", "height", "viewBox"))
    inside = "".join(_kept(child, titled=titled) for child in root)
    return Markup(f'<svg class="{kind}" role="img" aria-label="{escape(alt)}"{attributes}>{inside}</svg>')


def _kept(element: ElementTree.Element, *, titled: bool) -> str:
    """Return an element without what does not draw."""
    name = element.tag.rpartition("}")[2]
    unseen = element.get("display") == "none" or element.get("opacity") == "0"
    if name not in SHAPES or unseen or element.get("d", "-") in ("", "M0,0h0v0h0Z"):
        return ""
    looks = {n: _short(v) for n, v in element.attrib.items() if n in LOOKS and (n, v) not in USUAL}
    inside = escape(element.text or "") + Markup("".join(_kept(child, titled=titled) for child in element))
    if titled and element.get("role") == "graphics-symbol" and (said := element.get("aria-label")):
        inside = Markup("<title>{}</title>").format(said) + inside
    if name == "g" and (not looks or not inside):
        return str(inside)
    told = "".join(f' {n}="{escape(v)}"' for n, v in looks.items())
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def _short(value: str) -> str:
    """Return numbers with one decimal: a tenth of a pixel."""
    return LONG.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)
