"""What somebody may read: the one place that gives pages, documents and files the data of whoever asks.

Without sign-in everybody reads what the server has. With it everybody reads public copies, and a member also the exempt rows of the
papers that are open to them at that moment. Sign-in says who asks in a header that only this process can write.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dayops_dash import clock
from dayops_dash.dataset import Library
from dayops_dash.dataset.serving.opened import OpenPaper
from dayops_dash.server.grants import grants, papers_ever, standing
from dayops_dash.server.headers import READER, Header

_KEY = secrets.token_bytes(32)


@dataclass(frozen=True)
class Reader:
    """Somebody who is signed in: the id that stays, and the committees of which they are a member, as COUNCIL:COMMITTEE."""

    person: str = ""
    committees: frozenset[str] = frozenset()


NOBODY = Reader()
SIGN_IN = "DAYOPS_SIGNIN_ISSUER"  # set where people sign in


def hides_exempt() -> bool:
    """Return whether this is a server at which people sign in: there nobody sees an exempt row that is not open to them."""
    return bool(os.environ.get(SIGN_IN, "").strip())


def header_of(reader: Reader, until: float) -> Header:
    """Return the header by which sign-in says who asks, to be believed until a time (seconds since 1970)."""
    told = json.dumps([reader.person, sorted(reader.committees), until]).encode()
    return READER, b".".join(base64.urlsafe_b64encode(part) for part in (told, _sealed(told)))


def reader_of(headers: Mapping[str, str]) -> Reader:
    """Return who asks, by the headers of a request; nobody where sign-in has not said so in this process, or too long ago."""
    try:
        told, seal = (base64.urlsafe_b64decode(part) for part in headers.get(READER.decode(), "").split("."))
        if not hmac.compare_digest(seal, _sealed(told)):
            return NOBODY
        person, committees, until = json.loads(told)
        return Reader(person, frozenset(committees)) if time.time() < until else NOBODY
    except ValueError:
        return NOBODY


def opened_to(reader: Reader) -> frozenset[OpenPaper]:
    """Return the papers whose exempt rows are open to somebody now."""
    library, today = Library(public=True), clock.true_today()
    return frozenset(
        OpenPaper(council, paper)
        for council in _councils(reader, library)
        for grant in standing(grants(library.root, council), today)
        if grant.is_to(reader.person, reader.committees)
        for paper in grant.papers
    )


def library_of(headers: Mapping[str, str]) -> Library:
    """Return the data that whoever sends a request may read."""
    if not hides_exempt():
        return Library()
    public = Library(public=True)
    opened = opened_to(reader_of(headers))
    if not opened:
        return public
    ever = (OpenPaper(council, paper) for council, _ in opened for paper in papers_ever(grants(public.root, council)))
    return replace(public, opened=opened, ever=frozenset(ever))


def _councils(reader: Reader, library: Library) -> Iterable[str]:
    """Return the councils of somebody's committees, of those that there are."""
    named = {one.partition(":")[0] for one in reader.committees}
    return named & set(library.folders()) if named else ()


def _sealed(told: bytes) -> bytes:
    return hmac.digest(_KEY, told, hashlib.sha256)
