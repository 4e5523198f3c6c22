"""A stretch of the calendar that words can name: a day, week, month, season, quarter, year, or from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from dayops_dash.dataset.dates.edtf import Interval, NotEDTF, interval, last_day

ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)
ACADEMIC_YEAR = "the academic year, 1 September to 31 August"
FINANCIAL_YEAR_STARTS, ACADEMIC_YEAR_STARTS = 4, 9  # months


class PeriodKind(Enum):
    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    SEASON = auto()
    PART = auto()  # a quarter, a half, or some months of a financial year
    FINANCIAL_YEAR = auto()
    ACADEMIC_YEAR = auto()
    YEAR = auto()
    EITHER = auto()  # "Autumn/Winter 2023", "March/April 2024": the one or the other
    SPAN = auto()  # from a day, week, month or season to another
    YEARS = auto()  # from a quarter or year to another


RANGES = (PeriodKind.SPAN, PeriodKind.YEARS)


@dataclass(frozen=True)
class Period:
    """``opening`` and ``closing`` are the first and last part as EDTF points; ``remark`` is what a reader should be told."""

    opening: str
    closing: str
    kind: PeriodKind
    remark: str = ""

    @property
    def edtf(self) -> str:
        return self.opening if self.opening == self.closing else f"{self.opening}/{self.closing}"

    @property
    def days(self) -> Interval:
        return interval(self.edtf)

    @property
    def first(self) -> date:
        earliest = self.days.earliest
        assert earliest
        return earliest

    @property
    def last(self) -> date:
        latest = self.days.latest
        assert latest
        return latest

    @property
    def deadline(self) -> str:
        """The end as an EDTF point: a season, which has an outer end too, else its last day."""
        is_season = interval(self.closing).latest != interval(self.closing).outer_latest
        return self.closing if is_season else self.last.isoformat()


def day(year: int, month: int, number: int) -> Period | None:
    """Return a day; None where the calendar has none such."""
    try:
        text = date(year, month, number).isoformat()
    except ValueError:
        return None
    return Period(text, text, PeriodKind.DAY)


def month(year: int, number: int) -> Period | None:
    text = f"{year}-{number:02d}"
    return Period(text, text, PeriodKind.MONTH) if 1 <= number <= 12 else None


def season(year: int, code: int) -> Period:
    return Period(f"{year}-{code}", f"{year}-{code}", PeriodKind.SEASON)


def calendar_year(year: int) -> Period:
    return Period(str(year), str(year), PeriodKind.YEAR)


def days(first: date, last: date, kind: PeriodKind, remark: str = "") -> Period:
    return Period(first.isoformat(), last.isoformat(), kind, remark)


def week_from(first: Period) -> Period:
    return days(first.first, first.first + WEEK - ONE_DAY, PeriodKind.WEEK)


def week_to(last: Period) -> Period:
    return days(last.first - WEEK + ONE_DAY, last.first, PeriodKind.WEEK)


def week_of(one: Period) -> Period:
    """Return the week from Monday to Sunday that a day is in."""
    monday = one.first - ONE_DAY * one.first.weekday()
    return days(monday, monday + WEEK - ONE_DAY, PeriodKind.WEEK)


def months(year: int, first: int, count: int, kind: PeriodKind, remark: str = "") -> Period:
    """Return ``count`` whole months from month ``first`` of a year; ``first`` may run past 12 into the next year."""
    start, end = divmod(first - 1, 12), divmod(first - 1 + count - 1, 12)
    return days(date(year + start[0], start[1] + 1, 1), last_day(year + end[0], end[1] + 1), kind, remark)


def financial_year(start: int) -> Period:
    return months(start, FINANCIAL_YEAR_STARTS, 12, PeriodKind.FINANCIAL_YEAR)


def academic_year(start: int) -> Period:
    return months(start, ACADEMIC_YEAR_STARTS, 12, PeriodKind.ACADEMIC_YEAR, ACADEMIC_YEAR)


def part_of_year(start: int, parts: int, number: int) -> Period:
    """Return part ``number`` from 1 of a financial year that is cut into ``parts`` equal parts."""
    length = 12 // parts
    return months(start, FINANCIAL_YEAR_STARTS + (number - 1) * length, length, PeriodKind.PART)


def month_of_financial_year(start: int, number: int) -> tuple[int, int]:
    """Return the year and month that month ``number`` is of a financial year."""
    return (start if number >= FINANCIAL_YEAR_STARTS else start + 1), number


def joined(first: Period, last: Period, kind: PeriodKind) -> Period | None:
    """Return the stretch from one period to a later one; None where the later is not later."""
    try:
        return Period(first.opening, last.closing, kind) if first.last < last.first else None
    except NotEDTF:
        return None


def with_year_of(code: int, other: Period) -> Period:
    """Return the season ``code`` of the year of a later season, as in "Autumn/Winter 2023"."""
    return season(int(other.opening[:4]), code)
