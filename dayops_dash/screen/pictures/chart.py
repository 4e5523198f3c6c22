"""Charts on a page, drawn beforehand: a fluid one for several widths, of which the page shows the one that its reader has room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from dayops_dash.cache import per_figure
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.figures.shared.pictures.inline import inline

WIDTHS = (957, 720, 540, 400, 300)  # pixels, from a desk's to a phone's; between two, the smaller one is drawn larger
WALL, PHONE = 720, 360  # pixels that a chart is drawn wide, before it is fitted to a wall or to a phone
PADDING = {"top": 2, "bottom": 4}  # pixels: a drawing begins where its title does
STREAMLIT = {"bottom": 20}  # pixels that Streamlit leaves round a chart that it draws


@per_figure
def chart_html(figure: Figure) -> str:
    """Return a figure's chart as HTML."""
    chart = _chart_of(figure)
    return f'<div class="{_kind(chart)}">{_drawings(_padded(chart, PADDING))}</div>'


@per_figure
def chart_kept_back(figure: Figure) -> str:
    """Return a figure's chart as HTML whose drawing the shell's script puts in its place."""
    return kept_back(chart_html(figure))


@per_figure
def chart_on_wall(figure: Figure) -> str:
    """Return a figure's chart as HTML for a whole screen: fitted to the height of a wall, and narrow for a telephone."""
    chart = render.on_wall(_chart_of(figure))
    sizes = (
        ((WALL, "do-drawn-wide"), (PHONE, "do-drawn-narrow"))
        if chart.fluid
        else ((WALL, "do-own"), *([(PHONE, "do-drawn-narrow")] if chart.narrow else []))
    )
    drawn = (inline(render.svg(chart, width=width), chart.alt, kind, titled=True) for width, kind in sizes)
    return f'<div class="do-chart do-drawn">{"".join(drawn)}</div>'


def kept_back(markup: str) -> str:
    """Return a drawing in its box as HTML in which it stands in an attribute of the box.

    Streamlit takes drawings out of the HTML that it shows, and attributes that look like the end of one, so no < stands in this.
    """
    box, _, drawn = markup.removesuffix("</div>").partition(">")
    kept = escape(drawn.replace("%", "%25").replace("<", "%3C"))
    return f'{box} data-drawn="{kept}"></div>'


def _chart_of(figure: Figure) -> Chart:
    """Return the chart of a figure that has one."""
    assert figure.chart
    return figure.chart


def _kind(chart: Chart) -> str:
    return "do-chart" if chart.fluid else "do-chart do-chart-own"


def as_streamlit_draws(chart: Chart) -> str:
    """Return a chart that a browser will draw as HTML, in the boxes in which Streamlit puts it: of the same size and place."""
    live = _padded(replace(chart, narrow=None), STREAMLIT)
    return f'<div class="do-still-chart"><div><div data-testid="stVegaLiteChart" class="do-chart">{_drawings(live)}</div></div></div>'


def _padded(chart: Chart, padding: Mapping[str, int]) -> Chart:
    narrow = {**chart.narrow, "padding": padding} if chart.narrow else None
    return replace(chart, spec={**chart.spec, "padding": padding}, narrow=narrow)


def _drawings(chart: Chart) -> str:
    if not chart.fluid:
        own = str(inline(render.svg(chart), chart.alt, "do-own", titled=True))
        return own + (
            str(inline(render.svg(chart, width=PHONE), chart.alt, "do-own-narrow", titled=True)) if chart.narrow else ""
        )
    return "".join(inline(render.svg(chart, width=width), chart.alt, f"do-{width}", titled=True) for width in WIDTHS)
