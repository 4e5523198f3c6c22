"""The door: every request passes it, and every answer gets its headers here.

It takes the path away that the dashboard is under, answers what is not known with our own "no such page", whatever Streamlit would say,
closes Streamlit's addresses that no reader needs, and lets in websockets of this site's own pages alone. Pure ASGI.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dayops_dash.cache import once
from dayops_dash.server.headers import ASKER, READER, refuse_socket, value_of, with_headers
from dayops_dash.server.served_at import ServedAt
from dayops_dash.server.slow import TooSlowError, in_time

LOG = logging.getLogger("dayops_dash")
STREAM = "/_stcore/stream"
STREAMLITS = (
    "/_stcore/health",
    "/_stcore/host-config",
)  # of Streamlit's own addresses: all that its front end asks for
FOLDERS = ("static",)  # Streamlit's files
PARTS = (*FOLDERS, "paper")  # of which a part may be asked for
READS = ("GET", "HEAD")
MORE = {
    "data": ("OPTIONS",),
    "figure": ("OPTIONS",),
    "desk": ("POST",),
    "access": ("POST",),
    "_stcore": ("OPTIONS",),
}  # methods beside those
REFUSED = b"This address is not asked for in this way.\n"
NOT_HERE = (
    b"There is no dashboard at this name. If you run this server, state the name in DAYOPS_BASE or DAYOPS_HOSTS.\n"
)
FAILED = b"Something went wrong here, and not with you. It has been noted. Try again in a minute.\n"
SLOW = b"What you sent did not come whole. Nothing was changed; send it again.\n"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Door:
    """ASGI middleware round the whole application.

    ``pages`` are the names of its pages, "" for the first; ``others`` the first parts of its other addresses. ``no_page`` makes what a
    reader is told of a page that is not there, and ``policy`` is what that may run; ``health`` answers under /health, at any name, and
    ``metrics`` a request for /metrics by what it says of who may have them.
    """

    app: ASGIApp
    pages: Collection[str]
    others: Collection[str]
    no_page: Callable[[str], bytes]
    policy: str
    health: Callable[[str], tuple[int, bytes] | None]
    metrics: Callable[[str], bytes | None]
    served_at: ServedAt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner = self._within(scope)
        origin, host = (value_of(scope["headers"], name) for name in (b"origin", b"host"))
        own = not origin or self.served_at.is_own(origin, host, scope.get("scheme", ""))
        if inner["path"] != STREAM or not own or not self.served_at.answers_to(host):
            await refuse_socket(scope, receive, send)
            return
        await self.app(inner, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner, answer = _whole(self._within(scope)), SentAnswer(send, head=scope["method"] == "HEAD")
        if self.served_at.hides_tls(value_of(scope["headers"], b"host"), scope.get("scheme", "")):
            _warn_of_http(self.served_at.origin)
        path = inner["path"]
        first = path.split("/")[1] if path.startswith("/") else ""
        if first == "health" and scope["method"] in READS:
            await self._health(answer, path)
        elif path == "/metrics" and scope["method"] in READS:
            await self._metrics(answer, value_of(scope["headers"], b"authorization"))
        elif not self.served_at.answers_to(value_of(scope["headers"], b"host")):
            await answer.whole(421, NOT_HERE, TEXT)
        elif there := self._moved(scope["path"], path, first):
            asked = scope["query_string"].decode("latin-1")
            await answer.whole(307, b"", TEXT, {"location": f"{there}?{asked}" if asked else there})
        elif not self._is_known(path, first):
            await self._missing(answer, path)
        elif scope["method"] not in (allowed := (*READS, *MORE.get(first, ()))):
            await answer.whole(405, REFUSED, TEXT, {"allow": ", ".join(allowed)})
        else:
            await self._ask({**inner, "method": "GET"} if answer.head else inner, receive, answer)

    async def _health(self, answer: SentAnswer, path: str) -> None:
        if made := await to_thread.run_sync(self.health, path.removeprefix("/health/")):
            await answer.whole(made[0], made[1], "application/json", {"cache-control": "no-store"})
        else:
            await self._missing(answer, path)

    async def _metrics(self, answer: SentAnswer, authorization: str) -> None:
        if (made := await to_thread.run_sync(self.metrics, authorization)) is not None:
            await answer.whole(200, made, "text/plain; version=0.0.4; charset=utf-8", {"cache-control": "no-store"})
        else:
            await self._missing(answer, "metrics")

    def _moved(self, asked: str, path: str, first: str) -> str:
        """Return where a page is that was asked for with a slash too many or too few, from there; "" where neither is so.

        Links of a page are from its place, so a slash at its end would lead all of them astray.
        """
        if path == "/" and not asked.endswith("/"):
            return f"./{asked.rpartition('/')[2]}/"
        return f"../{first}" if first and first in self.pages and path == f"/{first}/" else ""

    async def _ask(self, scope: Scope, receive: Receive, answer: SentAnswer) -> None:
        """Pass a request on. What comes back as a page with no policy is Streamlit's shell, which is shown for any address."""
        try:
            await self.app(scope, in_time(receive), answer.pass_on)
        except TooSlowError:
            await answer.whole(408, SLOW, TEXT, {"cache-control": "no-store", "connection": "close"})
            return
        except Exception:
            if answer.is_begun:
                raise
            LOG.exception("%s cannot be answered", scope["path"])
            await answer.whole(500, FAILED, TEXT, {"cache-control": "no-store"})
            return
        if answer.is_shell:
            await self._missing(answer, scope["path"])

    async def _missing(self, answer: SentAnswer, path: str) -> None:
        body = await to_thread.run_sync(self.no_page, path.strip("/"))
        await answer.whole(404, body, "text/html; charset=utf-8", {"content-security-policy": self.policy})

    def _is_known(self, path: str, first: str) -> bool:
        """Return whether an address may be one of ours; of those in a folder, whoever is asked knows."""
        if not path.startswith("/") or "\0" in path:
            return False
        if first == "_stcore":
            return path in STREAMLITS
        return first in self.others or first in FOLDERS or (first in self.pages and path.rstrip("/").count("/") <= 1)

    def _within(self, scope: Scope) -> Scope:
        """Return the scope as the application has it: at the root, whoever took the path away, or nobody did; and without what only
        we may say of who asks.
        """
        path, prefixes = scope["path"], {scope.get("root_path", "").rstrip("/"), self.served_at.prefix} - {""}
        while prefix := next((p for p in prefixes if path == p or path.startswith(f"{p}/")), ""):
            path = path[len(prefix) :] or "/"
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in (ASKER, READER)]
        return {
            **scope,
            "headers": headers,
            "path": path,
            "raw_path": path.encode("utf-8", "surrogateescape"),
            "root_path": "",
        }


def _whole(scope: Scope) -> Scope:
    """Return a request for the whole of what it asks for, but of files: a part of Streamlit's page could not be told from an answer."""
    if scope["path"].split("/")[1:2] in ([one] for one in PARTS):
        return scope
    return {**scope, "headers": [one for one in scope["headers"] if one[0].lower() not in (b"range", b"if-range")]}


@once
def _warn_of_http(origin: str) -> None:
    """Say once that the stated address is not the one that readers see."""
    LOG.warning("DAYOPS_BASE begins with %s, and readers come over TLS: begin it with https:// instead.", origin)


class SentAnswer:
    """An answer on its way: its headers are put on as it begins, and a shell of Streamlit's is held back."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self._send, self.head = send, head
        self.is_begun = self.is_shell = False

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name.lower(), value) for name, value in message.get("headers", ())]
            html = value_of(headers, b"content-type").startswith("text/html")
            self.is_shell = html and not value_of(headers, b"content-security-policy")
            if not self.is_shell:
                await self._begin({**message, "headers": with_headers(headers)})
        elif message["type"] == "http.response.body":
            if not self.is_shell:
                await self._send({**message, "body": b""} if self.head else message)
        else:
            await self._send(message)

    async def whole(self, status: int, body: bytes, kind: str, more: Mapping[str, str] | None = None) -> None:
        """Send an answer of our own."""
        said = {"content-type": kind, "content-length": str(len(body)), **(more or {})}
        headers = with_headers((name.encode(), value.encode("latin-1")) for name, value in said.items())
        await self._begin({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": b"" if self.head else body})

    async def _begin(self, message: Message) -> None:
        self.is_begun, self.is_shell = True, False
        await self._send(message)
