"""Reading any period: one, or from one to another where the first half may lack its month or year."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dayops_dash.dataset.dates import period
from dayops_dash.dataset.dates.days import LIKELY, Parsed, one_day, one_month, one_week
from dayops_dash.dataset.dates.period import Period, PeriodKind, joined
from dayops_dash.dataset.dates.scan import (
    MONTHS,
    SEASONS,
    Tokens,
    after,
    at,
    day_number,
    longest,
    short_year,
    skip,
    weekday,
    whole,
)
from dayops_dash.dataset.dates.years import (
    HALF,
    HALVES,
    NUMBERS,
    QUARTER,
    QUARTERS,
    numbered,
    one_academic_year,
    one_financial_year,
    one_part,
    one_season,
    one_year,
    several_years,
    two_years,
    year_before,
    year_beside,
)

JOINERS = (
    "-",
    "to",
    "until",
    "till",
    "through",
    "through to",
    "thru",
    "up to",
    "to the end of",
    "to end of",
    "- end of",
)
MOST_YEARS = 5  # of a plan whose years are written in two figures
STROKE = ("/", "or")  # the one or the other: only of two that follow each other
BETWEEN = ("and", "&", *JOINERS)
INCLUSIVE = ("inclusive", "( inclusive )")
OF_DAYS = {PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.SEASON}
OF_YEARS = {PeriodKind.PART, PeriodKind.FINANCIAL_YEAR}
SINGLE: tuple[Callable[[Tokens, int], Parsed], ...] = (
    one_day,
    one_month,
    one_week,
    one_season,
    one_part,
    one_financial_year,
    one_academic_year,
    one_year,
)


def single(tokens: Tokens, i: int) -> Parsed:
    """Yield one period."""
    for read in SINGLE:
        yield from read(tokens, i)


def periods(tokens: Tokens, i: int) -> Parsed:
    """Yield every period that can be read from token ``i`` on, single or joined."""
    yield from single(tokens, i)
    yield from several_years(tokens, i)
    for match, j in _ranges(tokens, i, JOINERS):
        behind = longest(tokens, j, *INCLUSIVE)
        yield match, j if behind is None else behind
    yield from _either(tokens, i)
    yield from _either_whole(tokens, i)
    yield from _labelled_year(tokens, i)
    yield from labelled_quarter(tokens, i)


def between(tokens: Tokens, i: int) -> Parsed:
    """Yield what stands behind "between": two periods joined by "and"."""
    yield from _ranges(tokens, i, BETWEEN)
    for first, j in one_year(tokens, i):
        for k in after(tokens, j, "and"):
            yield from _joined(first, one_year(tokens, k), PeriodKind.YEARS)


def _ranges(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    for read in (
        _two_whole,
        _days_of_month,
        _days_of_year,
        _months_of_year,
        _months_round_years,
        _seasons_of_year,
        _parts_of_year,
    ):
        yield from read(tokens, i, joiners)


def _joined(first: Period, ahead: Parsed, kind: PeriodKind) -> Parsed:
    """Yield the stretch from ``first`` to each period that lies after it."""
    for last, j in ahead:
        if match := joined(first, last, kind):
            yield match, j


def _two_whole(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """1 April 2025 - 30 June 2025; 2024/25 to 25/26; 2022-2027. Two years that follow each other are a financial year."""
    for first, j in single(tokens, i):
        for k in after(tokens, j, *joiners):
            if first.kind in OF_DAYS:
                yield from _joined(first, _of(single(tokens, k), OF_DAYS), PeriodKind.SPAN)
            elif first.kind in OF_YEARS:
                ahead = (*one_financial_year(tokens, k, short=True), *one_part(tokens, k))
                yield from _joined(first, iter(ahead), PeriodKind.YEARS)
            elif first.kind is PeriodKind.YEAR:
                yield from ((f, e) for f, e in _joined(first, one_year(tokens, k), PeriodKind.YEARS) if not _next(f))


def _of(ahead: Parsed, kinds: set[PeriodKind]) -> Parsed:
    return ((match, j) for match, j in ahead if match.kind in kinds)


def _next(years: Period) -> bool:
    return int(years.closing) == int(years.opening) + 1


def _days_of_month(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """1-30 April 2025, Monday 3rd to Friday 7th March 2025"""
    yield from _from_day(tokens, i, joiners, with_month=False)


def _days_of_year(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """1 April - 30 June 2025"""
    yield from _from_day(tokens, i, joiners, with_month=True)


def _from_day(tokens: Tokens, i: int, joiners: tuple[str, ...], *, with_month: bool) -> Parsed:
    named, i = weekday(tokens, i)
    if not (start := day_number(tokens, i)):
        return
    number, i = start
    month = MONTHS.get(at(tokens, skip(tokens, i, "of"))) if with_month else None
    if with_month and not month:
        return
    for k in after(tokens, skip(tokens, i, "of") + 1 if with_month else i, *joiners):
        for last, j in one_day(tokens, k):
            first = period.day(last.first.year, month or last.first.month, number)
            if (
                first
                and (named is None or first.first.weekday() == named)
                and (f := joined(first, last, PeriodKind.SPAN))
            ):
                yield f, j


def _months_of_year(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """March - May 2021; January to March 2024/25, the months of that financial year"""
    if not (number := MONTHS.get(at(tokens, i))):
        return
    for k in after(tokens, i + 1, *joiners):
        for last, j in one_month(tokens, k):
            if first := period.month(last.first.year, number):
                yield from _joined(first, iter([(last, j)]), PeriodKind.SPAN)
        if other := MONTHS.get(at(tokens, k)):
            yield from _months_of_financial_year(tokens, skip(tokens, k + 1, ","), number, other)


def _months_round_years(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """Apr 26 - Mar 27: a few whole years, which as days would end before they begin.

    "Sept 25" alone, or to "Dec 25", may be days of one year, and so may "Apr 01 - Mar 31".
    """
    number, year = MONTHS.get(at(tokens, i)), short_year(at(tokens, i + 1)) or 0
    if not number or year not in LIKELY:
        return
    for k in after(tokens, i + 2, *joiners):
        end = short_year(at(tokens, k + 1)) or 0
        if end in LIKELY and 0 < end - year <= MOST_YEARS and MONTHS.get(at(tokens, k)) == number - 1:
            first, last = period.month(year, number), period.month(end, number - 1)
            if first and last:
                yield from _joined(first, iter([(last, k + 2)]), PeriodKind.SPAN)


def _months_of_financial_year(tokens: Tokens, i: int, number: int, other: int) -> Parsed:
    for start, j in two_years(tokens, i, short=True):
        first = period.month(*period.month_of_financial_year(start, number))
        last = period.month(*period.month_of_financial_year(start, other))
        if first and last and first.last < last.first:
            yield period.days(first.first, last.last, PeriodKind.YEARS), j


def _seasons_of_year(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """spring to autumn 2023"""
    if code := SEASONS.get(at(tokens, i)):
        for k in after(tokens, i + 1, *joiners):
            for last, j in one_season(tokens, k):
                yield from _joined(period.with_year_of(code, last), iter([(last, j)]), PeriodKind.SPAN)


def _parts_of_year(tokens: Tokens, i: int, joiners: tuple[str, ...]) -> Parsed:
    """Q1 to Q3 2024/25, Q3/4 24/25, 2024/25 Q1-Q2, quarters 1 to 3 of 2024/25"""
    for names, parts in ((("quarters", *QUARTER), QUARTERS), (("halves", *HALF), HALVES)):
        for start, j in (*((None, i) for _ in "1"), *year_before(tokens, i)):
            for one, k in numbered(tokens, j, names, parts):
                for m in after(tokens, k, *joiners):
                    yield from _up_to_part(tokens, m, names, (parts, one), start)


def _up_to_part(tokens: Tokens, i: int, names: tuple[str, ...], first: tuple[int, int], start: Period | None) -> Parsed:
    parts, one = first
    bare = ((int(at(tokens, i)), i + 1) for _ in "1" if at(tokens, i) in tuple("1234"[:parts]))
    for other, j in (*numbered(tokens, i, names, parts), *bare):
        for year, end in iter([(start, j)]) if start else year_beside(tokens, j):
            begins, ends = (period.part_of_year(year.first.year, parts, n) for n in (one, other))
            yield from _joined(begins, iter([(ends, end)]), PeriodKind.YEARS)


def _either(tokens: Tokens, i: int) -> Parsed:
    """Autumn/Winter 2023, March or April 2024, Q1/Q2 2024/25: two that follow each other, of which it is one"""
    for read, length in ((_months_of_year, 2), (_seasons_of_year, 6), (_parts_of_year, 6)):
        for match, j in read(tokens, i, STROKE):
            if _months_long(match) == length:
                yield (
                    Period(
                        match.opening,
                        match.closing,
                        PeriodKind.PART if match.kind is PeriodKind.YEARS else PeriodKind.EITHER,
                    ),
                    j,
                )


def _either_whole(tokens: Tokens, i: int) -> Parsed:
    """Dec 2025/Jan 2026, winter 2025 or spring 2026, Q4 2025/26 or Q1 2026/27: two that follow each other, each with its year"""
    for read, length, kind in (
        (one_month, 2, PeriodKind.EITHER),
        (one_season, 6, PeriodKind.EITHER),
        (one_part, 6, PeriodKind.PART),
    ):
        in_figures = read == one_month and at(tokens, i) not in MONTHS  # "12/2025/01/2026" is no two months
        for first, j in read(tokens, i) if not in_figures else ():
            for k in after(tokens, j, *STROKE):
                for match, end in _joined(first, read(tokens, k), kind):
                    if _months_long(match) == length:
                        yield match, end


def _months_long(match: Period) -> int:
    return (match.last.year - match.first.year) * 12 + match.last.month - match.first.month + 1


def labelled_quarter(tokens: Tokens, i: int) -> Iterator[tuple[Period, int]]:
    """Yield "Q3 (October to December 2024)": the months say which quarter it is."""
    for number, j in numbered(tokens, i, QUARTER, QUARTERS):
        for k in after(tokens, j, "(", "-", ","):
            for match, end in _months_of_year(tokens, k, JOINERS):
                end = end if tokens[k - 1] != "(" else longest(tokens, end, ")") or -1
                if end > 0 and _is_quarter(match, number):
                    yield period.days(match.first, match.last, PeriodKind.PART), end


def _labelled_year(tokens: Tokens, i: int) -> Parsed:
    """Year 2 (2025/26), year one: 2024/25. The year of a plan, which its dates say."""
    if at(tokens, i) != "year" or not (at(tokens, i + 1) in NUMBERS or whole(at(tokens, i + 1), 1, 1, 9)):
        return
    for mark in ("(", ":", "-", ","):
        for k in after(tokens, i + 2, mark):
            for match, end in (*one_financial_year(tokens, k), *one_academic_year(tokens, k)):
                end = end if mark != "(" else longest(tokens, end, ")") or -1
                if end > 0:
                    yield match, end


def _is_quarter(match: Period, number: int) -> bool:
    starts = {
        3 * number - 2,
        3 * number + 1 if number < QUARTERS else 1,
    }  # of the calendar's, and of the financial year's
    return match.first.month in starts and _months_long(match) == 3
