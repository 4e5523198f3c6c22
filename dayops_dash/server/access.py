"""The page at which an administrator of access opens exempt papers to members, and takes that back: /access.

It shows nothing of an exempt row: papers that everybody may know of by their titles, others by what the administrator types.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from urllib.parse import parse_qs

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dayops_dash import clock, wording
from dayops_dash.dataset import DatasetError, Library
from dayops_dash.server.granting import EVERYONE, asked_grant, opened_words
from dayops_dash.server.grants import Grant, GrantError, give, read_grants, standing, take_back
from dayops_dash.server.headers import value_of
from dayops_dash.server.rights import ACCESS
from dayops_dash.server.signin.session import Session
from dayops_dash.server.signin.set_up import signed_in

LARGEST = 20_000  # bytes of a form
HTML = "text/html; charset=utf-8"
UNKEPT = {"cache-control": "no-store"}
LOG = logging.getLogger("dayops_dash")
FIELD = Markup(
    '<p><label for="{name}-{of}">{label}</label><br><input id="{name}-{of}" name="{name}" type="{kind}" required></p>'
)
BUTTON = Markup('<p><button type="submit">{words}</button></p></form>')


class FormPage(Protocol):
    """Makes a plain page of a heading, sentences, links, and more HTML."""

    def __call__(self, heading: str, said: Sequence[str], links: Mapping[str, str], more: Markup) -> bytes: ...


@dataclass(frozen=True)
class Access:
    """The page as the application mounts it.

    ``no_page`` makes what is told to whom it is not for; ``policy`` is what it may run, with forms of its own; ``is_own`` says of an
    origin and a name whether that is this site; ``base`` is the path that the dashboard is under.
    """

    library: Library
    page: FormPage
    no_page: Callable[[], bytes]
    policy: str
    is_own: Callable[[str, str], bool]
    base: str = ""

    def routes(self) -> list[Route]:
        return [Route(f"/{ACCESS}", self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        session = signed_in(request.scope)
        councils = self._councils(session) if session else []
        if session is None or not councils:
            return Response(self.no_page(), 404, UNKEPT, HTML)
        if request.method != "POST":
            return await to_thread.run_sync(self._shown, session, councils, "", 200)
        if not self._is_from_here(request):
            return await to_thread.run_sync(
                self._shown, session, councils, "This form was sent from another page.", 403
            )
        form = await _sent(request)
        if not hmac.compare_digest(form.get("token", "").encode(), _token(session).encode()):
            return await to_thread.run_sync(
                self._shown, session, councils, "Open this page again, and send it from there.", 403
            )
        try:
            await to_thread.run_sync(self._done, session, councils, form)
        except (DatasetError, ValueError) as error:
            told = str(error) if isinstance(error, DatasetError) else "Nothing was opened: give the last day as a date."
            return await to_thread.run_sync(self._shown, session, councils, told, 422)
        return RedirectResponse(f"{self.base}/{ACCESS}", 303, UNKEPT)

    def _councils(self, session: Session) -> list[str]:
        return [slug for slug in self.library.folders() if session.rights.may_open(slug)]

    def _is_from_here(self, request: Request) -> bool:
        origin, host = (value_of(request.scope["headers"], name) for name in (b"origin", b"host"))
        site = value_of(request.scope["headers"], b"sec-fetch-site") or "same-origin"
        return site in ("same-origin", "none") and (not origin or self.is_own(origin, host))

    def _done(self, session: Session, councils: Sequence[str], form: Mapping[str, str]) -> None:
        """Do what a form asks for. Raises DatasetError or ValueError where it cannot be done."""
        council = form.get("council", "")
        if council not in councils:
            raise GrantError("Nothing was changed: you open papers of other councils.")
        said = {"because": form.get("because", ""), "by": session.person}
        if mark := form.get("mark", ""):
            made = take_back(self.library.root, council, mark, **said)
        else:
            papers = [form.get("other", "").strip() or form.get("paper", "")]
            until = date.fromisoformat(form.get("until", ""))
            person = form.get("person", "") or EVERYONE
            committee = form.get("committee", "")
            asked = asked_grant(self.library, council, papers, committee, person=person, until=until, **said)
            opened_words(self.library, asked)
            made = give(self.library.root, asked)
        LOG.info("Access to exempt papers of %s: %s %s", council, made.act, made.mark)

    def _shown(self, session: Session, councils: Sequence[str], problem: str, status: int) -> Response:
        parts = [self._council(session, slug) for slug in councils]
        said = [*([f"This was not done. {problem}"] if problem else []), ABOUT]
        links = {f"{self.base}/": "Open the dashboard", f"{self.base}/signin/out": "Sign out"}
        body = self.page("Exempt papers: who may see them", said, links, Markup("").join(parts))
        return Response(body, status, {**UNKEPT, "content-security-policy": self.policy}, HTML)

    def _council(self, session: Session, slug: str) -> Markup:
        titles = _titles(self.library, slug)
        try:
            open_now = standing(read_grants(self.library.root, slug), clock.true_today())
        except GrantError as error:
            return Markup("<h2>{}</h2><p>{}</p>").format(slug, str(error))
        told = Markup("").join(self._standing(session, one, titles) for one in open_now)
        none = Markup("<p>No exempt paper is open to anybody.</p>")
        return Markup("<h2>{}</h2>{}<h3>Open a paper</h3>{}").format(
            slug, told or none, self._form(session, slug, titles)
        )

    def _begin(self, session: Session, slug: str, mark: str = "") -> Markup:
        hidden = {"token": _token(session), "council": slug, "mark": mark}
        fields = (Markup('<input type="hidden" name="{}" value="{}">').format(*one) for one in hidden.items() if one[1])
        return Markup('<form method="post" action="{}">{}').format(f"{self.base}/{ACCESS}", Markup("").join(fields))

    def _standing(self, session: Session, one: Grant, titles: Mapping[str, str]) -> Markup:
        papers = wording.listed([titles.get(paper, "a paper that is itself exempt") for paper in one.papers])
        to = f"one member of {one.committee}" if one.person else f"the members of {one.committee}"
        words = f"{papers}: open to {to} until {wording.day(one.last_day)}. {one.because}"
        field = FIELD.format(name="because", of=one.mark, label="Why it is taken back", kind="text")
        return Markup("<p>{}</p>{}{}{}").format(
            words, self._begin(session, one.council, one.mark), field, BUTTON.format(words="Take this back")
        )

    def _form(self, session: Session, slug: str, titles: Mapping[str, str]) -> Markup:
        options = (Markup('<option value="{}">{}</option>').format(*one) for one in titles.items())
        choose = Markup(
            '<p><label for="paper-{0}">Paper</label><br><select id="paper-{0}" name="paper">{1}</select></p>'
        ).format(slug, Markup("").join(options))
        fields = [FIELD.format(name=name, of=slug, label=label, kind=kind) for name, (label, kind) in ASKED.items()]
        free = [FREE.format(name=name, of=slug, label=label) for name, label in OPTIONAL.items()]
        parts = [self._begin(session, slug), choose, free[0], *fields, free[1], BUTTON.format(words="Open this paper")]
        return Markup("").join(parts)


FREE = Markup('<p><label for="{name}-{of}">{label}</label><br><input id="{name}-{of}" name="{name}"></p>')
ASKED = {
    "committee": ("Committee, as its members’ role names it", "text"),
    "because": ("Why", "text"),
    "until": ("Last day", "date"),
}
OPTIONAL = {
    "other": "Or the document_id of a paper that is itself exempt",
    "person": "One member alone, by the id that sign-in gives; leave it empty for all members",
}
ABOUT = (
    "A paper’s exempt rows are open to the members of a committee until the last day. You cannot open one to yourself. "
    "What you write is kept, and seen by administrators of access alone."
)


async def _sent(request: Request) -> dict[str, str]:
    """Return the fields of a form; none of one that is too large."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return {}
    try:
        found = parse_qs(body.decode(), max_num_fields=20)
    except ValueError:
        return {}
    return {name: wording.clean(values[0]) for name, values in found.items()}


def _token(session: Session) -> str:
    """Return what the forms of a session hold: no other site knows its key."""
    return hashlib.sha256(f"access {session.key}".encode()).hexdigest()


def _titles(library: Library, slug: str) -> dict[str, str]:
    """Return the titles of the papers that everybody may know of, by their ids."""
    try:
        public = Library(library.root, public=True).dataset(slug).at(date.max)
    except DatasetError:
        return {}
    return {row.document_id: str(row.title) for row in public.rows("documents")}
