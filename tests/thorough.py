"""How much the tests try: enough for every change, or all that there is, with "make thorough" before a release."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

THOROUGH = os.environ.get("DAYOPS_THOROUGH") == "1"
T = TypeVar("T")


def some(items: Sequence[T], many: int) -> list[T]:
    """Return so many of the items, spread evenly from the first to the last; all of them where the tests are thorough."""
    if THOROUGH or many >= len(items):
        return list(items)
    return [items[round(place * (len(items) - 1) / max(many - 1, 1))] for place in range(many)]


def is_turn(place: int, other: int, of: int, many: int) -> bool:
    """Whether it is this one's turn: of each ``of`` in a row ``many`` are tried, others for another row. All where thorough."""
    return THOROUGH or (place + other) % of < many


def examples(many: int) -> int:
    """Return how many examples a property is tried with: a third of them, other ones in each run. All where thorough."""
    return many if THOROUGH else -(-many // 3)
