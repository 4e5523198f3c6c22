"""What the server sends first of a page: that it is whole, that it is of that page alone, and how it may be kept."""

from __future__ import annotations

import re
from typing import Any

import brotli
import pytest
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Message

from dayops_dash import frame
from dayops_dash.address import Address
from dayops_dash.dataset import Library
from dayops_dash.first_answer import answer
from dayops_dash.first_answer.answer import LIVE_ONLY, NOBODY, first_answer
from dayops_dash.first_answer.controls import plain_address
from dayops_dash.screen.shell.middleware import Shell
from dayops_dash.screen.shell.page import Request
from dayops_dash.screen.shell.scripts import STATIC
from dayops_dash.stories import PAGES
from tests.server.apart import run_apart

MOST = 60_000  # bytes of a page, compressed
STILL = [name for name in PAGES if name not in LIVE_ONLY]
COUNCILS = Library().slugs()


async def streamlits_page(request: Asked) -> Response:
    return HTMLResponse((STATIC / "index.html").read_text("utf-8"))


INNER = Starlette(routes=[Route("/{path:path}", streamlits_page)])
APP = Shell(INNER, first=first_answer, plain_address=plain_address)


def ask(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask for a page as a browser would, and return status, headers and body."""
    path, _, query = address.partition("?")
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    scope |= {"headers": told, "http_version": "1.1", "scheme": "http", "root_path": "", "client": ("192.0.2.1", 1)}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(APP(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def text_of(address: str) -> str:
    return ask(address)[2].decode()


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_page_of_every_council_is_sent_whole_and_small(slug: str) -> None:
    council = Library().dataset(slug).at()
    for name in STILL:
        status, _, body = ask(f"{PAGES[name].path}?council={slug}", accept_encoding="br")
        page = brotli.decompress(body).decode()
        assert status == 200 and len(body) < MOST, name
        assert page.count("<h1") == page.count("<main") == 1, name
        assert f"{PAGES[name].title} – {council.short_title} – {frame.PRODUCT}</title>" in page
        assert 'class="do-foot"' in page and "stException" not in page
        story = PAGES[name].at_address(council, Address.of({}))
        drawn = [figure for figure in story.figures if figure.chart and not figure.is_touched]
        assert page.count('<div class="do-chart') == len(drawn) and 'data-testid="stVegaLiteChart"' not in page, name


@pytest.mark.parametrize("name", sorted(LIVE_ONLY))
def test_a_page_that_is_only_live_is_sent_as_before(name: str) -> None:
    page = text_of(PAGES[name].path)
    assert 'id="do-still"' not in page and '<script type="module"' in page and "<noscript>" in page


def test_a_map_on_the_ground_is_only_live() -> None:
    assert first_answer(Request("wards", {"map": "ground", "council": "solihull"}, NOBODY)) is None
    assert first_answer(Request("wards", {"council": "solihull"}, NOBODY))


def test_a_reader_who_has_the_page_is_told_so() -> None:
    _, headers, _ = ask("/risks?council=dorset", accept_encoding="br")
    status, again, body = ask("/risks?council=dorset", accept_encoding="br", if_none_match=headers["etag"])
    assert (status, body) == (304, b"") and again["etag"] == headers["etag"]
    assert headers["cache-control"] == "private, no-cache"  # rows that are exempt from publication may be on it
    other = ask("/risks?council=dorset&as_at=2023-01-01", if_none_match=headers["etag"])
    assert other[0] == 200 and other[1]["etag"] != headers["etag"]


def test_what_the_first_words_are_shown_with_is_named_before_the_page() -> None:
    _, headers, body = ask("/progress?council=dorset")
    named = re.findall(r"<\.(/[^>]+)>; rel=preload; as=(\w+)", headers["link"])
    assert [kind for _, kind in named] == ["style", "font"]
    for place, _ in named:
        assert f'"{"." + place}"'.encode() in body and ask(place)[0] == 200


def test_what_an_address_says_is_text_and_never_markup() -> None:
    nasty = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    for page in ("/search", "/progress", "/sources", "/compare", "/scenario", "/voices"):
        sent = text_of(
            f"{page}?council=dorset&q={nasty}&search={nasty}&show={nasty}&with={nasty}&x{nasty}={nasty}&share_1={nasty}"
        )
        assert "<script>alert" not in sent and '"><script' not in sent, page
        assert "script-src 'self' 'sha256-" in ask(page)[1]["content-security-policy"]


def test_an_officers_way_to_the_desk_is_for_the_officer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame.DeskGate, "lets_in", lambda gate, headers, client: client == "127.0.0.1")
    own = first_answer(Request("risks", {"council": "dorset"}, ({"host": "localhost"}, "127.0.0.1")))
    others = first_answer(Request("risks", {"council": "dorset"}, ({"host": "localhost"}, "192.0.2.1")))
    assert own and others and "./desk" in own.markup and "./desk" not in others.markup


def test_a_page_is_made_once_for_a_version_a_day_and_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = frame.draw
    monkeypatch.setattr(answer.frame, "draw", lambda name, run: (drawn.append(name), draw(name, run)))
    answer._kept.cache_clear()
    for choices in ({}, {}, {"kind": "x"}, {"as_at": "2023-01-01"}, {}):
        assert first_answer(Request("outcomes", {"council": "dorset", **choices}, NOBODY))
    assert len(drawn) == 3


def test_what_is_not_there_is_said_at_first_too() -> None:
    page = text_of("/risks?council=atlantis")
    assert page.count("<h1") == 1 and "This page could not be found" in page


def test_a_fault_in_the_first_answer_leaves_the_live_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: Request) -> None:
        raise ValueError

    monkeypatch.setattr(APP, "first", broken)
    status, _, body = ask("/risks")
    assert status == 200 and b'id="do-still"' not in body and b'<script type="module"' in body


def test_controls_say_what_the_address_says() -> None:
    sent = text_of("/progress?council=nottinghamshire&view=actions&theme=&search=care&as_at=2023-03-13")
    assert re.search(r'<option value="nottinghamshire" selected>', sent)
    assert re.search(r'type="radio"[^>]* value="actions" name="view" checked', sent)
    assert re.search(r'name="search" value="care"', sent)
    assert '<option value="other">' not in sent  # a day of one's own needs a script
    form = re.findall(r"<form .*?</form>", sent, re.DOTALL)[-1]
    assert 'name="as_at" value="2023-03-13"' in form and 'name="council" value="nottinghamshire"' in form


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ([("council", "dorset")], None),
        ([("form", "1"), ("council", "dorset"), ("theme", "")], "council=dorset"),
        ([("form", "1"), ("with[]", "a"), ("with[]", "b"), ("x", "1"), ("x", "2")], "with=a%2Cb&x=2"),
    ],
)
def test_a_form_leads_to_the_address_that_a_link_has(sent: list[tuple[str, str]], plain: str | None) -> None:
    assert plain_address(sent) == plain
