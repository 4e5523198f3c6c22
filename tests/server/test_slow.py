"""A sender that is slow is let go, and one that asks in time is answered: on real sockets, by both of uvicorn's protocols."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dayops_dash.server import slow
from dayops_dash.server.slow import TooSlowError, in_time, limit_senders

ASKING, MOST = 0.4, 12
GET = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"


async def answer(request: Request) -> PlainTextResponse:
    try:
        body = await Request(request.scope, in_time(request.receive, ASKING)).body()
    except TooSlowError:
        return PlainTextResponse("too slow", 408)
    return PlainTextResponse(f"{len(body)} bytes")


@pytest.fixture(scope="module", params=["h11", "httptools"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    kept = {protocol: dict(vars(protocol)) for protocol in slow._protocols()}
    limit_senders(ASKING, MOST)
    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=0, http=request.param, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()
    for protocol, methods in kept.items():
        for name in ("connection_made", "data_received", "connection_lost", "send_400_response", "_should_upgrade"):
            setattr(protocol, name, methods[name])


def opened(port: int, *sent: bytes, pause: float = 0.0) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=5)
    for piece in sent:
        one.sendall(piece)
        time.sleep(pause)
    return one


def rest(one: socket.socket) -> bytes:
    """Return what comes until the other side ends it."""
    found = b""
    try:
        while piece := one.recv(4096):
            found += piece
    except ConnectionError:
        pass
    one.close()
    return found


@pytest.mark.parametrize("sent", [b"", b"GET / HT", GET[:-2]], ids=["nothing", "half a line", "headers with no end"])
def test_who_does_not_ask_is_let_go(port: int, sent: bytes) -> None:
    begun = time.monotonic()
    assert rest(opened(port, sent)) == b""
    assert ASKING / 2 < time.monotonic() - begun < ASKING * 6


def test_a_letter_at_a_time_gains_no_time(port: int) -> None:
    one = opened(port)
    with pytest.raises(ConnectionError):
        for letter in GET * 4:
            one.sendall(bytes([letter]) if letter != 10 else b"x")
            time.sleep(ASKING / 8)
    one.close()


def test_a_second_request_has_its_own_time_and_no_more(port: int) -> None:
    one = opened(port, GET)
    assert one.recv(4096).endswith(b"0 bytes")
    time.sleep(ASKING * 1.5)  # a reader rests; uvicorn waits some seconds for that
    one.sendall(GET)
    assert one.recv(4096).endswith(b"0 bytes")
    one.sendall(b"GET /")
    assert rest(one) == b""


def test_a_body_comes_in_pieces_or_is_refused(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 6\r\n\r\n"
    assert rest(opened(port, head, b"ab", b"cd", b"ef", pause=ASKING * 0.6)).endswith(b"6 bytes")
    assert b"408" in rest(opened(port, head, b"ab"))


def test_more_connections_than_there_is_room_for_are_told_so(port: int) -> None:
    time.sleep(ASKING * 2)
    every = [opened(port) for _ in range(MOST + 8)]
    answers = [rest(one) for one in every]
    assert sum(b"503" in one for one in answers) == 8
    assert rest(opened(port, GET.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))).endswith(b"0 bytes")


@pytest.mark.parametrize(
    "sent", [b"\x16\x03\x01\x02\x00\r\n\r\n", b"get / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nhost\r\n\r\n"]
)
def test_what_is_no_request_is_answered_with_a_policy_too(port: int, sent: bytes) -> None:
    answer = rest(opened(port, sent))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"nosniff" in answer and b"default-src 'none'" in answer and b"server:" not in answer.lower()


@pytest.mark.parametrize("more", [b"", b"sec-websocket-version: 13\r\nsec-websocket-key: x\r\n"])
@pytest.mark.parametrize("method", [b"GET", b"HEAD"])
def test_what_cannot_become_a_websocket_is_answered_as_any_request_is(port: int, method: bytes, more: bytes) -> None:
    asked = b"%b / HTTP/1.1\r\nhost: a\r\nconnection: upgrade, close\r\nupgrade: websocket\r\n%b\r\n" % (method, more)
    assert rest(opened(port, asked)).startswith(b"HTTP/1.1 200 ")


def test_what_the_server_is_is_not_said(port: int) -> None:
    for _ in range(2):
        assert b"server:" not in rest(opened(port, GET.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))).lower()
        time.sleep(1.1)  # uvicorn writes its headers anew each second


def test_the_application_limits_its_senders(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process may open is less its spare files, and never more than so many."""
    resource: Any = pytest.importorskip("resource")
    for soft, room in ((1024, 1024 - slow.SPARE), (100_000, slow.MOST), (resource.RLIM_INFINITY, slow.MOST)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, soft=soft: (soft, soft))
        assert slow._room() == room
