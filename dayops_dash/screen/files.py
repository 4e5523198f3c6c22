"""Files to take away: a page links to each by an address from which every copy of the application makes the same file anew.

The address says what the file is made of: the council and the version of its data, the day, the page with the reader's choices; of a
page that other councils' data are part of, the versions of those too. It is signed with the hash of the data, so that only
somebody who has the data, or a link from one of its pages, can ask for a file: pages may show rows that are exempt from publication.
A link opens nothing: what a file is made of is what whoever asks may read (``server.reading``).
"""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dayops_dash import wording
from dayops_dash.address import Address, read_day
from dayops_dash.cache import once
from dayops_dash.dataset import Council, Dataset, DatasetError, NotShown, with_beside
from dayops_dash.dataset.serving.versions import LENGTH
from dayops_dash.figures.shared import render
from dayops_dash.figures.shared.model import Figure
from dayops_dash.server.reading import library_of
from dayops_dash.stories import PAGES
from dayops_dash.wording import EXEMPT

AT_ONCE = 2  # files made at the same time: readers of pages must not wait for them
GONE = "This file is no longer kept. Open its page again, and take it from there.\n"
HEADERS = {"cache-control": "private, max-age=300"}  # beside those of every answer
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}  # the forms of a drawing, with their media types
RETRY = {**HEADERS, "retry-after": "60", "cache-control": "no-store"}
SEEN, ACTS, BESIDE, BASE, KEY = "seen", "acts", "beside", "base", "key"  # parameters of our own, beside the page's
OURS = frozenset({SEEN, ACTS, BESIDE, BASE, KEY, "council"})
MARKED = (
    "table",
    "document",
)  # kinds that bear the mark of exempt rows within: of every other the public copy is taken
PARTS = ("council", "version", "day", "page", "name")  # of a path, after the kind of file


class NoSuchFile(Exception):
    """An address of no file."""


@dataclass(frozen=True)
class FileAddress:
    """What an address asks for: a file by its name, on a page with some choices. ``base`` is where its reader sees the dashboard."""

    council: Council
    page: str
    choices: Address
    name: str
    base: str = ""


@dataclass(frozen=True)
class Made:
    """A file: what it is called when it is kept, what it holds, and its media type."""

    name: str
    content: bytes | str
    mime: str
    exempt: bool = False  # holds rows that are exempt from publication: no browser or proxy may keep it


Maker = Callable[[FileAddress], Made | None]  # None for what is no file


@dataclass(frozen=True)
class Files:
    """The files of a page as a reader sees it. ``choices`` are the parameters of the page's address."""

    council: Council
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)

    def table(self, figure_id: str) -> str:
        """Return where a figure's table can be taken from as a CSV file."""
        return self.address("table", f"{figure_id}.csv")

    def picture(self, figure_id: str, form: str) -> str:
        """Return where a figure's drawing can be taken from, as "png" or "svg"."""
        return self.address("picture", f"{figure_id}.{form}")

    def address(self, kind: str, name: str, *, base: str = "") -> str:
        """Return where a file can be taken from, relative to the application's own pages."""
        where = f"{kind}/{self._where}/{quote(name, safe='')}"
        asked = self._asked + (f"&{urlencode({BASE: base})}" if base else "")
        return f"./{where}?{asked}&{KEY}={_signature(self.council.dataset, where, asked)}"

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


def table(asked: FileAddress) -> Made | None:
    """Make the table of a figure, as its page shows it."""
    figure_id, _, form = asked.name.rpartition(".")
    figure = _figure(asked, figure_id)
    if figure is None or not figure.grid.rows or form != "csv":
        return None
    return Made(f"{asked.council.slug}-{figure_id}-{asked.council.as_at}.csv", figure.grid.csv(), "text/csv")


def picture(asked: FileAddress) -> Made | None:
    """Make the drawing of a figure, as its page shows it, on white."""
    figure_id, _, form = asked.name.rpartition(".")
    figure = _figure(asked, figure_id)
    if figure is None or figure.chart is None or form not in PICTURES:
        return None
    made = render.png(figure.chart) if form == "png" else render.titled_svg(figure.chart)
    return Made(f"{asked.council.slug}-{figure_id}-{asked.council.as_at}.{form}", made, PICTURES[form])


def _figure(asked: FileAddress, figure_id: str) -> Figure | None:
    figures = PAGES[asked.page].at_address(asked.council, asked.choices).figures
    return next((figure for figure in figures if figure.figure_id == figure_id), None)


def route(kind: str, make: Maker) -> Route:
    """Return the route of a kind of file, for the application to mount."""
    return Route("/".join([f"/{kind}", *(f"{{{part}}}" for part in PARTS)]), partial(_take, kind, make))


async def _take(kind: str, make: Maker, request: Request) -> Response:
    try:
        made = await to_thread.run_sync(partial(_made, kind, make, request), limiter=_limiter())
    except NotShown as error:
        return Response(f"{error} {error.advice}\n", 503, RETRY, "text/plain; charset=utf-8")
    if made is None:
        return Response(GONE, 404, HEADERS, "text/plain; charset=utf-8")
    kept = {"content-disposition": f"attachment; filename*=utf-8''{quote(made.name, safe='')}"}
    kept |= {"cache-control": "no-store"} if made.exempt else {}
    mime = f"{made.mime}; charset=utf-8" if made.mime.startswith("text/") else made.mime
    return Response(made.content, 200, {**HEADERS, **kept}, mime)


def _made(kind: str, make: Maker, request: Request) -> Made | None:
    """Return the file of a request; None where its address is none of ours, or its data are gone. A fault in making one is raised."""
    try:
        asked = _asked_for(kind, request)
    except NotShown:
        raise
    except (NoSuchFile, ValueError, DatasetError):
        return None
    made = make(asked)
    mark = wording.exempt(asked.council.dataset.exempt)
    return _marked(made, mark) if made and mark else made


def _marked(made: Made, mark: str) -> Made:
    """Return a file that may hold exempt rows with their mark in its name and, of a table, on each row. Documents mark themselves."""
    name = made.name if made.name.startswith(EXEMPT) else f"{EXEMPT}{made.name}"
    content = made.content
    if made.mime == "text/csv" and isinstance(content, str):
        head, *rows = csv.reader(io.StringIO(content))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([[*head, "exempt"], *([*row, mark] for row in rows)])
        content = out.getvalue()
    return Made(name, content, made.mime, exempt=True)


@once
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(AT_ONCE)


def _asked_for(kind: str, request: Request) -> FileAddress:
    """Return what a request asks for. Raises Unknown or ValueError for no address of ours, DatasetError for data that is gone."""
    path, address = request.path_params, Address.of(request.query_params)
    library = library_of(request.headers if kind in MARKED else {})
    data = library.version(path["council"], path["version"], address.number(ACTS, 0, 1_000_000, 0))
    asked = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != KEY])
    where = "/".join([kind, *(quote(path[part], safe="") for part in PARTS)])
    signed = address.parameters.get(KEY, "").encode()
    if path["page"] not in PAGES or not hmac.compare_digest(_signature(data, where, asked).encode(), signed):
        raise NoSuchFile
    data = _with_others(data, request.query_params.get(BESIDE))
    council = data.at(read_day(path["day"]), read_day(address.parameters.get(SEEN, "")))
    choices = Address({name: value for name, value in address.parameters.items() if name not in OURS})
    return FileAddress(council, path["page"], choices, path["name"], request.query_params.get(BASE, ""))


def _with_others(data: Dataset, stated: str | None) -> Dataset:
    """Return the council's data with the councils beside it that an address states, where it states any."""
    if stated is None:
        return data
    others = []
    for one in filter(None, stated.split(",")):
        slug, version, acts = one.rsplit(".", 2)
        others.append(library_of({}).version(slug, version, int(acts)))
    return with_beside(data, tuple(others))
