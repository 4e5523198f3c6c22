"""The addresses of signing in: the way to the service, the way back, and out. What goes wrong is told on a plain page.

Between the way there and the way back everything is in a cookie that lasts ten minutes and is used once, so any copy may finish it.
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dayops_dash.server.headers import Header
from dayops_dash.server.rights import ACCESS, DESK
from dayops_dash.server.served_at import name_of
from dayops_dash.server.signin.cookies import WAY, CookieTooLarge
from dayops_dash.server.signin.provider import ProviderAway, ProviderRefused, plain_code
from dayops_dash.server.signin.session import Sessions, begun, seen_mark
from dayops_dash.server.signin.settings import CLIENT, COOKIES, SCOPES, SECRET, SignInSettings
from dayops_dash.server.signin.tokens import BadToken

LOG = logging.getLogger("dayops_dash")
FLOW_LASTS = 600  # seconds between the way there and the way back
LONGEST_NEXT = 1_500  # characters of a link that is opened after signing in
UNKEPT = {"cache-control": "no-store"}
STATE = re.compile(r"[A-Za-z0-9_-]{16,64}")
INTERACTIVE = {"login_required", "interaction_required", "consent_required", "account_selection_required"}
FOR_WHOM = {
    DESK: "The desk is for officers and publishers of a council",
    ACCESS: "Exempt papers are opened by a council’s administrators of access",
}
LOOK_AT = {
    "invalid_client": f" Look at {CLIENT} and {SECRET}, and on which day the secret runs out at the service.",
    "unauthorized_client": f" Look at what the service lets {CLIENT} do: the authorisation code flow.",
    "invalid_scope": f" Look at {SCOPES}.",
}  # what may be wrong where the service refuses for a reason
MOVED = "moved"  # says that somebody was led here from another name, which a proxy may put in the place of ours
HOME, AGAIN = "Open the dashboard", "Sign in again"


class PlainPage(Protocol):
    """Makes a plain page of a heading, sentences, and links (their words by where they lead)."""

    def __call__(self, heading: str, said: Sequence[str], links: Mapping[str, str]) -> bytes: ...


@dataclass(frozen=True)
class Steps:
    """What answers under /signin. ``policy`` is what its pages may run; ``left`` is told of each session that was ended."""

    settings: SignInSettings
    sessions: Sessions
    page: PlainPage
    policy: str
    left: Callable[[str], None]

    async def answer(self, request: Request) -> Response | None:
        """Return the answer to an address under /signin; None where there is none."""
        step = request.scope["path"].removeprefix("/signin").strip("/")
        if step == "":
            asked = request.query_params
            return await self.begin(asked.get("next", ""), at="" if MOVED in asked else request.headers.get("host", ""))
        known = {"return": self._returned, "out": self._out, "left": self._has_left, "me": self._me}
        return await known[step](request) if step in known else None

    async def begin(self, there: str, *, silent: bool = False, at: str = "") -> Response:
        """Send somebody to the service, to come back to ``there``: what follows the dashboard's own address.

        Whoever is ``at`` another name than its own begins there, since the cookie of the way is of one name.
        """
        if at and name_of(at) != name_of(urlsplit(self.settings.base).netloc):
            asked = f"next={quote(safe_next(there), safe='')}&{MOVED}"
            return RedirectResponse(f"{self.settings.base}/signin?{asked}", 303, UNKEPT)
        state, nonce, verifier = (secrets.token_urlsafe(length) for length in (16, 16, 48))
        there = safe_next(there)
        try:
            address = await to_thread.run_sync(
                lambda: self.sessions.provider.address(state, nonce, verifier, silent=silent)
            )
            flow = self.sessions.jar.put(_flow(state), [state, nonce, verifier, there, silent], FLOW_LASTS)
        except ProviderAway as error:
            return self._away(error, there)
        return _with(RedirectResponse(address, 303, UNKEPT), [flow])

    async def _returned(self, request: Request) -> Response:
        """Take somebody back from the service. Whatever becomes of it, the same way back is of no use again."""
        asked, state = request.query_params, request.query_params.get("state", "")
        flow = (
            self.sessions.jar.read(request.scope["headers"], _flow(state), FLOW_LASTS)
            if STATE.fullmatch(state)
            else None
        )
        if not isinstance(flow, list) or not hmac.compare_digest(str(flow[0]), state):
            if STATE.fullmatch(state) and self.sessions.jar.is_foreign(request.scope["headers"], _flow(state)):
                return self._of_another_copy()
            return self._stale(self.sessions.read(request.scope["headers"]) is not None)
        _, nonce, verifier, there, silent = flow
        if error := asked.get("error"):
            if silent and error in INTERACTIVE:
                return _with(await self.begin(there), [self.sessions.jar.remove(_flow(state))])
            answer = self._refused(plain_code(error), there)
        elif asked.get("iss", self.settings.issuer) != self.settings.issuer:
            answer = self._not_believed("the way back is from another sign-in service", there)
        else:
            answer = await self._signed_in(asked.get("code", ""), verifier, nonce, there)
        return _with(answer, [self.sessions.jar.remove(_flow(state))])

    async def _signed_in(self, code: str, verifier: str, nonce: str, there: str) -> Response:
        try:
            tokens = await to_thread.run_sync(self.sessions.provider.changed, code, verifier, nonce)
            put = self.sessions.cookies(begun(tokens, int(self.sessions.now())), tokens.refresh)
        except ProviderAway as error:
            return self._away(error, there)
        except ProviderRefused as error:
            return self._refused(error.code, there)
        except BadToken as error:
            return self._not_believed(str(error), there)
        except CookieTooLarge:
            return self._told(
                403, "You have too many roles", ["Ask whoever gives out access to take some away.", NOT_IN], {"": HOME}
            )
        return _with(RedirectResponse(self.address(there), 303, UNKEPT), put)

    async def _out(self, request: Request) -> Response:
        """Sign somebody out, here and at the service."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return self._told(200, "Do you want to sign out?", [], {"signin/out": "Sign out", "": HOME})
        headers = request.scope["headers"]
        session, leave = self.sessions.read(headers), ""
        if session:
            self.sessions.end(session)
            self.left(session.key)
            if refresh := self.sessions.refresh_token(headers, session):
                with suppress(ProviderAway):
                    await to_thread.run_sync(self.sessions.provider.revoke, refresh)
        with suppress(ProviderAway):
            leave = await to_thread.run_sync(self.sessions.provider.leave_address)
        there = leave or self.settings.left_at
        cleared = {**UNKEPT, "clear-site-data": '"cache"'}
        return _with(RedirectResponse(there, 303, cleared), self.sessions.gone())

    async def _has_left(self, request: Request) -> Response:
        if self.sessions.read(request.scope["headers"]):
            return self._told(200, "You are still signed in", [], {"signin/out": "Sign out", "": HOME})
        said = ["On a shared computer, close the browser too."]
        return self._told(200, "You are signed out", said, {"signin": AGAIN, "": HOME})

    async def _me(self, request: Request) -> Response:
        """Say what stands for whoever is signed in: pages ask it, so that one left open does not show what it no longer may."""
        held = await self.sessions.held(request.scope["headers"])
        mark = await to_thread.run_sync(seen_mark, held.session) if held.session else ""
        return _with(JSONResponse({"mark": mark}, headers=UNKEPT), held.put)

    def address(self, there: str) -> str:
        """Return the whole address of a place of the dashboard: it always begins with the dashboard's own."""
        return f"{self.settings.base}/{safe_next(there)}"

    def refused(self, roles: Sequence[str], first: str) -> Response:
        """Tell somebody who is signed in that they hold no role for an address, by its first part."""
        what = FOR_WHOM.get(first, "The dashboard is for people with a role")
        said = [
            f"{what}. You are signed in, and have no such role.",
            f"Your roles here: {', '.join(roles) or 'none'}.",
            "Ask whoever gives out access. A new role counts within ten minutes.",
        ]
        return self._told(
            403, "You may not open this", said, {"signin/out": "Sign out", **({"": HOME} if first in FOR_WHOM else {})}
        )

    def away(self, there: str) -> Response:
        """Tell somebody that their roles cannot be read at the moment."""
        return self._away(ProviderAway("roles cannot be read again"), there)

    def _away(self, error: ProviderAway, there: str) -> Response:
        LOG.warning("The sign-in service cannot be used: %s", error)
        said = ["The sign-in service does not answer. It is not your account. Try again in a minute."]
        return self._told(503, "Nobody can sign in at the moment", said, self._again(there), {"retry-after": "60"})

    def _stale(self, signed_in: bool) -> Response:
        if signed_in:
            return self._told(
                400, "You are signed in already", ["This link was for signing in, and was used."], {"": HOME}
            )
        said = [
            "The link back from signing in works once, for ten minutes, in the browser in which signing in began.",
            "Nothing is wrong with your account.",
            NOT_IN,
        ]
        return self._told(400, "This sign-in is too old, or was used before", said, self._again(""))

    def _of_another_copy(self) -> Response:
        LOG.warning("A sign-in that was begun elsewhere cannot be read: is %s the same for every copy?", COOKIES)
        said = [
            "One part of the dashboard cannot read what another wrote. Nothing is wrong with your account.",
            NOT_IN,
            ASK,
        ]
        return self._told(400, "Signing in did not work", said, self._again(""))

    def _refused(self, code: str, there: str) -> Response:
        level = logging.INFO if code == "access_denied" else logging.WARNING
        LOG.log(level, "A sign-in was refused: %s.%s", code, LOOK_AT.get(code, ""))
        said = [f"The sign-in service says: {code.replace('_', ' ')}.", NOT_IN, ASK]
        return self._told(403, "Signing in was refused", said, self._again(there))

    def _not_believed(self, why: str, there: str) -> Response:
        LOG.warning("A sign-in was not believed: %s", why)
        return self._told(
            403, "Signing in did not work", [f"{why[:1].upper()}{why[1:]}.", NOT_IN, ASK], self._again(there)
        )

    def _again(self, there: str) -> dict[str, str]:
        return {f"signin?next={quote(there, safe='')}" if there else "signin": AGAIN, "": HOME}

    def _told(
        self,
        status: int,
        heading: str,
        said: Sequence[str],
        links: Mapping[str, str],
        more: Mapping[str, str] | None = None,
    ) -> Response:
        body = self.page(heading, said, {f"{self.settings.base}/{there}": words for there, words in links.items()})
        headers = {**UNKEPT, "content-security-policy": self.policy, **(more or {})}
        return Response(body, status, headers, "text/html; charset=utf-8")


NOT_IN = "You are not signed in."
ASK = "If it happens again, tell whoever gives out access what this page says."


def safe_next(there: str) -> str:
    """Return a place of the dashboard, as what follows its address; "" for whatever might lead elsewhere."""
    place = there.removeprefix("/")
    try:
        parts = urlsplit(place)
    except ValueError:
        return ""
    odd = len(place) > LONGEST_NEXT or place.startswith("/") or "\\" in place or not place.isprintable()
    first = parts.path.split("/")[0]
    within = not (parts.scheme or parts.netloc) and ":" not in first and not {".", ".."} & set(parts.path.split("/"))
    return "" if odd or not place.isascii() or " " in place or not within or first == "signin" else place


def _flow(state: str) -> str:
    """Return the kind of cookie of one way to the service: two tabs may be on their way at once."""
    return f"{WAY}{state[:16]}"


def _with(response: Response, put: Sequence[Header]) -> Response:
    response.raw_headers.extend(put)
    return response
