"""Periods as papers write them, as far as sums need: one form for each, and the first and last day."""

from __future__ import annotations

import re
from datetime import date

from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import MONTHS, Interval, NotEDTF, interval

TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:/|-|–|to)\s*((?:19|20)?\d\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
MONTH = re.compile(r"\b([a-z]{3,9})\.? ((?:19|20)\d\d)(?!\d)", re.IGNORECASE)


def period_key(period: str) -> str:
    """Return one form of a period: 2021/22 for 2021-2022 and 2021-22, else its words in small letters."""
    found = TWO_YEARS.fullmatch(period.strip())
    if found and int(found[2]) % 100 == (int(found[1]) + 1) % 100:
        return f"{found[1]}/{int(found[2]) % 100:02d}"
    return " ".join(period.casefold().split())


def span(period: str) -> Interval | None:
    """Return the days of a period that is nothing but a financial year, years, a month or a year; None for other words."""
    text = period.strip()
    if found := TWO_YEARS.fullmatch(text):
        first, last = int(found[1]), int(found[1][:2] + found[2][-2:])
        if last == first + 1:
            return Interval.of(date(first, 4, 1), date(last, 3, 31))
        return Interval.of(date(first, 1, 1), date(last, 12, 31)) if last > first else None
    if found := MONTH.fullmatch(text):
        month = MONTHS.get(found[1].lower())
        return interval(f"{found[2]}-{month:02d}") if month else None
    return interval(text) if YEAR.fullmatch(text) else None


def published(council: Council) -> dict[str, Interval]:
    """Return the first and last day on which each dated paper may have been published."""
    found = {}
    for row in council.rows("documents"):
        if row.published_on:
            stated = days(row.published_edtf)
            found[row.document_id] = Interval.of(stated.earliest or row.published_on, row.published_on)
    return found


def days(edtf: str) -> Interval:
    """Return the days of an EDTF text; open at both ends where it is none."""
    try:
        return interval(edtf)
    except NotEDTF:
        return Interval.of(None, None)


def financial_years(period: str) -> list[str]:
    """Return the financial years of a plan, first to last: 2024/25 to 2026/27."""
    found = TWO_YEARS.findall(period)
    if len(found) != 2:
        return []
    return [f"{year}/{(year + 1) % 100:02d}" for year in range(int(found[0][0]), int(found[1][0]) + 1)]


def years_long(period: str) -> tuple[int, ...]:
    """Return how many years a period is, in each way of counting: 3 for 2021/22 to 2023/24, 15 or 16 for 2020 to 2035; () for none."""
    if plan := financial_years(period):
        return (len(plan),)
    found = TWO_YEARS.fullmatch(period.strip())
    if not found:
        return ()
    apart = int(found[1][:2] + found[2][-2:]) - int(found[1])
    if apart == 1 and "/" in found[0]:
        return (1,)
    return (apart, apart + 1) if apart > 0 else ()


def years_in(period: str) -> tuple[str, ...]:
    """Return the years that a period names, in order, both of a financial year: 2021 and 2022 for 2021/22."""
    both = TWO_YEARS.sub(lambda found: f"{found[1]} {found[1][:2]}{found[2][-2:]}", period)
    return tuple(dict.fromkeys(YEAR.findall(both)))
