"""Requests that no reader sends, made from a number, and what must be true of whatever comes back."""

from __future__ import annotations

import contextlib
import http.client
import random
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

PLACES = (
    *("", "progress", "spend", "search", "pack", "read", "read/dorset/overview", "read/dorset/search", "data", "data/dorset.zip"),
    *("data/dorset/facts.json", "data/dorset/spend.csv", "figure", "figure/dorset/spend/budget.csv", "table", "table/dorset/x.csv"),
    *("document/dorset/x/pack/brief.docx", "picture/dorset/x/2026-01-01/progress/a.svg", "record/dorset/x", "paper/dorset/x.pdf"),
    *("desk", "desk/dorset/x", "access", "signin", "signin/return", "signin/out", "signin/me", "metrics", "health", "health/live"),
    *("health/ready", "static", "static/js", "media", "media/x", "component/x", "app/static/x", "oauth2callback", "auth/login"),
    *("_stcore/health", "_stcore/metrics", "_stcore/host-config", "_stcore/stream", "_stcore/upload_file/a/b", "_stcore/script-health"),
    *("index.html", "robots.txt", "favicon.png", "manifest.json", ".git/config", ".env", "wp-login.php", "app.py", "data/../app.py"),
)  # fmt: skip
ODD = (
    *("..", "%2e%2e", "..%2f..%2fapp.py", "%00", "%2f", "\\", "%5c..", "//", "a" * 300, "%F0%9F%92%A9", "%ff%fe", "%C0%AE", "<script>"),
    *("'", ";", "%", "%zz", "{{7*7}}", "${jndi:x}", "%0d%0aset-cookie:a=b", "*", "~", ":", "@evil.example", "\u200b", "con", "."),
)  # fmt: skip
QUERIES = (
    *("", "", "", "?", "?as_at=%C2%B2", "?as_at=0000-00-00", "?as_at=9999-99-99", "?as_at=2020-01-01", "?council=../x", "?council="),
    *("?council=dorset&council=solihull", "?council=%00", "?council[]=dorset", "?with=dorset", "?q=%ff", "?q=" + "z" * 4_000, "?q='--"),
    *("?view=actions&order=%F0%9F%92%A9", "?next=//evil.example", "?state=%ff&code=%00", "?" + "&".join(f"a{n}=1" for n in range(500))),
    *("?area=E99999999", "?day=-1", "?page=1e309", "?base=javascript:alert(1)", "?%", "?;;;&&&", "?=", "?q=<img src=x>"),
)  # fmt: skip
METHODS = (
    *("GET",) * 6,
    *("HEAD",) * 3,
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "PROPFIND",
    "CONNECT",
    "FOO",
    "get",
)
HEADERS: tuple[tuple[str, Sequence[str]], ...] = (
    ("Range", ("bytes=0-10", "bytes=-5", "bytes=5-1", "bytes=0-0,2-3", "bytes=99999999999-", "lines=1-2", "bytes=0-" + "9" * 99)),
    ("If-Range", ('"x"', "Wed, 99 Foo 2026 00:00:00 GMT")),
    ("If-None-Match", ("*", '"x"', "W/", '"' + "e" * 3_000 + '"', "\xff")),
    ("If-Modified-Since", ("Wed, 21 Oct 2026 07:28:00 GMT", "never", "Thu, 01 Jan 0000 00:00:00 GMT")),
    ("Accept", ("text/html", "application/json", "*/*;q=x", "", "\xe9")),
    ("Accept-Encoding", ("gzip", "br", "zstd, identity;q=0", "gzip;q=abc", "deflate;q=0.5, *;q=0", "\xff")),
    ("Accept-Language", ("xx" * 400,)),
    ("Cookie", ("dayops_session=x", "dayops_session=" + "A" * 6_000, "; ; =", "\xff=\xfe", "__Host-dayops_session=gAAAAA")),
    ("Authorization", ("Bearer x", "Basic \xff", "Bearer " + "y" * 3_000, "Negotiate")),
    ("X-Forwarded-For", ("127.0.0.1", "x" * 900, "::1, 10.0.0.1")),
    ("X-Forwarded-Proto", ("https", "javascript", "")),
    ("X-Forwarded-Host", ("evil.example",)),
    ("Forwarded", ("host=evil.example;proto=https",)),
    ("X-Original-URL", ("/desk",)),
    ("X-HTTP-Method-Override", ("DELETE",)),
    ("X-Dayops-Asker", ("officer 0123456789ab",)),
    ("X-Dayops-Reader", ("W10=.W10=", "x")),
    ("X-Request-ID", ("<b>", "a" * 500)),
    ("Origin", ("https://evil.example", "null", "\xff")),
    ("Referer", ("https://evil.example/" + "r" * 2_000,)),
    ("Content-Type", ("text/html", "multipart/form-data; boundary=" + "b" * 99, "application/x-www-form-urlencoded")),
    ("Content-Length", ("0", "5")),
    ("Transfer-Encoding", ("gzip",)),
    ("Expect", ("100-continue", "a-miracle")),
    ("Connection", ("Upgrade", "close, x")),
    ("Upgrade", ("h2c", "websocket", "x")),
    ("Sec-Fetch-Mode", ("navigate", "cors", "x")),
)  # fmt: skip
HOSTS = ("evil.example", "localhost@evil.example", "127.0.0.1:99999", "", "[::1]", "a" * 300, "xn--", "\xff")
PYTHON = re.compile(
    rb"Traceback|File \"|\.py[\":]|site-packages|NoneType|object at 0x"
    rb"|\b(?:Key|Value|Type|Attribute|Index|Unicode\w*|OS|Runtime|Assertion)Error\b"
)
MOVING = {"date", "x-request-id", "set-cookie", "location"}  # of two answers to one question


@dataclass(frozen=True)
class Request:
    """A request as it is written, with nothing quoted or mended."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.method} {self.path[:90]} { ({k: v[:40] for k, v in self.headers.items()}) }"


@dataclass(frozen=True)
class Sent:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def hostile(number: int, prefix: str = "") -> Request:
    """Return a request that is the same for the same number."""
    chance = random.Random(number)
    parts = [chance.choice(PLACES), *(chance.choice(ODD) for _ in range(chance.choice((0, 0, 0, 1, 2))))]
    if chance.random() < 0.15:
        parts.insert(0, chance.choice(ODD))
    path = (prefix if chance.random() < 0.7 else "") + "/" + "/".join(parts) + chance.choice(QUERIES)
    path = path.replace(" ", "%20").replace("#", "%23").encode("utf-8").decode("latin-1")
    method = chance.choice(METHODS)
    headers = {name: chance.choice(values) for name, values in chance.sample(HEADERS, chance.randrange(4))}
    if chance.random() < 0.12:
        headers["Host"] = chance.choice(HOSTS)
    body = chance.choice((b"", b"x=1", b"\x00" * 5)) if method in ("POST", "PUT", "PATCH") else b""
    if body and "Content-Length" not in headers and "Transfer-Encoding" not in headers:
        headers["Content-Length"] = str(len(body))
    return Request(method, path, headers, body)


def sent(port: int, asked: Request) -> Sent | None:
    """Send a request and return what came back; None where it was no HTTP, and the connection was closed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    head = [f"{asked.method} {asked.path} HTTP/1.1"]
    named = {"Host": f"127.0.0.1:{port}", **asked.headers}
    text = "\r\n".join([*head, *(f"{name}: {value}" for name, value in named.items()), "", ""])
    connection.connect()
    try:
        connection.sock.sendall(text.encode("latin-1") + asked.body)
        answer = http.client.HTTPResponse(connection.sock, method=asked.method)
        answer.begin()
        return Sent(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    except (http.client.HTTPException, OSError):
        return None
    finally:
        connection.close()


def faults(asked: Request, answer: Sent | None) -> list[str]:
    """Return what is wrong with an answer; nothing where all is well."""
    if answer is None:
        return [] if asked.method == "CONNECT" else ["no answer"]
    headers, kind = answer.headers, answer.headers.get("content-type", "")
    policy = headers.get("content-security-policy", "")
    told = []
    if answer.status >= 500 and not (answer.status == 503 and b"sign" in answer.body):  # a service that is away
        told.append(f"status {answer.status}")
    if headers.get("x-content-type-options") != "nosniff":
        told.append("no nosniff")
    if not policy and "javascript" not in kind:
        told.append("no policy")
    if kind.startswith("text/html") and ("frame-ancestors 'none'" not in policy or "default-src" not in policy):
        told.append(f"HTML with the policy {policy!r}")
    if "server" in headers:
        told.append("names its server")
    if "javascript" not in kind and PYTHON.search(answer.body):
        told.append(f"words of Python: {PYTHON.search(answer.body)}")
    if "evil.example" in headers.get("location", "").partition("?")[0] or headers.get("set-cookie", "").startswith(
        "a="
    ):
        told.append(f"leads to {headers.get('location')}")
    if asked.method not in ("GET", "HEAD", "OPTIONS", "POST") and not 300 <= answer.status < 500:
        told.append(f"{asked.method} is answered with {answer.status}")
    return told


def differences(get: Sent | None, head: Sent | None) -> list[str]:
    """Return in what the answers to GET and HEAD differ."""
    if get is None or head is None:
        return [] if get is head else ["one has no answer"]
    told = [f"{get.status} and {head.status}"] if get.status != head.status else []
    told += ["HEAD has a body"] if head.body else []
    one, other = ({k: v for k, v in each.headers.items() if k not in MOVING} for each in (get, head))
    return told + [
        f"{k}: {one.get(k)!r} and {other.get(k)!r}"
        for k in sorted(one.keys() | other.keys())
        if one.get(k) != other.get(k)
    ]


def other_reading(asked: Request) -> Request:
    """Return the request with HEAD in the place of GET, or the other way round."""
    return Request("GET" if asked.method == "HEAD" else "HEAD", asked.path, asked.headers)


@contextlib.contextmanager
def half_open(port: int, many: int = 60) -> Iterator[None]:
    """Hold sockets that have begun to ask, and never end."""
    with contextlib.ExitStack() as held:
        for number in range(many):
            one = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            one.sendall(b"POST /desk HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\nab"[: 3 + number])
        yield
