"""Hours of a day and days of a week beside their number: "from 9.30am to 3pm, five and a half hours", "five days, Monday to Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import SPELLED
from dayops_dash.measures.record.arithmetic.stated.parts import number_of_words, running_words
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum

COUNT = rf"(?P<number>\d+(?:\.\d+)?|{'|'.join(SPELLED)})(?P<half> and a half)?"
TIME = r"(?P<{0}>\d{{1,2}})(?:[.:](?P<{0}_minutes>\d\d))? ?(?P<{0}_side>am|pm|noon)?"
HOURS = re.compile(
    rf"\b(?:from|between) {TIME.format('opens')} (?:to|until|and|till) {TIME.format('shuts')},? \(?(?:or |which is )?{COUNT} hours?\b"
    r"(?! (?:later|before|after|ago|a week|per week|in all|of))",
    re.IGNORECASE,
)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BETWEEN = rf"(?:from )?(?P<first>{'|'.join(WEEK)}) (?:to|until|through) (?P<last>{'|'.join(WEEK)})"
DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{COUNT} days a week,? \(?{BETWEEN}(?=[.;)]|$)",
        rf"\b{BETWEEN},? \(?(?:on )?{COUNT} days a week(?=[.;)]|$)",
    )
)
DAY = 24
OPEN = re.compile(r"\b(?:open\w*|runs?|sessions?|hours)\b", re.IGNORECASE)


def hour_sums(council: Council) -> Iterator[Sum]:
    """Hold each number of hours and of days that running words give beside the first and the last of them."""
    for row, title, words in running_words(council):
        if "hour" in words or "days a week" in words:
            yield from stated_hours(row, title, words)


def stated_hours(row: Row, title: str, words: str) -> Iterator[Sum]:
    for found in HOURS.finditer(words):
        lengths = _lengths(found) if _are_times(words, found) else []
        said = f"{found['opens']} to {found['shuts']} is {' or '.join(f'{length:g}' for length in lengths)} hours"
        if lengths:
            yield _held(row, title, found, lengths, said)
    for found in (one for pattern in DAYS for one in pattern.finditer(words)):
        first, last = (WEEK.index(found[name].casefold()) for name in ("first", "last"))
        length = (last - first) % len(WEEK) + 1
        yield _held(row, title, found, [length], f"{found['first']} to {found['last']} is {length} days")


def _are_times(words: str, found: re.Match[str]) -> bool:
    """Whether two numbers are times of a day: one says so, or something opens, and none is past midnight."""
    marks = [found[f"{name}_{mark}"] for name in ("opens", "shuts") for mark in ("side", "minutes")]
    lead = words[: found.start()].rpartition(". ")[2]
    return all(int(found[name]) <= DAY for name in ("opens", "shuts")) and bool(any(marks) or OPEN.search(lead))


def _lengths(found: re.Match[str]) -> list[float]:
    """Return the hours from one time to another: two where no word says whether it is in the morning or after noon."""
    opens, shuts = (_hours(found, name) for name in ("opens", "shuts"))
    return sorted({end - start for start in opens for end in shuts if 0 < end - start < DAY / 2 + 1})


def _hours(found: re.Match[str], name: str) -> list[float]:
    hour, side = int(found[name]) + int(found[f"{name}_minutes"] or 0) / 60, (found[f"{name}_side"] or "").casefold()
    if hour >= DAY / 2 + 1 or side in ("am", "noon"):
        return [hour % DAY]
    afternoon = hour if int(found[name]) == DAY / 2 else hour + DAY / 2
    return [afternoon] if side == "pm" else [hour, afternoon]


def _held(row: Row, title: str, found: re.Match[str], lengths: list[float], said: str) -> Sum:
    number = float(found["number"]) if found["number"][0].isdigit() else number_of_words(found["number"])
    stated = number + (0.5 if found["half"] else 0.0)
    holds = any(abs(stated - length) <= SLACK for length in lengths)
    grade = None if holds else ConflictGrade.CONFLICT
    return Sum(grade, f"{title}: hours and days against their number", found[0], said, row.document_id, row.locator)
