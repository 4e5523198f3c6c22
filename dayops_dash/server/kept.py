"""The route of papers that are kept beside the data: to whoever may read the row that names one, and streamed from the disk."""

from __future__ import annotations

from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.kept_papers import POLICY, kept_paper
from dayops_dash.server.reading import library_of

GONE = "This paper is not kept here, or may not be read here. Its title and place are under Sources.\n"
HEADERS = {
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    "content-security-policy": POLICY,
}


def kept_route() -> Route:
    """Return the route of kept papers, for the application to mount."""
    return Route("/paper/{council}/{name}", _paper)


async def _paper(request: Request) -> Response:
    council, name = request.path_params["council"], request.path_params["name"]
    found = await to_thread.run_sync(_find, dict(request.headers), council, name)
    if found is None:
        return Response(GONE, 404, {"cache-control": "no-store"}, "text/plain; charset=utf-8")
    path, called = found
    return FileResponse(path, 200, HEADERS, "application/pdf", filename=called, content_disposition_type="inline")


def _find(headers: dict[str, str], council: str, name: str) -> tuple[Path, str] | None:
    """Return where a paper lies that whoever asks may read, and what it is called; None where there is none. Names are looked for in
    lists, and never joined to a path before."""
    library = library_of(headers)
    try:
        if council not in library.slugs():
            return None
        dataset = library.dataset(council)
    except DatasetError:
        return None
    row = next((one for one in dataset.at().rows("kept_papers") if one.file == name), None)
    path = kept_paper(dataset.home, name) if row else None
    return (path, f"{row.document_id}.pdf") if row and path else None
