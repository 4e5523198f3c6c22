"""The desk's addresses. Each answers only whoever runs the server on this machine alone; to all others there is no such page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dayops_dash.address import NotUnderstood
from dayops_dash.dataset import DatasetError, Library
from dayops_dash.desk.web import acts, pages
from dayops_dash.desk.web.bring_in import Readings
from dayops_dash.desk.web.files import DeskFile, file_of
from dayops_dash.desk.web.folder import draft_named, drafts_folder, form_key
from dayops_dash.desk.web.forms import FormRefused, sent_form
from dayops_dash.desk.web.gate import DeskGate, is_of_our_pages
from dayops_dash.desk.web.start import START
from dayops_dash.desk.web.views import STATIC, DeskView
from dayops_dash.edition.draft import draft_policy

HTML = "text/html; charset=utf-8"
UNKEPT = {"cache-control": "no-store"}
HEADERS = {  # beside those of every answer
    **UNKEPT,
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Desk:
    """The desk as the application mounts it. ``no_page`` makes what a reader is told of a page that is not there."""

    gate: DeskGate
    no_page: Callable[[], bytes]
    library: Library

    @cached_property
    def readings(self) -> Readings:
        return Readings()

    @property
    def drafts(self) -> Path:
        return drafts_folder(self.library.root)

    def routes(self) -> list[BaseRoute]:
        """Return the routes, for the application to mount."""
        return [
            Route("/desk", self._answer, methods=["GET", "POST"]),
            Route("/desk/{path:path}", self._answer, methods=["GET", "POST"]),
        ]

    async def _answer(self, request: Request) -> Response:
        if not self.gate.lets_in(request.headers, request.client.host if request.client else None):
            return Response(self.no_page(), 404, UNKEPT, HTML)
        path = request.path_params.get("path", "").strip("/")
        if path in STATIC:
            return Response(*STATIC[path].answer(), headers=HEADERS, media_type=STATIC[path].mime)
        try:
            if request.method == "POST":
                return await self._act(request, path)
            return await to_thread.run_sync(self._shown, request, path)
        except FormRefused as error:
            return self._refused(str(error), error.status)
        except (DatasetError, OSError) as error:  # the folder of drafts cannot be read or written
            return self._refused(str(error), 409)

    def _view(self, request: Request, path: str) -> DeskView | None:
        """Return what an address is about: a council, one of its drafts, and the step; None for what is not there."""
        council, name, step = [*path.split("/", 2), "", "", ""][:3]
        view = DeskView(self.library, self.drafts, self.readings, form_key(self.drafts), request.query_params)
        if not council or (council in START and not name):
            return view.at(step=council)
        if council not in self.library.folders():
            return None
        home = self.library.root / council
        found = draft_named(self.drafts, home, name)
        return view.at(home, found, step) if found else None

    def _shown(self, request: Request, path: str) -> Response:
        view = self._view(request, path)
        try:
            if view and (file := file_of(view)):
                return _taken(file)
            shown = pages.page_of(view) if view else None
        except (DatasetError, NotUnderstood, OSError) as error:
            return self._refused(str(error), 409)
        if shown is None:
            return self._refused("There is no such page at the desk.", 404)
        preview = view is not None and view.step.startswith(pages.SEE) and b'class="draft"' in shown
        own = {"content-security-policy": draft_policy()} if preview else {}
        return Response(shown, 200, {**HEADERS, **own}, HTML)

    async def _act(self, request: Request, path: str) -> Response:
        """Do what a form asks for, and go on to the page that shows it; where it cannot be done, show why on the same page."""
        if not is_of_our_pages(request.headers):
            raise FormRefused(403, "This form was sent from another page. Open the desk, and send it from there.")
        view = await to_thread.run_sync(self._view, request, path)
        if view is None:
            raise FormRefused(404, "There is no such page at the desk.")
        form = await sent_form(request, view.token)
        try:
            return RedirectResponse(await to_thread.run_sync(acts.act, view, form), 303, HEADERS)
        except (DatasetError, NotUnderstood, OSError) as error:
            told = str(error)
        shown = await to_thread.run_sync(pages.page_of, view.with_problem(told, form))
        if shown is None:
            raise FormRefused(422, told)
        return Response(shown, 422, HEADERS, HTML)

    def _refused(self, message: str, status: int) -> Response:
        return Response(pages.problem_page(message), status, HEADERS, HTML)


def _taken(file: DeskFile) -> Response:
    headers = {**HEADERS, **file.headers}
    return Response(file.content, 200, headers, file.mime)
