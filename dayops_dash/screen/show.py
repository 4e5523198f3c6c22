"""A story on a Streamlit page: as few elements as will do, since each costs the server and the browser alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from dayops_dash.cache import per_figure
from dayops_dash.figures.shared.model import Chart, Figure, sources_named
from dayops_dash.screen import html
from dayops_dash.screen.asks import asks
from dayops_dash.screen.panels import panels
from dayops_dash.screen.pictures.flow import cards, paths
from dayops_dash.screen.pictures.matrix import matrix
from dayops_dash.screen.pictures.touched import touched
from dayops_dash.screen.pictures.units import strip
from dayops_dash.screen.share import share
from dayops_dash.screen.surface import surface
from dayops_dash.screen.table import table_html
from dayops_dash.screen.view import Choices, View, address
from dayops_dash.stories.shared.model import Story

SCROLLS = "On a narrow screen the map is wider than the screen: move it sideways for the rest."
TABLET = 720  # pixels that a tablet held upright leaves a drawing
GROUND_HEIGHT = 560  # pixels of the zoomable map


def page(story: Story, view: View, controls: str = "", live: str = "", after: str = "") -> None:
    """Show a story: the question and its answer, the controls that a reader has, a sentence to be spoken, every figure, what follows.

    Controls stand in an element of their own, so that they and the keyboard's focus stay when the rest is drawn anew.
    """
    sheet = begin(story, controls, live, strip(story.plan, view.address) if story.plan else "")
    said = ""
    for figure in story.figures:
        show_figure(figure, view, sheet, again=figure.subtitle == said)
        said = figure.subtitle
    sheet.add(after)
    sheet.end()


def begin(story: Story, controls: str = "", live: str = "", plan: str = "") -> HtmlParts:
    """Show the head of a page and its controls, and return the sheet that the rest goes on."""
    sheet = HtmlParts()
    sheet.add(html.story_head(story.question, story.answer, story.caution) + plan)
    if controls:
        sheet.end()
        surface().html(f'<div class="do-controls">{controls}</div>')
    sheet.add(live)
    return sheet


class HtmlParts:
    """HTML that waits to be sent as one element, since each element is a message, and work for the server and the browser."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def add(self, part: str) -> None:
        self._parts.append(part)

    def end(self) -> None:
        """Send what waits, if anything does: before a drawing, and at the end."""
        if told := "".join(self._parts):
            surface().html(told)
        self._parts = []


def show_figure(figure: Figure, view: View, sheet: HtmlParts, *, again: bool = False) -> None:
    """Show one figure: title, drawing or tiles, words, its table, notes, sources, and the menu to share it.

    ``again``: the figure above has the same subtitle, which is spoken and not seen a second time.
    """
    head, tiles = (
        html.heading(figure, again=again),
        html.tiles(figure.tiles, view.address) + asks(figure.asks, view.address),
    )
    if figure.is_touched:
        tiles = touched(figure, view.address) + tiles
    elif figure.chart and figure.chart.live:
        sheet.add(f"<div>{head}{_scrolls(figure.chart)}</div>")
        sheet.end()
        surface().chart(figure.chart, f"chart-{figure.figure_id}")
        head = ""
    elif figure.chart:
        head += _scrolls(figure.chart) + surface().drawing(figure)
    tiles = (cards(figure.cards, view.address) if figure.cards else tiles) + paths(figure.paths, view.address)
    told = f'{head}{tiles}{_body(figure, view.base)}<div class="do-figure-foot">{_foot(figure, view.base)}{share(figure, view)}</div>'
    sheet.add(f'<div class="do-figure" id="about-{escape(figure.figure_id)}">{told}</div>')


def _scrolls(chart: Chart) -> str:
    """Return what is said on a phone of a drawing that keeps its width, and on a tablet where it is wider than that; else nothing."""
    if chart.fluid:
        return ""
    wide = " do-scrolls-wide" if chart.spec["width"] > TABLET else ""
    if chart.narrow:  # a phone has a drawing of its own, which fits
        wide += " do-scrolls-tablet"
    return f'<p class="do-scrolls{wide}">{SCROLLS}</p>'


@per_figure
def _body(figure: Figure, base: Choices) -> str:
    """Return what stands under the title and the drawing. Figures are kept with their stories, and so is this."""
    caption = f"{figure.title}. {figure.measure}"
    first = figure.grid.rows and figure.grid_first
    table = table_html(figure.grid.brief(), caption, _addresses(base)) if first else ""
    if figure.brief:
        return table
    drawn = matrix(figure.matrix, f"{figure.title}. {figure.subtitle}") if figure.matrix else ""
    words = "" if figure.grid.even else html.words(figure)  # columns side by side speak for themselves
    return drawn + words + panels(figure.panels) + html.entries(figure.entries) + table


def _addresses(base: Choices) -> Callable[..., str]:
    """Return what gives the address of a page with some choices, after those of the view."""
    return lambda page, **choices: address(page, base, **choices)


@per_figure
def _foot(figure: Figure, base: Choices) -> str:
    """Return what can be opened under a figure, side by side: its table, its notes, and where it comes from."""
    behind = figure.grid.rows and (figure.grid.even or not figure.grid_first)  # else it stands whole above
    caption = f"{figure.title}. {figure.measure}"
    table = table_html(figure.grid, caption, _addresses(base)) if behind else ""
    words = html.words(figure) if figure.brief or figure.grid.even else ""
    seen = figure.chart or figure.matrix or figure.tiles or figure.panels or figure.cards or figure.paths
    named = "Basis and place of each" if figure.grid_first else "Table" if seen else "The list"
    parts = {
        "In words": words,
        named: table,
        "Notes": html.notes(figure),
        sources_named(figure.sources): html.sources(figure.sources),
    }
    of = html.hidden(figure.title)
    return "".join(html.details(name, part, more=of) for name, part in parts.items() if part)


def downloads(offered: Mapping[str, str]) -> str:
    """Return a list of files to take, as HTML: what each is called, and its address."""
    items = "".join(f'<li><a href="{escape(to)}">{escape(label)}</a></li>' for label, to in offered.items())
    return f'<ul class="do-take do-files">{items}</ul>' if items else ""


def ground(deck: Any, caption: str, figure: Figure) -> Mapping[str, Any]:
    """Show a figure's title and a zoomable map, and return what is picked on it, by layer.

    Its words and table are to be shown below, so that nothing is lost where the browser cannot draw the map.
    """
    surface().html(html.heading(figure))
    return surface().ground(deck, caption, GROUND_HEIGHT)
