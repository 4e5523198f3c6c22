"""The service that signs people in, as OpenID Connect describes it: where it is, the codes it changes for tokens, and its keys.

Everything here waits for the network: call it from a thread.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from dayops_dash.server.signin.settings import ISSUER, SignInSettings
from dayops_dash.server.signin.tokens import BadToken, TokenPerson, person_of

PATIENCE = 8.0  # seconds
MOST_BYTES = 1_000_000  # of an answer
KEPT = 3600.0  # seconds that keys and addresses are kept
AGAIN = 30.0  # seconds before keys are asked for again because of one that is not known
DISCOVERY = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderAway(Exception):
    """The sign-in service does not answer, or not as one."""


class NotJson(ProviderAway):
    """What answers sends something else than JSON, with a ``status``."""

    def __init__(self, status: int) -> None:
        super().__init__(f"what it sends is no JSON, with status {status}")
        self.status = status


class ProviderWrong(ProviderAway):
    """What answers is not the service that the settings mean. Its words say what to do."""


class ProviderRefused(Exception):
    """The sign-in service refuses a code or a token. ``code`` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the sign-in service refused ({code})")
        self.code = code


@dataclass(frozen=True)
class Tokens:
    """What a code or a refresh token was changed for."""

    person: TokenPerson
    refresh: str = ""


@dataclass(frozen=True)
class Sent:
    """An answer of the service: its status, and its JSON."""

    status: int
    told: Mapping[str, Any]


Fetch = Callable[[str, Mapping[str, str] | None, Mapping[str, str]], Sent]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def fetch(address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Sent:
    """Ask for JSON, or send a form and take the JSON that comes back; redirects are not followed. Raises ProviderAway."""
    body = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=PATIENCE) as answer:
            status, content = answer.status, answer.read(MOST_BYTES)
    except HTTPError as error:
        status, content = error.code, error.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        raise ProviderAway(_why(error)) from error
    try:
        told = json.loads(content) if content else {}
    except ValueError as error:
        raise NotJson(status) from error
    return Sent(status, told if isinstance(told, dict) else {})


def _why(error: Exception) -> str:
    """Return why an address could not be asked, in words for whoever runs the server."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, socket.gaierror):
        return "its name is not known here"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return "its certificate is not trusted here; name your own authority's in SSL_CERT_FILE"
    if isinstance(reason, TimeoutError):
        return f"nothing came in {PATIENCE:.0f} seconds"
    return (isinstance(reason, OSError) and reason.strerror) or type(reason).__name__


class Provider:
    """The service of some settings. What it says of itself is kept for an hour."""

    def __init__(self, settings: SignInSettings, fetch: Fetch = fetch, now: Callable[[], float] = time.time) -> None:
        self.settings, self._fetch, self._now = settings, fetch, now
        self._lock = threading.Lock()
        self._about: tuple[float, Mapping[str, Any]] = (0.0, {})
        self._keys: tuple[float, KeySet | None] = (0.0, None)

    def about(self) -> Mapping[str, Any]:
        """Return what the service says of itself. Raises ProviderAway, and ProviderWrong where it is another."""
        with self._lock:
            asked, about = self._about
            if about and self._now() - asked < KEPT:
                return about
            sent = self._asked_about()
            calls = sent.told.get("issuer")
            if sent.status != 200 or not isinstance(calls, str):
                raise ProviderWrong(
                    f"{ISSUER} is {self.settings.issuer!r}, and no sign-in service is there: {DISCOVERY} is answered with status "
                    f"{sent.status}, and names no issuer. Give the address by which the service calls itself: of Entra "
                    "https://login.microsoftonline.com/TENANT-ID/v2.0."
                )
            if calls != self.settings.issuer:
                raise ProviderWrong(
                    f"{ISSUER} is {self.settings.issuer!r}, and what is there calls itself {calls!r}. Give that."
                )
            if missing := [name for name in ENDPOINTS if not isinstance(sent.told.get(name), str)]:
                raise ProviderWrong(f"{ISSUER}: the service says no {', '.join(missing)}. Is it for OpenID Connect?")
            self._about = (self._now(), sent.told)
            return sent.told

    def _asked_about(self) -> Sent:
        """Return what stands where a service tells of itself, whatever it is. Raises ProviderAway where nothing does at the moment."""
        try:
            sent = self._fetch(f"{self.settings.issuer.rstrip('/')}{DISCOVERY}", None, {})
        except NotJson as error:
            sent = Sent(error.status, {})
        if sent.status >= 500 or sent.status == 429:
            raise ProviderAway(f"status {sent.status}")
        return sent

    def address(self, state: str, nonce: str, verifier: str, *, silent: bool) -> str:
        """Return the address at which somebody signs in. ``silent``: without being asked, where the service knows them still."""
        hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "client_id": self.settings.client,
            "response_type": "code",
            "redirect_uri": self.settings.returns_to,
            "scope": self.settings.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": hashed,
            "code_challenge_method": "S256",
            **({"prompt": "none"} if silent else {}),
        }
        return _with(self.about()["authorization_endpoint"], asked)

    def leave_address(self) -> str:
        """Return the address at which somebody signs out of the service; "" where it has none."""
        there = self.about().get("end_session_endpoint", "")
        said = {"client_id": self.settings.client, "post_logout_redirect_uri": self.settings.left_at}
        return _with(there, said) if there else ""

    def changed(self, code: str, verifier: str, nonce: str) -> Tokens:
        """Return what a code is changed for. Raises ProviderAway, ProviderRefused, BadToken."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return self._tokens({**form, "redirect_uri": self.settings.returns_to}, nonce)

    def renewed(self, refresh: str) -> Tokens:
        """Return what a refresh token is changed for: whose it is, with the roles of now. Raises as ``changed`` does."""
        scopes = " ".join(
            one for one in self.settings.scopes.split() if one != "offline_access"
        )  # with openid, an id token
        form = {"grant_type": "refresh_token", "refresh_token": refresh, "scope": scopes}
        tokens = self._tokens(form, None)
        return tokens if tokens.refresh else Tokens(tokens.person, refresh)

    def revoke(self, refresh: str) -> None:
        """Tell the service that a refresh token is of use no more, where it listens. Raises ProviderAway."""
        if there := self.about().get("revocation_endpoint"):
            self._post(there, {"token": refresh, "token_type_hint": "refresh_token"})

    def _tokens(self, form: Mapping[str, str], nonce: str | None) -> Tokens:
        sent = self._post(self.about()["token_endpoint"], form)
        if sent.status >= 500 or sent.status == 429:
            raise ProviderAway(f"status {sent.status}")
        if sent.status != 200:
            raise ProviderRefused(plain_code(sent.told.get("error")))
        token, refresh = sent.told.get("id_token"), sent.told.get("refresh_token", "")
        if not isinstance(token, str):
            raise BadToken("the sign-in service sent nothing that says who you are")
        return Tokens(self._believed(token, nonce), refresh if isinstance(refresh, str) else "")

    def _believed(self, token: str, nonce: str | None) -> TokenPerson:
        """Return whom a token is of; its keys are asked for again where they may have changed."""
        for anew in (False, True):
            keys = self._key_set(anew=anew)
            try:
                return person_of(token, keys, self.settings, nonce, int(self._now()))
            except BadToken:
                if anew or self._now() - self._keys[0] < AGAIN:
                    raise
        raise AssertionError("two rounds end above")

    def _key_set(self, *, anew: bool) -> KeySet:
        asked, keys = self._keys
        if keys is not None and not anew and self._now() - asked < KEPT:
            return keys
        sent = self._fetch(self.about()["jwks_uri"], None, {})
        signing = []
        for one in sent.told.get("keys") or ():
            with suppress(
                JoseError, ValueError, TypeError, AttributeError, KeyError
            ):  # a kind of key that we do not know
                if one.get("use", "sig") == "sig":
                    signing.append(JWKRegistry.import_key(one))
        if not signing:
            raise ProviderAway("it shows no key")
        keys = KeySet(signing)
        self._keys = (self._now(), keys)
        return keys

    def _post(self, address: str, form: Mapping[str, str]) -> Sent:
        client, secret = self.settings.client, self.settings.secret
        ways = self.about().get("token_endpoint_auth_methods_supported", ("client_secret_basic",))
        if "client_secret_basic" not in ways and "client_secret_post" in ways:
            return self._fetch(address, {**form, "client_id": client, "client_secret": secret}, {})
        pair = f"{quote(client, safe='')}:{quote(secret, safe='')}"
        return self._fetch(address, form, {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"})


def plain_code(code: object) -> str:
    """Return a service's word for what went wrong, as it may be shown; "unknown" for what is no such word."""
    text = code if isinstance(code, str) else ""
    return (
        text
        if text and len(text) <= 60 and text.replace("_", "").isascii() and text.replace("_", "").isalnum()
        else "unknown"
    )


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
