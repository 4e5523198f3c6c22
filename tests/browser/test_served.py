"""The dashboard under a path in three ways, two copies behind a proxy of which one is killed, and what strangers may ask."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dayops_dash.server.slow import ASKING
from dayops_dash.stories import PAGES
from tests.browser.conftest import READY
from tests.browser.proxied import BY_STREAMLIT, BY_UVICORN, NGINX, proxied, running
from tests.server.hostile import differences, faults, half_open, hostile, other_reading, sent
from tests.thorough import THOROUGH

HOSTILE = 5_000 if THOROUGH else 250
WITH_NGINX = pytest.mark.skipif(not NGINX, reason="nginx is not on this machine")


@pytest.fixture(scope="module")
def under_a_path() -> Iterator[int]:
    with running(BY_STREAMLIT, "--server.baseUrlPath", "care/dayops") as port:
        yield port


@pytest.fixture(scope="module")
def at_the_root() -> Iterator[int]:
    with running(BY_UVICORN, "--root-path", "/dayops") as port:
        yield port


def walk(browser: Browser, base: str) -> None:
    """Open the first page under an address, go to another by the menu, take a table, and read the plain edition."""
    context = browser.new_context(ignore_https_errors=True)
    page, failed = context.new_page(), []
    page.on("response", lambda answer: failed.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(base)
    page.wait_for_selector(READY)
    page.wait_for_selector("h1")
    page.get_by_role("link", name="Progress", exact=True).first.click()
    page.wait_for_url(f"{base}progress*")
    page.wait_for_selector("h1:has-text('Is the plan being delivered?')")
    for part in ("/table/", "/read/"):  # the heading comes before what stands under it
        page.wait_for_selector(f"a[href*='{part}']", state="attached")
    links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
    assert [
        link for link in links if urlsplit(link).netloc == urlsplit(base).netloc and not link.startswith(base)
    ] == []
    taken = [next(link for link in links if part in link) for part in ("/table/", "/read/")]
    assert [context.request.get(link).status for link in taken] == [200, 200]
    assert failed == []
    context.close()


def test_under_streamlits_own_path(browser: Browser, under_a_path: int) -> None:
    walk(browser, f"http://localhost:{under_a_path}/care/dayops/")


def test_under_uvicorns_root_path_with_nobody_in_front(browser: Browser, at_the_root: int) -> None:
    walk(browser, f"http://localhost:{at_the_root}/dayops/")


@WITH_NGINX
def test_behind_nginx_that_takes_the_path_away_two_copies_of_which_one_is_killed(
    browser: Browser, under_a_path: int, tmp_path: Path
) -> None:
    """Both copies are told of another path or of none, and neither of the other."""
    with running(BY_STREAMLIT) as second:
        with running(BY_STREAMLIT) as first, proxied(tmp_path, "/dayops/", (first, second)) as base:
            walk(browser, base)
        with proxied(tmp_path, "/dayops/", (first, second)) as base:  # the first is no longer there
            walk(browser, base)
            trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
            trusting.check_hostname = False
            answers = [urllib.request.urlopen(f"{base}health/live", context=trusting).status for _ in range(4)]
    assert answers == [200] * 4


def asked(port: int, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Send a request as it is written, with nothing quoted or mended, and return status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_whatever_is_asked_is_answered_with_a_policy_and_never_with_streamlits_page(under_a_path: int) -> None:
    """Every answer has the headers of its kind; none is an error of ours or says what ours are; HEAD is answered as GET is."""
    with half_open(under_a_path):
        for number in range(HOSTILE):
            request = hostile(number, "/care/dayops")
            answer = sent(under_a_path, request)
            found = faults(request, answer)
            if request.method in ("GET", "HEAD"):
                pair = {
                    request.method: answer,
                    other_reading(request).method: sent(under_a_path, other_reading(request)),
                }
                found += differences(pair["GET"], pair["HEAD"])
            page = request.path.partition("?")[0].removeprefix("/care/dayops").strip("/")
            if answer and answer.status in (200, 206) and b'id="root"' in answer.body and page not in ("", *PAGES):
                found.append("Streamlit's page")
            assert found == [], f"{number}: {request}"


@pytest.mark.parametrize(
    "path", ["/index.html", "/x.y", "/robots.txt", "/a/b/c", "/_stcore/metrics", "/_stcore/anything", "/media/x"]
)
def test_what_is_not_known_is_our_own_not_found(under_a_path: int, path: str) -> None:
    status, headers, body = asked(under_a_path, "GET", path)
    assert (status, b"There is no page" in body) == (404, True)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("part", ["bytes=0-10", "bytes=0-0,2-3", "bytes=99999999-"])
def test_no_part_of_streamlits_page_is_given_where_the_whole_is_not(under_a_path: int, part: str) -> None:
    for path in ("/document", "/record/x", "/read/dorset/x/y/z"):
        status, _, body = asked(under_a_path, "GET", path, Range=part)
        assert (status, b"There is no page" in body) == (404, True), path


@pytest.mark.parametrize(
    "path", ["/", "/progress", "/read/dorset/overview", "/data/", "/favicon.png", "/nothing", "/health/ready"]
)
def test_head_is_get_without_its_body(under_a_path: int, path: str) -> None:
    get, head = (asked(under_a_path, method, path) for method in ("GET", "HEAD"))
    moving = {"date", "x-request-id"}
    assert head[0] == get[0] and head[2] == b""
    assert {k: v for k, v in head[1].items() if k not in moving} == {k: v for k, v in get[1].items() if k not in moving}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/"), ("PUT", "/progress"), ("DELETE", "/read/"), ("TRACE", "/data/"), ("PUT", "/desk")],
)
def test_a_method_that_is_not_meant_is_refused_and_says_which_are(under_a_path: int, method: str, path: str) -> None:
    status, headers, _ = asked(under_a_path, method, path)
    assert status == 405 and headers["allow"].startswith("GET, HEAD")


def test_a_page_with_a_slash_too_many_leads_to_the_page_under_the_same_path(under_a_path: int) -> None:
    found = [
        asked(under_a_path, "GET", path)[1]["location"]
        for path in ("/care/dayops/progress/?council=dorset", "/care/dayops")
    ]
    assert found == ["../progress?council=dorset", "./dayops/"]


def test_a_websocket_is_for_this_sites_own_pages(under_a_path: int) -> None:
    there = f"ws://127.0.0.1:{under_a_path}/care/dayops/_stcore/stream"
    with connect(there, origin=f"http://127.0.0.1:{under_a_path}", subprotocols=["streamlit"]):  # type: ignore[arg-type]
        pass
    for origin in ("https://evil.example", "http://127.0.0.1:1", "null"):
        with pytest.raises(InvalidStatus) as refused, connect(there, origin=origin, subprotocols=["streamlit"]):  # type: ignore[arg-type]
            pass
        assert refused.value.response.status_code == 403
        assert "default-src 'none'" in refused.value.response.headers["content-security-policy"]
    with pytest.raises(InvalidStatus), connect(there.replace("stream", "other"), subprotocols=["streamlit"]):  # type: ignore[list-item]
        pass


def test_a_name_that_is_not_stated_is_not_served_and_health_is_at_any() -> None:
    with running(BY_UVICORN, DAYOPS_BASE="https://www.example.gov.uk/dayops", DAYOPS_HOSTS="intranet") as port:
        hosts = {"www.example.gov.uk": 200, "intranet:80": 200, "evil.example": 421}
        found = {host: asked(port, "GET", "/dayops/read/", Host=host)[0] for host in hosts}
        assert found == hosts
        assert asked(port, "GET", "/health/ready", Host="10.0.0.7")[0] == 200


def test_a_wrong_setting_stops_the_start_and_says_what_to_do() -> None:
    with (
        pytest.raises(RuntimeError, match="Give an address such as https://") as error,
        running(BY_UVICORN, DAYOPS_BASE="dayops"),
    ):
        pass
    assert "Traceback" not in str(error.value)


def test_a_socket_that_is_never_served_keeps_nobody_waiting(under_a_path: int) -> None:
    with socket.create_connection(("127.0.0.1", under_a_path)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost:")
        assert asked(under_a_path, "GET", "/health/live")[0] == 200


@pytest.mark.parametrize("place", ["nonsense", "read/atlantis/overview", "read/dorset/nothing"])
def test_what_is_not_there_leads_to_what_is_under_the_path(browser: Browser, under_a_path: int, place: str) -> None:
    base = f"http://localhost:{under_a_path}/care/dayops/"
    page = browser.new_page()
    answer = page.goto(f"{base}{place}")
    links = page.eval_on_selector_all("li a[href]", "links => links.map((link) => link.href)")
    assert answer and answer.status == 404 and len(links) >= 5
    assert [link for link in links if not link.startswith(base)] == []
    assert page.request.get(links[-1]).status == 200
    page.close()


@pytest.mark.skipif(
    not THOROUGH, reason="waits as long as the application does: tests/server/test_slow.py holds the rule"
)
def test_four_hundred_half_open_sockets_are_let_go(at_the_root: int) -> None:
    every = [socket.create_connection(("127.0.0.1", at_the_root), timeout=ASKING * 3) for _ in range(400)]
    for number, one in enumerate(every):
        one.sendall(b"GET /health/live HTTP/1.1\r\nhost: loc"[: number % 40])
    for one in every:
        with contextlib.suppress(ConnectionError):
            assert one.recv(100) == b""
        one.close()
