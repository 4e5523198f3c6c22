"""Where the dashboard is served: under which path, and by which names. What cannot be right stops the start, and says what to do.

``DAYOPS_BASE`` is the address at which readers see it (``https://www.example.gov.uk/dayops``); ``DAYOPS_HOSTS`` are other names,
comma-separated, at which it may be asked for: without either it answers to every name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dayops_dash.server.settings import SettingError

BASE, HOSTS = "DAYOPS_BASE", "DAYOPS_HOSTS"
PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")
HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True)
class ServedAt:
    """Where readers see the dashboard.

    ``prefix`` is the path that it is under, as "/dayops", or "" at the root; ``hosts`` the names that it answers to, without port, or
    none for every name; ``origin`` scheme, name and port, or "" where it is not stated.
    """

    prefix: str = ""
    hosts: frozenset[str] = frozenset()
    origin: str = ""

    def answers_to(self, host: str) -> bool:
        """Return whether a request may ask for this name (as the header has it, with or without port)."""
        return not self.hosts or name_of(host) in self.hosts

    def hides_tls(self, host: str, scheme: str) -> bool:
        """Return whether a request for our own name came over TLS, while the stated address has none."""
        return scheme == "https" and self.origin.casefold() == f"http://{host}".casefold()

    def is_own(self, origin: str, host: str, scheme: str) -> bool:
        """Return whether an origin, as a browser sends it, is this site's: the name that was asked for, or the stated one."""
        asked = f"{'https' if scheme in ('https', 'wss') else 'http'}://{host}"
        return _origin(origin) in {_origin(asked), _origin(self.origin)} - {""} or self._behind_tls(origin, host)

    def _behind_tls(self, origin: str, host: str) -> bool:
        """Return whether an origin is the name that was asked for, of a proxy that ends TLS and does not say so."""
        return _origin(origin) == _origin(f"https://{host}")


def served_at(environment: Mapping[str, str], stated: str, pages: Iterable[str]) -> ServedAt:
    """Return where the dashboard is served. ``stated`` is Streamlit's own path (server.baseUrlPath), ``pages`` the first parts of its
    own addresses, which the path may not begin with.

    Raises SettingError.
    """
    base, hosts = environment.get(BASE, "").strip(), environment.get(HOSTS, "").strip()
    address = urlsplit(base)
    if base and (
        address.scheme not in PORTS or not HOST.fullmatch(address.netloc) or address.query or address.fragment
    ):
        raise SettingError(f"{BASE} is {base!r}. Give an address such as https://www.example.gov.uk/dayops.")
    ways = {
        _prefix(path, name) for path, name in ((address.path, BASE), (stated, "server.baseUrlPath")) if path.strip("/")
    }
    if len(ways) > 1:
        raise SettingError(f"{BASE} and server.baseUrlPath give two paths: {' and '.join(sorted(ways))}. Give one.")
    prefix = next(iter(ways), "")
    if prefix.split("/")[1:2] and prefix.split("/")[1] in set(pages):
        raise SettingError(
            f"The dashboard has a page {prefix.split('/')[1]!r}: it cannot be under {prefix}. Take another path."
        )
    names = [name.strip() for name in hosts.split(",") if name.strip()]
    if wrong := [name for name in names if not HOST.fullmatch(name)]:
        raise SettingError(
            f"{HOSTS} has {wrong[0]!r}. Give names with commas between them, such as www.example.gov.uk,intranet."
        )
    named = frozenset(name_of(name) for name in (*names, address.netloc) if name)
    return ServedAt(prefix, named, f"{address.scheme}://{address.netloc}" if base else "")


def _prefix(path: str, name: str) -> str:
    prefix = "/" + path.strip("/")
    if not PREFIX.fullmatch(prefix) or {".", ".."} & set(prefix.split("/")):
        raise SettingError(f"{name} has the path {path!r}. Use letters, digits and hyphens, such as /dayops.")
    return prefix


def name_of(host: str) -> str:
    """Return the name that a host has without its port, in small letters."""
    return re.sub(r":\d+$", "", host).casefold()


def _origin(address: str) -> str:
    """Return scheme, name and port of an address, so that two of one site are alike; "" of no address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in PORTS or not parts.hostname:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port or PORTS[parts.scheme]}"
