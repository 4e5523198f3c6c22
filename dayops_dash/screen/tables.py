"""Tables to take away: pages link to them, and the application serves what its pages have shown.

A link costs a page nothing; a button of Streamlit's is one more message, one more element, and a script of its own.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dayops_dash.cache import FIGURES, per_figure
from dayops_dash.figures.shared.model import Figure

KEPT = FIGURES
GONE = "This table is no longer kept. Open its page again, and take it from there.\n"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "private, max-age=300",
}
_held: OrderedDict[str, tuple[str, Figure]] = OrderedDict()
_lock = threading.Lock()


def address(figure: Figure, name: str) -> str:
    """Return where a figure's table can be taken from, as a CSV file called ``name``: an address that nobody can guess."""
    token = _token(figure)
    with _lock:
        _held[token] = (name, figure)
        _held.move_to_end(token)
        while len(_held) > KEPT:
            _held.popitem(last=False)
    return f"./table/{token}/{quote(name)}"


@per_figure
def _token(figure: Figure) -> str:
    """A figure is kept with its story, so its address stays, and the page that a browser has stays as it is."""
    return secrets.token_urlsafe(12)


def route() -> Route:
    """Return the route, for the application to mount."""
    return Route("/table/{token}/{name}", _take)


def _take(request: Request) -> Response:
    with _lock:
        held = _held.get(request.path_params["token"])
    if not held:
        return Response(GONE, 404, HEADERS, "text/plain; charset=utf-8")
    name, figure = held
    kept = {"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return Response(figure.grid.csv(), 200, {**HEADERS, **kept}, "text/csv; charset=utf-8")
