"""The shell round Streamlit: its page in British English with hints of what it will need, compressed scripts, headers.

Pure ASGI: websockets and everything else pass through untouched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dayops_dash.screen.shell import own, scripts
from dayops_dash.screen.shell.page import Request, Still, early_hints, rewritten, whole
from dayops_dash.stories import FIRST, PAGES

MOST_FIELDS = 500  # of an address that is read: more is no address of ours
REPLACED = ("content-length", "etag", "last-modified", "content-encoding")
LOG = logging.getLogger("dayops_dash")
NAMES = {page.path[1:] for page in PAGES.values()}


class _Sent(NamedTuple):
    """A page as it is sent: whether its council can be shown, its body, and the headers that are of it."""

    shown: bool
    body: bytes
    headers: dict[str, str]


class Shell:
    """ASGI middleware round Streamlit's application.

    ``can_be_shown`` says of an address's parameters whether the council that it asks for can be: else its pages, which say so, are
    sent with status 503. ``first`` makes what is sent first of a page; None for one that Streamlit's front end alone can show.
    ``plain_address`` returns an address's own way to say what a form of such a page has sent; None for one that no form has sent.
    """

    def __init__(
        self,
        app: ASGIApp,
        can_be_shown: Callable[[Mapping[str, str]], bool] = lambda parameters: True,
        first: Callable[[Request], Still | None] = lambda request: None,
        plain_address: Callable[[Sequence[tuple[str, str]]], str | None] = lambda asked: None,
    ) -> None:
        self.app, self.can_be_shown, self.first, self.plain_address = app, can_be_shown, first, plain_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] in own.MIME:
            await _own(scope, send)
        elif file := scripts.known(scope["path"]):
            await _static(scope, send, file)
        elif (name := scope["path"].strip("/")) in NAMES:
            await self._page(scope, receive, send)
        elif name == FIRST.name:
            asked = scope["query_string"].decode("latin-1")
            await _answer(send, 307, b"", {"location": f"./?{asked}" if asked else "./"})
        else:
            await self.app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask Streamlit for its page uncompressed, and send it rewritten."""
        plain = {
            **scope,
            "headers": [h for h in scope["headers"] if h[0] not in (b"accept-encoding", b"if-none-match")],
        }
        start: dict[str, Any] = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        await self.app(plain, receive, collect)
        headers = {k.decode().lower(): v.decode() for k, v in start.get("headers", [])}
        if not headers.get("content-type", "").startswith("text/html"):
            await _answer(send, start.get("status", 500), bytes(body), headers)
            return
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        if (there := self.plain_address(asked)) is not None:
            await _answer(send, 303, b"", {"location": f"?{there}"})
            return
        sent = await to_thread.run_sync(self._made, scope, bytes(body).decode(), dict(asked))
        said = {name: said for name, said in headers.items() if name not in REPLACED} | sent.headers
        held = {each.strip() for each in _header(scope, b"if-none-match").split(",")}
        if sent.shown and sent.headers["etag"] in held:
            await _answer(send, 304, b"", said)
        else:
            await _answer(send, start["status"] if sent.shown else 503, sent.body, said)

    def _made(self, scope: Scope, page: str, asked: Mapping[str, str]) -> _Sent:
        """Return what is sent of a page for an address, with what is shown first of it."""
        name = scope["path"].strip("/")
        still = self._still(scope, name, asked)
        rewrite, policy = rewritten(page, name, still=still is not None)
        encoding = scripts.encoding_for(_header(scope, b"accept-encoding"))
        make = whole if still is None or still.kept else whole.__wrapped__
        body, tag = make(rewrite, still, encoding)
        headers = {
            **({"content-encoding": encoding} if encoding else {}),
            "vary": "Accept-Encoding",
            "content-security-policy": policy,
            "cache-control": "no-store" if still and still.own else "private, no-cache",
            "etag": tag,
            "link": early_hints(),
        }
        return _Sent(self.can_be_shown(asked), body, headers)

    def _still(self, scope: Scope, name: str, asked: Mapping[str, str]) -> Still | None:
        """Return what is sent first of a page; None where there is nothing, or making it fails, as Streamlit then says."""
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        client = scope.get("client")
        try:
            return self.first(Request(name or FIRST.name, asked, (headers, client[0] if client else None)))
        except Exception:
            LOG.exception("%s cannot be sent as a page at first", scope["path"])
            return None


def _header(scope: Scope, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), "")


async def _own(scope: Scope, send: Send) -> None:
    path = scope["path"]
    encoding = own.encoding_of(path, _header(scope, b"accept-encoding"))
    headers = {"content-type": own.MIME[path], "cache-control": scripts.FOR_GOOD, "vary": "Accept-Encoding"}
    headers |= {"content-encoding": encoding} if encoding else {}
    await _answer(send, 200, own.content_of(path, encoding), headers)


async def _static(scope: Scope, send: Send, file: Path) -> None:
    encoding = scripts.encoding_for(_header(scope, b"accept-encoding")) if file.suffix in scripts.COMPRESSIBLE else ""
    headers = {"content-type": scripts.media_type(file), "cache-control": scripts.FOR_GOOD, "vary": "Accept-Encoding"}
    headers |= {"content-encoding": encoding} if encoding else {}
    body = scripts.compressed(file, encoding)
    await _answer(send, 200, body, headers)


async def _answer(send: Send, status: int, body: bytes, headers: dict[str, str]) -> None:
    said = {"content-length": str(len(body)), **headers}
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(k.encode(), v.encode()) for k, v in said.items()],
        }
    )
    await send({"type": "http.response.body", "body": body})
