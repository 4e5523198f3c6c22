"""Today's date: one clock for pages, documents, the site, checks and tests, so that none of them can disagree.

``DAYOPS_TODAY=2026-03-31`` sets it for a process: a rehearsal for a meeting, or bytes that are the same on any day.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SETTING = "DAYOPS_TODAY"
LOCAL = ZoneInfo(
    "Europe/London"
)  # a server's own clock is often UTC, which is yesterday for an hour of each summer night

_DAY: ContextVar[date | None] = ContextVar("day", default=None)


class ClockNotUnderstood(ValueError):
    """The clock is set to something that is not a date."""


def moment() -> datetime:
    """Return the true moment in UTC, for a record of what was done: no setting changes it."""
    return datetime.now(UTC)


@contextmanager
def as_on(day: date | None) -> Iterator[None]:
    """Take ``day`` for today within the block: for a document that is made again. None changes nothing."""
    before = _DAY.set(day)
    try:
        yield
    finally:
        _DAY.reset(before)


def true_today() -> date:
    """Return today's true date in England, for what ends on a day: no setting and no page changes it."""
    return moment().astimezone(LOCAL).date()


def today() -> date:
    """Return today's date in England, or the date that DAYOPS_TODAY sets.

    Raises ClockNotUnderstood where the setting is not a date written as 2026-03-31.
    """
    if day := _DAY.get():
        return day
    setting = os.environ.get(SETTING, "")
    if not setting:
        return datetime.now(LOCAL).date()
    try:
        return datetime.strptime(setting, "%Y-%m-%d").date()  # fromisoformat takes other shapes too
    except ValueError:
        raise ClockNotUnderstood(
            f"{SETTING} is {setting!r}, which is not a date. Write it as 2026-03-31, or unset it."
        ) from None
