"""The headers of every answer, in one place: whoever answers may be stricter, and nobody is laxer by forgetting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.types import Receive, Scope, Send

Header = tuple[bytes, bytes]

# Who asks, from sign-in to the pages: "nobody", or "person" or "officer" (with "+access" for who opens exempt papers) with what stands
# for their roles. The door takes it from strangers.
ASKER = b"x-dayops-asker"
READER = b"x-dayops-reader"  # whose exempt papers are open (server/reading.py); sealed, and taken from strangers too
PERSON = "dayops.session"  # key of the session of whoever asks, in a request's scope
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
NOTHING = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"  # for what is no page of its own
)
SCRIPTS = (
    "text/javascript",
    "application/javascript",
)  # a worker runs under the policy of its script, so these have the page's


def with_headers(given: Iterable[Header]) -> list[Header]:
    """Return an answer's headers with those that it lacks. What the server is, and of which version, is nobody's business."""
    headers = [(name.lower(), value) for name, value in given if name.lower() != b"server"]
    there = {name.decode("latin-1") for name, _ in headers}
    kind = next((value.decode("latin-1") for name, value in headers if name == b"content-type"), "")
    wanted = dict(ALWAYS)
    if not kind.startswith(SCRIPTS):
        wanted["content-security-policy"] = NOTHING
    return headers + [(name.encode(), value.encode()) for name, value in wanted.items() if name not in there]


async def refuse_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer whoever asks for a websocket and may have none, with the headers of every answer where the server lets us."""
    await receive()
    if "websocket.http.response" in (scope.get("extensions") or {}):
        headers = with_headers([(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"0")])
        await send({"type": "websocket.http.response.start", "status": 403, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "code": 1008})


def value_of(headers: Iterable[Header], name: bytes) -> str:
    """Return the first value of a header; "" where it is not there."""
    return next((value.decode("latin-1") for key, value in headers if key.lower() == name), "")


def is_signed_in(headers: Mapping[str, str]) -> bool:
    """Return whether sign-in says that a request is of somebody who is signed in. The names of headers are small."""
    return headers.get(ASKER.decode(), "nobody").partition(" ")[0] != "nobody"
