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
