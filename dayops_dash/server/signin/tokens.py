"""Id tokens: who somebody is and which roles they hold, once signature, issuer, audience, time and nonce are checked."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from dayops_dash import wording
from dayops_dash.server.rights import known_roles
from dayops_dash.server.signin.settings import CLAIM, SignInSettings

LOG = logging.getLogger("dayops_dash")

# What a public key signs: with a shared secret ("HS256"), or with none, whoever knows the client could make a token.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
LEEWAY = 60  # seconds that two clocks may be apart


class BadToken(Exception):
    """A token that is not believed. Its words say why, to whoever signs in."""


@dataclass(frozen=True)
class TokenPerson:
    """Whom a token is of: an id that stays (Entra's ``oid`` and ``tid``, else ``sub`` and the issuer), and the known roles."""

    id: str
    roles: tuple[str, ...]


def person_of(token: str, keys: KeySet, settings: SignInSettings, nonce: str | None, now: int) -> TokenPerson:
    """Return whom an id token is of. ``nonce`` is the one that was asked with, None for a token that was renewed.

    Raises BadToken.
    """
    claims: dict[str, Any] = {}
    try:
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=now,
            leeway=LEEWAY,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
    except ExpiredTokenError as error:
        raise BadToken(f"what the sign-in service sent has run out{_clocks(claims, now)}") from error
    except (JoseError, ValueError, TypeError) as error:
        if early := _clocks(claims, now):
            raise BadToken(f"what the sign-in service sent is not of this time{early}") from error
        raise BadToken("what the sign-in service sent is not for this dashboard, or not from that service") from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", settings.client if not several else "") != settings.client:
        raise BadToken("what the sign-in service sent is for another application")
    if nonce is not None and not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise BadToken("what the sign-in service sent belongs to another sign-in")
    claimed = _claimed(claims, settings.claim)
    if not claimed:
        LOG.info("The token of somebody who signs in has no roles in the claim %r (%s)", settings.claim, CLAIM)
    return TokenPerson(_id(claims), known_roles(claimed))


def _clocks(claims: Mapping[str, Any], now: int) -> str:
    """Return how far a token that was just made is from this server's time, to go on a sentence; "" where that is not why."""
    made = claims.get("iat")
    apart = now - made if isinstance(made, int) else 0
    if abs(apart) <= LEEWAY:
        return ""
    minutes = wording.count(abs(apart) // 60, "minute")
    return f": this server’s clock is {minutes} {'ahead of' if apart > 0 else 'behind'} the service’s"


def _id(claims: Mapping[str, Any]) -> str:
    """Return what names a person for good: never an email address, which is given to the next of that name."""
    person, tenant = claims.get("oid"), claims.get("tid")
    if isinstance(person, str) and isinstance(tenant, str) and person and tenant:
        return f"{person}@{tenant}"
    return f"{claims['sub']}@{claims['iss']}"


def _claimed(claims: Mapping[str, Any], name: str) -> list[object]:
    """Return the roles that a claim holds, by its name, or its path with dots between the names."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, list) else [found] if isinstance(found, str) else []
