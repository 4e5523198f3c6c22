"""Reading one day, one month, or a week: as words, in figures with the day first, as ISO 8601, or as a spreadsheet has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dayops_dash.dataset.dates import period
from dayops_dash.dataset.dates.period import Period
from dayops_dash.dataset.dates.scan import (
    MONTHS,
    Tokens,
    after,
    at,
    day_number,
    long_year,
    longest,
    short_year,
    skip,
    weekday,
    whole,
)

Parsed = Iterator[tuple[Period, int]]
STROKES = ("-", "/", ".")
SHEET_ORIGIN = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar, so that its days from March 1900 on are right
FIRST_SHEET_DAY, LAST_SHEET_DAY = 36526, 73050  # 1 January 2000 and 31 December 2099
LIKELY = range(2010, 2031)  # of a plan's dates in six figures
EIGHT = len("20260331")
LAST_HOUR = 21  # later than this a time of the world's clock may be of the next day here


def one_day(tokens: Tokens, i: int) -> Parsed:
    """Yield days; a weekday before one must be its own, and a time behind one is read past."""
    named, i = weekday(tokens, _past_hour(tokens, i))
    for read in (_in_words, _month_first, _in_figures, _iso, _compact):
        for match, j in read(tokens, i):
            if named is None or match.first.weekday() == named:
                yield match, j
                yield from ((match, k) for k in _past_time(tokens, j))


def _in_words(tokens: Tokens, i: int) -> Parsed:
    """3 March 2025, 3rd of March 2025, 31-Mar-25. One stroke alone may be a list's: "1 - March 2025" is no day."""
    if not (start := day_number(tokens, i)):
        return
    number, i = start
    stroke = at(tokens, i) if at(tokens, i) in STROKES else ""
    i = i + 1 if stroke else skip(tokens, i, "of")
    if not (month := MONTHS.get(at(tokens, i))) or (stroke and at(tokens, i + 1) != stroke):
        return
    i = i + 2 if stroke else skip(tokens, skip(tokens, i + 1, ",", "of"), "'")
    year = long_year(at(tokens, i)) or short_year(at(tokens, i))
    if year and (match := period.day(year, month, number)):
        yield match, i + 1


def _month_first(tokens: Tokens, i: int) -> Parsed:
    """March 3rd, 2025"""
    month = MONTHS.get(at(tokens, i))
    if not month or not (start := day_number(tokens, i + 1)):
        return
    number, i = start
    i = skip(tokens, i, ",")
    if (year := long_year(at(tokens, i))) and (match := period.day(year, month, number)):
        yield match, i + 1


def _in_figures(tokens: Tokens, i: int) -> Parsed:
    """31/03/2025, 31.3.25: the day first, as councils write; not 24-10-01, whose year may be 2024 where it is not likely 2001"""
    number, stroke, month = whole(at(tokens, i), 2, 1, 31), at(tokens, i + 1), whole(at(tokens, i + 2), 2, 1, 12)
    year = long_year(at(tokens, i + 4)) or short_year(at(tokens, i + 4))
    if not (number and month and year and stroke in STROKES and at(tokens, i + 3) == stroke):
        return
    as_iso = stroke == "-" and len(at(tokens, i + 4)) == 2
    year_first = as_iso and year not in LIKELY and short_year(at(tokens, i)) in LIKELY
    if not year_first and (match := period.day(year, month, number)):
        yield match, i + 5


def _iso(tokens: Tokens, i: int) -> Parsed:
    """2025-03-31, 2025/3/31"""
    year, stroke = long_year(at(tokens, i)), at(tokens, i + 1)
    month, number = whole(at(tokens, i + 2), 2, 1, 12), whole(at(tokens, i + 4), 2, 1, 31)
    if not (number and month and year and stroke in STROKES and at(tokens, i + 3) == stroke):
        return
    if match := period.day(year, month, number):
        yield match, i + 5


def _compact(tokens: Tokens, i: int) -> Parsed:
    """20260331: ISO 8601 without its strokes, which no other order of day, month and year can be"""
    token = at(tokens, i)
    if len(token) != EIGHT or not (token.isascii() and token.isdigit()):
        return
    year, month, number = long_year(token[:4]), int(token[4:6]), int(token[6:])
    if year and (match := period.day(year, month, number)):
        yield match, i + 1


def _past_hour(tokens: Tokens, i: int) -> int:
    """Return where a day begins that stands behind an hour of it: "5pm on 31 March 2026", "noon on Friday 27 March 2026"."""
    for end in (*after(tokens, i, "noon", "midday", "12 noon"), *_past_time(tokens, i)):
        if at(tokens, end) == "on" or at(tokens, end - 1) in (
            "am",
            "pm",
            "noon",
            "midday",
        ):  # "01.04" of 01.04.2025 is no hour
            return skip(tokens, end, "on", ",")
    return i


def _past_time(tokens: Tokens, i: int) -> Iterator[int]:
    """Yield where a time of day behind a day ends: "00:00", "T17:30:00.000Z", ", 5pm"."""
    i = skip(tokens, i, ",", "at", "t")
    if (hour := whole(at(tokens, i), 2, 0, 23)) is None:
        return
    j = i + 1
    if at(tokens, j) in (":", ".") and len(at(tokens, j + 1)) == 2 and whole(at(tokens, j + 1), 2, 0, 59) is not None:
        j += 2
        if at(tokens, j) == ":" and whole(at(tokens, j + 1), 2, 0, 59) is not None:
            j += 4 if at(tokens, j + 2) == "." and not at(tokens, j + 3).strip("0") else 2
    if at(tokens, j) in ("am", "pm") or (at(tokens, j) == "z" and hour <= LAST_HOUR):
        yield j + 1
    elif j > i + 1:
        yield j


def one_month(tokens: Tokens, i: int) -> Parsed:
    """Yield months: March 2025, Mar-25, March '25, 03/2025, 2025-03"""
    if month := MONTHS.get(at(tokens, i)):
        yield from _month_named(tokens, i + 1, month)
    number, stroke, year = whole(at(tokens, i), 2, 1, 12), at(tokens, i + 1), long_year(at(tokens, i + 2))
    if number and year and stroke in STROKES and (match := period.month(year, number)):
        yield match, i + 3
    year, number = long_year(at(tokens, i)), whole(at(tokens, i + 2), 2, 1, 12)
    two_years = year and number and number > year % 100  # 2011-12 are two years; 2009-12 may be four
    if year and number and stroke == "-" and len(at(tokens, i + 2)) == 2 and not two_years:
        yield Period(f"{year}-{number:02d}", f"{year}-{number:02d}", period.PeriodKind.MONTH), i + 3


def _month_named(tokens: Tokens, i: int, number: int) -> Parsed:
    stroke = skip(tokens, i, ",", "of", *STROKES)
    if (year := long_year(at(tokens, stroke))) and (match := period.month(year, number)):
        yield match, stroke + 1
    mark = skip(tokens, i, "'", "-")  # "March 25" may be a day; "Mar-25" is how a spreadsheet writes a month
    if mark > i and (year := short_year(at(tokens, mark))) and (match := period.month(year, number)):
        yield match, mark + 1


def one_week(tokens: Tokens, i: int) -> Parsed:
    """Yield weeks named by a day: the seven days from it, the seven up to it, or Monday to Sunday round it"""
    for phrases, week in WEEKS:
        if (j := longest(tokens, i, *phrases)) is not None:
            yield from ((week(match), k) for match, k in one_day(tokens, skip(tokens, j, ":", "-")))


WEEKS = (
    (("week commencing", "week beginning", "week starting", "w / c", "w c", "wc", "w / b", "wk commencing"), period.week_from),
    (("week ending", "w / e", "w e", "week ended", "wk ending"), period.week_to),
    (("week of", "the week of"), period.week_of),
)  # fmt: skip


def sheet_day(tokens: Tokens) -> date | None:
    """Return the day of a whole phrase that is a number of a spreadsheet's calendar (45382, 45382.0)."""
    number = whole(tokens[0], 5, FIRST_SHEET_DAY, LAST_SHEET_DAY) if tokens else None
    fraction = tokens[1:]
    plain = not fraction or (fraction[0] == "." and len(fraction) == 2 and not fraction[1].strip("0"))
    return SHEET_ORIGIN + timedelta(days=number) if number and plain else None
