"""Who may open the desk: whoever runs the server on this machine alone, where the environment says so, and whom sign-in names.

To all others it is not there.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import socket
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dayops_dash.dataset.writing.whole import MARK
from dayops_dash.server.rights import ON_THIS_MACHINE, Rights

SETTING = "DAYOPS_DESK"
HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
FORWARDED = ("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip")
PUBLIC = "the public copy"  # how the mark of a folder that public-copy wrote begins
FOLDERS_OF_FDS = ("/dev/fd", "/proc/self/fd")


@dataclass(frozen=True)
class DeskPerson:
    """Who is at the desk and what they may do there.

    ``id`` is what names them for good and ``key`` their session, both "" of whoever runs the server on this machine alone.
    """

    rights: Rights = ON_THIS_MACHINE
    id: str = ""
    key: str = ""

    @property
    def is_signed_in(self) -> bool:
        return bool(self.id)


def is_loopback(address: str) -> bool:
    """Return whether an address is of this machine alone. A name other than localhost is not looked up."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return address.casefold() == "localhost"


def listening() -> tuple[str, ...]:
    """Return the addresses at which this process listens; () where the system does not tell, as Windows does not."""
    folder = next((Path(name) for name in FOLDERS_OF_FDS if Path(name).is_dir()), None)
    addresses = []
    for path in folder.iterdir() if folder else ():
        with suppress(OSError, ValueError):
            if stat.S_ISSOCK(os.fstat(int(path.name)).st_mode):
                addresses += _listens_at(int(path.name))
    return tuple(addresses)


def _listens_at(number: int) -> list[str]:
    with socket.socket(fileno=os.dup(number)) as one:
        if not one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return []
        inside = one.family in (socket.AF_INET, socket.AF_INET6)
        return [str(one.getsockname()[0])] if inside else ["a socket for a proxy"]


@dataclass(frozen=True)
class DeskGate:
    """Whether the desk answers.

    ``data`` is the folder of councils; ``stated`` the address that the server was told to bind to, believed only where the system does
    not tell at which addresses the process ``listens``.
    """

    data: Path
    stated: str = ""
    listens: Callable[[], Iterable[str]] = listening

    @property
    def is_asked_for(self) -> bool:
        return os.environ.get(SETTING, "").strip() == "1"

    @property
    def is_on(self) -> bool:
        """Whether the switch is set, the server is bound to this machine alone, and the data is no public copy."""
        if not self.is_asked_for or self.is_public_copy:
            return False
        bound = tuple(self.listens()) or ((self.stated,) if self.stated else ())
        return bool(bound) and all(map(is_loopback, bound))

    @property
    def is_public_copy(self) -> bool:
        """Whether the data is a public copy, at which nobody works."""
        return _is_public_copy(self.data)

    def person(self, headers: Mapping[str, str], client: str | None, signed_in: DeskPerson | None) -> DeskPerson | None:
        """Return who asks, where they may open the desk; ``signed_in`` is whom sign-in names. None for all others."""
        if signed_in and signed_in.rights.has_desk and not self.is_public_copy:
            return signed_in
        return DeskPerson() if self.lets_in(headers, client) else None

    def lets_in(self, headers: Mapping[str, str], client: str | None) -> bool:
        """Return whether a request came from this machine, to a name of it, and through no proxy. Headers are by their small names."""
        passed_on = any(name in FORWARDED or name.startswith("x-forwarded") for name in headers)
        from_here = client is None or is_loopback(client)
        return self.is_on and from_here and not passed_on and bool(HOST.fullmatch(headers.get("host", "")))


def is_same(origin: str, host: str) -> bool:
    """Return whether an origin is of the name and port that were asked for."""
    return urlsplit(origin).netloc == host


def is_of_our_pages(headers: Mapping[str, str], is_own: Callable[[str, str], bool] = is_same) -> bool:
    """Return whether a form was sent from a page of the desk, as far as the browser says from where.

    ``is_own`` says of an origin and the name that was asked for whether that is this site.
    """
    origin = headers.get("origin", "")
    own = not origin or is_own(origin, headers.get("host", ""))
    return own and headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _is_public_copy(data: Path) -> bool:
    try:
        stated = json.loads((data / MARK).read_text("utf-8"))
        return str(stated.get("what", "")).startswith(PUBLIC)
    except FileNotFoundError:
        return False
    except (OSError, ValueError, AttributeError):
        return True
