"""Dates as councils write them, as intervals. Rules of the domain, section 1.

A phrase becomes a ``Due``: the words, what they say about the work, and an interval kept as EDTF (ISO 8601-2). What cannot
be read stays as words, with the sense "not understood". Seasons follow the meteorological months; because people mean
them loosely, a season also has an outer end, and nothing is called late before it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dayops_dash.dataset.vocabulary import DueSense

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}  # EDTF level 1 codes
SEASON_START_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
SEASON_OUTER_END = {21: (6, 20), 22: (9, 22), 23: (12, 21), 24: (3, 20)}  # eve of the next astronomical season
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower()[:3]: number for name, number in MONTHS.items()} | {"sept": 9}


@dataclass(frozen=True)
class Interval:
    """A stretch of days, both ends in it. ``None`` is open. ``outer_latest`` is later than ``latest`` for seasons only."""

    earliest: date | None
    latest: date | None
    outer_latest: date | None

    @staticmethod
    def of(earliest: date | None, latest: date | None, outer_latest: date | None = None) -> Interval:
        return Interval(earliest, latest, outer_latest or latest)


@dataclass(frozen=True)
class Due:
    """When something is due: ``as_written``, what it says (``sense``), and the interval (``edtf``), "" where there is none."""

    as_written: str
    sense: DueSense
    edtf: str

    @property
    def interval(self) -> Interval:
        return interval(self.edtf)


class NotEDTF(ValueError):
    """The text is not in the part of EDTF that datasets use."""


def _last_day(year: int, month: int) -> date:
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
        return Interval.of(date(year, month, 1), _last_day(year, month))
    except ValueError as error:
        raise NotEDTF(text) from error


def _season(year: int, code: int) -> Interval:
    start = SEASON_START_MONTH[code]
    end_year = year + 1 if code == 24 else year
    return Interval.of(
        date(year, start, 1), _last_day(end_year, (start + 1) % 12 + 1), date(end_year, *SEASON_OUTER_END[code])
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


def _month(word: str) -> int | None:
    return MONTHS.get(word.lower().rstrip("."))


_M = r"(?P<month>[a-z]+)\.?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_S = r"(?P<season>spring|summer|autumn|winter)"
_FY = r"(?P<fy>(?:19|20)\d\d)\s*[/-]\s*(?P<fy_end>(?:(?:19|20)?\d\d))"
_ANOTHER_DATE = re.compile(rf"\b(?:(?:19|20)\d\d|{'|'.join([*SEASONS, *(MONTHS.keys() - {'may'})])})\b", re.IGNORECASE)


def _financial_year(found: re.Match[str]) -> tuple[int, int] | None:
    start, end = int(found["fy"]), int(found["fy_end"]) % 100
    return (start, start + 1) if end == (start + 1) % 100 else None


def _fy_edtf(found: re.Match[str]) -> str | None:
    years = _financial_year(found)
    return f"{years[0]}-04-01/{years[1]}-03-31" if years else None


def _month_edtf(found: re.Match[str]) -> str | None:
    month = _month(found["month"])
    return f"{found['year']}-{month:02d}" if month else None


def _season_edtf(found: re.Match[str]) -> str:
    return f"{found['year']}-{SEASONS[found['season'].lower()]}"


def _span_edtf(found: re.Match[str]) -> str | None:
    first, last = _month(found["month"]), _month(found["to"])
    if not first or not last:
        return None
    start, end = f"{found['from_year'] or found['year']}-{first:02d}", f"{found['year']}-{last:02d}"
    return f"{start}/{end}" if start <= end else None


def _day_edtf(found: re.Match[str]) -> str | None:
    month = _month(found["month"])
    try:
        return date(int(found["year"]), month, int(found["day"])).isoformat() if month else None
    except ValueError:
        return None


def _end_of(found: re.Match[str]) -> str | None:
    month = _month(found["month"])
    return f"../{_last_day(int(found['year']), month).isoformat()}" if month else None


def _remainder(said_on: date | None) -> Callable[[re.Match[str]], str | None]:
    def edtf(found: re.Match[str]) -> str | None:
        years = _financial_year(found)
        return f"{said_on.isoformat() if said_on else '..'}/{years[1]}-03-31" if years else None

    return edtf


def _end_of_financial_year(found: re.Match[str]) -> str | None:
    years = _financial_year(found)
    return f"../{years[1]}-03-31" if years else None


def _latter_months(found: re.Match[str]) -> str | None:
    years = _financial_year(found)
    return f"{years[0]}-10-01/{years[1]}-03-31" if years else None


def _late_summer(found: re.Match[str]) -> str:
    return f"{found['year']}-08/{found['year']}-09"


def _open_end(edtf: Callable[[re.Match[str]], str | None]) -> Callable[[re.Match[str]], str | None]:
    return lambda found: f"{start}/.." if (start := edtf(found)) else None


Reader = tuple[str, DueSense, Callable[[re.Match[str]], str | None]]


def _readers(said_on: date | None, on_timeline: bool) -> list[Reader]:
    """Return the patterns in the order in which they are tried: words that change the sense before plain dates."""
    plain_month = DueSense.MONTH if on_timeline else DueSense.FINISH
    return [
        (rf"\b(?:may|might|if) (?!\d).*{_FY}", DueSense.CONDITIONAL, _fy_edtf),
        (r"\b(?:may be|might|if|subject to)\b", DueSense.CONDITIONAL, lambda found: ""),
        (rf"\bremainder of {_FY}", DueSense.REMAINDER, _remainder(said_on)),
        (rf"\blatter (?:months|part) of {_FY}", DueSense.VAGUE, _latter_months),
        (rf"\blate summer,? {_Y}", DueSense.VAGUE, _late_summer),
        (r"\b(?:latter|late|early|mid)\b", DueSense.VAGUE, lambda found: ""),
        (rf"\bby (?:the )?end of {_M} {_Y}", DueSense.DEADLINE, _end_of),
        (rf"\bby (?:the )?end of {_FY}", DueSense.DEADLINE, _end_of_financial_year),
        (rf"\bby (?:the )?end of {_Y}(?!\s*[/-]\s*\d)", DueSense.DEADLINE, lambda found: f"../{found['year']}-12-31"),
        (
            rf"\bby (?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_M} {_Y}",
            DueSense.DEADLINE,
            lambda f: (d := _day_edtf(f)) and f"../{d}",
        ),
        (rf"\bby {_M} {_Y}", DueSense.DEADLINE, _end_of),
        (rf"{_M}\s*(?P<from_year>20\d\d)?\s*(?:-|–|to|until)\s*(?P<to>[a-z]+)\.? {_Y}", DueSense.SPAN, _span_edtf),
        (
            rf"\b(?:from|commence in|starts?|starting|beginning)(?: in)? {_S} {_Y}",
            DueSense.START,
            _open_end(_season_edtf),
        ),
        (
            rf"\b(?:from|commence in|starts?|starting|beginning)(?: in)? {_M} {_Y}",
            DueSense.START,
            _open_end(_month_edtf),
        ),
        (
            rf"\b(?:from|starts?|starting|beginning)(?: in)? {_FY}",
            DueSense.START,
            _open_end(lambda f: (e := _fy_edtf(f)) and e[:10]),
        ),
        (rf"\b(?!expected|planned|proposed)[a-z]+ed (?:in|on) {_M} {_Y}", DueSense.EVENT, _month_edtf),
        (rf"\b{_S} {_Y}", DueSense.FINISH, _season_edtf),
        (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_M} {_Y}", DueSense.FINISH, _day_edtf),
        (rf"\b{_FY}", DueSense.FINISH_WITHIN, _fy_edtf),
        (rf"^(?:expected|due|planned)?(?: in| for)?\s*{_M} {_Y}$", plain_month, _month_edtf),
        (rf"^{_Y}$", DueSense.FINISH_WITHIN, lambda found: found["year"]),
    ]


def read_due(words: str, *, said_on: date | None = None, on_timeline: bool = False) -> Due:
    """Return what a council's words say about when something is due.

    ``said_on`` is the paper's date, from which "the remainder of 2024/25" counts. ``on_timeline`` says that the words stand
    in a timetable of key dates, where a month is when the work happens and not its finish.
    """
    said = " ".join(words.split())
    for pattern, sense, edtf in _readers(said_on, on_timeline):
        found = re.search(pattern, said, re.IGNORECASE)
        text = edtf(found) if found else None
        if found and text is not None and not (text and _another_date(said, found)):
            return Due(words, sense, text)
    return Due(words, DueSense.NOT_UNDERSTOOD, "")


def _another_date(said: str, found: re.Match[str]) -> bool:
    """Whether words outside the match name a date too: half of "summer 2023 to spring 2024" is no reading of it."""
    return bool(_ANOTHER_DATE.search(f"{said[: found.start()]} {said[found.end() :]}"))
