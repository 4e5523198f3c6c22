"""Senders that are slow on purpose, gone, or no readers at all: how long a connection may take to ask, how many may stand open, and
what is answered to what is no request.

uvicorn closes a connection that rests after an answer, and waits for ever for a first request, or for one that comes a letter at a
time: 400 of those kept 400 sockets. Its protocols are told to wait no longer, both of them: which one serves is uvicorn's choice.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import wraps
from typing import Any

from starlette.types import Message, Receive

from dayops_dash.server.headers import Header, with_headers

ASKING = 10.0  # seconds for the first line and headers of a request, as the proxy's example has it
PIECE = 15.0  # seconds until the next piece of a body
SPARE = 128  # files that the process may need beside its sockets
MOST = 4_000  # sockets of one copy
USUAL = 1_000  # where a machine does not say how many files a process may open


def _whole(status: bytes, body: bytes, *more: Header) -> bytes:
    """Return an answer as it is sent, after which the connection ends, with the headers that every answer has."""
    kind, length = (b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())
    headers = with_headers([kind, length, (b"connection", b"close"), *more])
    return b"".join([b"HTTP/1.1 ", status, b"\r\n", *(b"%b: %b\r\n" % one for one in headers), b"\r\n", body])


HANDSHAKE = re.compile(rb"[A-Za-z0-9+/]{22}==")  # a websocket's key: sixteen bytes
BUSY = _whole(b"503 Service Unavailable", b"", (b"retry-after", b"5"))
NO_REQUEST = _whole(b"400 Bad Request", b"This is no request that can be answered.\n")


class TooSlowError(Exception):
    """A body of which no piece came in time."""


def limit_senders(asking: float = ASKING, most: int = 0) -> None:
    """Close what does not ask within some seconds, and what comes when too many connections stand open, from now on.

    ``most`` is how many sockets may stand open; 0 for as many as the machine lets the process have.
    """
    for protocol in _protocols():
        _limit(protocol, asking, most or _room())


def in_time(receive: Receive, seconds: float = PIECE) -> Receive:
    """Return how to receive a request of which each piece must come within some seconds. Raises TooSlowError where one does not."""
    done = False

    async def received() -> Message:
        nonlocal done
        if done:  # what comes then is that the reader has gone, for which there is no time
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), seconds)
        except TimeoutError as error:
            raise TooSlowError from error
        done = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return received


def _protocols() -> list[Any]:
    """Return uvicorn's classes for HTTP that are installed."""
    found: list[Any] = []
    with suppress(ImportError):
        from uvicorn.protocols.http.h11_impl import H11Protocol

        found.append(H11Protocol)
    with suppress(ImportError):
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

        found.append(HttpToolsProtocol)
    return found


def _room() -> int:
    try:
        import resource
    except ImportError:  # not on Windows
        return USUAL
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else max(SPARE, min(MOST, soft - SPARE))


def _limit(protocol: Any, asking: float, most: int) -> None:
    its_own = (protocol.connection_made, protocol.data_received, protocol.connection_lost, protocol._should_upgrade)
    made, received, lost, upgrades = getattr(protocol, "do_own", its_own)

    @wraps(made)
    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        _say_no_name(self)
        made(self, transport)
        if len(self.connections) > most:
            transport.write(BUSY)
            transport.close()
        else:
            _await_request(self, asking)

    @wraps(received)
    def data_received(self: Any, data: bytes) -> None:
        received(self, data)
        _await_request(self, asking)

    @wraps(lost)
    def connection_lost(self: Any, error: Exception | None) -> None:
        _stop_waiting(self)
        lost(self, error)

    def send_400_response(self: Any, msg: str) -> None:
        self.transport.write(NO_REQUEST)
        self.transport.close()

    def should_upgrade(self: Any) -> bool:
        return upgrades(self) and _is_handshake(self.scope["method"], dict(self.headers))

    protocol.send_400_response, protocol._should_upgrade = send_400_response, should_upgrade
    protocol.do_own = (made, received, lost, upgrades)
    protocol.connection_made, protocol.data_received = connection_made, data_received
    protocol.connection_lost = connection_lost


def _is_handshake(method: str, headers: Mapping[bytes, bytes]) -> bool:
    """Return whether a websocket can be opened; what cannot is answered as any other request is."""
    key = headers.get(b"sec-websocket-key", b"").strip()
    return method == "GET" and headers.get(b"sec-websocket-version") == b"13" and bool(HANDSHAKE.fullmatch(key))


def _say_no_name(connection: Any) -> None:
    """Take the server's name out of what it puts on every answer, now and each second."""
    for held, name in ((connection.config, "encoded_headers"), (connection.server_state, "default_headers")):
        setattr(held, name, [one for one in getattr(held, name) if one[0].lower() != b"server"])


def _await_request(connection: Any, seconds: float) -> None:
    """Close a connection in so many seconds where no other request has come whole by then; one that is being answered waits for nothing."""
    cycle = connection.cycle
    if cycle is not None and not cycle.response_complete:
        _stop_waiting(connection)
    elif getattr(connection, "do_waits", None) is None:
        connection.do_waits = asyncio.get_running_loop().call_later(seconds, _close, connection, cycle)


def _stop_waiting(connection: Any) -> None:
    if (timer := getattr(connection, "do_waits", None)) is not None:
        timer.cancel()
        connection.do_waits = None


def _close(connection: Any, cycle: object) -> None:
    connection.do_waits = None
    if connection.cycle == cycle and connection in connection.connections:
        connection.transport.abort()
