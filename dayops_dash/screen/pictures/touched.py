"""A figure's drawing of which each part can be touched, on a page and on the stage alike."""

from __future__ import annotations

from collections.abc import Callable

from dayops_dash.figures.shared.model import Figure
from dayops_dash.screen.pictures.flow import flow
from dayops_dash.screen.pictures.spans import spans
from dayops_dash.screen.pictures.units import units


def touched(figure: Figure, address: Callable[..., str]) -> str:
    """Return the drawing as HTML, "" where a figure has none."""
    drawn = units(figure.units, address) if figure.units else ""
    drawn += spans(figure.spans, address) if figure.spans else ""
    return drawn + (flow(figure.flow) if figure.flow else "")
