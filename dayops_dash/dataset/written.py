"""Numbers as papers print them: £18.4m, £2,086K, 1,400, 65%."""

from __future__ import annotations

import re
from dataclasses import dataclass

SCALE = {"k": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000}
NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(million|billion|bn|[km](?![a-z]))?", re.IGNORECASE)


@dataclass(frozen=True)
class Printed:
    """A number in plain units, and the size of the last digit printed: £18.4m is given to the nearest 100,000."""

    value: float
    step: float


def numbers_in(words: str) -> list[Printed]:
    """Return the numbers in some words, in order."""
    found = []
    for whole, fraction, scale in NUMBER.findall(words):
        times = SCALE.get(scale.lower(), 1)
        value = round(float(whole.replace(",", "") + fraction) * times, 6)
        found.append(Printed(value, times * 10.0 ** -max(len(fraction) - 1, 0)))
    return found


def step_of(words: str, value: float) -> float:
    """Return to what a value is rounded where it is printed; 1 where the words do not hold it."""
    return next((n.step for n in numbers_in(words) if abs(n.value - abs(value)) < 1e-6), 1.0)
