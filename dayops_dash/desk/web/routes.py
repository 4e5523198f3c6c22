"""The desk's addresses. Each answers only whom the gate lets in; to all others there is no such page.

What reads papers, trackers and returns takes half a second to import, so a copy without a desk never does, and one with a desk begins
sooner: it is imported behind its first readers, or when the first officer comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from dayops_dash.dataset import Library
from dayops_dash.desk.web.gate import DeskGate, DeskPerson, is_same

if TYPE_CHECKING:
    from dayops_dash.desk.web.answers import DeskAnswers

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Desk:
    """The desk as the application mounts it.

    ``no_page`` makes what a reader is told of a page that is not there; ``signed_in`` says of a request's scope whom sign-in names;
    ``prefix`` is the path that the dashboard is under, and ``is_own`` says which origins are this site's.
    """

    gate: DeskGate
    no_page: Callable[[], bytes]
    library: Library
    signed_in: Callable[[Scope], DeskPerson | None] = lambda scope: None
    prefix: str = ""
    is_own: Callable[[str, str], bool] = is_same

    @cached_property
    def answers(self) -> DeskAnswers:
        """What answers whom the gate lets in, imported when it is first asked for."""
        from dayops_dash.desk.web.answers import DeskAnswers

        return DeskAnswers(self.library, self.prefix, self.is_own)

    def routes(self) -> list[BaseRoute]:
        """Return the routes, for the application to mount."""
        return [
            Route("/desk", self._answer, methods=["GET", "POST"]),
            Route("/desk/{path:path}", self._answer, methods=["GET", "POST"]),
        ]

    async def _answer(self, request: Request) -> Response:
        client = request.client.host if request.client else None
        person = self.gate.person(request.headers, client, self.signed_in(request.scope))
        if person is None:
            return Response(self.no_page(), 404, {"cache-control": "no-store"}, HTML)
        answers = await to_thread.run_sync(lambda: self.answers)
        return await answers.answer(request, person)
