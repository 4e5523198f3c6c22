"""Cookies that only this dashboard can read and write: encrypted, so that any copy with the same secret reads them."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dayops_dash.server.headers import Header

WAY, BACK = "way_", "/signin/return"
MOST = 3_800  # characters of a cookie's value: browsers keep 4,096 bytes with its name and what is said of it


class CookieTooLarge(Exception):
    """What should be kept does not fit into a cookie."""


class CookieJar:
    """Cookies of one dashboard. ``prefix`` is the path that it is under; ``secure`` that it is seen over TLS alone."""

    def __init__(
        self, secrets: Sequence[str], prefix: str, *, secure: bool, now: Callable[[], float] = time.time
    ) -> None:
        self._fernet = MultiFernet([Fernet(_key(one)) for one in secrets])
        self._prefix = prefix
        self._now = now
        self._secure = "; Secure" if secure else ""

    def name(self, kind: str) -> str:
        mark = "__Host-" if self._path(kind) == "/" else "__Secure-"
        return f"{mark if self._secure else ''}dayops_{kind}"

    def _path(self, kind: str) -> str:
        """Return for which addresses a cookie is: one of a way to the service only for the way back, since there may be many."""
        return f"{self._prefix}{BACK}" if kind.startswith(WAY) else self._prefix or "/"

    def put(self, kind: str, content: Any, seconds: int) -> Header:
        """Return the header that sets a cookie of a ``kind`` for some seconds. Raises CookieTooLarge."""
        text = json.dumps({"kind": kind, "content": content}, separators=(",", ":"))
        value = self._fernet.encrypt_at_time(text.encode(), int(self._now())).decode()
        if len(value) > MOST:
            raise CookieTooLarge
        return self._header(kind, value, seconds)

    def remove(self, kind: str) -> Header:
        """Return the header that takes a cookie away."""
        return self._header(kind, "", 0)

    def read(self, headers: Iterable[Header], kind: str, seconds: int) -> Any:
        """Return what a request's cookie holds; None where there is none, or it is not ours or older than some seconds."""
        return self.opened(cookie_of(headers, self.name(kind)), kind, seconds)

    def opened(self, value: str, kind: str, seconds: int) -> Any:
        """Return what the value of a cookie holds; None where it is not ours, of another kind, or too old."""
        try:
            told = json.loads(self._fernet.decrypt_at_time(value.encode(), seconds, int(self._now())))
        except (InvalidToken, ValueError):
            return None
        return told.get("content") if told.get("kind") == kind else None

    def is_foreign(self, headers: Iterable[Header], kind: str) -> bool:
        """Return whether a request has a cookie of a kind that was sealed with another secret, whatever its age."""
        value = cookie_of(headers, self.name(kind))
        try:
            self._fernet.decrypt(value.encode())
        except InvalidToken:
            return bool(value)
        return False

    def _header(self, kind: str, value: str, seconds: int) -> Header:
        said = f"{self.name(kind)}={value}; Path={self._path(kind)}; Max-Age={seconds}; HttpOnly; SameSite=Lax{self._secure}"
        return b"set-cookie", said.encode("ascii")


def cookie_of(headers: Iterable[Header], name: str) -> str:
    """Return the value of a request's cookie, "" where it has none of that name."""
    for held in _pairs(headers):
        key, _, value = held.partition("=")
        if key.strip() == name:
            return value.strip().strip('"')
    return ""


def with_cookies(headers: Sequence[Header], put: Iterable[Header]) -> list[Header]:
    """Return a request's headers as the browser would send them with cookies that its answer will set."""
    new = dict(header.decode("latin-1").partition(";")[0].split("=", 1) for _, header in put)
    held = [one.strip() for one in _pairs(headers) if one.partition("=")[0].strip() not in new]
    text = "; ".join((*held, *(f"{name}={value}" for name, value in new.items() if value)))
    return [*((k, v) for k, v in headers if k.lower() != b"cookie"), (b"cookie", text.encode("latin-1"))]


def _pairs(headers: Iterable[Header]) -> list[str]:
    return [one for key, value in headers if key.lower() == b"cookie" for one in value.decode("latin-1").split(";")]


def _key(secret: str) -> bytes:
    """Return the key that a secret stands for."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"dayops sign-in cookies").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
