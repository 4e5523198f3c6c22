"""What sign-in is told by the environment. Without any of it there is no sign-in; half of it, or what cannot be right, stops the start."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dayops_dash.server.rights import Readers
from dayops_dash.server.served_at import BASE, ServedAt
from dayops_dash.server.settings import SettingError

ISSUER, CLIENT, SECRET = "DAYOPS_SIGNIN_ISSUER", "DAYOPS_SIGNIN_CLIENT", "DAYOPS_SIGNIN_SECRET"
COOKIES, CLAIM, SCOPES = "DAYOPS_SIGNIN_COOKIE_SECRET", "DAYOPS_SIGNIN_ROLES", "DAYOPS_SIGNIN_SCOPES"
READERS = "DAYOPS_READERS"
NEEDED = (ISSUER, CLIENT, SECRET, COOKIES)
USUAL_SCOPES = (
    "openid profile offline_access"  # Entra gives "oid" with profile, and a refresh token with offline_access
)
LEAST_SECRET = 32  # characters
SHARED_TENANTS = {"common", "organizations", "consumers"}  # Entra's, in which anybody in the world has an account
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class SignInSettings:
    """Which provider signs people in, as which client, and how sessions are kept.

    ``base`` is the address at which readers see the dashboard, without a slash at its end; ``secrets`` seal the cookies: the first
    writes, all read. ``claim`` is the claim of the id token that holds the roles.
    """

    issuer: str
    client: str
    base: str
    readers: Readers = Readers.EVERYONE
    claim: str = "roles"
    scopes: str = USUAL_SCOPES
    secret: str = field(default="", repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def prefix(self) -> str:
        """The path that the dashboard is under, "" at the root."""
        return urlsplit(self.base).path

    @property
    def is_secure(self) -> bool:
        return self.base.startswith("https:")

    @property
    def returns_to(self) -> str:
        """The address to which the provider sends people back, as it is registered there."""
        return f"{self.base}/signin/return"

    @property
    def left_at(self) -> str:
        """The address to which the provider sends people who have signed out, as it is registered there."""
        return f"{self.base}/signin/left"


def signin_settings(environment: Mapping[str, str], where: ServedAt) -> SignInSettings | None:
    """Return what sign-in is told; None where nothing is. Raises SettingError for what cannot be right."""
    stated = {name: environment.get(name, "").strip() for name in (*NEEDED, CLAIM, SCOPES)}
    readers = _readers(environment)
    if not any(stated.values()):
        if readers is Readers.NAMED:
            raise SettingError(f"{READERS} is {readers}, and nobody can sign in. Set {', '.join(NEEDED)} too.")
        return None
    if missing := [name for name in NEEDED if not stated[name]]:
        raise SettingError(f"Sign-in is half set up. Set {', '.join(missing)} too, or none of {', '.join(NEEDED)}.")
    if not where.origin:
        raise SettingError(
            f"Sign-in needs {BASE}, to which people are sent back. Give it, as https://care.example.gov.uk."
        )
    _refuse_open("address of the dashboard", BASE, where.origin)
    _refuse_open("issuer", ISSUER, stated[ISSUER])
    if environment.get("DAYOPS_DESK", "") == "1":
        raise SettingError("DAYOPS_DESK opens the desk to this machine without sign-in. Unset it, or sign-in.")
    if importlib.util.find_spec("joserfc") is None:
        raise SettingError("Sign-in needs the package joserfc. Install it: pip install 'joserfc>=1.8,<2'.")
    return SignInSettings(
        issuer=_issuer(stated[ISSUER]),
        client=stated[CLIENT],
        base=where.origin + where.prefix,
        readers=readers,
        claim=stated[CLAIM] or "roles",
        scopes=_scopes(stated[SCOPES]),
        secret=stated[SECRET],
        secrets=_secrets(stated[COOKIES]),
    )


def _readers(environment: Mapping[str, str]) -> Readers:
    said = environment.get(READERS, "").strip() or Readers.EVERYONE
    if said not in tuple(Readers):
        raise SettingError(f"{READERS} is {said!r}. Say one of: {', '.join(Readers)}.")
    return Readers(said)


def _refuse_open(what: str, name: str, address: str) -> None:
    """Raise SettingError for an address over which a token or a cookie could be read on its way."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)):
        raise SettingError(f"{name}, the {what}, is {address!r}. With sign-in it begins with https://.")


def _issuer(issuer: str) -> str:
    parts = urlsplit(issuer)
    if parts.query or parts.fragment or issuer.endswith("/.well-known/openid-configuration"):
        raise SettingError(f"{ISSUER} is {issuer!r}. Give the issuer alone, without what stands behind it.")
    if shared := SHARED_TENANTS & {part.casefold() for part in parts.path.split("/")}:
        raise SettingError(
            f"{ISSUER} names {shared.pop()!r}, where anybody has an account. Name the council's own tenant by its id."
        )
    return issuer


def _secrets(stated: str) -> tuple[str, ...]:
    found = tuple(one.strip() for one in stated.split(",") if one.strip())
    if not found or any(len(one) < LEAST_SECRET or len(set(one)) < LEAST_SECRET // 4 for one in found):
        raise SettingError(
            f"{COOKIES} can be guessed. Give at least {LEAST_SECRET} characters by chance, the same to every copy, as "
            '"openssl rand -base64 48" makes them.'
        )
    return found


def _scopes(stated: str) -> str:
    scopes = (stated or USUAL_SCOPES).replace(",", " ").split()
    if "openid" not in scopes:
        raise SettingError(f"{SCOPES} lacks openid, without which no provider says who somebody is. Add it.")
    return " ".join(scopes)
