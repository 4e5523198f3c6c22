"""Charts of the plain edition: drawn beforehand, once for a wide and once for a narrow screen."""

from __future__ import annotations

import re

from markupsafe import Markup

from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Chart
from dayops_dash.figures.shared.pictures.inline import inline

NARROW = (360, 420, 480)  # pixels: a phone, or more where the words of a chart would leave its plot too little of that
PLOT = 0.7  # of the width: what a plot needs
PLOT_WIDE = re.compile(r'class="background"[^>]* d="M0,0h([\d.]+)')


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
