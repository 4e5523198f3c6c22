"""A watch on every request: an id for it, one line in the log, a count, and a span where traces are sent. Pure ASGI, outside the door."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dayops_dash.server.watching.logs import FIELDS, REQUEST
from dayops_dash.server.watching.metrics import REQUESTS, SECONDS
from dayops_dash.server.watching.traces import Answered, Trace, no_trace

LOG = logging.getLogger("dayops_dash.requests")
MOST_PATH = 200  # characters of an address that are written down
OTHER = "other"  # kind of a request for what we do not know, however it is called


@dataclass(frozen=True)
class Watch:
    """ASGI middleware. ``kinds`` are the first parts of our addresses, by which requests are counted; ``prefix`` stands before them."""

    app: ASGIApp
    kinds: Collection[str]
    prefix: str = ""
    trace: Trace = no_trace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, began, sent = secrets.token_hex(8), time.time_ns(), {"status": 500, "bytes": 0}
        start = time.perf_counter_ns()
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
            took = time.perf_counter_ns() - start
            kind, path = self._kind(scope["path"]), scope["path"][:MOST_PATH]
            self._note(scope["method"], kind, path, sent, took)
            self.trace(Answered(scope, kind, path, request, sent["status"], began, began + took))
            REQUEST.reset(held)

    def _note(self, method: str, kind: str, path: str, sent: dict[str, int], took: int) -> None:
        REQUESTS.labels(kind, str(sent["status"])).inc()
        SECONDS.labels(kind).observe(took / 1e9)
        told = {"method": method, "path": path, **sent, "ms": round(took / 1e6, 1)}
        LOG.info("answered", extra={FIELDS: told})

    def _kind(self, path: str) -> str:
        """Return the first part of an address, "" for the first page; of what is not ours, that it is something else."""
        first = path.removeprefix(self.prefix).lstrip("/").partition("/")[0]
        return first if first in self.kinds else OTHER
