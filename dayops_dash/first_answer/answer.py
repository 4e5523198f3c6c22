"""The first answer to an address: its page, made once for each version of the data, day and choice, and kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from importlib.machinery import SourceFileLoader

from dayops_dash import frame
from dayops_dash.address import Address
from dayops_dash.cache import per_answer
from dayops_dash.dataset import Council, Library
from dayops_dash.first_answer.recording import NotStill, Recording, Visitor
from dayops_dash.first_answer.written import written
from dayops_dash.screen.shell.page import Request, Still
from dayops_dash.screen.streamlit_pages import ROOT
from dayops_dash.screen.surface import drawn_on
from dayops_dash.screen.view import View, chosen_view, readable
from dayops_dash.server.headers import is_signed_in
from dayops_dash.stories import PAGES
from dayops_dash.stories.meeting.pack import PAGE as PACK
from dayops_dash.stories.meeting.present import PAGE as PRESENT
from dayops_dash.stories.search.search import ASKED, EVERYWHERE, WHERE
from dayops_dash.stories.search.search import PAGE as SEARCH

LIVE_ONLY = {
    PACK.name,
    PRESENT.name,
}  # the one signs links with the address that a browser sees; the other is a stage, not a page
AT_ONCE = 2  # made at the same time: readers whose page is kept must not wait for those whose is not
NOBODY: Visitor = ({}, "")  # a reader of whom nothing is known: what is kept is everybody's
_making = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class _Made:
    """Everything that a first answer is made of: a page, its parameters, the data, and what else its frame says."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    council: Council
    others: tuple[Council, ...]
    titles: tuple[tuple[str, str], ...]
    notice: str


def first_answer(request: Request) -> Still | None:
    """Return what is sent first of a page; None for one that only a browser can draw."""
    if request.page in LIVE_ONLY or request.parameters.get(WHERE) == EVERYWHERE:
        return None
    choices = Address.of(request.parameters)
    record = Recording(choices.parameters, request.visitor)
    with drawn_on(record):
        view = chosen_view(request.page)
        if not isinstance(view, View):
            frame.draw(request.page, lambda: None)
            return replace(written(record, request.page, record.beside), kept=False)
        opened = bool(readable(request.page).opened)
        page = PAGES[request.page]
        others = page.beside(view.council, choices) if page.beside else ()
        menu, notice = frame.menu(view, request.page), frame.notice(view) + frame.withheld(view)
    parameters, titles = tuple(choices.parameters.items()), tuple(Library().titles().items())
    made = _Made(request.page, parameters, view.council, others, titles, notice)
    headers, _ = request.visitor
    if not opened and not is_signed_in(headers) and not (request.page == SEARCH.name and ASKED in choices.parameters):
        return _kept(made, menu)
    # One reader's own data, and what anyone can ask of a search, are kept nowhere; of one who is signed in the menu alone is theirs.
    drawn = _drawn(made, request.visitor) if opened else _drawn_for_all(made)
    return replace(written(drawn, request.page, menu), kept=False, own=opened) if drawn else None


@per_answer
def _kept(made: _Made, menu: str) -> Still | None:
    """Return what is sent first of a page to whom nobody knows, as it is made once; None where only a browser draws it."""
    drawn = _drawn(made, NOBODY)
    return written(drawn, made.name, menu) if drawn else None


@per_answer
def _drawn_for_all(made: _Made) -> Recording | None:
    """Return what a page of public data shows, as it is made once."""
    return _drawn(made, NOBODY)


def _drawn(made: _Made, visitor: Visitor) -> Recording | None:
    """Return what a page shows to a reader; None where it shows what only a browser draws."""
    parameters = dict(made.parameters)
    record = Recording(parameters, visitor)
    script = ROOT / "pages" / f"{made.name}.py"
    code = SourceFileLoader(script.stem, str(script)).get_code(script.stem)
    assert code
    try:
        with _making, drawn_on(record):
            frame.draw(made.name, lambda: exec(code, {"__name__": script.stem}))
    except NotStill:
        return None
    return record
