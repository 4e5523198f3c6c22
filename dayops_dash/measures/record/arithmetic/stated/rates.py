"""One rate for two lengths of time: more in a year than its weeks can hold at so many a week."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import permutations
from types import MappingProxyType
from typing import Literal

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, LevelFiguresRow, PeopleRow
from dayops_dash.dataset.rows import number_of, text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import words_of

TIME = re.compile(
    r"\b(?:(?:per|a|each|every) (?P<time>hour|day|week|month|quarter|year)\b|per (?P<annum>annum)\b"
    r"|(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual|annually)\b)",
    re.IGNORECASE,
)
NAMED = {"daily": "day", "annum": "year", "annual": "year", "annually": "year", "hourly": "hour", "yearly": "year"}
DAYS: Mapping[str, tuple[float, float]] = MappingProxyType(  # the fewest and the most days of each
    {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}
)
FEWEST_WEEKS = 36  # of a year that are usual: those of school terms are 38 or 39
OWN = (
    "document_id",
    "period",
    "place",
    "client_group",
    "provider_kind",
    "service_id",
    "level_id",
    "group",
    "qualifier",
)
RateTable = Literal["context", "people", "level_figures"]
RateRow = ContextRow | PeopleRow | LevelFiguresRow
TABLES: tuple[RateTable, ...] = ("context", "people", "level_figures")


def rate_sums(council: Council) -> Iterator[Sum]:
    """Hold rates of one thing against each other. Fewer than all weeks may be meant, so only too many are told."""
    for table in TABLES:
        rates: dict[tuple[object, ...], list[tuple[str, RateRow]]] = {}
        for row in council.rows(table):
            if (time := _time(row)) and not wording.missing(row.value) and row.value and not _is_range(row):
                rates.setdefault(_thing(row), []).append((time, row))
        for group in rates.values():
            for (short, one), (long, other) in permutations(group, 2):
                if DAYS[short][1] < DAYS[long][0]:
                    yield from _held(short, one, long, other)


def _is_range(row: RateRow) -> bool:
    """Whether a row is a range, such as £35 to £70."""
    return isinstance(row, LevelFiguresRow) and not wording.missing(number_of(row, "value_to"))


def _time(row: RateRow) -> str:
    """Return the one length of time that a rate is for, by its measure and unit, else its words; "" for none or several."""
    for words in (f"{row.measure} {row.unit}", row.as_written):
        times: set[str] = {_name(found) for found in TIME.finditer(words)}
        if times:
            only = times.pop() if len(times) == 1 else ""
            return only if only in DAYS else ""
    return ""


def _name(found: re.Match[str]) -> str:
    word = str(next(filter(None, found.groups()))).casefold()
    return NAMED.get(word, word.removesuffix("ly"))


def _thing(row: RateRow) -> tuple[object, ...]:
    """Return what must be equal of two rates but for their time."""
    what = TIME.sub(" ", f"{text_of(row, 'subject')} {row.measure} {row.unit}")
    cells = (period_key(text_of(row, c)) for c in OWN if c in row)
    return (words_of(what), *cells)


def _held(short: str, one: RateRow, long: str, other: RateRow) -> Iterator[Sum]:
    most = -(-DAYS[long][1] // DAYS[short][0])  # a year has days of 53 weeks
    half = (step_of(one.as_written, one.value) * most + step_of(other.as_written, other.value)) / 2
    high = range_of(one.value, one.qualifier).high * most + half
    stated = range_of(other.value, other.qualifier)
    grade = ConflictGrade.CONFLICT if stated.low > high + SLACK else None
    said = f"{as_printed(one)}: at most {most:g} {short}s a {long}, so {wording.plain(one.value * most)}"
    if grade is None and one.unit == "GBP" and (short, long) == ("week", "year"):
        least = range_of(one.value, one.qualifier).low * FEWEST_WEEKS - half
        grade = ConflictGrade.DEFINITION if stated.high < least - SLACK else None
        said += f"; the year would be {other.value / one.value:.1f} weeks" if grade else ""
    sides = (as_printed(other), said)
    place = (other.document_id, other.locator, one.document_id, one.locator)
    title = f"{text_of(other, 'subject') or wording.capital(other.measure)}: a {short} and a {long}"
    yield Sum(grade, title, *sides, *place)
