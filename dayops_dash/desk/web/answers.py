"""What the desk answers whom the gate has let in, for their councils. It is imported when the first of them comes."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dayops_dash.address import NotUnderstood
from dayops_dash.dataset import DatasetError, Library
from dayops_dash.desk.web import acts, pages
from dayops_dash.desk.web.bring_in import Readings
from dayops_dash.desk.web.files import DeskFile, file_of
from dayops_dash.desk.web.folder import draft_named, drafts_folder, form_key
from dayops_dash.desk.web.forms import FormRefused, sent_form
from dayops_dash.desk.web.gate import DeskPerson, is_of_our_pages
from dayops_dash.desk.web.start import START
from dayops_dash.desk.web.views import STATIC, DeskView
from dayops_dash.edition.draft import draft_policy

LOG = logging.getLogger("dayops_dash")
HTML = "text/html; charset=utf-8"
HEADERS = {  # beside those of every answer
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class DeskAnswers:
    """The desk of a folder of councils.

    ``prefix`` is the path that the dashboard is under, and ``is_own`` says which origins are this site's.
    """

    library: Library
    prefix: str
    is_own: Callable[[str, str], bool]

    @cached_property
    def readings(self) -> Readings:
        return Readings()

    @property
    def drafts(self) -> Path:
        return drafts_folder(self.library.root)

    async def answer(self, request: Request, person: DeskPerson) -> Response:
        """Return the page or file that somebody asks for, or where what they sent leads on to."""
        path = request.path_params.get("path", "").strip("/")
        if path in STATIC:
            return Response(*STATIC[path].answer(), headers=HEADERS, media_type=STATIC[path].mime)
        try:
            if request.method == "POST":
                return await self._act(request, path, person)
            return await to_thread.run_sync(self._page, request, path, person)
        except FormRefused as error:
            return self._refused(str(error), error.status)
        except (DatasetError, OSError) as error:  # the folder of drafts cannot be read or written
            return self._refused(_words(error), 409)

    def _view(self, request: Request, path: str, person: DeskPerson) -> DeskView | None:
        """Return the view of an address: a council, one of its drafts, and the step; None where the person has no such page."""
        council, name, step = [*path.split("/", 2), "", "", ""][:3]
        token = _token(form_key(self.drafts), person)
        view = DeskView(
            self.library, self.drafts, self.readings, token, request.query_params, person=person, prefix=self.prefix
        )
        if not council or (council in START and not name):
            return view.at(step=council)
        if council not in self.library.folders() or not person.rights.may_draft(council):
            return None
        home = self.library.root / council
        draft = draft_named(self.drafts, home, name)
        return view.at(home, draft, step) if draft else None

    def _page(self, request: Request, path: str, person: DeskPerson) -> Response:
        view = self._view(request, path, person)
        try:
            if view and (file := file_of(view)):
                return _taken(file)
            page = pages.page_of(view) if view else None
        except (DatasetError, NotUnderstood, OSError) as error:
            return self._refused(_words(error), 409)
        if page is None:
            return self._refused("There is no such page at the desk.", 404)
        preview = view is not None and view.step.startswith(pages.SEE) and b'class="draft"' in page
        own = {"content-security-policy": draft_policy()} if preview else {}
        return Response(page, 200, {**HEADERS, **own}, HTML)

    async def _act(self, request: Request, path: str, person: DeskPerson) -> Response:
        """Do what a form asks for, and go on to the page that shows it; where it cannot be done, show why on the same page."""
        if not is_of_our_pages(request.headers, self.is_own):
            raise FormRefused(403, "This form was sent from another page. Open the desk, and send it from there.")
        view = await to_thread.run_sync(self._view, request, path, person)
        if view is None:
            raise FormRefused(404, "There is no such page at the desk.")
        form = await sent_form(request, view.token)
        try:
            return RedirectResponse(await to_thread.run_sync(acts.act, view, form), 303, HEADERS)
        except (DatasetError, NotUnderstood, OSError) as error:
            message = _words(error)
        page = await to_thread.run_sync(pages.page_of, view.with_problem(message, form))
        if page is None:
            raise FormRefused(422, message)
        return Response(page, 422, HEADERS, HTML)

    def _refused(self, message: str, status: int) -> Response:
        return Response(pages.problem_page(message, self.prefix), status, HEADERS, HTML)


def _words(error: Exception) -> str:
    """Return why something was not done. The system's own words name folders of the server, which the log may know."""
    if not isinstance(error, OSError):
        return str(error)
    LOG.error("The desk cannot read or write: %s", error)
    why = error.strerror or "the system does not say why"
    return f"A file of this draft cannot be read or written ({why}). Tell whoever runs the server."


def _token(key: str, person: DeskPerson) -> str:
    """Return what the forms of somebody's session hold: of no use in another's."""
    return hmac.new(key.encode(), person.key.encode(), hashlib.sha256).hexdigest() if person.is_signed_in else key


def _taken(file: DeskFile) -> Response:
    headers = {**HEADERS, **file.headers}
    return Response(file.content, 200, headers, file.mime)
