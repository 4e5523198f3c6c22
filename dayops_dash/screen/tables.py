"""Tables to take away: a page links to each by an address from which every copy of the application makes the same file anew.

The address says what the table is made of: the council and the version of its data, the day, the page with the reader's choices, and
the figure; of a page that compares councils, the versions of the others too. It is signed with the hash of the data, so that only
somebody who has the data, or a link from one of its pages, can ask for a table: pages show rows that are exempt from publication.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dayops_dash.address import Address, read_day
from dayops_dash.cache import once
from dayops_dash.dataset import ASKED_TO_MEND, Council, Dataset, DatasetError, Library, NotShown, with_beside
from dayops_dash.dataset.versions import LENGTH
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories import PAGES

AT_ONCE = 2  # tables made at the same time: readers of pages must not wait for them
GONE = "This table is no longer kept. Open its page again, and take it from there.\n"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "private, max-age=300",
}
RETRY = {**HEADERS, "retry-after": "60", "cache-control": "no-store"}
SEEN, ACTS, BESIDE, KEY = "seen", "acts", "beside", "key"  # parameters of our own, beside the page's
OURS = frozenset({SEEN, ACTS, BESIDE, KEY, "council"})
PATH = "/table/{council}/{version}/{day}/{page}/{name}"


class Unknown(Exception):
    """An address of no table."""


@dataclass(frozen=True)
class Tables:
    """The tables of a page as a reader sees it. ``choices`` are the parameters of the page's address."""

    council: Council
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)

    def address(self, figure: Figure) -> str:
        """Return where a figure's table can be taken from as a CSV file, relative to the application's own pages."""
        where = f"{self._where}/{quote(figure.figure_id, safe='')}.csv"
        return f"./table/{where}?{self._asked}&{KEY}={_signature(self.council.dataset, where, self._asked)}"

    @cached_property
    def _where(self) -> str:
        data = self.council.dataset
        return f"{quote(data.slug, safe='')}/{data.content[:LENGTH]}/{self.council.as_at}/{self.page}"

    @cached_property
    def _asked(self) -> str:
        council, page = self.council, PAGES[self.page]
        asked = {name: value for name, value in self.choices.items() if name not in OURS and value}
        asked |= {SEEN: council.today.isoformat(), ACTS: str(len(council.dataset.published))}
        if page.beside:
            asked[BESIDE] = ",".join(map(_stated, page.beside(council, Address.of(self.choices))))
        return urlencode(asked)


def _stated(council: Council) -> str:
    data = council.dataset
    return f"{data.slug}.{data.content[:LENGTH]}.{len(data.published)}"


def _signature(data: Dataset, where: str, asked: str) -> str:
    digest = hmac.digest(data.content.encode(), f"{where}?{asked}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:12]).decode()


def name_of(council: Council, figure_id: str) -> str:
    """Return what the file of a table is called."""
    return f"{council.slug}-{figure_id}-{council.as_at}.csv"


def route() -> Route:
    """Return the route, for the application to mount."""
    return Route(PATH, _take)


async def _take(request: Request) -> Response:
    try:
        name, content = await to_thread.run_sync(partial(_made, request), limiter=_limiter())
    except NotShown as error:
        return Response(f"{error} {ASKED_TO_MEND}\n", 503, RETRY, "text/plain; charset=utf-8")
    except (Unknown, ValueError, DatasetError):
        return Response(GONE, 404, HEADERS, "text/plain; charset=utf-8")
    kept = {"content-disposition": f"attachment; filename*=utf-8''{quote(name, safe='')}"}
    return Response(content, 200, {**HEADERS, **kept}, "text/csv; charset=utf-8")


@once
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(AT_ONCE)


def _made(request: Request) -> tuple[str, str]:
    """Return the name and the content of the file that a request asks for. Raises Unknown, ValueError or DatasetError."""
    path, address = request.path_params, Address.of(request.query_params)
    figure_id, _, form = path["name"].rpartition(".")
    seen = read_day(address.parameters.get(SEEN, ""))
    data = Library().version(path["council"], path["version"], address.number(ACTS, 0, 1_000_000, 0))
    asked = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != KEY])
    where = "/".join(quote(path[part], safe="") for part in ("council", "version", "day", "page", "name"))
    signed = address.parameters.get(KEY, "")
    if not (seen and hmac.compare_digest(_signature(data, where, asked).encode(), signed.encode())):
        raise Unknown
    data = _with_others(data, request.query_params.get(BESIDE))
    figure = _figure(data.at(read_day(path["day"]), seen), path["page"], address, figure_id)
    if form != "csv" or not figure.grid.rows:
        raise Unknown
    return name_of(data.at(read_day(path["day"]), seen), figure_id), figure.grid.csv()


def _with_others(data: Dataset, stated: str | None) -> Dataset:
    """Return the council's data with the councils beside it that an address states, where it states any."""
    if stated is None:
        return data
    others = []
    for one in filter(None, stated.split(",")):
        slug, version, acts = one.rsplit(".", 2)
        others.append(Library().version(slug, version, int(acts)))
    return with_beside(data, tuple(others))


def _figure(council: Council, page: str, address: Address, figure_id: str) -> Figure:
    if page not in PAGES:
        raise Unknown
    choices = Address({name: value for name, value in address.parameters.items() if name not in OURS})
    figures = PAGES[page].at_address(council, choices).figures
    found = next((figure for figure in figures if figure.figure_id == figure_id), None)
    if found is None:
        raise Unknown
    return found
