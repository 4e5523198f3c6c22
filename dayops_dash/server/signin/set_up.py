"""Sign-in as the application mounts it, from what the environment says."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.types import Scope

from dayops_dash.server.headers import PERSON
from dayops_dash.server.served_at import ServedAt
from dayops_dash.server.settings import SettingError
from dayops_dash.server.signin.settings import ISSUER, SignInSettings, signin_settings

if TYPE_CHECKING:
    from dayops_dash.server.signin.session import Session

LOG = logging.getLogger("dayops_dash")
MISSING = "Sign-in is set, and what it needs is not installed: pip install 'joserfc>=1.8,<2', or the extra \"signin\"."


def sign_in(
    environment: Mapping[str, str], where: ServedAt, page: Callable[..., bytes], policy: str
) -> list[Middleware]:
    """Return what signs people in; nothing where nobody does. ``page`` makes plain pages, which run under ``policy``.

    Raises SettingError for settings that cannot be right, and for a service that answers and is another.
    """
    settings = signin_settings(environment, where)
    return [_middleware(settings, page, policy)] if settings else []


def signed_in(scope: Scope) -> Session | None:
    """Return the session of whoever sends a request; None of somebody who is not signed in."""
    found: Session | None = scope.get(PERSON)
    return found


def _middleware(settings: SignInSettings, page: Callable[..., bytes], policy: str) -> Middleware:
    try:
        import joserfc  # noqa: F401
    except ImportError as error:
        raise SettingError(MISSING) from error
    from dayops_dash.server.signin.cookies import CookieJar  # with them the libraries that only sign-in needs
    from dayops_dash.server.signin.middleware import SignIn, end
    from dayops_dash.server.signin.provider import Provider, ProviderAway, ProviderWrong
    from dayops_dash.server.signin.session import Sessions
    from dayops_dash.server.signin.steps import Steps

    provider = Provider(settings)
    try:
        provider.about()
    except ProviderWrong as error:
        raise SettingError(str(error)) from error
    except ProviderAway as error:  # readers need no sign-in, and the service may come back
        LOG.warning(
            "Pages are served, and nobody can sign in yet: %s, %s, does not answer (%s). If it goes on, is the address right, "
            "and may this server ask it (HTTPS_PROXY)?",
            ISSUER,
            settings.issuer,
            error,
        )
    jar = CookieJar(settings.secrets, settings.prefix, secure=settings.is_secure)
    ends: defaultdict[str, set[Any]] = defaultdict(set)
    steps = Steps(settings, Sessions(jar, provider), page, policy, partial(end, ends))
    return Middleware(SignIn, steps=steps, readers=settings.readers, ends=ends)
