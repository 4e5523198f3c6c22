"""A story on a Streamlit page: as few elements as will do, since each costs the server and the browser alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

import streamlit as st

from dayops_dash.figures.model import Figure
from dayops_dash.screen import html
from dayops_dash.screen.asks import asks
from dayops_dash.screen.matrix import matrix
from dayops_dash.screen.panels import panels
from dayops_dash.screen.view import View
from dayops_dash.stories.model import Story

GROUND_HEIGHT = 560  # pixels of the zoomable map


def head(story: Story) -> None:
    """Show the question and its answer."""
    st.html(html.story_head(story.question, story.answer, story.caution))


def show(story: Story, view: View) -> None:
    """Show every figure of a story, in order."""
    for figure in story.figures:
        show_figure(figure, view)


def show_figure(figure: Figure, view: View) -> None:
    """Show one figure: title, drawing or tiles, words, its table, notes, sources, and its download."""
    head, tiles = html.heading(figure), html.tiles(figure.tiles, view.address) + asks(figure.asks, view.address)
    if figure.chart:
        st.html(head)
        key, alt = f"chart-{figure.figure_id}", figure.chart.alt
        fluid = figure.chart.spec.get("width") == "container"
        width: Literal["stretch", "content"] = "stretch" if fluid else "content"  # a map scrolls, rather than shrink
        st.vega_lite_chart(spec=_with_data_inside(figure.chart.spec), theme=None, alt=alt, key=key, width=width)
        st.html(tiles + _body(figure))
    else:
        st.html(head + tiles + _body(figure))
    if figure.grid.rows:
        name = f"{view.council.slug}-{figure.figure_id}-{view.council.as_at}.csv"
        key = f"{'csv' if figure.sources else 'get'}-{figure.figure_id}"  # beside the sources, or under the table
        st.download_button(
            "Download table (CSV)", figure.grid.csv, name, "text/csv", key=key, on_click="ignore", type="tertiary"
        )


def _with_data_inside(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the drawing with its data one level down, where Streamlit leaves it as it is.

    Data at the top are turned into a data frame and into Arrow on every run, and back in the browser: 16 ms for a dozen rows.
    """
    inner = {part: spec[part] for part in ("data", "layer", "mark", "encoding", "transform") if part in spec}
    return {**{part: spec[part] for part in spec if part not in inner}, "layer": [inner]}


@lru_cache(maxsize=512)
def _body(figure: Figure) -> str:
    """Return what stands under the title and the drawing. Figures are kept with their stories, and so is this."""
    table = html.table(figure.grid, f"{figure.title}. {figure.subtitle}") if figure.grid.rows else ""
    words, notes, sources = html.words(figure), html.notes(figure), html.sources(figure.sources)
    if figure.brief:
        if not table:
            return words + notes + sources
        shown, behind = (table, words + notes) if figure.grid_first else ("", words + table + notes)
        return shown + html.details("In words" if shown else "Show as table, with notes", behind) + sources
    if not figure.grid_first:
        table = html.details("Show as table", table) if table else ""
    drawn = matrix(figure.matrix, f"{figure.title}. {figure.subtitle}") if figure.matrix else ""
    told = drawn + words + panels(figure.panels) + html.entries(figure.entries)
    return told + table + (html.details("Notes", notes) if notes else "") + sources


def download(label: str, data: Callable[[], bytes | str], name: str, mime: str) -> None:
    """Show a button whose file is made when it is pressed."""
    st.download_button(label, data, name, mime, key=f"get-{name}", on_click="ignore")


def ground(deck: Any, caption: str, figure: Figure, view: View) -> Mapping[str, Any]:
    """Show a figure with a zoomable map in its drawing's place, and return what is picked on it, by layer.

    The words and the table stand below, so that nothing is lost where the browser cannot draw the map.
    """
    st.html(html.heading(figure))
    state = st.pydeck_chart(deck, height=GROUND_HEIGHT, on_select="rerun", alt=caption, key="ground")
    show_figure(replace(figure, chart=None, title="The same in words and numbers", figure_id="ground"), view)
    return dict(state.selection.get("indices", {}))
