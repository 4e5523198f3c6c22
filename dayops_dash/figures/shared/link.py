"""Where a reader can read on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A page of the dashboard, and the choices that open it there. ``council`` and ``as_at`` are added by the screen."""

    page: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
