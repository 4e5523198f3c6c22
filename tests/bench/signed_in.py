"""What sign-in costs: reruns of a reader who is signed in beside those of one where nobody can be, and how soon such a copy is ready."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, replace
from statistics import median

from dayops_dash.server.signin.cookies import CookieJar
from dayops_dash.server.signin.session import SESSION, Session
from tests.bench.asked import Asked
from tests.bench.reader import Reader
from tests.bench.reruns import Turns, pair
from tests.bench.result import Row, ms, spread, undisturbed
from tests.bench.servers import OURS, Server, serving, serving_all

MORE = 1.05  # times a rerun without sign-in
READY = 5.0  # seconds from its start until a copy answers
SECRET = secrets.token_urlsafe(48)
SETTINGS = {
    "DAYOPS_BASE": "http://127.0.0.1:{port}",
    "DAYOPS_SIGNIN_ISSUER": "http://127.0.0.1:9",  # a service that is away: sessions go on until roles must be read again
    "DAYOPS_SIGNIN_CLIENT": "bench",
    "DAYOPS_SIGNIN_SECRET": "bench",
    "DAYOPS_SIGNIN_COOKIE_SECRET": SECRET,
}
SIGNED = replace(OURS, name="ours, with sign-in", settings=tuple(SETTINGS.items()))


def cost(asked: Asked) -> list[Row]:
    """Return reruns with sign-in beside those without, and how soon a copy with sign-in is ready."""
    turns = Turns(3 if asked.quick else 12)
    with serving_all(OURS, SIGNED) as (plain, signed):
        for server in (plain, signed):
            server.settle()
        beside, own = pair(Reader(plain, "progress"), _reader(signed), turns)
    quick, quick_beside = undisturbed(own), undisturbed(beside)
    ratio = quick / quick_beside
    figures = {"signed in": own, "without": beside, "ratio": ratio}
    starts = [_start() for _ in range(1 if asked.quick else 3)]
    return [
        Row("rerun of somebody signed in, Progress", ms(quick), f"{ms(quick_beside)} (no sign-in)", f"{ratio:.3f}×",
            f"at most {MORE}×", ratio <= MORE, figures),
        Row("a copy with sign-in is ready", spread(starts), bar=f"under {READY:g} s", holds=median(starts) < READY,
            figures={"starts": starts}),
    ]  # fmt: skip


def _reader(server: Server) -> Reader:
    """Return a reader with a session as sign-in would have given it."""
    now = int(time.time())
    jar = CookieJar([SECRET], "", secure=False)
    _, header = jar.put(SESSION, asdict(Session("bench", ("officer:dorset",), "key", now, now)), 3600)
    reader = Reader(server, "progress")
    reader.headers = {"Cookie": header.decode().partition(";")[0], "Origin": server.url}
    return reader


def _start() -> float:
    begun = time.monotonic()
    with serving(SIGNED):
        return time.monotonic() - begun
