"""Who asks, and whether they may: before every page, document, file and websocket, inside the door. Pure ASGI."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dayops_dash.server.headers import ASKER, PERSON, Header, refuse_socket, value_of
from dayops_dash.server.reading import Reader, header_of, opened_to
from dayops_dash.server.rights import DESK, SHARED, Readers, Rights, Verdict, verdict
from dayops_dash.server.signin.cookies import with_cookies
from dayops_dash.server.signin.session import Held, Session, reader_of_session, seen_mark
from dayops_dash.server.signin.steps import UNKEPT, Steps

LOG = logging.getLogger("dayops_dash")
LOOKS = 20.0  # seconds between two looks at which papers are open to the reader of a websocket
ENDED = 1008  # of a websocket: whoever it was for may have it no longer


@dataclass(frozen=True)
class SignIn:
    """ASGI middleware. ``steps`` answers under /signin; ``ends`` are the open websockets, by the key of their session."""

    app: ASGIApp
    steps: Steps
    readers: Readers
    ends: defaultdict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        first = scope["path"].split("/")[1] if "/" in scope["path"] else ""
        if first == "signin":
            answer = await self.steps.answer(Request(scope, receive))
            await (answer or self.app)(scope, receive, send)
        elif first in SHARED:
            await self.app(scope, receive, send)
        else:
            held = await self.steps.sessions.held(scope["headers"])
            said = verdict(_rights(held), first, self.readers)
            if said is Verdict.OPEN:
                private = first == DESK or self.readers is not Readers.EVERYONE
                await self.app(_known(scope, held), receive, _keeping(send, held.put, private=private))
            else:
                answer = await self._not_open(Request(scope), first, said, held)
                answer.raw_headers.extend(held.put)
                await answer(scope, receive, send)

    async def _not_open(self, request: Request, first: str, said: Verdict, held: Held) -> Response:
        """Return what is told to somebody who may not open an address, or not yet."""
        asked = request.scope["query_string"].decode("latin-1")
        there = quote(request.scope["path"].removeprefix("/")) + (f"?{asked}" if asked else "")
        if said is Verdict.REFUSED:
            return self.steps.refused(held.session.roles if held.session else (), first)
        if held.is_away:
            return self.steps.away(there)
        if _is_visit(request):
            return await self.steps.begin(there, silent=held.is_stale, at=request.headers.get("host", ""))
        told = "You are not signed in, or your sign-in has ended. Open the dashboard, sign in, and do it again.\n"
        return PlainTextResponse(told, 401, UNKEPT)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        held = await self.steps.sessions.held(scope["headers"])
        if verdict(_rights(held), "", self.readers) is not Verdict.OPEN:
            await refuse_socket(scope, receive, send)
        elif held.session is None:
            await self.app(_known(scope, held), receive, send)
        else:
            await self._while_believed(_known(scope, held), receive, send, held, held.session)

    async def _while_believed(self, scope: Scope, receive: Receive, send: Send, held: Held, session: Session) -> None:
        """Serve a websocket until its session's roles are believed no more, or the session is ended.

        It is then closed. The browser opens another by itself, with the cookies of then, and goes on where it was.
        """
        ending = asyncio.Event()
        seconds = session.believed_until - self.steps.sessions.now()
        timer = asyncio.get_running_loop().call_later(max(0.0, seconds), ending.set)
        self.ends[session.key].add(ending)
        over = asyncio.create_task(ending.wait())
        watching = asyncio.create_task(_end_with_grants(reader_of_session(session), ending))
        closed = False

        async def received() -> Message:
            nonlocal closed
            if not ending.is_set():
                message = asyncio.ensure_future(receive())
                await asyncio.wait({message, over}, return_when=asyncio.FIRST_COMPLETED)
                if message.done():
                    return message.result()
                message.cancel()
            if not closed:
                closed = True
                await send({"type": "websocket.close", "code": ENDED})
            return {"type": "websocket.disconnect", "code": ENDED}

        async def sent(message: Message) -> None:
            if message["type"] == "websocket.accept":
                message = {**message, "headers": [*message.get("headers", ()), *held.put]}
            if not ending.is_set():
                await send(message)

        try:
            await self.app(scope, received, sent)
        finally:
            timer.cancel()
            over.cancel()
            watching.cancel()
            self._forget(session.key, ending)

    def _forget(self, key: str, ending: asyncio.Event) -> None:
        self.ends[key].discard(ending)
        if not self.ends[key]:
            del self.ends[key]


def end(ends: defaultdict[str, set[asyncio.Event]], key: str) -> None:
    """Close the open websockets of a session that was ended."""
    for ending in tuple(ends.get(key, ())):
        ending.set()


async def _end_with_grants(reader: Reader, ending: asyncio.Event) -> None:
    """End a websocket once other papers are open to its reader than when it was opened, looking now and then."""
    try:
        before = await to_thread.run_sync(opened_to, reader) if reader.committees else None
        while reader.committees and not ending.is_set():
            await asyncio.sleep(LOOKS)
            if await to_thread.run_sync(opened_to, reader) != before:
                ending.set()
    except Exception:  # what cannot be read may have been closed
        LOG.exception("Grants cannot be read again")
        ending.set()


def _rights(held: Held) -> Rights | None:
    return held.session.rights if held.session else None


def _known(scope: Scope, held: Held) -> Scope:
    """Return a request's scope with the session in it, and the cookies as they will be."""
    headers = with_cookies(scope["headers"], held.put) if held.put else list(scope["headers"])
    session = held.session
    told = [(ASKER, _asker(session).encode())]
    if session:
        told.append(header_of(reader_of_session(session), session.believed_until))
    return {**scope, "headers": [*headers, *told], PERSON: session}


def _asker(session: Session | None) -> str:
    """Return who asks, for the menu of pages."""
    if session is None:
        return "nobody"
    kind = "officer" if session.rights.has_desk else "person"
    return f"{kind}{'+access' if session.rights.opens_for else ''} {seen_mark(session)}"


def _is_visit(request: Request) -> bool:
    """Return whether an address is opened by somebody, and not by a script of a page or another program."""
    mode = request.headers.get("sec-fetch-mode", "")
    reads = request.method in ("GET", "HEAD")
    return reads and (mode == "navigate" if mode else "text/html" in request.headers.get("accept", ""))


def _keeping(send: Send, put: Sequence[Header], *, private: bool) -> Send:
    """Return what sends an answer with cookies that are set; one that is not for all is kept by the reader's own browser alone."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and (put or private):
            headers = [(name.lower(), value) for name, value in message.get("headers", ())]
            if value_of(headers, b"cache-control") != "no-store":
                headers = [(k, v) for k, v in headers if k != b"cache-control"]
                headers.append((b"cache-control", b"private, no-cache"))
            message = {**message, "headers": [*headers, *put]}
        await send(message)

    return sent
