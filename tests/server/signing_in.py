"""A small dashboard with the real door and the real sign-in, in this process, whose clock a test can move."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from dayops_dash.edition.page import plain_page
from dayops_dash.edition.routes import STRICT
from dayops_dash.server.door import Door
from dayops_dash.server.headers import ASKER
from dayops_dash.server.served_at import served_at
from dayops_dash.server.signin.set_up import sign_in, signed_in
from tests.server.oidc import environment

PLACES = ("read", "data", "figure", "table", "picture", "document", "record", "desk", "shell.js", "signin")


@dataclass
class Small:
    """The dashboard: where it is, and how many seconds its clock is ahead."""

    base: str
    ahead: float = 0.0

    def now(self) -> float:
        return time.time() + self.ahead


async def _told(request: Request) -> Response:
    """Say who asks, as pages learn it."""
    session = signed_in(request.scope)
    told = {
        "path": request.url.path,
        "asker": request.headers.get(ASKER.decode(), "").split(" ")[0],
        "person": session and session.person,
    }
    public = {"cache-control": "public, max-age=300", "content-security-policy": "default-src 'none'"}
    return JSONResponse({**told, "roles": session and session.roles}, headers=public)


async def _stream(socket: WebSocket) -> None:
    """Say who asks, then send back what comes."""
    await socket.accept()
    await socket.send_text(socket.headers.get(ASKER.decode(), "").split(" ")[0])
    async for text in socket.iter_text():
        await socket.send_text(text)


@contextmanager
def small(port: int, issuer: str, *, prefix: str = "", **more: str) -> Iterator[Small]:
    """Serve a small dashboard at a port, and yield it."""
    found = Small(f"http://127.0.0.1:{port}{prefix}")
    where = served_at(environment(found.base, issuer, **more), "", ())
    mounted = sign_in(environment(found.base, issuer, **more), where, plain_page, STRICT["content-security-policy"])
    inner: Any = Starlette(routes=[WebSocketRoute("/_stcore/stream", _stream), Route("/{path:path}", _told)])
    for one in mounted:
        sessions = one.kwargs["steps"].sessions
        sessions.now = sessions.provider._now = sessions.jar._now = found.now
        inner = one.cls(inner, **one.kwargs)
    told: Mapping[str, Any] = {"no_page": lambda name: b"no page", "policy": "default-src 'none'"}
    door = Door(
        inner, ("", "progress"), PLACES, health=lambda name: None, metrics=lambda held: None, served_at=where, **told
    )
    server = uvicorn.Server(uvicorn.Config(door, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield found
    finally:
        server.should_exit = True
        thread.join(10)
