"""Intervals kept as EDTF (ISO 8601-2): the part of it that datasets use.

Seasons follow the meteorological months; because people mean them loosely, a season also has an outer end, and nothing is
called late before it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24  # EDTF level 1 codes
SEASON_START_MONTH = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}
SEASON_OUTER_END = {  # eve of the next astronomical season
    SPRING: (6, 20),
    SUMMER: (9, 22),
    AUTUMN: (12, 21),
    WINTER: (3, 20),
}


@dataclass(frozen=True)
class Interval:
    """A stretch of days, both ends in it. ``None`` is open. ``outer_latest`` is later than ``latest`` for seasons only."""

    earliest: date | None
    latest: date | None
    outer_latest: date | None

    @staticmethod
    def of(earliest: date | None, latest: date | None, outer_latest: date | None = None) -> Interval:
        return Interval(earliest, latest, outer_latest or latest)


class NotEDTF(ValueError):
    """The text is not in the part of EDTF that datasets use."""


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _point(text: str) -> Interval:
    parts = text.split("-")
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise NotEDTF(text)
    try:
        year = int(parts[0])
        if len(parts) == 1:
            return Interval.of(date(year, 1, 1), date(year, 12, 31))
        month = int(parts[1])
        if len(parts) == 3:
            return Interval.of(date(year, month, int(parts[2])), date(year, month, int(parts[2])))
        if month in SEASON_START_MONTH:
            return _season(year, month)
        return Interval.of(date(year, month, 1), last_day(year, month))
    except ValueError as error:
        raise NotEDTF(text) from error


def _season(year: int, code: int) -> Interval:
    start = SEASON_START_MONTH[code]
    end_year = year + 1 if code == WINTER else year
    return Interval.of(
        date(year, start, 1), last_day(end_year, (start + 1) % 12 + 1), date(end_year, *SEASON_OUTER_END[code])
    )


@lru_cache(maxsize=4096)
def interval(edtf: str) -> Interval:
    """Return the days that an EDTF text covers: a day, month, season, year, or two of them with "/" ("" and ".." are open).

    Raises NotEDTF for anything else, and for an interval that ends before it starts.
    """
    if not edtf:
        return Interval(None, None, None)
    if "/" not in edtf:
        return _point(edtf)
    first, _, last = edtf.partition("/")
    start = _point(first).earliest if first not in ("", "..") else None
    end = _point(last) if last not in ("", "..") else Interval(None, None, None)
    if start and end.latest and start > end.latest:
        raise NotEDTF(f"{edtf} ends before it starts")
    return Interval(start, end.latest, end.outer_latest)
