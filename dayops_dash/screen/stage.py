"""One finding on a screen that a whole room looks at: nothing else on it, large, with the way on and the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from dayops_dash.screen import html
from dayops_dash.screen.panels import panels
from dayops_dash.screen.pictures.matrix import matrix
from dayops_dash.screen.pictures.touched import touched
from dayops_dash.screen.surface import surface
from dayops_dash.screen.table import table_html
from dayops_dash.stories.shared.model import Finding

FEW_TILES = 5
LONG = 140  # characters of a sentence that would push others off the screen


@dataclass(frozen=True)
class Turns:
    """Where one finding stands among all, and the addresses that lead on: of each finding in order, of the way out, of the notes."""

    place: int
    addresses: tuple[str, ...]
    leave: str
    notes: str
    notes_shown: bool


def stage(found: Sequence[Finding], turns: Turns, address: Callable[..., str], day: str) -> str:
    """Return the finding that stands at a place, as HTML. The shell's script turns by the keys of a keyboard or a clicker.

    ``day`` says of which day all of it is true and how old the evidence is, which is always in view.
    """
    shown = found[turns.place]
    told = "".join(
        (
            _bar(found, turns),
            f'<div class="do-stage-head"><h1 class="do-stage-question">{escape(shown.question)}</h1>'
            f'<p class="do-stage-day">{escape(day)}</p></div>',
            f'<h2 class="do-stage-title" id="figure-{escape(shown.figure.figure_id)}">{escape(shown.figure.title)}</h2>',
            f'<p class="do-subtitle">{escape(shown.measure(drawn=shown.drawn or bool(shown.panels)))}</p>',
            f'<div class="do-stage-finding{_kind(shown)}">',
            f'<div class="do-stage-drawing">{_drawing(shown, address)}</div>',
            f'<div class="do-stage-said">{_line(shown)}',
            html.sources(tuple(dict.fromkeys(source.paper for source in shown.figure.sources))),
            "</div></div>",
            _notes(shown) if turns.notes_shown else "",
        )
    )
    return f'<div class="do-stage" data-slide="{turns.place + 1}" data-last="{len(found)}">{told}</div>'


def _line(shown: Finding) -> str:
    """Return the finding in a sentence; only to be spoken where the drawing has every word of it."""
    said_above = shown.line.rstrip(".").casefold() == shown.figure.title.rstrip(".").casefold()
    if said_above or shown.has_many_bars or shown.figure.is_touched:
        return f'<p class="do-answer do-hidden">{escape(shown.line)}</p>'
    long = " do-long" if len(shown.line) > LONG and not shown.beside else ""
    return f'<p class="do-answer{long}">{escape(shown.line)}</p>'


def _kind(shown: Finding) -> str:
    """Return how a finding is laid out: a map beside its sentence; few tiles large, for there is room."""
    few_tiles = (
        shown.figure.tiles and len(shown.figure.tiles) <= FEW_TILES and not shown.drawn and not shown.figure.matrix
    )
    return " do-stage-beside" if shown.beside else " do-stage-large" if few_tiles else ""


def _bar(found: Sequence[Finding], turns: Turns) -> str:
    last = len(turns.addresses)
    ways = [
        html.link(turns.addresses[to], label)
        for label, to in (("Previous", turns.place - 1), ("Next", turns.place + 1))
        if 0 <= to < last
    ]
    here = f'<p class="do-stage-place">{turns.place + 1} of {last}</p>'
    full = '<button type="button" class="do-stage-full">Full screen</button>'
    rest = f"{full}{_switch(turns)}{_contents(found, turns)}{html.link(turns.leave, 'Leave')}"
    return f'<nav class="do-stage-bar" aria-label="Findings">{here}{"".join(ways)}{rest}</nav>'


def _drawing(shown: Finding, address: Callable[..., str]) -> str:
    """Return what is looked at: the drawing where it can be read from afar, else tiles, short panels or a short table."""
    figure = shown.figure
    if figure.is_touched:
        return touched(figure, address)
    if shown.drawn:
        return surface().drawing_on_wall(figure)
    if figure.matrix:
        return matrix(figure.matrix, f"{figure.title}. {figure.subtitle}")
    if figure.tiles:
        return html.tiles(figure.tiles, address)
    if shown.panels:
        return panels(shown.panels)
    if not shown.grid.rows:
        return ""
    more = f'<p class="do-live">And {shown.more_rows} more.</p>' if shown.more_rows else ""
    return table_html(shown.grid, f"{figure.title}. {figure.measure}") + more


def _switch(turns: Turns) -> str:
    return html.link(turns.notes, "Hide speaker notes" if turns.notes_shown else "Show speaker notes")


def _notes(shown: Finding) -> str:
    """Return what a speaker may say of the finding: its words in full, its notes, and the places in the papers."""
    figure = shown.figure
    return f'<div class="do-stage-notes">{html.words(figure)}{html.notes(figure)}{html.sources(figure.sources)}</div>'


def _contents(found: Sequence[Finding], turns: Turns) -> str:
    pairs = zip(turns.addresses, found, strict=True)
    listed = "".join(f"<li>{html.link(address, one.figure.title)}</li>" for address, one in pairs)
    return html.details("All findings", f"<ol>{listed}</ol>")
