"""A record as HTML: in the boxes that Streamlit's front end will put it in, so that each word has its place from the beginning."""

from __future__ import annotations

from dayops_dash.figures.shared.model import Chart
from dayops_dash.first_answer.controls import filled, form, searching
from dayops_dash.first_answer.recording import Recording
from dayops_dash.screen.pictures.chart import as_streamlit_draws
from dayops_dash.screen.shell.page import Still
from dayops_dash.stories import PAGES

SQUARE = ' tabindex="-1">'  # a stop of the tab key once the shell's script moves from square to square, and not before
NOTE = (
    '<p class="do-still-note">This is the still edition of the page: a choice opens it anew. It becomes live where JavaScript runs and '
    'may keep a connection open. <a href="./read/">Every page can be read without it</a>, in the plain edition.</p>'
)
FORMS = {'<div class="do-choosers">': "this council and day", '<div class="do-controls">': "these choices"}
MENU = "do-still-menu"


def written(record: Recording, page: str, beside: str) -> Still:
    """Return a page as it is sent first, with the menu that stands ``beside`` it."""
    asked = record.parameters
    opened = {name: asked[name] for name in ("council", "as_at") if asked.get(name)}
    results = f".{PAGES['search'].path}"
    menu = searching(beside, results, opened)
    inside = "".join(_element(part, page, record) for part in record.parts)
    return Still(
        record.words,
        f'<a class="do-still-skip" href="#do-still-main">Skip to main content</a>'
        f'<section data-testid="stSidebar" id="{MENU}" aria-label="Menu"><div class="do-still-beside">'
        f'<div class="do-still-top"><a class="do-still-close" href="#do-still-main">Close the menu</a></div>'
        f'<div class="do-still-html">{menu}</div></div></section>'
        f'<div class="do-still-page"><nav class="do-still-head" aria-label="Way to the menu"><a href="#{MENU}">'
        '<span class="do-icon" aria-hidden="true">keyboard_double_arrow_right</span>Menu</a></nav>'
        '<main data-testid="stMain" id="do-still-main" tabindex="0"><div data-testid="stMainBlockContainer">'
        f'<div data-testid="stVerticalBlock">{inside}{NOTE}</div></div></main></div>',
    )


def _element(part: str | Chart, page: str, record: Recording) -> str:
    """Return an element of the page. Its controls stand in a form, which opens the page with what is chosen."""
    if isinstance(part, Chart):
        return as_streamlit_draws(part)
    asked, action = record.parameters, f".{PAGES[page].path}"
    markup = filled(part, asked).replace(SQUARE, ">")
    for begins, what in FORMS.items():
        if part.startswith(begins):
            markup = form(markup, what, action, {"council": record.view.council.slug, **asked})
    return f'<div data-testid="stElementContainer"><div class="do-still-html">{markup}</div></div>'
