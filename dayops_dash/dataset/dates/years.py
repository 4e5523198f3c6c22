"""Reading seasons, years and their parts: "winter 2023/24", "FY 2024-25", "Q3 24/25", "second half of 2024/25"."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash.dataset.dates import period
from dayops_dash.dataset.dates.days import LIKELY, STROKES, Parsed, one_day, one_month
from dayops_dash.dataset.dates.edtf import AUTUMN, WINTER
from dayops_dash.dataset.dates.period import Period, PeriodKind
from dayops_dash.dataset.dates.scan import (
    SEASONS,
    Tokens,
    after,
    at,
    long_year,
    longest,
    short_year,
    skip,
    whole,
)

FINANCIAL = ("financial year", "financial years", "fy", "f y", "f / y", "fiscal year", "year")
FINANCIAL_BEHIND = ("financial year", "fy", "f y", "f / y", "fiscal year", "( financial year )", "( fy )")
ACADEMIC = ("academic year", "academic years", "school year", "a y", "ay")
CALENDAR = ("calendar year", "the calendar year")
OF = ("of the", "of", "in the", "in", "-", "/", ",", ":")
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}
ORDER = {"first": 1, "1 st": 1, "second": 2, "2 nd": 2, "third": 3, "3 rd": 3, "fourth": 4, "4 th": 4}
LAST_OF = ("last", "final")
QUARTERS, HALVES = 4, 2  # parts of a year
MONTHS_OF_YEAR = 12
QUARTER, HALF = ("quarter", "qtr", "q"), ("half", "h")


def two_years(tokens: Tokens, i: int, *, short: bool) -> Iterator[tuple[int, int]]:
    """Yield the first year of two that follow each other (2024/25, 2024-2025; 24/25 where ``short``) and where they end."""
    stroke, last = at(tokens, i + 1), at(tokens, i + 2)
    first = long_year(at(tokens, i)) or (short_year(at(tokens, i)) if short else None)
    if not first or stroke not in ("/", "-"):
        return
    if whole(last, 4, first + 1, first + 1) or (len(last) == 2 and whole(last, 2, 0, 99) == (first + 1) % 100):
        yield first, i + 3


def one_financial_year(tokens: Tokens, i: int, *, short: bool = False) -> Parsed:
    """Yield financial years; one of two digits where words, or ``short``, say that it is a year, or where it can be nothing else."""
    i = skip(tokens, i, "the")
    before = longest(tokens, i, *FINANCIAL)
    for first, j in two_years(tokens, i if before is None else before, short=True):
        behind = longest(tokens, j, *FINANCIAL_BEHIND)
        said = short or before is not None or behind is not None
        if len(tokens[j - 3]) == 4 or said or _can_only_be_years(tokens, j - 3):
            yield period.financial_year(first), j if behind is None else behind
    for j in after(tokens, i, "year ending", "year ended", "financial year ending"):
        for end, k in (*one_day(tokens, j), *one_month(tokens, j)):
            whole_year = period.financial_year(end.last.year - 1)
            if end.last == whole_year.last:
                yield whole_year, k


def _can_only_be_years(tokens: Tokens, i: int) -> bool:
    """Whether two figures with a stroke are no day and month: 26/27 and not 11/12; two days of a month are written 26-27 too."""
    return int(tokens[i]) > MONTHS_OF_YEAR and tokens[i + 1] == "/" and short_year(tokens[i]) in LIKELY


def one_academic_year(tokens: Tokens, i: int) -> Parsed:
    i = skip(tokens, i, "the")
    for j in after(tokens, i, *ACADEMIC):
        yield from ((period.academic_year(first), k) for first, k in two_years(tokens, j, short=True))
    for first, j in two_years(tokens, i, short=True):
        yield from ((period.academic_year(first), k) for k in after(tokens, j, *ACADEMIC))


def one_year(tokens: Tokens, i: int) -> Parsed:
    """Yield calendar years."""
    before = longest(tokens, i, *CALENDAR)
    i = i if before is None else before
    if year := long_year(at(tokens, i)):
        behind = longest(tokens, i + 1, "calendar year", "( calendar year )")
        yield period.calendar_year(year), i + 1 if behind is None else behind


def several_years(tokens: Tokens, i: int) -> Parsed:
    """Yield "2022-27": from one calendar year to another that does not follow it and is no month."""
    first, last = long_year(at(tokens, i)), whole(at(tokens, i + 2), 2, 13, 99)
    if first and last and at(tokens, i + 1) == "-":
        end = first // 100 * 100 + last
        if end > first + 1:
            yield Period(str(first), str(end), PeriodKind.YEARS), i + 3


def one_season(tokens: Tokens, i: int) -> Parsed:
    """Yield seasons. Of a year such as 2024/25 only autumn and winter: it has parts of two springs, and two summers."""
    i = skip(tokens, i, "the")
    if not (code := SEASONS.get(at(tokens, i))):
        return
    i = skip(tokens, i + 1, "of", ",", "-", "'")
    in_figures = at(tokens, i + 1) in STROKES and at(tokens, i + 2).isdigit()  # "spring 20-03-2025" has no year 2020
    if year := long_year(at(tokens, i)) or (None if in_figures else short_year(at(tokens, i))):
        yield period.season(year, code), i + 1
    if code in (AUTUMN, WINTER):
        yield from ((period.season(first, code), j) for first, j in two_years(tokens, i, short=True))


def numbered(tokens: Tokens, i: int, names: tuple[str, ...], parts: int) -> Iterator[tuple[int, int]]:
    """Yield the number of a part of a year ("Q3", "quarter three", "third quarter") and where it ends."""
    i = skip(tokens, i, "the")
    if at(tokens, i) in names:
        j = skip(tokens, i + 1, "-")
        number = NUMBERS.get(at(tokens, j)) or whole(at(tokens, j), 1, 1, parts)
        if number and number <= parts:
            yield number, j + 1
    for word, number in (*ORDER.items(), *((last, parts) for last in LAST_OF)):
        for j in after(tokens, i, *(f"{word} {name}" for name in names if len(name) > 1)):
            if number <= parts:
                yield number, j


def year_beside(tokens: Tokens, i: int) -> Parsed:
    """Yield the financial year that stands behind a part of it, in brackets or not."""
    for j in (i, *after(tokens, i, *OF)):
        yield from one_financial_year(tokens, j, short=True)
    for j in after(tokens, i, "("):
        for year, k in one_financial_year(tokens, j, short=True):
            yield from ((year, end) for end in after(tokens, k, ")"))


def year_before(tokens: Tokens, i: int) -> Parsed:
    """Yield the financial year that stands before a part of it, with the mark between."""
    for year, j in one_financial_year(tokens, i, short=True):
        yield from ((year, k) for k in (j, *after(tokens, j, "-", ",", ":", "/")))


def _behind_year(tokens: Tokens, i: int, names: tuple[str, ...], parts: int) -> Iterator[tuple[int, int]]:
    """Yield the number of a part of a year that stands behind the year, in brackets or not, and where it ends."""
    yield from numbered(tokens, i, names, parts)
    for j in after(tokens, i, "("):
        yield from ((number, end) for number, k in numbered(tokens, j, names, parts) for end in after(tokens, k, ")"))


def one_part(tokens: Tokens, i: int) -> Parsed:
    """Yield quarters and halves of financial years. Of "Q3 2024" nobody can tell the months: it is none."""
    for names, parts in ((QUARTER, QUARTERS), (HALF, HALVES)):
        for number, j in numbered(tokens, i, names, parts):
            for year, k in year_beside(tokens, j):
                yield period.part_of_year(year.first.year, parts, number), k
        for year, j in year_before(tokens, i):
            for number, k in _behind_year(tokens, j, names, parts):
                yield period.part_of_year(year.first.year, parts, number), k
    yield from _quarter_ending(tokens, i)
    yield from _calendar_quarter(tokens, i)


def _quarter_ending(tokens: Tokens, i: int) -> Parsed:
    for j in after(tokens, i, "quarter ending", "the quarter ending", "quarter ended"):
        for end, k in (*one_day(tokens, j), *one_month(tokens, j)):
            quarter = period.months(end.last.year, end.last.month - 2, 3, PeriodKind.PART)
            if end.last.month % 3 == 0 and end.last == quarter.last:
                yield quarter, k


def _calendar_quarter(tokens: Tokens, i: int) -> Parsed:
    """Yield a quarter that is said to be of the calendar: "Q3 of calendar year 2024", "Q3 2024 (calendar year)"."""
    first = longest(tokens, i, "calendar")
    for number, j in numbered(tokens, i if first is None else first, QUARTER, QUARTERS):
        for k in (j, *after(tokens, j, *OF)):
            for year, end in one_year(tokens, k):
                if first is not None or "calendar" in tokens[k:end]:
                    yield period.months(year.first.year, 3 * number - 2, 3, PeriodKind.PART), end
