"""Whatever strangers send to the addresses of sign-in: no error of ours, nowhere else to go, and nothing opened."""

from __future__ import annotations

import http.client
import random
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.server.oidc import Reader, Service, free_port, service
from tests.server.provide import why_not
from tests.server.signing_in import Small, small
from tests.thorough import THOROUGH

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())
REQUESTS = 5_000 if THOROUGH else 500
PORT = free_port()
STEPS = ("", "/return", "/out", "/left", "/me", "/x", "//return", "/return/..", "/%00", "/return/%2e%2e")
PLACES = (
    *(f"signin{step}" for step in STEPS),
    "",
    "progress",
    "desk",
    "desk/x",
    "data/x",
    "%2e%2e/desk",
    "desk%2fx",
    "DESK",
    "/desk",
)
QUERIES = (
    *("", "?next=//evil.example", "?next=https://evil.example", "?next=%00", f"?next={'a' * 5000}", "?next=%0d%0aX:1"),
    *(
        "?state=%ff&code=%00",
        "?error=<script>&state=aaaaaaaaaaaaaaaaaaaa",
        f"?state={'a' * 64}&code=x",
        "?code=x&code=y&state=b",
    ),
    "?" + "&".join(f"a{number}=1" for number in range(600)),
)
METHODS = ("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE")


@pytest.fixture(scope="module")
def idp() -> Iterator[Service]:
    with service(f"http://127.0.0.1:{PORT}") as found:
        yield found


@pytest.fixture(scope="module")
def closed(idp: Service) -> Iterator[Small]:
    with small(PORT, idp.issuer, DAYOPS_READERS="named") as found:
        yield found


def sent(method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Send a request as it is written, and return the status and the headers of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
    connection.putrequest(method, path)
    for name, value in headers.items():
        connection.putheader(name, value.encode("latin-1"))
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def test_whatever_is_sent_opens_nothing_and_leads_nowhere_else(idp: Service, closed: Small) -> None:
    idp.tell(as_="three")
    held = Reader(closed.base)
    held.open("signin")
    own = held.cookies()["dayops_session"]
    cookies = (
        *("dayops_session=x", f"dayops_session={'A' * 6000}", f"dayops_session={own[:-20]}", f"dayops_renewal={own}"),
        *(
            f"dayops_session={own}; dayops_session=x".replace(own, own[20:], 1),
            "\xff=\xfe",
            "; ; =; dayops_way_aaaaaaaaaaaaaaaa=x",
        ),
    )
    for number in range(REQUESTS):
        chance = random.Random(number)
        method, place = chance.choice(METHODS), chance.choice(PLACES)
        headers = {"Cookie": chance.choice(cookies), "Sec-Fetch-Mode": chance.choice(("navigate", "cors", "x"))}
        headers["X-Dayops-Asker"] = "officer 0123456789ab"
        status, answer = sent(method, f"/{place}{chance.choice(QUERIES)}", headers)
        told = f"{number} {method} /{place}: {status}"
        assert status < 500, told
        assert status != 200 or place.startswith("signin"), told
        if there := answer.get("location"):
            assert urlsplit(there).netloc in (urlsplit(idp.issuer).netloc, urlsplit(closed.base).netloc, ""), told
        if status != 400 or "content-security-policy" in answer:
            assert answer["x-content-type-options"] == "nosniff" and answer["content-security-policy"], told
        for name, value in answer.items():
            assert name != "set-cookie" or "dayops_session=g" not in value, told
