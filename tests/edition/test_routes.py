"""The public addresses, in process: what they give, how it may be kept, who may read it, and that nothing else can be reached."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from dayops_dash import clock
from dayops_dash.dataset import DATA, Library
from dayops_dash.edition import data, routes
from dayops_dash.edition.data import ADDRESSES
from dayops_dash.measures.record.facts import facts
from dayops_dash.screen import files
from dayops_dash.screen.shell.middleware import Shell
from dayops_dash.stories import SECTIONS
from tests.dataset.test_public import with_secrets
from tests.server.apart import run_apart

APP = Shell(Starlette(routes=[*routes.routes(), files.route("table", files.table)]))


class Answer:
    def __init__(self, messages: list[Message]) -> None:
        start = messages[0]
        self.status = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])
        self.text = self.body.decode("utf-8", "replace")


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    """Ask the application as a server would, through the shell that stands round Streamlit."""
    path, _, query = address.partition("?")
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": told,
    }
    scope |= {"http_version": "1.1", "scheme": "http", "server": ("test", 80), "root_path": "", "client": ("test", 1)}
    sent: list[Message] = []
    asked: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asked:
            await asyncio.Event().wait()  # a browser that goes on waiting for its answer
        return asked.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(APP(scope, receive, send))
    return Answer(sent)


def test_a_plain_page_is_served_under_a_policy_without_scripts() -> None:
    found = ask("/read/dorset/progress")
    assert found.status == 200 and found.headers["content-type"] == "text/html; charset=utf-8"
    policy = found.headers["content-security-policy"]
    assert (
        "default-src 'none'" in policy
        and "script-src" not in policy
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
    )
    assert Library().dataset("dorset").version in found.headers["etag"]
    assert "<script" not in found.text and 'href="../../progress?council=dorset&amp;as_at=2026-11-29"' in found.text


def test_a_day_asked_for_is_kept_by_the_links_of_the_page() -> None:
    found = ask("/read/nottinghamshire/overview?as_at=2024-01-31")
    assert "as at 31 January 2024" in found.text and 'href="../nottinghamshire/progress?as_at=2024-01-31"' in found.text
    assert 'href="../../data/nottinghamshire/facts.csv?as_at=2024-01-31"' in found.text
    before = ask("/read/nottinghamshire/overview?as_at=2011-01-01")
    assert before.status == 200 and "No paper yet on this day" in before.text


def test_pages_are_reached_from_read_alone() -> None:
    assert (ask("/read").status, ask("/read").headers["location"]) == (307, "read/")
    index = ask("/read/")
    assert index.status == 200 and all(f'href="{slug}/overview"' in index.text for slug in Library().slugs())
    assert ask("/read/dorset").headers["location"] == "dorset/overview"


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_link_of_every_served_page_is_answered(slug: str) -> None:
    """But for those into the dashboard, which Streamlit answers, and the drawings, one of which stands for all."""
    from posixpath import join, normpath

    from tests.edition.test_site import Read

    seen = set()
    for page in SECTIONS:
        at = f"/read/{slug}/{page}"
        for link in Read(ask(at).body).all("a"):
            address = normpath(join(f"/read/{slug}", link["href"].partition("?")[0]))
            if address.split("/")[1] in ("data", "figure") and not address.endswith((".png", ".svg")):
                seen.add(address)
    assert len(seen) > len(SECTIONS) and [address for address in sorted(seen) if ask(address).status != 200] == []


def test_the_data_are_what_they_say() -> None:
    package = ask("/data/dorset.zip")
    assert package.headers["content-disposition"] == 'attachment; filename="dorset-package.zip"'
    with zipfile.ZipFile(io.BytesIO(package.body)) as held:
        assert held.read("dorset/documents.csv") == (DATA / "dorset" / "documents.csv").read_bytes()
    table = ask("/data/dorset/risks.csv")
    assert table.body == (DATA / "dorset" / "risks.csv").read_bytes() and table.headers["content-type"].startswith(
        "text/csv"
    )
    day = clock.today()
    listed = list(csv.DictReader(io.StringIO(ask("/data/dorset/facts.csv").text)))
    assert (
        len(listed)
        == len(facts(Library().dataset("dorset").at()))
        == len(json.loads(ask("/data/dorset/facts.json").body))
    )
    assert (
        ask("/data/dorset/facts.csv").headers["content-disposition"] == f'attachment; filename="dorset-facts-{day}.csv"'
    )
    assert len(ask("/data/dorset/facts.csv?as_at=2010-01-01").text.splitlines()) < len(listed)


def test_a_figure_is_given_in_every_form_that_it_has() -> None:
    figure = next(
        f for f in SECTIONS["progress"].story(Library().dataset("dorset").at()).figures if f.figure_id == "timeline"
    )
    address = "/figure/dorset/progress/timeline"
    assert ask(f"{address}.csv").text == figure.grid.csv() and ask(f"{address}.md").text == figure.markdown() + "\n"
    assert ask(f"{address}.png").body[:8] == b"\x89PNG\r\n\x1a\n"
    svg = ask(f"{address}.svg")
    assert svg.headers["content-type"] == "image/svg+xml" and svg.text.startswith("<svg ") and "<title>" in svg.text
    assert svg.headers["content-disposition"].startswith('inline; filename="dorset-timeline-')
    assert "sandbox" in svg.headers["content-security-policy"]
    assert ask("/figure/dorset/overview/beside.png").status == 404


def test_what_a_reader_has_is_not_sent_again() -> None:
    for address in ("/read/dorset/overview", "/data/dorset.zip", "/figure/dorset/overview/standing.csv"):
        first = ask(address)
        tag = first.headers["etag"]
        assert "max-age" in first.headers["cache-control"]
        for held in (tag, f'"other", {tag}', "*"):
            again = ask(address, if_none_match=held)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert ask(address, if_none_match='"other"').status == 200
        assert ask(address, "HEAD").headers["content-length"] == str(len(first.body)), "the door keeps back the body"


def test_any_website_may_read_the_data_and_nothing_may_be_written() -> None:
    for address in ("/data/dorset.zip", "/data/dorset/nothing.csv", "/figure/dorset/overview/standing.csv"):
        assert ask(address).headers["access-control-allow-origin"] == "*"
    allowed = ask("/data/dorset.zip", "OPTIONS")
    assert allowed.status == 204 and allowed.headers["access-control-allow-methods"] == "GET, HEAD"
    assert ask("/data/dorset.zip", "POST").status == ask("/read/dorset/overview", "DELETE").status == 405


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/read/atlantis/overview", "No council is called"),
        ("/read/dorset/nonsense", "There is no page"),
        ("/read/dorset/overview/deeper", "There is no page"),
        ("/read/dorset/overview?as_at=soon", "is not a date"),
        ("/data", "Name a council: /data/cheshire-east.zip"),
        ("/data/atlantis.zip", "There are: "),
        ("/data/dorset/nothing.csv", "facts.csv, facts.json"),
        ("/data/dorset/documents.csv?as_at=2024-01-01", "whole"),
        ("/data/../app.py", "No council is called"),
        ("/data/dorset/../../app.py", "There is no"),
        ("/data/dorset/datapackage.json", "There is no"),
        ("/data//etc/passwd.csv", "No council is called"),
        ("/data/..%2f..%2fREADME.md", "No council is called"),
        ("/figure/dorset/nonsense/standing.csv", "There is no page"),
        ("/figure/dorset/overview/nothing.csv", "It has: standing"),
        ("/figure/dorset/overview/standing.exe", "It is given as: csv, md"),
        ("/figure/dorset/overview", "The page has no figure"),
        ("/figure", "No council is called"),
        ("/read/<script>/overview", "&lt;script&gt;"),
    ],
)
def test_an_unknown_address_is_answered_in_plain_words(address: str, words: str) -> None:
    found = ask(address)
    assert found.status == 404 and "Traceback" not in found.text
    assert words in found.text
    assert "<script" not in found.text


def test_what_is_exempt_is_at_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the application itself, for members, holds it."""
    with_secrets(tmp_path)
    for module in (data, routes):
        monkeypatch.setattr(module, "Library", partial(Library, tmp_path))
    addresses = [
        f"/data/exampleton/{name}" for name in ("spend.csv", "risks.csv", "documents.csv", "facts.csv", "facts.json")
    ]
    for page in SECTIONS:
        addresses.append(f"/read/exampleton/{page}")
        figures = SECTIONS[page].story(Library(tmp_path).dataset("exampleton").at()).figures
        addresses += [f"/figure/exampleton/{page}/{figure.figure_id}.md" for figure in figures]
    for address in addresses:
        assert not any(
            secret in ask(address).body for secret in (b"Zanzibar", b"234567", b"234,567", b"345678", b"345.7")
        ), address
    with zipfile.ZipFile(io.BytesIO(ask("/data/exampleton.zip").body)) as held:
        assert b"Zanzibar" not in b"".join(held.read(name) for name in held.namelist())
    assert ask("/data/exampleton/levels.csv").status == 404
    assert Library(tmp_path).dataset("exampleton").table("spend")["note"].str.contains("Zanzibar").any(), (
        "the test can fail"
    )


def test_each_kind_of_address_is_documented() -> None:
    told = " ".join(address for address, _ in ADDRESSES)
    assert all(f"/{kind}/" in told for kind in ("read", "data", "figure")) and all(
        f".{form}" in told for form in data.MEDIA if form != "html"
    )


def test_a_figure_of_another_day_says_in_words_what_is_different_today() -> None:
    address = "/figure/nottinghamshire/overview/standing.md"
    assert (
        "Today, " in ask(f"{address}?as_at=2023-03-13").text.splitlines()[-1]
        and "overdue" in ask(f"{address}?as_at=2023-03-13").text
    )
    assert "before 20" not in ask(address).text.splitlines()[-1]
