"""The whole dashboard in a process of its own, with sign-in and a council that has exempt rows, and its readers by their roles."""

from __future__ import annotations

import contextlib
import html
import io
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdfium2
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from dayops_dash.server.signin.cookies import CookieJar
from dayops_dash.server.signin.session import SESSION, Session
from tests.server.exempt import COMMITTEE, COUNCIL, MEMBER, OTHER
from tests.server.oidc import COOKIE_SECRET, environment, free_port

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a token for the metrics of a test"
ROLES: dict[str, tuple[str, ...] | None] = {  # None is nobody who is signed in
    "anonymous": None,
    "reader": ("reader",),
    "of another committee": (f"member:{COUNCIL}:planning",),
    "of another council": (f"member:{OTHER}:{COMMITTEE}", f"member:{COMMITTEE}"),
    "officer": (f"officer:{COUNCIL}",),
    "publisher": (f"publisher:{COUNCIL}",),
    "administrator": (f"administrator:{COUNCIL}", "administrator"),
    "administrator of another council": (f"administrator:{OTHER}",),
    MEMBER: (f"member:{COUNCIL}:{COMMITTEE}",),
}
LINK = re.compile(r"\./((?:table|picture|document|record)/[^\"'\s<]+)")
WAIT = 90  # seconds for a start, or for a run


@dataclass(frozen=True)
class Answer:
    """What came back: the status, what the headers say, the file's name, and all words of it, whatever its kind."""

    status: int
    headers: dict[str, str]
    name: str
    text: str
    body: bytes


@dataclass(frozen=True)
class Served:
    """The dashboard: its port, where its log is, and its process."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cookie(self, role: str) -> str:
        """Return the cookie of somebody's session, as signing in would have left it."""
        roles = ROLES[role]
        if roles is None:
            return "x=y"
        now = int(time.time())
        jar = CookieJar([COOKIE_SECRET], "", secure=False)
        _, said = jar.put(SESSION, asdict(Session(role, roles, f"key of {role}", now, now)), 3600)
        return said.decode().partition(";")[0]

    def ask(self, place: str, role: str, **headers: str) -> Answer:
        told = {"Cookie": self.cookie(role), "Accept": "text/html", **headers}
        found = requests.get(f"{self.base}/{place}", headers=told, timeout=WAIT, allow_redirects=False)
        name = unquote(found.headers.get("content-disposition", "").rpartition("''")[2])
        return Answer(found.status_code, dict(found.headers), name, text_of(found.content, name), found.content)

    def post(self, place: str, role: str, **form: str) -> int:
        told = {"Cookie": self.cookie(role), "Origin": self.base}
        return requests.post(
            f"{self.base}/{place}", form, headers=told, timeout=WAIT, allow_redirects=False
        ).status_code

    def run(self, page: str, role: str, **headers: str) -> str:
        """Return every message that the websocket of a page sends, as text: what it shows, and what a browser draws."""
        (shown,) = self.runs(page, role, [lambda: None], **headers)
        return shown

    def runs(self, page: str, role: str, before: Sequence[Callable[[], object]], **headers: str) -> list[str]:
        """Return what a page shows in runs over one websocket, before each of which something is done."""
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_name = f"council={COUNCIL}", page
        told = {"Cookie": self.cookie(role), "Origin": self.base, **headers}
        address, shown = f"ws://127.0.0.1:{self.port}/_stcore/stream", []
        with connect(
            address, additional_headers=told, subprotocols=[Subprotocol("streamlit")], max_size=None
        ) as socket:
            for act in before:
                act()
                socket.send(asked.SerializeToString())
                shown.append(html.unescape("\n".join(_messages(socket))))
        return shown

    def links(self, page: str, role: str) -> list[str]:
        """Return the files that a page links to."""
        return sorted(set(LINK.findall(self.run(page, role))))


def _messages(socket: Any) -> Iterator[str]:
    while True:
        data = socket.recv(timeout=WAIT)
        message = ForwardMsg.FromString(data)
        yield data.decode("utf-8", "replace")
        if message.WhichOneof("type") == "script_finished":
            return


def text_of(content: bytes, name: str) -> str:
    """Return all words of an answer: of each part of an Office file, its properties too, and of each page of a PDF."""
    if name.endswith((".docx", ".pptx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(_without_tags(parts.read(part)) for part in sorted(parts.namelist()))
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(content) as document:
            pages = (page.get_textpage().get_text_range() for page in document)
            return "\n\f".join((str(document.get_metadata_dict()), *pages))
    return content.decode("utf-8", "replace")


def _without_tags(part: bytes) -> str:
    """Return what a part says: its words run together as they are read, and what its attributes hold."""
    told = part.decode("utf-8", "replace")
    return f"{html.unescape(re.sub(r'<[^>]*>', '', told))}\n{told}"


@contextlib.contextmanager
def serving(root: Path, folder: Path) -> Iterator[Served]:
    """Start the dashboard on a folder of councils; what keeps grants and its log is another folder."""
    port, path = free_port(), folder / "log"
    settings = environment(
        f"http://127.0.0.1:{port}", f"http://127.0.0.1:{free_port()}"
    )  # a service that is away: sessions are there already
    more = {"DAYOPS_DATA": str(root), "DAYOPS_GRANTS": str(folder / "grants"), "DAYOPS_DRAFTS": str(folder / "drafts")}
    more |= {"DAYOPS_LOG": "json", "DAYOPS_METRICS_TOKEN": TOKEN}
    with path.open("w", encoding="utf-8") as log:
        command = [sys.executable, "-m", "uvicorn", "app:app", "--timeout-graceful-shutdown", "60", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings, **more}, stdout=log, stderr=log)
        found = Served(port, path, process)
        try:
            _wait(found, process)
            yield found
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(served: Served, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(f"{served.base}/health/live", timeout=5).ok:
                return
        time.sleep(0.2)
    raise RuntimeError(f"The server did not start:\n{served.log.read_text('utf-8')}")
