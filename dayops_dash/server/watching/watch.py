"""A watch on every request: an id for it, one line in the log, and a count. Pure ASGI, outside the door."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dayops_dash.server.watching.logs import FIELDS, REQUEST
from dayops_dash.server.watching.metrics import REQUESTS, SECONDS

LOG = logging.getLogger("dayops_dash.requests")
MOST_PATH = 200  # characters of an address that are written down
OTHER = "other"  # kind of a request for what we do not know, however it is called


@dataclass(frozen=True)
class Watch:
    """ASGI middleware. ``kinds`` are the first parts of our addresses, by which requests are counted; ``prefix`` stands before them."""

    app: ASGIApp
    kinds: Collection[str]
    prefix: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, start, sent = secrets.token_hex(8), time.perf_counter(), {"status": 500, "bytes": 0}
        held = REQUEST.set(request)

        async def count(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", request.encode())]}
            sent["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, count)
        finally:
            self._note(scope, sent, time.perf_counter() - start)
            REQUEST.reset(held)

    def _note(self, scope: Scope, sent: dict[str, int], seconds: float) -> None:
        kind = self._kind(scope["path"])
        REQUESTS.labels(kind, str(sent["status"])).inc()
        SECONDS.labels(kind).observe(seconds)
        told = {"method": scope["method"], "path": scope["path"][:MOST_PATH], **sent, "ms": round(seconds * 1000, 1)}
        LOG.info("answered", extra={FIELDS: told})

    def _kind(self, path: str) -> str:
        """Return the first part of an address, "" for the first page; of what is not ours, that it is something else."""
        first = path.removeprefix(self.prefix).lstrip("/").partition("/")[0]
        return first if first in self.kinds else OTHER
