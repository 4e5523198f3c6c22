"""Charts as Streamlit's screen will show them, drawn beforehand: of the same size and place, in the same type."""

from __future__ import annotations

from dataclasses import replace

from dayops_dash.edition.drawing import inline
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Chart

WIDTHS = {"wide": 957, "middle": 720, "narrow": 356}  # pixels that a page leaves a chart: on a desk, a tablet, a phone
PADDING = {"bottom": 20}  # pixels, which Streamlit leaves below a chart and nowhere else


def drawn(chart: Chart) -> str:
    """Return a chart as HTML in the boxes in which Streamlit puts one; a fluid one for three widths, of which the page shows one."""
    live = replace(chart, spec={**chart.spec, "padding": PADDING}, narrow=None)
    if chart.fluid:
        inside = "".join(
            inline(render.svg(live, width=width), chart.alt, f"do-{name}") for name, width in WIDTHS.items()
        )
    else:
        inside = inline(render.svg(live), chart.alt, "marks")
    own = "" if chart.fluid else " do-still-own"
    return f'<div class="do-still-chart{own}"><div><div data-testid="stVegaLiteChart">{inside}</div></div></div>'
