"""Where a page is drawn: on Streamlit's screen, or into a record of which the server's first answer is made.

A page asks its surface what its address says, and gives it what it shows, in order. So the page that is sent first and the page that
follows are of one script, and cannot differ in a word.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Literal

import streamlit as st

from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.screen.html import Markup
from dayops_dash.screen.pictures.chart import chart_kept_back, chart_on_wall, kept_back


class Surface:
    """Streamlit's screen."""

    @property
    def parameters(self) -> Mapping[str, str]:
        """What the address says, by name."""
        return st.query_params.to_dict()

    @property
    def url(self) -> str:
        """The address of the page as its reader's browser has it; "" where that is not known."""
        return st.context.url or ""

    @property
    def visitor(self) -> tuple[Mapping[str, str], str | None]:
        """The headers of the reader's request, by their small names, and where it came from."""
        return {name.lower(): value for name, value in st.context.headers.items()}, st.context.ip_address

    @property
    def view(self) -> Any:
        """The view that is open, which ``open_view`` was given."""
        return st.session_state["view"]

    def open_view(self, view: Any) -> None:
        st.session_state["view"] = view

    def choose(self, name: str, value: str) -> None:
        """Put a choice into the address, and run the page anew."""
        st.query_params[name] = value
        st.rerun()

    def title(self, words: str) -> None:
        """Name the page in the browser's tab."""
        st.set_page_config(page_title=words, layout="wide")

    def menu(self, markup: str) -> None:
        """Show HTML beside the page."""
        st.sidebar.html(Markup(markup))

    def html(self, markup: str) -> None:
        """Show HTML on the page."""
        st.html(Markup(markup))

    def drawing(self, figure: Figure) -> str:
        """Return a figure's chart, drawn beforehand, as HTML to be shown with what stands around it."""
        return chart_kept_back(figure)

    def drawing_on_wall(self, figure: Figure) -> str:
        """Return a figure's chart as HTML for a whole screen."""
        return kept_back(chart_on_wall(figure))

    def chart(self, chart: Chart, key: str) -> None:
        """Show a chart that the browser draws; one of a width of its own scrolls, rather than shrinks."""
        width: Literal["stretch", "content"] = "stretch" if chart.fluid else "content"
        st.vega_lite_chart(spec=_with_data_inside(chart.spec), theme=None, alt=chart.alt, key=key, width=width)

    def ground(self, deck: Any, caption: str, height: int) -> Mapping[str, Any]:
        """Show a zoomable map, and return what is picked on it, by layer."""
        state = st.pydeck_chart(deck, height=height, on_select="rerun", alt=caption, key="ground")
        return dict(state.selection.get("indices", {}))


SCREEN = Surface()
_SURFACE: ContextVar[Surface] = ContextVar("surface")


def surface() -> Surface:
    """Return what the page that is running is drawn on."""
    return _SURFACE.get(SCREEN)


@contextlib.contextmanager
def drawn_on(other: Surface) -> Iterator[None]:
    """Have pages that run meanwhile, in this thread, drawn on another surface."""
    before = _SURFACE.set(other)
    try:
        yield
    finally:
        _SURFACE.reset(before)


def _with_data_inside(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the drawing with its data one level down, where Streamlit leaves it as it is.

    A mark tells a pointer nothing where it has no words for it: else it would be told the columns of the data.
    Data at the top are turned into a data frame and into Arrow on every run, and back in the browser: 16 ms for a dozen rows.
    """
    inner = {part: spec[part] for part in ("data", "layer", "mark", "encoding", "transform") if part in spec}
    config = {**spec.get("config", {}), "mark": {**spec.get("config", {}).get("mark", {}), "tooltip": None}}
    return {**{part: spec[part] for part in spec if part not in inner}, "layer": [inner], "config": config}
