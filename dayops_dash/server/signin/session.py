"""A session: whose it is, which roles were read and when, until when it lasts. Its roles are read again every few minutes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from anyio import to_thread

from dayops_dash.server.headers import Header
from dayops_dash.server.reading import Reader, opened_to
from dayops_dash.server.rights import Rights, rights_of
from dayops_dash.server.signin.cookies import CookieJar, CookieTooLarge
from dayops_dash.server.signin.provider import Provider, ProviderAway, ProviderRefused, Tokens
from dayops_dash.server.signin.tokens import BadToken

LOG = logging.getLogger("dayops_dash")
SESSION, RENEWAL = "session", "renewal"  # kinds of cookies
LASTS = 8 * 3600  # seconds of a session
READ_AGAIN = 5 * 60  # seconds after which roles are read again
BELIEVED = 10 * 60  # seconds after which roles that could not be read again are believed no more
KEPT = 60.0  # seconds that a renewed session is kept, for requests that come with the cookie of before


@dataclass(frozen=True)
class Session:
    """A person who is signed in. ``key`` is by chance, and binds forms to the session; times are seconds since 1970."""

    person: str
    roles: tuple[str, ...]
    key: str
    began: int
    read: int

    @cached_property
    def rights(self) -> Rights:
        return rights_of(self.roles)

    @property
    def mark(self) -> str:
        """What stands for the person and their roles, so that a page can tell whether they have changed."""
        return hashlib.sha256(repr((self.person, self.roles)).encode()).hexdigest()[:12]

    @property
    def believed_until(self) -> int:
        return min(self.read + BELIEVED, self.began + LASTS)


def reader_of_session(session: Session) -> Reader:
    """Return who a session is of, as ``reading`` asks it."""
    return Reader(session.person, session.rights.committees)


def seen_mark(session: Session) -> str:
    """Return what stands for a person, their roles, and the exempt papers that are open to them now."""
    opened = opened_to(reader_of_session(session))
    return hashlib.sha256(repr((session.mark, sorted(opened))).encode()).hexdigest()[:12] if opened else session.mark


def begun(tokens: Tokens, now: int) -> Session:
    """Return the session of somebody who has just signed in."""
    return Session(tokens.person.id, tokens.person.roles, secrets.token_urlsafe(12), now, now)


@dataclass(frozen=True)
class Held:
    """What a request's cookies come to: a session, or none, and the cookies that the answer sets.

    ``is_stale``: there was a session whose roles cannot be read again but by signing in; ``is_away``: the service does not answer.
    """

    session: Session | None = None
    put: Sequence[Header] = ()
    is_stale: bool = False
    is_away: bool = False


@dataclass
class Sessions:
    """The sessions of one dashboard: in cookies, so that any copy knows them. ``ended`` are those that were ended at this copy, with
    the time when they would have.
    """

    jar: CookieJar
    provider: Provider
    now: Callable[[], float] = time.time
    ended: dict[str, float] = field(default_factory=dict)
    _renewals: dict[str, asyncio.Task[Held]] = field(default_factory=dict)

    def cookies(self, session: Session, refresh: str) -> list[Header]:
        """Return the headers that keep a session. A refresh token that is too large is not kept: people are then sent to the
        service again. Raises CookieTooLarge for more roles than fit."""
        left = max(1, session.began + LASTS - int(self.now()))
        put = [self.jar.put(SESSION, asdict(session), left)]
        try:
            return [*put, self.jar.put(RENEWAL, [session.key, refresh], left) if refresh else self.jar.remove(RENEWAL)]
        except CookieTooLarge:
            return [*put, self.jar.remove(RENEWAL)]

    def gone(self) -> list[Header]:
        """Return the headers that end a session in this browser."""
        return [self.jar.remove(SESSION), self.jar.remove(RENEWAL)]

    def read(self, headers: Iterable[Header]) -> Session | None:
        """Return the session that cookies hold, however old its roles; None where there is none, or it has ended."""
        told = self.jar.read(headers, SESSION, LASTS)
        session = _session(told)
        return session if session and self.now() < session.began + LASTS and session.key not in self.ended else None

    def end(self, session: Session) -> None:
        """Know a session no more, whoever still holds its cookies."""
        self.ended = {key: until for key, until in self.ended.items() if until > self.now()}
        self.ended[session.key] = session.began + LASTS

    def refresh_token(self, headers: Iterable[Header], session: Session) -> str:
        """Return the refresh token that goes with a session; "" where there is none."""
        told = self.jar.read(headers, RENEWAL, LASTS)
        return str(told[1]) if isinstance(told, list) and len(told) == 2 and told[0] == session.key else ""

    async def held(self, headers: Sequence[Header]) -> Held:
        """Return what a request's cookies come to, with the roles read again where it is time."""
        session = self.read(headers)
        if session is None or self.now() - session.read < READ_AGAIN:
            return Held(session)
        refresh = self.refresh_token(headers, session)
        if not refresh:
            return Held(session) if self.now() < session.believed_until else Held(is_stale=True)
        found = await self._once(session, refresh)
        if session.key in self.ended:  # meanwhile
            return Held(put=self.gone())
        return found if found.session is None or self.now() < found.session.believed_until else Held(is_away=True)

    async def _once(self, session: Session, refresh: str) -> Held:
        """Renew a session once for all requests that come with its cookie at the same time."""
        key = hashlib.sha256(f"{session.key} {session.read} {refresh}".encode()).hexdigest()
        task = self._renewals.get(key)
        if task is None:
            task = self._renewals[key] = asyncio.create_task(self._renewed(session, refresh))
            loop = asyncio.get_running_loop()
            task.add_done_callback(lambda _: loop.call_later(KEPT, self._renewals.pop, key, None))
        return await asyncio.shield(task)

    async def _renewed(self, session: Session, refresh: str) -> Held:
        try:
            tokens = await to_thread.run_sync(self.provider.renewed, refresh)
            if tokens.person.id != session.person:
                raise BadToken("it is of somebody else")
            found = replace(session, roles=tokens.person.roles, read=int(self.now()))
            return Held(found, self.cookies(found, tokens.refresh))
        except (ProviderRefused, BadToken, CookieTooLarge):
            return Held(put=self.gone(), is_stale=True)
        except ProviderAway as error:
            LOG.warning("The sign-in service does not answer: %s", error)
            return Held(session) if self.now() < session.believed_until else Held(is_away=True)


def _session(told: object) -> Session | None:
    try:
        held = dict(told)  # type: ignore[call-overload]
        return Session(**{**held, "roles": tuple(map(str, held["roles"]))})
    except (TypeError, ValueError, KeyError):
        return None
