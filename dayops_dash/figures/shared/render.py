"""Charts drawn without a browser: SVG for the static edition, PNG for documents. The same chart gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import vl_convert

from dayops_dash.cache import once, per_drawing
from dayops_dash.figures.shared.look import FONT
from dayops_dash.figures.shared.model import Chart
from dayops_dash.wording import cleaned

VEGA_LITE = "6.4"
FONTS = Path(__file__).with_name("fonts")
TYPE = "Committee Sans"  # Source Sans under another name: every mark that we draw is in it, and no machine's own type changes a chart
READERS = (
    "Liberation Sans"  # as wide as Arial and Helvetica, one of which most readers have; what draws brings it along
)
WIDE = 720  # pixels of a chart whose width follows its container
NARROW = 600  # pixels, below which a chart is drawn as it is laid out for a phone


def svg(chart: Chart, *, width: int = WIDE, type_: str = TYPE) -> str:
    """Return a chart as SVG with its words as text; one that follows its container is drawn ``width`` pixels wide.

    Room is left for words in ``type_``, which is ours or the reader's own.
    """
    return _svg(_fixed(chart, width, type_))


def on_wall(chart: Chart) -> Chart:
    """Return a chart as it is laid out for a whole screen."""
    return replace(chart, spec=chart.wall) if chart.wall else chart


def titled_svg(chart: Chart) -> str:
    """Return a drawing by itself, with the words that stand for it as its title."""
    start, end, rest = svg(chart).partition(">")
    return f"{start}{end}<title>{escape(chart.alt)}</title>{rest}"


def png(chart: Chart, *, width: int = WIDE, scale: float = 2.0) -> bytes:
    """Return a chart as a PNG on white, ``scale`` times as fine as its pixels."""
    return _png(_fixed(chart, width, TYPE), scale)


def _fixed(chart: Chart, width: int, type_: str) -> str:
    spec = chart.narrow if chart.narrow and width < NARROW else chart.spec
    told = {
        **spec,
        "autosize": chart.spec.get("autosize") if chart.fluid else {"type": "pad"},
        "config": {**spec.get("config", {}), "font": f'"{type_}", {FONT}'},
    }
    if chart.fluid:
        told["width"] = width
    return json.dumps(cleaned(told), sort_keys=True)  # what draws stops the whole process at a character that it cannot


@once
def _type_known() -> None:
    """Make our type known to what draws, once."""
    vl_convert.register_font_directory(str(FONTS))


@per_drawing
def _svg(spec: str) -> str:
    _type_known()
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE))


@per_drawing
def _png(spec: str, scale: float) -> bytes:
    _type_known()
    told = json.loads(spec)
    told["config"]["background"] = "#FFFFFF"
    return bytes(vl_convert.vegalite_to_png(json.dumps(told), vl_version=VEGA_LITE, scale=scale))
