"""Steps that every parser of dates takes. A parser yields what it can read from token ``i`` on, each with where it ends."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from dayops_dash.dataset.dates.edtf import AUTUMN, SPRING, SUMMER, WINTER

Tokens = tuple[str, ...]
FIRST_YEAR, LAST_YEAR = 1900, 2099
LAST_SHORT_YEAR = 59  # "31/03/59" is 2059; later ones could be of the last century
ORDINALS = ("st", "nd", "rd", "th")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
MONTHS |= {"febuary": 2, "feburary": 2, "janurary": 1, "septemeber": 9, "setpember": 9, "ocotber": 10, "decemeber": 12}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SEASONS = {"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN, "winter": WINTER}


def at(tokens: Tokens, i: int) -> str:
    """Return token ``i``, "" beyond the end."""
    return tokens[i] if i < len(tokens) else ""


def skip(tokens: Tokens, i: int, *words: str) -> int:
    """Return where the next token is, after one of ``words`` if it stands here."""
    return i + 1 if at(tokens, i) in words else i


def after(tokens: Tokens, i: int, *phrases: str) -> Iterator[int]:
    """Yield where each of ``phrases`` ends that stands here. The words of a phrase are parted by spaces, marks too."""
    for phrase in phrases:
        words = tuple(phrase.split())
        if tokens[i : i + len(words)] == words:
            yield i + len(words)


def longest(tokens: Tokens, i: int, *phrases: str) -> int | None:
    """Return where the longest of ``phrases`` that stands here ends; None where none does."""
    return max(after(tokens, i, *phrases), default=None)


def whole(token: str, digits: int, low: int, high: int) -> int | None:
    """Return a token of at most so many digits as a number from ``low`` to ``high``; None where it is none."""
    if not (token.isascii() and token.isdigit() and len(token) <= digits):
        return None
    return number if low <= (number := int(token)) <= high else None


def long_year(token: str) -> int | None:
    """Return a year of four digits."""
    return whole(token, 4, FIRST_YEAR, LAST_YEAR)


def short_year(token: str) -> int | None:
    """Return a year of two digits; None for one that could be of either century."""
    year = whole(token, 2, 0, LAST_SHORT_YEAR) if len(token) == 2 else None
    return None if year is None else 2000 + year


def weekday(tokens: Tokens, i: int) -> tuple[int | None, int]:
    """Return the day of the week that stands here, from 0 for Monday, and where it ends; None where there is none."""
    match = WEEKDAYS.get(at(tokens, i))
    return (None, i) if match is None else (match, skip(tokens, i + 1, ",", "-"))


def day_number(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Return the day of a month that stands here ("3", "3rd", "the 3rd") and where it ends."""
    i = skip(tokens, i, "the")
    number = whole(at(tokens, i), 2, 1, 31)
    return None if number is None else (number, skip(tokens, i + 1, *ORDINALS))
