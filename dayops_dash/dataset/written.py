"""Numbers as papers print them: £18.4m, £2,086K, 1,400, 65%; and what a hedge, such as about or more than, leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf

from dayops_dash.dataset.vocabulary import Qualifier

SCALE = {"k": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000}
NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(million|billion|bn|[km](?![a-z]))?", re.IGNORECASE)
HEADED = re.compile(
    r"\s*\(£\s?(000|k|m|bn)\)", re.IGNORECASE
)  # a number of a table with the unit of its heading: 80 (£000)


@dataclass(frozen=True)
class Printed:
    """A number in plain units, and the size of the last digit printed: £18.4m is given to the nearest 100,000."""

    value: float
    step: float


@dataclass(frozen=True)
class Range:
    """The numbers that one may be, none of them below 0: from ``low`` to ``high``, which may be infinite."""

    low: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Range) -> Range:
        highs = (self.high, other.high)
        return Range(self.low * other.low, 0.0 if 0 in highs else self.high * other.high)

    def gap(self, other: Range) -> float:
        """Return how far apart two are: 0 where some number lies in both."""
        return max(0.0, other.low - self.high, self.low - other.high)


HEDGES = (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.MORE_THAN, Qualifier.LESS_THAN)
ABOUT = 0.1  # of a number: how far from it one may be that a paper calls "about" so much


def exactly(value: float) -> Range:
    return Range(value, value)


def range_of(value: float, qualifier: str) -> Range:
    """Return what a hedge leaves open of a number that a paper prints: the number alone where it is printed without one.

    An average, and what is projected, estimated or assumed, are numbers that sums are made of, and taken as printed.
    """
    value = abs(value)
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Range(value, inf)
    if qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return Range(0.0, value)
    if qualifier == Qualifier.ABOUT:
        digits = f"{value:.0f}"
        off = max(ABOUT * value, 10.0 ** (len(digits) - len(digits.rstrip("0"))) / 2)
        return Range(max(0.0, value - off), value + off)
    return exactly(value)


def numbers_in(words: str) -> list[Printed]:
    """Return the numbers in a text, in order."""
    numbers = []
    headed = HEADED.search(words)
    heading_scale = SCALE.get(headed[1].lower(), 1_000) if headed else 1
    for whole, fraction, scale in NUMBER.findall(HEADED.sub("", words)):
        times = SCALE.get(scale.lower(), heading_scale)
        value = round(float(whole.replace(",", "") + fraction) * times, 6)
        numbers.append(Printed(value, times * 10.0 ** -max(len(fraction) - 1, 0)))
    return numbers


def step_of(words: str, value: float) -> float:
    """Return to what a value is rounded where it is printed; 1 where the words do not hold it."""
    return next((n.step for n in numbers_in(words) if abs(n.value - abs(value)) < 1e-6), 1.0)


ONES: tuple[str, ...] = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
ONES += ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
SPELLED = {word: number for number, word in enumerate(ONES)} | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}
OF_EACH = re.compile(rf"\b({'|'.join(ONES)}) (?:in|out of) (?:every )?({'|'.join(SPELLED)})\b", re.IGNORECASE)
PARTS = {
    "half": 50.0,
    "a third": 100 / 3,
    "two thirds": 200 / 3,
    "a quarter": 25.0,
    "three quarters": 75.0,
    "a fifth": 20.0,
}
WORD = re.compile(rf"\b({'|'.join(SPELLED)})\b", re.IGNORECASE)


IN_ROUND_WORDS = re.compile(
    rf"\b(?:{'|'.join(PARTS)}|doubl\w*|trebl\w*|tripl\w*|halv\w*)\b|{OF_EACH.pattern}", re.IGNORECASE
)


def as_stated(value: float, words: str, qualifier: str) -> Range:
    """Return what a printed number leaves open; one told in round words alone (half, one in five, doubled) is about so much."""
    rough = not qualifier and not any(c.isdigit() for c in words) and IN_ROUND_WORDS.search(words.replace("-", " "))
    return range_of(value, Qualifier.ABOUT if rough else qualifier)


def spelled_in(words: str) -> list[float]:
    """Return the numbers spelled out in a text: four levels is 4; one in five is 20, as a percentage; a third is 33.3."""
    ratios = OF_EACH.findall(words)
    shares = [100 * SPELLED[one.lower()] / SPELLED[of.lower()] for one, of in ratios if SPELLED[of.lower()]]
    plain = words.casefold().replace("-", " ")
    shares += [share for part, share in PARTS.items() if part in plain]
    return shares or [float(SPELLED[word.lower()]) for word in WORD.findall(words)]
