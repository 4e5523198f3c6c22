"""What an address asks for. One reader of it, for the application and the plain edition, so that nothing reaches a page unread.

Anyone can write anything into an address. What it gives here is a day, a number within bounds, one of some words, or a short text
that every page and document can hold. A parameter given twice counts as its last.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from types import MappingProxyType

from dayops_dash import wording

FIRST_DAY, LAST_DAY = date(2010, 1, 1), date(2050, 12, 31)  # that can be asked for
MAX_WORDS = 100  # characters of a search or a name
MAX_TEXT = 2_000  # characters of one parameter: what is longer is no choice of any page
MAX_PARAMETERS = 200  # more than any page has choices
MAX_QUOTED = 60  # characters of what was asked for, in a message about it
MAX_DIGITS = 18  # a whole number with more is beyond any bound
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # date.fromisoformat reads 20230313 and 2023-W11-1 too
WHOLE = re.compile(r"[+-]?[0-9]+")  # int() reads ٣ and 1_000 too
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")  # float() reads nan and infinity too


class NotUnderstood(ValueError):
    """An address asks for what cannot be read. The message says so to whoever wrote it."""


@dataclass(frozen=True)
class Address:
    """The parameters of an address, each clean and of a bearable length. Make one with ``Address.of``."""

    parameters: Mapping[str, str]

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Address:
        """Return what can be read of an address's parameters, by name."""
        return cls(MappingProxyType(dict(list(_clean(parameters))[:MAX_PARAMETERS])))

    def day(self, name: str) -> date | None:
        """Return the day that is asked for; None where none is. Raises NotUnderstood where it is no day, or too far off."""
        return read_day(self.parameters.get(name, "").strip())

    def number(self, name: str, least: int, most: int, default: int) -> int:
        """Return a whole number from ``least`` to ``most``: the nearer of the two for one beyond them, the default for no number."""
        text = self.parameters.get(name, "").strip()
        if not WHOLE.fullmatch(text):
            return default
        digits = text.lstrip("+-").lstrip("0")[: MAX_DIGITS + 1] or "0"
        return max(least, min(most, int(digits) * (-1 if text.startswith("-") else 1)))

    def choice(self, name: str, options: Collection[str], default: str = "") -> str:
        """Return one of some words; the default where the address says another, or none."""
        asked = self.parameters.get(name, default)
        return asked if asked in options else default

    def choices(self, name: str, options: Collection[str]) -> tuple[str, ...]:
        """Return those of some words that the address lists with commas between, in its order and each once."""
        asked = self.parameters.get(name, "").split(",")
        return tuple(dict.fromkeys(word for word in asked if word in options))

    def words(self, name: str, most: int = MAX_WORDS, default: str = "") -> str:
        """Return a text, at most so many characters of it, without spaces round it."""
        return self.parameters.get(name, default).strip()[:most].strip()


def _clean(parameters: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in parameters.items():
        if len(name) <= MAX_WORDS:
            yield wording.clean(name), wording.clean(value[:MAX_TEXT])


def read_day(text: str) -> date | None:
    """Return the day that a text says; None for no text. Raises NotUnderstood where it says none, or one that is too far off."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise NotUnderstood(f"{quoted(text)} is not a date. Write it as 2023-03-13.")
    if not FIRST_DAY <= day <= LAST_DAY:
        span = f"{wording.day(FIRST_DAY)} to {wording.day(LAST_DAY)}"
        raise NotUnderstood(f"{wording.day(day)} is too far off to be shown. Ask for a day from {span}.")
    return day


def read_number(text: str) -> float | None:
    """Return the number that a text says, with or without £, % and commas; None where it says none."""
    plain = text.strip().replace(",", "").removeprefix("£").removesuffix("%").strip()
    number = float(plain) if len(plain) <= MAX_WORDS and NUMBER.fullmatch(plain) else None
    return number if number is not None and isfinite(number) else None


def quoted(text: str) -> str:
    """Return what was asked for, in quotation marks, short enough for a sentence about it."""
    shown = wording.clean(text)
    return f"“{shown[:MAX_QUOTED]}…”" if len(shown) > MAX_QUOTED else f"“{shown}”"
