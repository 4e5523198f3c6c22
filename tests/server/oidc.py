"""A real sign-in service and a browser without a screen, for the tests of sign-in."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.server.provide import LIBRARY, NODE
from tests.stores.provide import ROOT

CLIENT, SECRET = "dayops", "a secret of the client"
COOKIE_SECRET = "Zr8Qm2-x5Tn1_Lk9Wb4Vc7Yd0Hs6Jg3Fp"
PEOPLE: dict[str, dict[str, Any]] = {  # what the service says of each, by the id that stays
    "none": {"name": "No Roles", "roles": []},
    "reader": {"roles": ["reader"]},
    "member": {"roles": ["member:cabinet"]},
    "officer": {"roles": ["officer:exampleshire"]},
    "publisher": {"roles": ["publisher:exampleshire"]},
    "second": {"roles": ["publisher:exampleshire", "something-else"]},
    "administrator": {"roles": ["administrator"]},
    "three": {"oid": "0a1b", "tid": "9f8e", "roles": ["officer:dorset", "publisher:exampleshire", "member:scrutiny"]},
    "many": {"roles": ["reader", *(f"group-{number:04}-of-a-large-council" for number in range(400))]},
}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Service:
    """A running service, with the key that it signs with."""

    issuer: str
    key: RSAKey

    def tell(self, **said: object) -> None:
        """Tell it who signs in next ("" refuses), which roles somebody has from now on, how long id tokens last, or whether they
        can be renewed."""
        words = {name: json.dumps(value) if isinstance(value, list) else value for name, value in said.items()}
        urllib.request.urlopen(f"{self.issuer}/test?{urlencode({k.rstrip('_'): v for k, v in words.items()})}").close()

    def token(self, key: RSAKey | None = None, **claims: object) -> str:
        """Return an id token as the service would sign it, with some claims otherwise; None takes one away."""
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "sub": "reader", "iat": now, "exp": now + 600, "nonce": "n"}
        said = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        signing = key or self.key
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, said, signing)


@contextmanager
def service(*bases: str) -> Iterator[Service]:
    """Start a service that knows the dashboard at some addresses, and yield it."""
    port, key = free_port(), RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    client = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "redirect_uris": [f"{base}/signin/return" for base in bases],
        "post_logout_redirect_uris": [f"{base}/signin/left" for base in bases],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
    }
    told = json.dumps({"clients": [client], "people": PEOPLE, "key": key.as_dict(private=True)})
    command = [NODE or "node", str(ROOT / "tests" / "server" / "provider.mjs"), LIBRARY.as_uri(), str(port), told]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{issuer}/.well-known/openid-configuration", process)
        yield Service(issuer, key)
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the service ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service did not start")


def environment(base: str, issuer: str, **more: str) -> dict[str, str]:
    """Return the settings of a dashboard with sign-in."""
    return {
        "DAYOPS_BASE": base,
        "DAYOPS_SIGNIN_ISSUER": issuer,
        "DAYOPS_SIGNIN_CLIENT": CLIENT,
        "DAYOPS_SIGNIN_SECRET": SECRET,
        "DAYOPS_SIGNIN_COOKIE_SECRET": COOKIE_SECRET,
        **more,
    }


@dataclass
class Reader:
    """Somebody's browser: it keeps cookies and says that addresses are opened by somebody."""

    base: str
    browser: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.browser.verify = self.browser.trust_env = False  # a certificate of the test's own

    def open(self, place: str, *, follow: bool = True, **headers: str) -> requests.Response:
        """Open a place of the dashboard, or a whole address, and go where it leads."""
        address = place if place.startswith("http") else f"{self.base}/{place}"
        said = {
            "accept": "text/html",
            "sec-fetch-mode": "navigate",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        return self._get(address, said, follow=follow)

    def script(self, place: str) -> requests.Response:
        """Ask for a place as a script of a page does."""
        return self._get(f"{self.base}/{place}", {"sec-fetch-mode": "cors"}, follow=False)

    def _get(self, address: str, headers: Mapping[str, str], *, follow: bool) -> requests.Response:
        """Ask for an address, again after a second where a proxy limits requests."""
        for _ in range(20):
            answer = self.browser.get(address, headers=headers, allow_redirects=follow, timeout=30)
            if answer.status_code != 429:
                break
            time.sleep(1)
        return answer

    def post(
        self,
        place: str,
        fields: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        **headers: str,
    ) -> requests.Response:
        """Send a form of a page of the dashboard, with files by the names of their fields."""
        own = {"origin": "{0.scheme}://{0.netloc}".format(urlsplit(self.base))}
        said = {**own, **headers}
        there = f"{self.base}/{place}"
        return self.browser.post(there, fields, files=files, headers=said, allow_redirects=False, timeout=60)

    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.browser.cookies if "dayops" in cookie.name}
