"""Who may do what: the one place that decides, by pure functions of the roles that a person's sign-in states.

Roles are named as docs/operating.md says: ``reader``, ``member:COMMITTEE``, ``member:COUNCIL:COMMITTEE``, ``officer:COUNCIL``,
``publisher:COUNCIL``, ``administrator``, ``administrator:COUNCIL``. A name that is not known gives no right. Which exempt papers are
open to a member is a grant's to say (``grants``), and ``reading`` turns both into data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 120  # characters of a role: no provider takes longer ones
NAME = r"[a-z0-9]+(?:[-_.][a-z0-9]+)*"
COMMITTEE = re.compile(NAME)
OF_SOMETHING = re.compile(rf"(?:member:(?:{NAME}:)?|officer:|publisher:|administrator:){NAME}")
READER, ADMINISTRATOR = "reader", "administrator"
DESK = "desk"  # first part of the desk's addresses
ACCESS = "access"  # where exempt papers are opened to members
SHARED = frozenset(
    {"signin", "static", "shell.js", "shell.css", "shell.woff2", "icons.woff2", "favicon.png", "_stcore"}
)  # hold nothing of any council


class Readers(StrEnum):
    """Who may read the dashboard."""

    EVERYONE = "everyone"
    NAMED = "named"  # who is signed in and has any role


class Verdict(StrEnum):
    """Whether an address is open to somebody."""

    OPEN = "open"
    SIGN_IN = "sign in"  # nobody knows who it is
    REFUSED = "refused"


@dataclass(frozen=True)
class Rights:
    """What a person may do. ``everywhere`` is for whoever runs the server on this machine alone: each council's desk.

    ``member_of`` are committees as their roles name them: only those with their council (COUNCIL:COMMITTEE) can be granted papers.
    """

    is_reader: bool = False
    member_of: frozenset[str] = frozenset()
    drafts_for: frozenset[str] = frozenset()
    publishes_for: frozenset[str] = frozenset()
    is_administrator: bool = False
    opens_for: frozenset[str] = frozenset()
    everywhere: bool = False

    @property
    def is_named(self) -> bool:
        """Whether a person has any role."""
        return self != Rights()

    @property
    def has_desk(self) -> bool:
        """Whether the desk is there at all."""
        return self.everywhere or bool(self.drafts_for or self.publishes_for)

    def may_draft(self, council: str) -> bool:
        """Return whether a person may work on a council's drafts. Who publishes for a council may draft for it."""
        return self.everywhere or council in self.drafts_for or self.may_publish(council)

    @property
    def committees(self) -> frozenset[str]:
        """The committees whose papers may be open to a person, as COUNCIL:COMMITTEE."""
        return frozenset(one for one in self.member_of if ":" in one)

    def may_open(self, council: str) -> bool:
        """Return whether a person may open a council's exempt papers to members, and close them; never to themselves."""
        return council in self.opens_for

    def may_publish(self, council: str) -> bool:
        """Return whether a person may publish for a council, and show an earlier version again."""
        return self.everywhere or council in self.publishes_for


ON_THIS_MACHINE = Rights(everywhere=True)


def known_roles(claimed: Iterable[object]) -> tuple[str, ...]:
    """Return the roles that are known of those that a sign-in states, in small letters, each once and in order."""
    texts = {one.strip().casefold() for one in claimed if isinstance(one, str) and len(one) <= LONGEST}
    return tuple(sorted(one for one in texts if one in (READER, ADMINISTRATOR) or OF_SOMETHING.fullmatch(one)))


def rights_of(roles: Iterable[str]) -> Rights:
    """Return what the holder of some roles may do."""
    held = known_roles(roles)
    of: dict[str, set[str]] = {name: set() for name in ("member", "officer", "publisher", ADMINISTRATOR)}
    for one in held:
        role, _, what = one.partition(":")
        if what:
            of[role].add(what)
    return Rights(
        is_reader=READER in held,
        member_of=frozenset(of["member"]),
        drafts_for=frozenset(of["officer"]),
        publishes_for=frozenset(of["publisher"]),
        is_administrator=ADMINISTRATOR in held or bool(of[ADMINISTRATOR]),
        opens_for=frozenset(of[ADMINISTRATOR]),
    )


def verdict(rights: Rights | None, first: str, readers: Readers) -> Verdict:
    """Return whether somebody may open an address, by its ``first`` part ("" for the first page and for the page's websocket).

    ``rights`` is None of somebody who is not signed in. What an address shows of one council is asked of ``Rights`` where it is made.
    """
    if first in SHARED or (first not in (DESK, ACCESS) and readers is Readers.EVERYONE):
        return Verdict.OPEN
    if rights is None:
        return Verdict.SIGN_IN
    enough = {DESK: rights.has_desk, ACCESS: bool(rights.opens_for)}.get(first, rights.is_named)
    return Verdict.OPEN if enough else Verdict.REFUSED
