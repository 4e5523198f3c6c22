"""The menu beside every figure: copy its link, copy it as text, print it, and take its table and its picture as files."""

from __future__ import annotations

from html import escape

from dayops_dash import wording
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.spoken import finding_text
from dayops_dash.screen import html
from dayops_dash.screen.view import View

PICTURES = {"png": "Picture (PNG)", "svg": "Picture that scales (SVG)"}


def share(figure: Figure, view: View) -> str:
    """Return a figure's menu, closed. The shell's script does what its buttons say, and then says that it has."""
    council = view.council
    mark = wording.exempt(view.dataset.exempt)  # first in what is copied, and last, which is what a printed figure says
    seen_on = f"{council.short_title}, as at {wording.day(council.as_at)}"
    text = finding_text(figure, f"{seen_on}. {mark}" if mark else seen_on)
    text = f"{mark}.\n{text}" if mark else text
    link = f"{view.pinned()}#figure-{figure.figure_id}"
    of = html.hidden(figure.title)
    buttons = "".join(
        f'<li><button type="button" data-share="{act}">{label}{of}</button></li>'
        for act, label in (("link", "Copy link"), ("text", "Copy as text"), ("print", "Print"))
    )
    files = "".join(
        f'<li><a href="{escape(to)}" download>{escape(label)}{of}</a></li>' for label, to in _files(figure, view)
    )
    return (
        f'<details class="do-take do-share" data-figure="{escape(figure.figure_id)}" data-link="{escape(link)}" '
        f'data-text="{escape(text)}"><summary>Share{of}</summary>'
        f'<div class="do-share-menu"><ul>{buttons}{files}</ul><p class="do-share-said" role="status"></p></div></details>'
    )


def _files(figure: Figure, view: View) -> list[tuple[str, str]]:
    """Return the files of a figure: what each is called, and its address."""
    tables = [("Table (CSV)", view.files.table(figure.figure_id))] if figure.grid.rows else []
    drawn = PICTURES.items() if figure.chart and not view.dataset.exempt else ()  # no picture bears the mark
    return [*tables, *((said, view.files.picture(figure.figure_id, form)) for form, said in drawn)]
