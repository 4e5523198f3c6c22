"""A story on a Streamlit page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dayops_dash.figures.model import Figure, Link
from dayops_dash.screen import html
from dayops_dash.screen.menu import pages
from dayops_dash.screen.view import View
from dayops_dash.stories.model import Story


def head(story: Story) -> None:
    """Show the question and its answer."""
    st.html(html.story_head(story.question, story.answer, story.caution))


def show(story: Story, view: View) -> None:
    """Show every figure of a story, in order."""
    for figure in story.figures:
        show_figure(figure, view)


def show_figure(figure: Figure, view: View) -> None:
    """Show one figure: title, drawing or tiles, words, its table, notes, sources, and its download."""
    st.html(html.heading(figure))
    if figure.tiles:
        _tiles(figure, view)
    if figure.chart:
        st.vega_lite_chart(
            spec=dict(figure.chart.spec), theme=None, alt=figure.chart.alt, key=f"chart-{figure.figure_id}"
        )
    st.html(_body(figure))
    with st.container(horizontal=True, key=f"foot-{figure.figure_id}", vertical_alignment="top"):
        if figure.sources:
            st.html(html.sources(figure.sources))
        if figure.grid.rows:
            name = f"{view.council.slug}-{figure.figure_id}-{view.council.as_at}.csv"
            key = f"csv-{figure.figure_id}"
            st.download_button(
                "Download table (CSV)", figure.grid.csv, name, "text/csv", key=key, on_click="ignore", type="tertiary"
            )


def _body(figure: Figure) -> str:
    table = html.table(figure.grid, f"{figure.title}. {figure.subtitle}") if figure.grid.rows else ""
    words, notes = html.words(figure), html.notes(figure)
    if figure.brief:
        shown, behind = (table, words + notes) if figure.grid_first else ("", words + table + notes)
        return shown + html.details("In words" if shown else "Show as table, with notes", behind)
    entries = "".join(html.entry(entry) for entry in figure.entries)
    if not figure.grid_first:
        table = html.details("Show as table", table) if table else ""
    return words + entries + table + (html.details("Notes", notes) if notes else "")


def _tiles(figure: Figure, view: View) -> None:
    with st.container(key=f"tiles-{figure.figure_id}"):
        for place, tile in enumerate(figure.tiles):
            with st.container(key=f"tile-{figure.figure_id}-{place}", gap="xsmall"):
                st.html(html.tile(tile))
                if tile.link:
                    go(tile.link, view)


def go(link: Link, view: View, label: str = "") -> None:
    """Show a link to a page of the dashboard, on the same council and day."""
    st.page_link(pages()[link.page], label=label or link.label, query_params=view.link(**dict(link.choices)))


def download(label: str, data: Callable[[], bytes | str], name: str, mime: str) -> None:
    """Show a button whose file is made when it is pressed."""
    st.download_button(label, data, name, mime, key=f"get-{name}", on_click="ignore")
