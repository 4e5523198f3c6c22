"""The shell round Streamlit: its page in British English with hints of what it will need, compressed scripts, headers.

Pure ASGI: websockets and everything else pass through untouched.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import brotli
from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dayops_dash.cache import per_script
from dayops_dash.screen import scripts
from dayops_dash.screen.streamlit_pages import scripts_of
from dayops_dash.screen.style import style
from dayops_dash.stories import FIRST, PAGES

SCRIPTS = [
    Path(__file__).with_name(name) for name in ("shell.js", "search.js", "share.js", "making.js", "signin.js")
]  # sent as one
MOST_FIELDS = 500  # of an address that is read: more is no address of ours
NO_SCRIPT = '<noscript><p>This dashboard needs JavaScript. <a href="./read/">Every page can be read without it</a>.</p></noscript>'
NAMES = {page.path[1:] for page in PAGES.values()}
ICON = Path(__file__).with_name("icon.png")
OWN = {
    "/shell.js": "text/javascript; charset=utf-8",
    "/shell.css": "text/css; charset=utf-8",
    "/favicon.png": "image/png",  # in place of Streamlit's, so that no page need name it
}


class Shell:
    """ASGI middleware round Streamlit's application.

    ``can_be_shown`` says of an address's parameters whether the council that it asks for can be: else its pages, which say so, are
    sent with status 503.
    """

    def __init__(
        self,
        app: ASGIApp,
        can_be_shown: Callable[[Mapping[str, str]], bool] = lambda parameters: True,
    ) -> None:
        self.app, self.can_be_shown = app, can_be_shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif own := OWN.get(scope["path"]):
            await _answer(send, 200, _own(scope["path"]), {"content-type": own, "cache-control": scripts.FOR_GOOD})
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
        page, policy = rewritten(bytes(body).decode(), scope["path"].strip("/"))
        kept = {
            k: v for k, v in headers.items() if k not in ("content-length", "etag", "last-modified", "content-encoding")
        }
        encoding = "br" if scripts.encoding_for(_header(scope, b"accept-encoding")) == "br" else ""
        sent = _compressed(page) if encoding else page
        extra = {"content-encoding": encoding} if encoding else {}
        said = {
            **kept,
            **extra,
            "vary": "Accept-Encoding",
            "content-security-policy": policy,
            "cache-control": "no-cache",
        }
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=MOST_FIELDS))
        shown = await to_thread.run_sync(self.can_be_shown, asked)
        await _answer(send, start["status"] if shown else 503, sent, said)


@per_script
def rewritten(page: str, name: str) -> tuple[bytes, str]:
    """Return Streamlit's page for readers of one of our pages, and the content security policy that it may run under."""
    soon = set(hinted(""))  # what every page needs is made ready; what only some need is fetched once there is time
    hints = "".join(
        f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./{path}">'
        if path in soon
        else f'<link rel="prefetch" crossorigin href="./{path}">'
        for path in hinted(name)
        if path not in page
    )
    page = page.replace('<html lang="en">', '<html lang="en-GB">').replace(
        "<title>Streamlit</title>", "<title>Day Opportunities Dashboard</title>"
    )
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    ours = f'<script src="{_address("/shell.js")}"></script><link rel="stylesheet" href="{_address("/shell.css")}">'
    page = page.replace('<script type="module"', f'{ours}<script type="module"', 1).replace(
        "</head>", f"{hints}</head>", 1
    )
    page = page.replace('href="./favicon.png"', f'href="{_address("/favicon.png")}"')
    page = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, page, flags=re.DOTALL)
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline)
    return page.encode(), (
        f"default-src 'none'; script-src 'self' {hashes} 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; media-src 'self'; "
        "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
    )


def hinted(name: str) -> tuple[str, ...]:
    """Return the scripts that a page will ask for, so that the browser asks at once: those of its parts, and their imports."""
    needed = scripts_of(PAGES.get(name, FIRST))
    return tuple(dict.fromkeys(path for start in needed for path in scripts.with_imports(f"{start}.")))


@per_script
def _compressed(page: bytes) -> bytes:
    return brotli.compress(page, quality=9)


@per_script
def _own(path: str) -> bytes:
    if path.endswith(".css"):
        return style().encode()
    return b"".join(file.read_bytes() for file in (SCRIPTS if path.endswith(".js") else [ICON]))


def _address(path: str) -> str:
    """Return one of our files' address with a hash of its content, so that a browser may keep it for good."""
    return f".{path}?{hashlib.sha256(_own(path)).hexdigest()[:12]}"


def _header(scope: Scope, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), "")


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
