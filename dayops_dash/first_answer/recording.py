"""A record of what a page shows: its scripts run with this in place of Streamlit's screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.screen.pictures.chart import chart_html, chart_on_wall
from dayops_dash.screen.surface import Surface

Visitor = tuple[Mapping[str, str], str | None]  # the headers of a request, by their small names, and where it came from


class NotStill(Exception):
    """A page shows what only a browser draws, as a map on the ground."""


class Recording(Surface):
    """What a page shows, in order: HTML and charts. ``parameters`` are those of its address."""

    def __init__(self, parameters: Mapping[str, str], visitor: Visitor) -> None:
        self._parameters, self._visitor = parameters, visitor
        self._view: Any = None
        self.words, self.beside = "", ""
        self.parts: list[str | Chart] = []

    @property
    def parameters(self) -> Mapping[str, str]:
        return self._parameters

    @property
    def url(self) -> str:
        raise NotStill("Only the browser knows at which address it sees the page.")

    @property
    def visitor(self) -> Visitor:
        return self._visitor

    @property
    def view(self) -> Any:
        return self._view

    def open_view(self, view: Any) -> None:
        self._view = view

    def choose(self, name: str, value: str) -> None:
        raise NotStill("A choice is made in the browser.")

    def title(self, words: str) -> None:
        self.words = words

    def menu(self, markup: str) -> None:
        self.beside += markup

    def html(self, markup: str) -> None:
        self.parts.append(markup)

    def drawing(self, figure: Figure) -> str:
        return chart_html(figure)

    def drawing_on_wall(self, figure: Figure) -> str:
        return chart_on_wall(figure)

    def chart(self, chart: Chart, key: str) -> None:
        self.parts.append(chart)

    def ground(self, deck: Any, caption: str, height: int) -> Mapping[str, Any]:
        raise NotStill("A map on the ground is drawn in the browser.")
