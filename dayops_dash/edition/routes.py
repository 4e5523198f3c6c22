"""The application's public addresses: plain pages under /read, the data under /data, each figure under /figure.

They serve the public copy of the data only. Names are looked for in lists and never joined to a path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dayops_dash.address import Address, NotUnderstood, quoted
from dayops_dash.cache import once, per_file
from dayops_dash.dataset import Council, DatasetError, Library, NothingShown, NotShown
from dayops_dash.edition import data
from dayops_dash.edition.data import MEDIA, SHOWN, File, NotThereError
from dayops_dash.edition.links import Links, file_name
from dayops_dash.edition.page import LINKED, index, page, policy, problem, search_page
from dayops_dash.stories import FIRST, SECTIONS
from dayops_dash.stories.plan.progress import INTENTION, intentions
from dayops_dash.stories.plan.progress import PAGE as PROGRESS
from dayops_dash.stories.search.search import PAGE as SEARCH

AT_ONCE = 2  # files made at the same time: readers of pages must not wait for those who take a whole site
FRESH = "public, max-age=300"
RETRY = {"retry-after": "60", "cache-control": "no-store"}
STRICT = {"content-security-policy": f"{policy()}; frame-ancestors 'none'"}
OPEN = {  # any page may read the data; an SVG opened by itself may do nothing
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "content-disposition, etag",
    "cross-origin-resource-policy": "cross-origin",
}
ALLOWED = {
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "if-none-match",
    "access-control-max-age": "86400",
}


def routes() -> list[BaseRoute]:
    """Return the routes, for the application to mount."""
    take_data, take_figure = partial(_take, data.data_file), partial(_take, data.figure_file)
    taking = {
        "/data": take_data,
        "/data/{path:path}": take_data,
        "/figure": take_figure,
        "/figure/{path:path}": take_figure,
    }
    return [
        Route("/read", _to_index),
        Route("/read/{path:path}", _read),
        *(Route(path, handler, methods=["GET", "OPTIONS"]) for path, handler in taking.items()),
    ]


async def _to_index(request: Request) -> Response:
    return RedirectResponse("read/")


async def _read(request: Request) -> Response:
    """Answer with a plain page, or the list of councils."""
    path = request.path_params["path"]
    if path and "/" not in path and path in Library(public=True).slugs():
        return RedirectResponse(f"{path}/{FIRST.name}")
    try:
        file = await _made(partial(_page, path, _day(request), Address.of(request.query_params)))
    except NotShown as error:
        said = f"{error} {error.advice}"
        return Response(problem(said, Library(public=True), _root(request)), 503, {**STRICT, **RETRY}, MEDIA["html"])
    except (NotThereError, NotUnderstood, DatasetError) as error:
        return Response(problem(str(error), Library(public=True), _root(request)), 404, STRICT, MEDIA["html"])
    return _answer(request, file, {**STRICT, "cache-control": FRESH})


async def _take(find: Callable[[str, date | None], File], request: Request) -> Response:
    """Answer with a file of the open data."""
    if request.method == "OPTIONS":
        return Response(None, 204, {**OPEN, **ALLOWED})
    try:
        file = await _made(partial(find, request.path_params.get("path", ""), _day(request)))
    except NotShown as error:
        return Response(f"{error} {error.advice}\n", 503, {**OPEN, **RETRY}, "text/plain; charset=utf-8")
    except (NotThereError, NotUnderstood, DatasetError) as error:
        return Response(f"{error}\n", 404, OPEN, "text/plain; charset=utf-8")
    kept = "inline" if file.form in SHOWN else "attachment"
    named = {"content-disposition": f'{kept}; filename="{file.name}"', "cache-control": FRESH}
    return _answer(request, file, {**OPEN, **named})


def _answer(request: Request, file: File, headers: dict[str, str]) -> Response:
    """Answer with a file, or that the reader has it: its tag is the version of the data and a hash of what was made of it."""
    tag = f'W/"{file.version}-{hashlib.sha256(file.content).hexdigest()[:12]}"'
    headers = {**headers, "etag": tag}
    held = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if held & {tag, tag.removeprefix("W/"), "*"}:
        return Response(None, 304, headers)
    return Response(file.content, 200, headers, MEDIA[file.form])


async def _made(make: Callable[[], File]) -> File:
    return await to_thread.run_sync(make, limiter=_limiter())


@once
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(AT_ONCE)


def _day(request: Request) -> date | None:
    """Return the day that the address asks for; None where it asks for none. Raises NotUnderstood for what is no day."""
    return Address.of(request.query_params).day("as_at")


def _page(path: str, day: date | None, address: Address) -> File:
    if not path:
        library = Library(public=True)
        if not library.folders():
            raise NothingShown
        return File(index(library, base="../", served=True), "index.html", "html", "list")
    slug, name = (*path.split("/", 1), "")[:2]
    council = data.council_of(slug, day)
    if name == SEARCH.name:  # not kept: anyone can ask for anything
        links = Links(council, base="../..", served=True, dated=day is not None)
        found = search_page(links, dict(_linked(Library(public=True))), address)
        return File(found, f"{name}.html", "html", council.dataset.version)
    if name not in SECTIONS:
        raise NotThereError(f"There is no page {quoted(name)}. There are: {', '.join(SECTIONS)}.")
    one = address.choice(INTENTION, intentions(council)) if name == PROGRESS.name else ""
    return _kept(council, name, day is not None, _linked(Library(public=True)), one)


def _linked(library: Library) -> tuple[tuple[str, str], ...]:
    """Return the councils that a page may link to; of too many none, so that a page is kept whatever councils come and go."""
    listed = library.listed()
    return tuple((each.slug, each.short_title) for each in listed) if len(listed) <= LINKED else ()


@per_file
def _kept(council: Council, name: str, dated: bool, titles: tuple[tuple[str, str], ...], intention: str) -> File:
    """Return a page, made once for each council and day; the pages asked for last are kept."""
    links = Links(council, base="../..", served=True, dated=dated, intention=intention)
    return File(page(name, links, dict(titles)), file_name(name, intention), "html", council.dataset.version)


def _root(request: Request) -> str:
    """Return the way from what was asked for to where the dashboard is, which may be under a path."""
    return "../" * (request.url.path.count("/") - 1) or "./"
