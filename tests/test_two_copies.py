"""Two copies of the application on one folder of data, as behind a proxy: both show a publish, and each answers the other's links."""

from __future__ import annotations

import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.pack import Pack
from dayops_dash.publishing.publish import draft_of, publish, start_draft
from dayops_dash.stories.meeting.pack import committees
from tests.bench.reader import Reader
from tests.bench.servers import OURS, Server, serving
from tests.server.apart import run_apart
from tests.thorough import THOROUGH, some

pytestmark = pytest.mark.long
LINK = re.compile(r'href="\./((?:table|document|record)/[^"]*)"')
OLD, NEW = "Reform day services in Dorset", "Day services in Dorset are reformed"
SOON = 2.0  # seconds within which every copy shows a publish
PAGES = (
    ("", {}),
    ("progress", {"view": "actions", "order": "due"}),
    ("compare", {"with": "solihull"}),
    ("compare", {}),
    ("scenario", {"prices": "cheshire-east"}),
    ("risks", {}),
    ("sources", {"search": "day"}),
    ("pack", {"sections": "risks,compare"}),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies") / "data"
    for slug in ("dorset", "solihull", "cheshire-east"):
        shutil.copytree(DATA / slug, folder / slug)
    return folder


@pytest.fixture(scope="module")
def pair(root: Path) -> Iterator[list[Server]]:
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("DAYOPS_DATA", str(root))
        yield [stack.enter_context(serving(OURS)) for _ in range(2)]


class Seeing(Reader):
    """A reader that keeps what a page shows."""

    def __init__(self, server: Server, page: str, **choices: str) -> None:
        super().__init__(server, page, **choices)
        self.html = ""

    def _read(self, data: str | bytes, seen: set[str]) -> bool:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        if message.WhichOneof("type") == "delta":
            self.html += message.delta.new_element.html.body
        return super()._read(data, seen)


def page_of(server: Server, page: str, **choices: str) -> str:
    """Return what a page shows, as HTML."""

    async def visit() -> str:
        async with Seeing(server, page, council="dorset", **choices) as reader:
            await reader.run()
            return reader.html

    return run_apart(visit())


def links(server: Server) -> set[str]:
    return {unescape(link) for page, choices in PAGES for link in LINK.findall(page_of(server, page, **choices))}


def got(server: Server, link: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"{server.url}/{link}", timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def test_every_link_of_one_copy_is_answered_by_the_other_and_by_one_started_again(pair: list[Server]) -> None:
    one, other = pair
    found = links(one)
    assert found == links(other)
    kinds = {kind: [link for link in found if link.startswith(kind)] for kind in ("table", "document", "record")}
    documents = sum(one.kind != "ward" for one in FORMATS.values())  # no area is chosen
    assert len(kinds["table"]) >= 15 and len(kinds["document"]) == documents and len(kinds["record"]) == 3
    held = {link: got(one, link) for link in found}
    assert {status for status, _ in held.values()} == {200}
    with serving(OURS) as again:  # has shown no page, so each answer is from the link alone
        for link in found:
            assert got(again, link) == held[link], link
    for link in found if THOROUGH else kinds["table"] + kinds["record"] + some(sorted(kinds["document"]), 3):
        assert got(other, link) == held[link], link


def test_a_document_is_that_of_its_choices(pair: list[Server], root: Path) -> None:
    (link,) = (unescape(link) for link in LINK.findall(page_of(pair[0], "pack")) if "/pack/workbook.xlsx?" in link)
    base = parse_qs(urlsplit(link).query)["base"][0] if "base=" in link else ""
    council = Library(root).dataset("dorset").at()
    asked = Pack(council, next(iter(committees(council)), ""), None, base=base)
    assert got(pair[1], link) == (200, FORMATS["workbook.xlsx"].make(asked))


def test_a_publish_is_seen_by_both_copies_and_links_made_before_it_still_work(
    pair: list[Server], root: Path, tmp_path: Path
) -> None:
    before = {link: got(pair[0], link) for link in links(pair[0])}
    home, draft = root / "dorset", tmp_path / "draft"
    start_draft(home, draft)
    text = (draft / "intentions.csv").read_text("utf-8")
    assert OLD in text and NEW not in page_of(pair[1], "progress", view="actions")
    (draft / "intentions.csv").write_text(text.replace(OLD, NEW), "utf-8")
    publish(draft_of(home, draft), because="A title was wrong")
    published = time.monotonic()
    waiting = {server.port: server for server in pair}
    while waiting:
        for port, server in list(waiting.items()):
            began = time.monotonic() - published
            if NEW in page_of(server, "progress", view="actions"):
                del waiting[port]
            else:
                assert began < SOON, f"a visit {began:.1f} s after the publish still shows what was before"
    assert not waiting
    for link, said in before.items():
        assert got(pair[1], link) == said, link
    after = links(pair[0])
    assert not after & before.keys() and after == links(pair[1])
    assert {got(pair[1], link)[0] for link in after} == {200}
