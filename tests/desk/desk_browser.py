"""The desk as a browser asks it, without one: requests of this machine to the application's own routes, through the shell."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.types import Message

from dayops_dash.dataset import Library
from dayops_dash.desk.web.gate import DeskGate, DeskPerson
from dayops_dash.desk.web.routes import Desk
from dayops_dash.edition.page import no_page, policy
from dayops_dash.server.door import Door
from dayops_dash.server.served_at import ServedAt
from dayops_dash.stories import PAGES
from tests.server.apart import run_apart

HOST = "127.0.0.1:8501"
TITLES = {page.path: page.title for page in PAGES.values()}
TOKEN = re.compile(r'name="token" value="([^"]+)"')


class DeskAnswer:
    """What came back: its status, headers and body; ``text`` is the body with its entities resolved."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.status = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])
        self.html = self.body.decode("utf-8", "replace")
        self.text = unescape(self.html)


class DeskBrowser:
    """An officer's browser on a council's folder; ``person`` is whom sign-in names, ``prefix`` the path that the dashboard is under."""

    def __init__(
        self,
        root: Path,
        *,
        listens: Sequence[str] = ("127.0.0.1",),
        client: str = "127.0.0.1",
        person: DeskPerson | None = None,
        prefix: str = "",
    ) -> None:
        gate = DeskGate(root, listens=lambda: listens)
        desk = Desk(gate, lambda: no_page("desk", TITLES), Library(root), lambda scope: person, prefix)
        door = {
            "pages": ["", *(address.strip("/") for address in TITLES)],
            "others": ["desk"],
            "served_at": ServedAt(prefix),
        }
        told = {
            "no_page": lambda name: no_page(name, TITLES),
            "policy": policy(),
            "health": lambda name: None,
            "metrics": lambda held: None,
        }
        self.app = Door(Starlette(routes=desk.routes()), **door, **told)
        self.client, self.prefix = client, prefix

    def get(self, address: str, **headers: str) -> DeskAnswer:
        return self._ask("GET", address, b"", headers)

    def token(self) -> str:
        found = TOKEN.search(self.get(f"{self.prefix}/desk").html)
        assert found
        return found[1]

    def post(self, address: str, fields: Mapping[str, str], **headers: str) -> DeskAnswer:
        """Send a form of fields, with the desk's token unless the fields say another."""
        body = urlencode({"token": self.token(), **fields}).encode()
        return self._ask("POST", address, body, {"content_type": "application/x-www-form-urlencoded", **headers})

    def upload(self, address: str, fields: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> DeskAnswer:
        """Send a form with files, each with its name."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"token": self.token(), **fields}.items()
        ]
        for name, content in files:
            head = f'--{edge}\r\ncontent-disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        body = b"".join((*parts, f"--{edge}--\r\n".encode()))
        return self._ask("POST", address, body, {"content_type": f"multipart/form-data; boundary={edge}"})

    def _ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> DeskAnswer:
        path, _, query = address.partition("?")
        told = {"host": HOST, **headers}
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()],
            "http_version": "1.1",
            "scheme": "http",
            "server": ("127.0.0.1", 8501),
            "root_path": "",
            "client": (self.client, 1),
        }
        sent: list[Message] = []
        pieces = [body[at : at + 1_000_000] for at in range(0, len(body), 1_000_000)] or [b""]

        async def receive() -> Message:
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: Message) -> None:
            sent.append(message)

        run_apart(self.app(scope, receive, send))
        return DeskAnswer(sent)
